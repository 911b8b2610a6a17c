import { expect, type Page } from '@playwright/test'

import type { World } from './fixtures.ts'
import { sent } from './requests.ts'

/** The demo pool's people, as the emulator's demo seed has them. */
export const people = {
  ada: { username: 'ada', password: 'Lamp-lit-1843', name: 'Ada Lovelace' },
  rhea: { username: 'rhea', password: 'Night-watch-26', name: 'Rhea Okafor' },
  tomas: { username: 'tomas', password: 'Temporary-1', name: 'tomas' },
} as const

type Person = { username: string; password: string; name: string }

export async function fillSignIn(page: Page, person: { username: string; password: string }): Promise<void> {
  await page.getByLabel('User name').fill(person.username)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** The same on a shared computer. */
export async function fillSignInShared(page: Page, person: { username: string; password: string }): Promise<void> {
  await page.getByLabel('Shared computer').check()
  await fillSignIn(page, person)
}

export async function signIn(page: Page, person: Person = people.ada, path = '/'): Promise<void> {
  await page.goto(path)
  await fillSignIn(page, person)
  await expectSignedIn(page, person)
}

export async function expectSignedIn(page: Page, person: Person = people.ada): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: `Signed in as ${person.name}` })).toBeVisible()
}

export async function expectSignInPage(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
}

export async function signOutThisDevice(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out this device' }).click()
}

/** Signs out by the button that every page has. */
export async function signOutInHeader(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expectTitle(page, 'Signed out, and Cognito agrees')
}

/** Signs out on whichever page, and in again. */
export async function signOutAndIn(page: Page, person: Person): Promise<void> {
  await signOutInHeader(page)
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await fillSignIn(page, person)
}

/** Opens the confirmation of "Sign out everywhere" and confirms. */
export async function signOutEverywhere(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out everywhere' }).click()
}

export async function expectTitle(page: Page, title: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
}

/** The text of one rung of the receipt's evidence ladder. */
export function rung(page: Page, name: 'Requested' | 'Accepted by Cognito' | 'Observed refused') {
  return page.getByRole('listitem').filter({ hasText: name })
}

/** A window gets focus again, as when a person comes back to it. */
export async function comeBack(page: Page): Promise<void> {
  await page.evaluate(() => globalThis.dispatchEvent(new Event('focus')))
}

/** What the page says went wrong, in its place; toasts have a region of their own. */
export function alertIn(page: Page) {
  return page.getByRole('main').getByRole('alert')
}

export async function expectSignedInAs(page: Page, name: string, how: string): Promise<void> {
  await expectTitle(page, `Signed in as ${name}`)
  await expect(page.getByText(new RegExp(`, ${how}$`))).toBeVisible()
}

/** Where a deployment offers a choice: the user name first. */
export async function continueAs(page: Page, username: string): Promise<void> {
  await page.getByLabel('User name').fill(username)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await expectTitle(page, 'Choose how to sign in')
}

export function codeField(page: Page) {
  return page.getByRole('textbox', { name: 'Code', exact: true })
}

export async function typeCode(page: Page, code: string, button = 'Sign in'): Promise<void> {
  await codeField(page).fill(code)
  await page.getByRole('button', { name: button, exact: true }).click()
}

/** What the browser asks by itself from here on, as it is asked; each question is answered with yes. */
export function questionsOf(page: Page): readonly string[] {
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.type())
    void dialog.accept()
  })
  return asked
}

/**
 * Has the emulator keep the calls of an operation without an answer until it is let go, so that a test may take its time
 * with what stands on the page meanwhile. Ten seconds at most: then the worker gives a call up, and asks again.
 */
export async function holdCalls(world: World, operation: string): Promise<() => Promise<void>> {
  await world.emulator.addFault({ operation, times: 'always', delayMs: 60_000 })
  return async () => world.emulator.clearFaults()
}

/** Holds back what is asked for at such an address. Gives the way to let it go. */
export async function holdBack(page: Page, address: string): Promise<() => void> {
  let go = () => {}
  const held = new Promise<void>((resolve) => (go = resolve))
  await page.context().route(address, async (route) => {
    await held
    await route.continue()
  })
  return () => go()
}

/**
 * Presses “Try now” so often in vain that Curfew does not try again by itself while a test is at it. There has to be a
 * fault that lasts.
 */
export async function tryInVain(page: Page, world: World, operation = 'RevokeToken'): Promise<void> {
  const again = page.getByRole('button', { name: 'Try now' }).first()
  for (let tries = 0; tries < 4; tries += 1) {
    const before = await sent(world, operation)
    await again.click()
    await expect.poll(async () => (await sent(world, operation)).length).toBeGreaterThan(before.length)
    await expect(again).toBeEnabled()
  }
}
