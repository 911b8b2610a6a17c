import { readFileSync } from 'node:fs'

import type { Page } from '@playwright/test'

import {
  agents,
  card,
  demo,
  endSession,
  expectSessions,
  lives,
  names,
  signInElsewhere,
  track,
  whereSignedIn,
} from './elsewhere.ts'
import { expect, test, type World } from './fixtures.ts'
import { alertIn, comeBack, expectSignedIn, expectSignInPage, expectTitle, holdCalls, rung, signIn } from './steps.ts'
import { sent } from './requests.ts'

/** New sessions are listed, and linked ones end, after a while, as on AWS; the emulator's clock makes it pass. */
const delayMs = 60_000
const slow = async (world: World) => world.emulator.putSettings({ sessionDelayMs: delayMs })
const settle = async (world: World) => world.emulator.advanceClock(delayMs)

/** Two other browsers in which Ada is signed in, and this one. */
async function threeBrowsers(page: Page, world: World) {
  const phone = await world.newBrowser(agents.iPhone)
  const desktop = await world.newBrowser(agents.windows)
  await signIn(phone)
  await signIn(desktop)
  await settle(world)
  await signIn(page)
  await expect(card(page, names.iPhone)).toBeVisible()
  return { phone, desktop }
}

async function expectEnded(browser: Page): Promise<void> {
  await comeBack(browser)
  await expectSignInPage(browser)
  await expect(alertIn(browser)).toContainText('Signed out from elsewhere')
}

test.beforeEach(async ({ world }) => {
  await slow(world)
})

test('every browser is on the list, this one first once Cognito lists it, and one of them is signed out', async ({
  page,
  world,
}) => {
  const { phone, desktop } = await threeBrowsers(page, world)
  await expect(page.getByText('This session is not on the list')).toBeVisible()
  await settle(world)
  await expectSessions(page, 3)
  const rows = page.getByRole('list', { name: 'Your sessions' }).getByRole('listitem')
  await expect(rows.first()).toContainText('this session')
  await expect(rows.first().getByRole('button')).toHaveCount(0)
  await expect(card(page, names.windows)).toContainText('Storefront')
  await expect(card(page, names.windows)).toContainText('127.0.0.1')

  await card(page, names.windows)
    .getByRole('button', { name: `Sign out ${names.windows}` })
    .click()
  const dialog = page.getByRole('alertdialog', { name: `Sign out ${names.windows} from Storefront?` })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(dialog).toContainText('until about')
  await dialog.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expectSessions(page, 2)
  await expect(page.getByRole('status').filter({ hasText: `${names.windows} signed out` })).toHaveCount(1)
  await expectEnded(desktop)
  await comeBack(phone)
  await expectSignedIn(phone)

  await page.getByRole('button', { name: 'Show receipt' }).click()
  await expectTitle(page, 'Another session signed out, and no longer listed')
  await expect(rung(page, 'Requested')).toContainText('RevokeUserSession')
  await expect(page.getByRole('listitem').filter({ hasText: 'No longer listed' }).last()).toContainText('No token')
  await page.reload()
  await expectTitle(page, 'Another session signed out, and no longer listed')
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'JSON', exact: true }).click(),
  ])
  expect(JSON.parse(readFileSync(await file.path(), 'utf8'))).toMatchObject({
    kind: 'another session',
    username: 'ada',
    sessions: [{ kind: 'token' }],
  })
})

test('several are picked and signed out at once, the others stay', async ({ page, world }) => {
  const { phone, desktop } = await threeBrowsers(page, world)
  const kiosk = await signInElsewhere(world, agents.mac, demo.kiosk)
  await settle(world)
  await page.getByRole('button', { name: 'Read again' }).first().click()
  await expectSessions(page, 4)
  await page.getByRole('button', { name: 'Select several' }).click()
  await page.getByRole('button', { name: 'Sign out 0 selected' }).click({ force: true })
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  await page.getByRole('checkbox', { name: `Select ${names.iPhone}` }).check()
  await page.getByRole('checkbox', { name: `Select ${names.windows}` }).check()
  await page.getByRole('button', { name: 'Sign out 2 selected' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out 2 sessions' }).click()
  await expect(page.getByText(/^2 sessions signed out\. /)).toBeVisible()
  await expectSessions(page, 2)
  await expectEnded(phone)
  await expectEnded(desktop)
  expect(await lives(world, kiosk)).toEqual([true, true])
  await expect(page.getByRole('heading', { name: 'Where you’re signed in' })).toBeFocused()
})

test('all the others, and stay here', async ({ page, world }) => {
  const { phone, desktop } = await threeBrowsers(page, world)
  await settle(world)
  await expectSessions(page, 3)
  await page.getByRole('button', { name: 'Sign out the 2 others' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Sign out all 2 other sessions?' })
  await dialog.getByRole('button', { name: 'Sign out 2 sessions' }).click()
  await expect(page.getByText('Cognito lists no other session.')).toBeVisible()
  await expectEnded(phone)
  await expectEnded(desktop)
  await page.getByRole('button', { name: 'Renew now' }).click()
  await expectSignedIn(page)
  await expect.poll(async () => (await sent(world, 'GetTokensFromRefreshToken')).at(-1)?.status).toBe(200)
})

test('a failure among several is told of that one, and only that one is tried again', async ({ page, world }) => {
  await threeBrowsers(page, world)
  await settle(world)
  await expectSessions(page, 3)
  await world.emulator.addFault({
    operation: 'RevokeUserSession',
    nth: 2,
    times: 1,
    error: { code: 'ForbiddenException' },
  })
  await page.getByRole('button', { name: 'Sign out the 2 others' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out 2 sessions' }).click()
  const told = alertIn(page)
  await expect(told).toContainText('1 of 2 sessions signed out')
  await expect(told).toContainText('A firewall refused this')
  await expect(told).toContainText('That session is still signed in')
  await told.getByRole('button', { name: 'Try the other one again' }).click()
  await expect(page.getByText(/^2 sessions signed out\. /)).toBeVisible()
  expect(await sent(world, 'RevokeUserSession')).toHaveLength(3)
})

test('of a failure among several, code and request are one click away, there and on the receipt', async ({
  page,
  world,
}) => {
  await threeBrowsers(page, world)
  await settle(world)
  await expectSessions(page, 3)
  await world.emulator.addFault({ operation: 'RevokeUserSession', nth: 2, error: { code: 'ForbiddenException' } })
  await page.getByRole('button', { name: 'Sign out the 2 others' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out 2 sessions' }).click()
  await alertIn(page)
    .getByRole('listitem')
    .getByText(/^Details /)
    .click()
  await expect(alertIn(page).getByText('Code: ForbiddenException')).toBeVisible()
  await page.getByRole('button', { name: 'Show receipt' }).click()
  await expectTitle(page, '1 of 2 signed out')
  const failed = page.getByRole('list', { name: 'Sessions' }).getByRole('listitem').filter({ hasText: 'Not ended' })
  await failed.getByText(/^Details /).click()
  await expect(failed.getByText('Code: ForbiddenException')).toBeVisible()
  await expect(failed.getByText(/Request id: [\da-f-]{36}/)).toBeVisible()
})

test('it can be stopped, and the rest stays signed in', async ({ page, world }) => {
  await threeBrowsers(page, world)
  await settle(world)
  await expectSessions(page, 3)
  const answer = await holdCalls(world, 'RevokeUserSession')
  await page.getByRole('button', { name: 'Sign out the 2 others' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out 2 sessions' }).click()
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await answer()
  await expect(alertIn(page)).toContainText('Not tried: you stopped. It was not asked to end.')
  expect(await sent(world, 'RevokeUserSession')).toHaveLength(1)
})

test('a session that a newer one has pushed out is gone from the list, and its browser notices', async ({
  page,
  world,
}) => {
  await track(world, true, 2)
  const phone = await world.newBrowser(agents.iPhone)
  await signIn(phone)
  const desktop = await world.newBrowser(agents.windows)
  await signIn(desktop)
  await signIn(page)
  await settle(world)
  await expectSessions(page, 2)
  await expect(card(page, names.iPhone)).toHaveCount(0)
  await expect(card(page, names.windows)).toBeVisible()
  await expectEnded(phone)
})

test('two clicks are one request', async ({ page, world }) => {
  await threeBrowsers(page, world)
  await card(page, names.iPhone).getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out', exact: true }).dblclick()
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  expect(await sent(world, 'RevokeUserSession')).toHaveLength(1)
})

test('without a network nobody knows whether the session has ended, and that is said; the list stays on screen', async ({
  page,
  world,
}) => {
  const { phone } = await threeBrowsers(page, world)
  await world.emulator.addFault({ operation: 'RevokeUserSession', times: 'always', network: 'cut' })
  await endSession(page, names.iPhone)
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByRole('alert')).toContainText('Cognito could not be reached')
  await expect(dialog.getByRole('alert')).toContainText('Whether that session has ended is not known')
  await world.emulator.clearFaults()
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await expect(dialog).toBeHidden()
  await expectEnded(phone)
  await world.emulator.addFault({ operation: 'ListUserSessions', times: 'always', network: 'cut' })
  await page.getByRole('button', { name: 'Read again' }).first().click()
  await expect(alertIn(page)).toContainText('What is shown was read before')
  await expect(card(page, names.windows)).toBeVisible()
})

test('a sign-out that was carried out and not answered is looked for, and seen to have ended', async ({
  page,
  world,
}) => {
  const { phone } = await threeBrowsers(page, world)
  await settle(world)
  await expectSessions(page, 3)
  await world.emulator.addFault({ operation: 'RevokeUserSession', times: 'always', network: 'cut', when: 'after' })
  await endSession(page, names.iPhone)
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  await expect(page.getByText('it no longer lists what was ended').first()).toBeVisible()
  await page.getByRole('button', { name: 'Show receipt' }).click()
  await expectTitle(page, 'Another session signed out, and no longer listed')
  await expect(page.getByRole('list', { name: 'Sessions' })).toContainText('Cognito’s answer was lost')
  await expectEnded(phone)
})

test('Cognito still lists a session a quarter of a minute later: that is said, over reloads too, and it can be tried again', async ({
  page,
  world,
}) => {
  await signInElsewhere(world, agents.windows)
  await settle(world)
  await signIn(page)
  await expect(card(page, names.windows)).toBeVisible()
  await world.emulator.addFault({
    operation: 'RevokeUserSession',
    answer: { status: 200, requestId: true, cors: true, body: '{}' },
  })
  await endSession(page, names.windows)
  await expect(card(page, names.windows)).toContainText('Ending')
  await page.reload()
  await expect(card(page, names.windows)).toContainText(/Ending|still listed/)
  await expect(card(page, names.windows)).toContainText('still listed', { timeout: 60_000 })
  await page.reload()
  await expect(card(page, names.windows)).toContainText('still listed')
  await card(page, names.windows).getByRole('button', { name: 'Sign out again' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(card(page, names.windows)).toHaveCount(0)
})

test('a part of the list that cannot be read is said to be missing', async ({ page, world }) => {
  const session = { SessionId: 'tkn1', SessionType: 'TOKEN', DeviceType: 'Firefox 153 / Windows 10' }
  const body = JSON.stringify({ Sessions: [session], NextToken: 'more' })
  await world.emulator.addFault({
    operation: 'ListUserSessions',
    answer: { status: 200, requestId: true, cors: true, body },
  })
  await world.emulator.addFault({ operation: 'ListUserSessions', error: { code: 'ForbiddenException' } })
  await signIn(page)
  await expect(alertIn(page)).toContainText('A part of the list is missing')
  await expect(card(page, names.windows)).toBeVisible()
})

test('Cognito’s list is in one region, told from the rest', async ({ page }) => {
  await signIn(page)
  await expect(whereSignedIn(page)).toContainText('as Cognito lists it')
})
