import type { Page } from '@playwright/test'

import { agents, demo, lives, signInElsewhere, track, whereSignedIn } from './elsewhere.ts'
import { expect, test } from './fixtures.ts'
import { alertIn, expectSignedIn, expectSignInPage, expectTitle, people, signIn } from './steps.ts'
import { sent } from './requests.ts'

test.beforeEach(async ({ world }) => {
  await track(world, false)
})

async function askToStay(page: Page, password: string = people.ada.password) {
  await whereSignedIn(page).getByRole('button', { name: 'Sign out all the others' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Sign out everywhere but here?' })
  await dialog.getByLabel('Password', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: 'Sign out all the others' }).click()
  return dialog
}

test('a pool that tracks no sessions says so, and names what would change that', async ({ page }) => {
  await signIn(page)
  await expect(whereSignedIn(page)).toContainText('Cognito keeps no list of your sessions')
  await expect(whereSignedIn(page)).toContainText(`UserSessionTracking of ${demo.pool}`)
  await expect(page.getByRole('list', { name: 'Your sessions' })).toHaveCount(0)
  await expect(whereSignedIn(page).getByRole('link', { name: 'Go to Pools' })).toHaveCount(0)
})

test('an operator is led to the switch', async ({ page }) => {
  await signIn(page, people.rhea)
  await whereSignedIn(page).getByRole('link', { name: 'Go to Pools' }).click()
  await expectTitle(page, 'Pools')
})

test('an empty list says that not even this session is on it', async ({ page, world }) => {
  await world.emulator.putSettings({ untrackedSessions: 'empty' })
  await signIn(page)
  await expect(whereSignedIn(page)).toContainText('This session is not on the list, and no other is.')
})

test('all the others are signed out, this browser signs straight back in, and the receipt proves both', async ({
  page,
  world,
}) => {
  const phone = await signInElsewhere(world, agents.iPhone)
  await signIn(page)
  const tab = await page.context().newPage()
  await tab.goto('/')
  await expectSignedIn(tab)
  const dialog = await askToStay(page)
  await expect(dialog).toContainText('Nothing ends before your password has been checked')
  await expectTitle(page, 'Signed out everywhere but here, and Cognito agrees')
  expect(await lives(world, phone)).toEqual([false, false])
  await expect(page.getByRole('listitem').filter({ hasText: 'Signed back in here' })).toContainText('GetUser takes')
  await page.getByRole('button', { name: 'My session' }).click()
  await expectSignedIn(page)
  await page.getByRole('button', { name: 'Renew now' }).click()
  await expect.poll(async () => (await sent(world, 'GetTokensFromRefreshToken')).at(-1)?.status).toBe(200)
  await expectSignedIn(tab)
  await page.reload()
  await expectSignedIn(page)
})

test('a wrong password ends nothing', async ({ page, world }) => {
  const phone = await signInElsewhere(world, agents.iPhone)
  await signIn(page)
  const dialog = await askToStay(page, 'not-this-one')
  await expect(dialog.getByRole('alert')).toContainText('That did not match')
  await expect(dialog.getByRole('alert')).toContainText('Nothing was ended, and you are still signed in')
  expect(await lives(world, phone)).toEqual([true, true])
  expect(await sent(world, 'GlobalSignOut')).toHaveLength(0)
  await page.keyboard.press('Escape')
  await expectSignedIn(page)
})

test('an account that needs more than a password is led to signing out everywhere', async ({ page, world }) => {
  await signIn(page)
  const body = JSON.stringify({
    ChallengeName: 'SOFTWARE_TOKEN_MFA',
    Session: 'a-session-of-some-length',
    ChallengeParameters: { USER_ID_FOR_SRP: 'ada' },
  })
  await world.emulator.addFault({
    operation: 'InitiateAuth',
    answer: { status: 200, requestId: true, cors: true, body },
  })
  await askToStay(page)
  const more = page.getByRole('alertdialog', { name: 'Sign out everywhere, then sign in again?' })
  await expect(more).toContainText('Nothing has been ended')
  await more.getByRole('button', { name: 'Go on to sign out everywhere' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out everywhere' }).click()
  await expectTitle(page, 'Signed out everywhere, and Cognito agrees')
})

test('when signing back in fails, everything has ended, here as well, and that is said', async ({ page, world }) => {
  const phone = await signInElsewhere(world, agents.iPhone)
  await signIn(page)
  await world.emulator.addFault({
    operation: 'InitiateAuth',
    nth: 2,
    times: 'always',
    error: { code: 'TooManyRequestsException' },
  })
  await askToStay(page)
  await expectTitle(page, 'Signed out everywhere, here as well')
  await expect(alertIn(page)).toContainText('signing back in here did not work')
  expect(await lives(world, phone)).toEqual([false, false])
  await world.emulator.clearFaults()
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await expectSignInPage(page)
})

test('GlobalSignOut refused: nothing was ended, and the dialog says so', async ({ page, world }) => {
  const phone = await signInElsewhere(world, agents.iPhone)
  await signIn(page)
  await world.emulator.addFault({ operation: 'GlobalSignOut', times: 'always', error: { code: 'ForbiddenException' } })
  const dialog = await askToStay(page)
  await expect(dialog.getByRole('alert')).toContainText('A firewall refused this')
  await expect(dialog.getByRole('alert')).toContainText('Your devices are still signed in, this one included')
  await expect(dialog.getByRole('alert')).toBeInViewport({ ratio: 1 })
  expect(await lives(world, phone)).toEqual([true, true])
})
