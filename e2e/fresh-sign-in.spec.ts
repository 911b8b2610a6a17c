import { DescribeUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider'
import type { Page } from '@playwright/test'

import { administrator, pool } from './admin.ts'
import { passTime, passTimeUnnoticed } from './clock.ts'
import { expect, test, type World } from './fixtures.ts'
import { allowConsole, giveClassicPages, signInThere, toManagedLogin, typePassword } from './managedLogin.ts'
import {
  comeBack,
  expectSignedIn,
  expectTitle,
  people,
  signIn,
  signOutAndIn,
  signOutInHeader,
  signOutThisDevice,
} from './steps.ts'
import { sent } from './requests.ts'
import { openAppClients, readAppClients, revocationSwitch, switchAllOn } from './appClients.ts'

const stale = /older than five minutes: sign out and in again, then/
const sixMinutes = 6 * 60_000

async function signInAgain(page: Page): Promise<void> {
  await signOutAndIn(page, people.rhea)
  await openAppClients(page)
}

test('revocation is switched off, and undone into off, by a fresh sign-in only; on by any', async ({ page, world }) => {
  await signIn(page, people.rhea)
  await openAppClients(page)
  await revocationSwitch(page, 'Storefront').click()
  const dialog = page.getByRole('alertdialog', { name: 'Switch token revocation off for Storefront?' })
  await dialog.getByLabel('Type the app client name to go on').fill('Storefront')
  // The worker knows as well, whatever the page believes.
  const follow = await passTimeUnnoticed(world, page, sixMinutes)
  await dialog.getByRole('button', { name: 'Switch revocation off' }).click()
  await expect(dialog.getByRole('alert')).toContainText('Your sign-in is older than five minutes')
  await follow()
  await comeBack(page)
  await expect(dialog.getByRole('button', { name: 'Switch revocation off' })).toHaveAccessibleDescription(stale)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(revocationSwitch(page, 'Storefront')).toHaveAttribute('aria-disabled', 'true')
  await expect(revocationSwitch(page, 'Storefront')).toHaveAccessibleDescription(stale)

  await revocationSwitch(page, 'Kiosk').click()
  const told = page.getByRole('region', { name: 'What came of Kiosk' })
  await expect(told).toContainText(/Revocation is on for Kiosk, read back at/)
  await expect(told.getByRole('button', { name: 'Undo' })).toHaveAccessibleDescription(stale)
  await expect(told.getByRole('button', { name: 'Undo' })).toHaveAttribute('aria-disabled', 'true')

  await signInAgain(page)
  await revocationSwitch(page, 'Storefront').click()
  await dialog.getByLabel('Type the app client name to go on').fill('Storefront')
  await dialog.getByRole('button', { name: 'Switch revocation off' }).click()
  await expect(page.getByText(/Revocation is off for Storefront, read back at/)).toBeVisible()
  expect(await sent(world, 'UpdateUserPoolClient')).toHaveLength(2)
})

test('a restore that switches revocation off asks what switching off asks: the name, and a fresh sign-in', async ({
  page,
  world,
}) => {
  const kiosk = { ...pool, ClientId: 'kiosk0demo00000client00003' }
  const settings = async () =>
    (await administrator(world).send(new DescribeUserPoolClientCommand(kiosk))).UserPoolClient ?? {}
  await readAppClients(page)
  const { CreationDate, LastModifiedDate, ...before } = await settings()
  const dates = { CreationDate: Number(CreationDate) / 1000, LastModifiedDate: Number(LastModifiedDate) / 1000 }
  const drifted = { ...before, ...dates, EnableTokenRevocation: true, AuthSessionValidity: 7 }
  const answer = { status: 200, requestId: true, cors: true, body: JSON.stringify({ UserPoolClient: drifted }) }
  // What is read back, after it was looked at and compared once more.
  await world.emulator.addFault({ operation: 'DescribeUserPoolClient', nth: 3, answer })
  await revocationSwitch(page, 'Kiosk').click()
  const told = page.getByRole('region', { name: 'What came of Kiosk' })
  await expect(told).toContainText('Revocation is on for Kiosk, but something else differs')

  await told.getByRole('button', { name: 'Restore' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Restore all settings of Kiosk?' })
  const restore = dialog.getByRole('button', { name: 'Restore' })
  await expect(dialog).toContainText('“Sign out this device” stops working for this app client')
  await expect(restore).toHaveAttribute('aria-disabled', 'true')
  await passTime(world, [page], sixMinutes)
  await comeBack(page)
  await dialog.getByLabel('Type the app client name to go on').fill('Kiosk')
  await expect(restore).toHaveAccessibleDescription(stale)
  expect(await settings()).toMatchObject({ EnableTokenRevocation: true })
})

test('a bulk switch begins, goes on and is retried by a fresh sign-in only', async ({ page, world }) => {
  await readAppClients(page)
  await world.emulator.addFault({ operation: 'UpdateUserPoolClient', error: { code: 'InvalidParameterException' } })
  await switchAllOn(page, '2 app clients')
  await expect(page.getByText('1 switched and read back, 0 left alone, 1 failed')).toBeVisible()

  await passTime(world, [page], sixMinutes)
  await comeBack(page)
  const retry = page.getByRole('button', { name: 'Retry the failed ones' })
  await expect(retry).toHaveAccessibleDescription(stale)
  await page.getByRole('checkbox', { name: 'Select Storefront' }).check()
  const bar = page.getByRole('group', { name: 'Selected app clients' })
  for (const name of ['Switch revocation on', 'Switch revocation off']) {
    await expect(bar.getByRole('button', { name })).toHaveAttribute('aria-disabled', 'true')
    await expect(bar.getByRole('button', { name })).toHaveAccessibleDescription(stale)
  }

  await signInAgain(page)
  await retry.click()
  await expect(page.getByText('2 switched and read back, 0 left alone, 0 failed')).toBeVisible()
})

/** Signs in at managed login, out, and 40 minutes later in again by its cookie alone. */
async function letInByTheCookie(page: Page, world: World): Promise<void> {
  await allowConsole(world)
  await signInThere(page, people.rhea)
  await signOutThisDevice(page)
  await expectTitle(page, 'Signed out, and Cognito agrees')
  await world.emulator.advanceClock(40 * 60_000)
  await toManagedLogin(page)
  await expectSignedIn(page, people.rhea)
  await openAppClients(page)
}

async function switchOff(page: Page): Promise<void> {
  await revocationSwitch(page, 'Storefront').click()
  const dialog = page.getByRole('alertdialog', { name: 'Switch token revocation off for Storefront?' })
  await dialog.getByLabel('Type the app client name to go on').fill('Storefront')
  await dialog.getByRole('button', { name: 'Switch revocation off' }).click()
  await expect(page.getByText(/Revocation is off for Storefront, read back at/)).toBeVisible()
}

test('managed login’s cookie makes no sign-in fresh: the password does, which “Sign in again” asks for', async ({
  page,
  world,
}) => {
  await letInByTheCookie(page, world)
  const stale = /Managed login last asked who you are more than five minutes ago: sign in again, then/
  await expect(revocationSwitch(page, 'Storefront')).toHaveAccessibleDescription(stale)
  await expect(revocationSwitch(page, 'Storefront')).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('link', { name: 'Jobs', exact: true }).click()
  await page.getByRole('link', { name: 'New job' }).click()
  const again = page.getByRole('button', { name: 'Sign in again' })
  await expect(again).toHaveAccessibleDescription(/what was selected, typed or counted on it is lost/)
  await again.click()
  await typePassword(page, people.rhea)
  await expectTitle(page, 'New job')
  await openAppClients(page)
  await expect(page.getByRole('button', { name: 'Sign in again' })).toHaveCount(0)
  await switchOff(page)
  // The session that the new one has replaced is ended too.
  await expect.poll(async () => (await sent(world, 'revoke')).length).toBe(2)
})

test('where managed login asks nobody again, that is said, and ending its cookie is the way on', async ({
  page,
  world,
}) => {
  await giveClassicPages(world)
  await letInByTheCookie(page, world)
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await expect(revocationSwitch(page, 'Storefront')).toHaveAccessibleDescription(
    /Managed login let you in without asking who you are: sign out, end its cookie on the receipt, sign in, then/,
  )
  await expectTitle(page, 'App clients')
  await expect(page.getByRole('button', { name: 'Sign in again' })).toHaveCount(0)

  await signOutInHeader(page)
  await page.getByRole('button', { name: 'End that too' }).click()
  await expect(page.getByText(/Asked to end, \d/)).toBeVisible()
  await signInThere(page, people.rhea)
  await openAppClients(page)
  await switchOff(page)
})
