import type { Page } from '@playwright/test'

import { expect, test, type World } from './fixtures.ts'
import {
  alertIn,
  comeBack,
  expectSignedIn,
  expectSignInPage,
  fillSignIn,
  people,
  expectTitle,
  rung,
  signIn,
  signOutEverywhere,
  signOutThisDevice,
} from './steps.ts'
import { sent } from './requests.ts'
import { expectListed } from './elsewhere.ts'

test('signing out everywhere asks first, with the safe button in focus, and proves it', async ({ page, world }) => {
  await signIn(page)
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Sign out Ada Lovelace on every device?' })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(dialog).toContainText('this device included')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Sign out everywhere' })).toBeFocused()
  await signOutEverywhere(page)
  await expectTitle(page, 'Signed out everywhere, and Cognito agrees')
  await expect(rung(page, 'Observed refused')).toContainText('Access Token has been revoked')
  expect(await sent(world, 'GlobalSignOut')).toHaveLength(1)
})

/** Signs Ada in in two browsers, and out everywhere in the first. Gives the other one, which has not noticed yet. */
async function endedFrom(page: Page, world: World): Promise<Page> {
  const other = await world.newBrowser()
  await signIn(page)
  await signIn(other)
  await expectListed(other)
  await signOutEverywhere(page)
  await expectTitle(page, 'Signed out everywhere, and Cognito agrees')
  return other
}

test('a second browser notices on focus, and says so', async ({ page, world }) => {
  const other = await endedFrom(page, world)
  await comeBack(other)
  await expectSignInPage(other)
  await expect(alertIn(other)).toContainText('Signed out from elsewhere')
})

test('a second browser notices on its next refresh', async ({ page, world }) => {
  const other = await endedFrom(page, world)
  await other.getByRole('button', { name: 'Renew now' }).click()
  await expectSignInPage(other)
  await expect(alertIn(other)).toContainText('Signed out from elsewhere')
})

test('a second browser notices on its next call', async ({ page, world }) => {
  const other = await endedFrom(page, world)
  await signOutEverywhere(other)
  await expectSignInPage(other)
  await expect(alertIn(other)).toContainText('Signed out from elsewhere')
})

test('after signing in again the person is where they were', async ({ page, world }) => {
  const other = await endedFrom(page, world)
  await comeBack(other)
  await other.getByRole('button', { name: 'Ada Lovelace, a person' }).click()
  await expectSignedIn(other)
})

const failures = [
  ['TooManyRequestsException', 'Too many requests', 'Cognito is busy', 3],
  ['InternalErrorException', 'Internal error', 'Cognito had a fault', 3],
  ['InvalidParameterException', 'x', 'Cognito could not read the sign-out', 1],
  ['ForbiddenException', 'x', 'A firewall refused this', 1],
  ['OperationNotEnabledException', 'x', 'Not enabled in this Region’s replica', 1],
  [
    'NotAuthorizedException',
    'Access Token does not have required scopes',
    'This session may not sign out everywhere',
    1,
  ],
] as const

test('every other exception of GlobalSignOut is told in the dialog, and this device stays signed in', async ({
  page,
  world,
}) => {
  await signIn(page)
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  const dialog = page.getByRole('alertdialog')
  for (const [at, [code, message, title, requests]] of failures.entries()) {
    await world.emulator.clearFaults()
    await world.emulator.addFault({ operation: 'GlobalSignOut', times: 'always', error: { code, message } })
    const before = await sent(world, 'GlobalSignOut')
    await dialog.getByRole('button', { name: at === 0 ? 'Sign out everywhere' : 'Try again' }).click()
    await expect(dialog.getByRole('alert')).toContainText(title)
    await expect(dialog.getByRole('alert')).toContainText('still signed in')
    // The dialog is higher than the page, and the error stands at its end.
    await expect(dialog.getByRole('alert')).toBeInViewport({ ratio: 1 })
    await expect(page.getByRole('status').filter({ hasText: title })).toHaveCount(0)
    expect((await sent(world, 'GlobalSignOut')).length - before.length, code).toBe(requests)
  }
  await world.emulator.clearFaults()
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await expectTitle(page, 'Signed out everywhere, and Cognito agrees')
})

const endings = [
  ['ResourceNotFoundException', 'The app client no longer exists', 'was deleted'],
  ['PasswordResetRequiredException', 'A new password is required', 'An administrator requires one'],
  ['UserNotConfirmedException', 'The account is not confirmed', 'If nothing has arrived, ask an administrator'],
  ['NotAuthorizedException', 'Signed out from elsewhere', 'or by an administrator'],
] as const

test('an exception of GlobalSignOut that says the session is over ends it here, with the reason', async ({
  page,
  world,
}) => {
  await page.goto('/')
  for (const [code, title, whom] of endings) {
    await fillSignIn(page, people.ada)
    await expectSignedIn(page)
    const message = code === 'NotAuthorizedException' ? 'Access Token has been revoked' : 'As told'
    await world.emulator.addFault({ operation: 'GlobalSignOut', error: { code, message } })
    await signOutEverywhere(page)
    await expectSignInPage(page)
    await expect(alertIn(page)).toContainText(title)
    await expect(alertIn(page)).toContainText(whom)
  }
})

test('an answer lost after Cognito had acted is not taken for a failure', async ({ page, world }) => {
  await signIn(page)
  await world.emulator.addFault({ operation: 'GlobalSignOut', when: 'after', network: 'cut' })
  await signOutEverywhere(page)
  await expectTitle(page, 'Signed out everywhere, and Cognito agrees')
})

test('a throttled attempt counts for nothing: an end from elsewhere is not claimed as a sign-out everywhere', async ({
  page,
  world,
}) => {
  await signIn(page)
  const busy = { code: 'TooManyRequestsException', message: 'Too many requests' }
  await world.emulator.addFault({ operation: 'GlobalSignOut', times: 3, error: busy })
  await signOutEverywhere(page)
  await expect(page.getByRole('alertdialog').getByRole('alert')).toContainText('Cognito is busy')
  await world.emulator.addFault({
    operation: 'GlobalSignOut',
    error: { code: 'NotAuthorizedException', message: 'Access Token has been revoked' },
  })
  await page.getByRole('alertdialog').getByRole('button', { name: 'Try again' }).click()
  await expectSignInPage(page)
  await expect(alertIn(page)).toContainText('Signed out from elsewhere')
})

test('a receipt completes itself where it is shown, whichever tab told Cognito', async ({ page, world }) => {
  await signIn(page)
  const tab = await page.context().newPage()
  await tab.goto('/')
  await expectSignedIn(tab)
  await world.emulator.addFault({ operation: 'RevokeToken', times: 'always', network: 'cut' })
  await signOutThisDevice(page)
  await expectTitle(page, 'This browser is signed out; the server has not been told yet')
  await expect(tab.getByText('Cognito has not confirmed an earlier sign-out')).toBeVisible()
  await world.emulator.clearFaults()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Signed out, and Cognito agrees', {
    timeout: 60_000,
  })
  await expect(tab.getByText('Cognito has not confirmed')).toHaveCount(0)
})

test('the other tabs of this browser follow at once', async ({ page }) => {
  await signIn(page)
  const tab = await page.context().newPage()
  await tab.goto('/')
  await expectSignedIn(tab)
  await signOutThisDevice(page)
  await expectSignInPage(tab)
  await expect(alertIn(tab)).toContainText('Signed out in another tab')
})

test('signing in again in one tab signs the other tab in', async ({ page }) => {
  await signIn(page)
  const tab = await page.context().newPage()
  await tab.goto('/')
  await expectSignedIn(tab)
  await signOutThisDevice(page)
  await expectSignInPage(tab)
  await tab.getByRole('button', { name: 'Ada Lovelace, a person' }).click()
  await expectSignedIn(tab)
  await page.getByRole('button', { name: 'My session' }).click()
  await expectSignedIn(page)
})
