import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

import { expect, test } from './fixtures.ts'
import {
  expectTitle,
  fillSignIn,
  openAppClients,
  people,
  revocationSwitch,
  signIn,
  signOutThisDevice,
} from './steps.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on a person’s pages, ${colorScheme}`, async ({ page, world }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.goto('/')
    await expectNothing(page, 'sign in')
    await fillSignIn(page, { username: 'ada', password: 'not-this-one' })
    await expect(page.getByRole('main').getByRole('alert')).toBeVisible()
    await expectNothing(page, 'a wrong password')
    await fillSignIn(page, people.ada)
    await expectTitle(page, 'Signed in as Ada Lovelace')
    await expectNothing(page, 'my session')
    await page.getByRole('button', { name: 'Sign out everywhere' }).click()
    await expect(page.getByRole('alertdialog')).toBeVisible()
    await expectNothing(page, 'the confirmation')
    await page.keyboard.press('Escape')
    await world.emulator.addFault({ operation: 'RevokeToken', error: { code: 'UnsupportedOperationException' } })
    await signOutThisDevice(page)
    await expectTitle(page, 'This browser is signed out; Cognito did not end the session')
    await expectNothing(page, 'a receipt of a refusal')
    await page.getByRole('button', { name: 'Sign out everywhere instead' }).click()
    await expectTitle(page, 'Signed out everywhere, and Cognito agrees')
    await expectNothing(page, 'a receipt')
    await page.goto('/nowhere')
    await expectNothing(page, 'no such page')
  })

  test(`axe finds nothing on the operator’s page, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await signIn(page, people.rhea)
    await openAppClients(page)
    await revocationSwitch(page, 'Kiosk').click()
    await expect(page.getByText(/Revocation is on, read back at/)).toBeVisible()
    await expectNothing(page, 'app clients')
    await revocationSwitch(page, 'Storefront').click()
    await expect(page.getByRole('alertdialog')).toBeVisible()
    await expectNothing(page, 'the typed confirmation')
  })
}

test('at 320 px nothing of a person’s pages is cut off', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await signIn(page)
  expect(await overflow(page)).toBe(0)
  await signOutThisDevice(page)
  await expectTitle(page, 'Signed out, and Cognito agrees')
  expect(await overflow(page)).toBe(0)
})

test('a keyboard alone signs out everywhere, and focus is never lost', async ({ page }) => {
  await signIn(page)
  await page.getByRole('button', { name: 'Sign out everywhere' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Signed out everywhere, and Cognito agrees' })).toBeFocused()
})

async function expectNothing(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  expect(found, where).toEqual([])
}

async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
