import type { Locator, Page } from '@playwright/test'

import { agents, card, demo, expectSessions, lives, ManagedLogin, names, withManagedLogin } from './elsewhere.ts'
import { expect, test, type World } from './fixtures.ts'
import { expectTitle, rung, signIn, signOutThisDevice } from './steps.ts'

/** New sessions are listed, and linked ones end, after a while, as on AWS; the emulator's clock makes it pass. */
const delayMs = 60_000
const settle = async (world: World) => world.emulator.advanceClock(delayMs)

test.beforeEach(async ({ world }) => {
  await world.emulator.putSettings({ sessionDelayMs: delayMs })
})

test('what came through a browser’s sign-in is drawn under it, ends with it, and is shown as ending until it has', async ({
  page,
  world,
}) => {
  await withManagedLogin(world)
  const browser = new ManagedLogin(world, agents.mac)
  const shop = await browser.signIn(demo.storefront)
  const kiosk = await browser.signIn(demo.kiosk)
  await settle(world)
  await signIn(page)
  await settle(world)
  await expectSessions(page, 4)
  await expect(card(page, names.mac)).toContainText('Single sign-on in a browser · 2 apps through it')
  await expect(card(page, 'Kiosk')).toContainText('Through the sign-in above')

  await card(page, names.mac).getByRole('button', { name: 'Sign out' }).click()
  const dialog = page.getByRole('alertdialog', { name: `Sign out ${names.mac} from single sign-on?` })
  await expect(dialog.getByRole('checkbox', { name: 'And the 2 sessions that came through it' })).toBeChecked()
  await dialog.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(dialog).toBeHidden()
  const ending = page.getByRole('list', { name: 'Your sessions' }).getByText('Ending')
  await expect(ending).toHaveCount(2)
  expect(await lives(world, shop)).toEqual([true, true])
  await settle(world)
  await page.getByRole('button', { name: 'Read again' }).first().click()
  await expect(page.getByText('Cognito lists no other session.')).toBeVisible()
  expect(await lives(world, shop)).toEqual([false, false])
  expect(await lives(world, kiosk)).toEqual([false, false])
  expect(await browser.isRemembered()).toBe(false)
})

test('an app alone leaves the sign-in it came through, and the receipt says so', async ({ page, world }) => {
  await withManagedLogin(world)
  const browser = new ManagedLogin(world, agents.mac)
  const kiosk = await browser.signIn(demo.kiosk)
  await settle(world)
  await signIn(page)
  await expect(card(page, 'Kiosk')).toBeVisible()
  await card(page, 'Kiosk')
    .getByRole('button', { name: `Sign out Kiosk, ${names.mac}` })
    .click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByRole('checkbox', { name: 'And the sign-in it came through' })).not.toBeChecked()
  await expect(dialog).toContainText('can sign it back in without a password')
  await dialog.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(dialog).toBeHidden()
  expect(await lives(world, kiosk)).toEqual([false, false])
  expect(await browser.isRemembered()).toBe(true)
  await page.getByRole('button', { name: 'Show receipt' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Managed-login cookie' })).toContainText('Stays')
})

test('this device goes with the sign-in it came through, when that is wanted', async ({ page, world }) => {
  await withManagedLogin(world)
  const browser = new ManagedLogin(world, agents.mac)
  const { result } = await browser.signIn(demo.storefront)
  await settle(world)
  // The console's own sign-in is answered with the tokens that managed login gave.
  const body = JSON.stringify({ AuthenticationResult: result, ChallengeParameters: {} })
  await world.emulator.addFault({
    operation: 'InitiateAuth',
    answer: { status: 200, requestId: true, cors: true, body },
  })
  await signIn(page)
  await page.getByRole('checkbox', { name: /end the sign-in it came through/ }).check()
  await signOutThisDevice(page)
  await expectTitle(page, 'Signed out, and Cognito agrees')
  await expect(rung(page, 'Requested')).toContainText('with the sign-in it came through')
  await settle(world)
  expect(await browser.isRemembered(demo.storefront)).toBe(false)
})

test('the sign-in of this browser: that its next sign-in asks for the password is said of here', async ({
  page,
  world,
}) => {
  await withManagedLogin(world)
  const browser = new ManagedLogin(world, agents.mac)
  const { result } = await browser.signIn(demo.storefront)
  await settle(world)
  const body = JSON.stringify({ AuthenticationResult: result, ChallengeParameters: {} })
  await world.emulator.addFault({
    operation: 'InitiateAuth',
    answer: { status: 200, requestId: true, cors: true, body },
  })
  await signIn(page)
  const own = card(page, names.mac).filter({ hasText: 'this browser' })
  await own.getByRole('button', { name: 'Sign out' }).click()
  const dialog = page.getByRole('alertdialog')
  const row = (of: Page | Locator) => of.getByRole('listitem').filter({ hasText: 'Managed-login cookie' })
  await expect(row(dialog)).toContainText('Managed-login cookie in this browser')
  await expect(row(dialog)).toContainText('the next sign-in here asks for the password')
  await dialog.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'Show receipt' }).click()
  await expect(row(page)).toContainText('Managed-login cookie in this browser')
})
