import type { Locator, Page } from '@playwright/test'

import { agents, card, names, signInElsewhere } from './elsewhere.ts'
import { expect, test } from './fixtures.ts'
import { cognito } from './pools.ts'
import { expectSignedIn, expectTitle, holdCalls, people } from './steps.ts'
import { results } from './jobs.ts'
import { revocationSwitch } from './appClients.ts'

// No pointer is used in this file: everything that a person comes here for is done by keys, and focus always has a place.

/** Goes on by Tab until it is there. A page has fewer stops than this. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  const isThere = async () => target.evaluate((element) => element === document.activeElement)
  for (let stops = 0; stops < 80; stops += 1) {
    if (await isThere()) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`No Tab leads to ${String(target)}`)
}

/** A button that says that it is not ready yet, and why, is waited for, as a person would: a key has no patience of its own. */
async function press(page: Page, target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await tabTo(page, target)
  await expect(target).toBeEnabled()
  await page.keyboard.press(key)
}

async function type(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.insertText(text)
}

/** Focus is on something that a person can see. */
async function expectFocusKept(page: Page): Promise<void> {
  await expect.poll(async () => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
}

async function signInByKeys(page: Page, person: (typeof people)['ada' | 'rhea'] = people.ada): Promise<void> {
  await page.goto('/')
  await type(page, page.getByLabel('User name'), person.username)
  await type(page, page.getByLabel('Password', { exact: true }), person.password)
  await page.keyboard.press('Enter')
  await expectSignedIn(page, person)
  await expectFocusKept(page)
}

/** To a page, through the palette. */
async function goTo(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Go to, or do' })
  await expect(palette.getByRole('combobox')).toBeFocused()
  await page.keyboard.insertText(title)
  await expect(palette.getByRole('option', { selected: true })).toContainText(title)
  await page.keyboard.press('Enter')
  await expectTitle(page, title)
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeFocused()
}

const button = (within: Page | Locator, name: string | RegExp) =>
  within.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })

test('by keys alone: a wrong password, then the right one', async ({ page }) => {
  await page.goto('/')
  await type(page, page.getByLabel('User name'), people.ada.username)
  await type(page, page.getByLabel('Password', { exact: true }), 'not this one')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('wrong')
  await expectFocusKept(page)
  const password = page.getByLabel('Password', { exact: true })
  await tabTo(page, password)
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(people.ada.password)
  await page.keyboard.press('Enter')
  await expectSignedIn(page)
})

test('by keys alone: sign out this device, and in again', async ({ page }) => {
  await signInByKeys(page)
  await press(page, button(page.getByRole('main'), 'Sign out this device'))
  await expect(page.getByRole('heading', { level: 1, name: 'Signed out, and Cognito agrees' })).toBeFocused()
  await press(page, page.getByRole('main').getByRole('button', { name: 'Sign in again' }))
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await expectFocusKept(page)
})

test('by keys alone: sign out everywhere, the safe button first', async ({ page }) => {
  await signInByKeys(page)
  await press(page, button(page.getByRole('main'), 'Sign out everywhere'))
  const dialog = page.getByRole('alertdialog')
  await expect(button(dialog, 'Cancel')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(button(page.getByRole('main'), 'Sign out everywhere')).toBeFocused()
  await page.keyboard.press('Enter')
  await press(page, button(dialog, 'Sign out everywhere'))
  await expect(page.getByRole('heading', { level: 1, name: 'Signed out everywhere, and Cognito agrees' })).toBeFocused()
})

test('by keys alone: another session is signed out from the list', async ({ page, world }) => {
  await signInElsewhere(world, agents.windows)
  await signInByKeys(page)
  await press(page, button(card(page, names.windows), `Sign out ${names.windows}`))
  await press(page, button(page.getByRole('alertdialog'), 'Sign out'))
  await expect(card(page, names.windows)).toBeHidden()
  await expectFocusKept(page)
})

test('by keys alone: revocation is switched on for an app client, and undone by typing its name', async ({ page }) => {
  await signInByKeys(page, people.rhea)
  await goTo(page, 'App clients')
  await press(page, revocationSwitch(page, 'Kiosk'), 'Space')
  const report = page.getByRole('region', { name: 'What came of Kiosk' })
  await expect(report).toContainText('Revocation is on for Kiosk')
  await expect(revocationSwitch(page, 'Kiosk')).toBeFocused()
  await press(page, button(report, 'Undo'))
  const dialog = page.getByRole('alertdialog')
  await type(page, dialog.getByLabel('Type the app client name to go on'), 'Kiosk')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/Revocation is off for Kiosk, read back at/)).toBeVisible()
  await expectFocusKept(page)
})

test('by keys alone: a user is found and signed out everywhere', async ({ page, world }) => {
  await signInElsewhere(world, agents.iPhone)
  await signInByKeys(page, people.rhea)
  await goTo(page, 'Users')
  await press(page, page.getByRole('main').getByRole('link', { name: /^ada/i }))
  await expect(page.getByRole('heading', { level: 1, name: 'Ada Lovelace' })).toBeFocused()
  await press(page, button(page.getByRole('main'), 'Sign out everywhere'))
  await press(page, button(page.getByRole('alertdialog'), 'Sign out everywhere'))
  await expect(page.getByRole('main').getByText('Signed out everywhere')).toBeVisible()
  await expectFocusKept(page)
  await press(page, page.getByRole('link', { name: 'Show receipt' }))
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
})

test('by keys alone: a leaked refresh token is looked at and ended', async ({ page, world }) => {
  const { username: USERNAME, password: PASSWORD } = people.ada
  const answer = await cognito(world, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: 'storefront0demo0client0001',
    AuthParameters: { USERNAME, PASSWORD },
  })
  const { RefreshToken } = answer.AuthenticationResult as { RefreshToken: string }
  world.canaries.watchFor(RefreshToken)
  await signInByKeys(page, people.rhea)
  await goTo(page, 'Leaked token')
  const answerClients = await holdCalls(world, 'ListUserPoolClients')
  await type(page, page.getByLabel('A token, or text that contains some'), RefreshToken)
  await press(page, button(page, 'Look at it'))
  // The button is reached while it cannot be pressed yet, and keeps the focus when it can.
  const revoke = button(page.getByRole('region', { name: 'Refresh token', exact: true }), 'Revoke this token')
  await tabTo(page, revoke)
  await expect(revoke).toHaveAccessibleDescription('The app clients are being read.')
  await answerClients()
  await expect(revoke).toBeEnabled()
  await expect(revoke).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Refresh token revoked, and Cognito agrees' })).toBeFocused()
})

test('by keys alone: a job signs out a list of users', async ({ page }) => {
  await signInByKeys(page, people.rhea)
  await goTo(page, 'Jobs')
  await press(page, page.getByRole('main').getByRole('link', { name: 'New job' }))
  await expectTitle(page, 'New job')
  await expectFocusKept(page)
  const list = page.getByRole('radio', { name: 'A list of users' })
  // A group of radio buttons is one stop; the arrows choose within it.
  await tabTo(page, page.getByRole('radio', { checked: true }))
  for (let presses = 0; presses < 6 && !(await list.isChecked()); presses += 1) await page.keyboard.press('ArrowDown')
  await expect(list).toBeChecked()
  await type(page, page.getByLabel('User names, addresses or subs, one a line'), 'ada\nyuki')
  await press(page, button(page, 'Count them'))
  await press(page, button(page.getByRole('main'), 'Sign out 2 users'))
  await press(page, button(page.getByRole('alertdialog'), 'Sign out 2 users'))
  await expect(page.getByText('Finished', { exact: true })).toBeVisible()
  await expect(results(page).getByRole('row', { name: /^ada/ })).toContainText('Accepted')
  await expectFocusKept(page)
})
