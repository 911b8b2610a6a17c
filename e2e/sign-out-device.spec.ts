import { AdminUpdateUserAttributesCommand } from '@aws-sdk/client-cognito-identity-provider'

import { administrator, pool } from './admin.ts'
import { expect, test } from './fixtures.ts'
import {
  alertIn,
  expectSignedIn,
  expectSignInPage,
  expectTitle,
  people,
  rung,
  signIn,
  signOutThisDevice,
} from './steps.ts'
import { sent } from './requests.ts'
import { expectWholeWords } from './widths.ts'

test('signing out this device ends the session, and the receipt proves it', async ({ page, world }) => {
  await signIn(page)
  await signOutThisDevice(page)
  await expectTitle(page, 'Signed out, and Cognito agrees')
  await expect(rung(page, 'Accepted by Cognito')).toContainText(/Request [0-9a-f-]{36}/)
  await expect(rung(page, 'Observed refused')).toContainText('GetUser: “Access Token has been revoked”')
  const works = page.getByRole('list', { name: 'What still works, and until when' })
  await expect(works.getByRole('listitem').filter({ hasText: 'New tokens by refresh' })).toContainText(
    'Does not work any more',
  )
  await expect(works.getByRole('listitem').filter({ hasText: 'check tokens offline' })).toContainText(/until .+ left/)
  expect(await sent(world, 'RevokeToken')).toHaveLength(1)
  await expect.poll(() => world.canaries.count).toBeGreaterThan(2)
})

test('an end that nobody saw is said to be Cognito’s word, with what makes it sure', async ({ page, world }) => {
  await signIn(page)
  await world.emulator.addFault({ operation: 'GetUser', times: 'always', network: 'reset' })
  await signOutThisDevice(page)
  await expectTitle(page, 'Signed out; Cognito accepted, not observed')
  await expect(page.getByText('That it has ended is Cognito’s word alone. To be sure, sign in again')).toBeVisible()
  const works = page.getByRole('list', { name: 'What still works, and until when' })
  await expect(works.getByRole('listitem').filter({ hasText: 'New tokens by refresh' })).toContainText(
    'End accepted, not observed',
  )
})

test('a sibling session of the same person lives on', async ({ page, world }) => {
  const other = await world.newBrowser()
  await signIn(page)
  await signIn(other)
  await signOutThisDevice(page)
  await expectTitle(page, 'Signed out, and Cognito agrees')
  await other.reload()
  await expectSignedIn(other)
  await other.getByRole('button', { name: 'Renew now' }).click()
  await expectSignedIn(other)
})

test('the browser holds no session afterwards: not on reload, not by going back', async ({ page }) => {
  await signIn(page)
  await signOutThisDevice(page)
  await expectTitle(page, 'Signed out, and Cognito agrees')
  expect(await page.evaluate(() => document.cookie)).not.toContain('curfew-session')
  await page.goBack()
  await expectSignInPage(page)
  await page.reload()
  await expectSignInPage(page)
})

test('the receipt can be opened again, and copied without any token in it', async ({ page, world }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await signIn(page)
  await signOutThisDevice(page)
  await expectTitle(page, 'Signed out, and Cognito agrees')
  await page.reload()
  await expectTitle(page, 'Signed out, and Cognito agrees')
  await page.getByRole('button', { name: 'Copy receipt' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  const reader = await page.context().newPage()
  await reader.goto(`${world.emulator.url}/_emulator/health`)
  const copied = await reader.evaluate(async () => navigator.clipboard.readText())
  expect(copied).toContain('Observed refused: done')
  expect(copied).toContain('Ada Lovelace (ada)')
  expect(copied).not.toMatch(/eyJ/)
  await expect.poll(() => world.canaries.count).toBeGreaterThan(2)
  // On paper nothing counts down: the time stands alone, with its day.
  const line = page.getByRole('listitem').filter({ hasText: 'Servers that check tokens offline' })
  await expect(line.getByText(/\d:\d\d left/)).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  await expect(line.getByText(/\d:\d\d left/)).toBeHidden()
  await expect(line.getByText(/until \w+ \d+, \d{4}, \d\d?:\d\d:\d\d/)).toBeVisible()
  // An id stands there whole, and is read from it: its lines end between its groups.
  await page.setViewportSize({ width: 820, height: 1_100 })
  const id = rung(page, 'Accepted by Cognito')
    .getByText(/^[\da-f]{8}-/)
    .filter({ visible: true })
  await expect(id.last()).toHaveText(/^[\da-f-]{36}$/)
  await expectWholeWords(id.last(), 'group')
})

test('signing in again leads back to my session', async ({ page }) => {
  await signIn(page)
  await signOutThisDevice(page)
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await page.getByRole('button', { name: 'Ada Lovelace, a person' }).click()
  await expectSignedIn(page)
})

test('a hundred clicks are one request', async ({ page, world }) => {
  await signIn(page)
  await page.getByRole('button', { name: 'Sign out this device' }).evaluate((button: HTMLElement) => {
    for (let clicks = 0; clicks < 100; clicks += 1) button.click()
  })
  await expectTitle(page, 'Signed out, and Cognito agrees')
  expect(await sent(world, 'RevokeToken')).toHaveLength(1)
})

test('a session that had already ended can be signed out: Cognito answers 200 twice', async ({ page, world }) => {
  await signIn(page)
  await world.emulator.addFault({ operation: 'RevokeToken', when: 'after', network: 'cut' })
  await signOutThisDevice(page)
  await expectTitle(page, 'Signed out, and Cognito agrees')
  expect(await sent(world, 'RevokeToken')).toHaveLength(2)
})

test('a probe that is still answered is said, not hidden', async ({ page, world }) => {
  await signIn(page)
  await world.emulator.addFault({
    operation: 'RevokeToken',
    answer: {
      status: 200,
      headers: {
        'x-amzn-requestid': '11111111-2222-4333-8444-555555555555',
        'content-type': 'application/x-amz-json-1.1',
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'x-amzn-requestid',
      },
      body: '{}',
    },
  })
  await signOutThisDevice(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cognito accepted, but the session still answers')
  await expect(alertIn(page)).toContainText('still takes the old token')
})

test('a name of 200 characters without a gap stands whole on the receipt, on a phone', async ({ page, world }) => {
  const Value = 'نورالهدىبنتعبدالرحمن'.repeat(10).slice(0, 200)
  const UserAttributes = [{ Name: 'name', Value }]
  await administrator(world).send(new AdminUpdateUserAttributesCommand({ ...pool, Username: 'ada', UserAttributes }))
  await page.setViewportSize({ width: 390, height: 844 })
  await signIn(page, { ...people.ada, name: Value })
  await signOutThisDevice(page)
  await expectTitle(page, 'Signed out, and Cognito agrees')
  const who = page.getByRole('definition').filter({ hasText: Value })
  await expect(who).toBeVisible()
  const cutOff = async () => who.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
  const beyond = async () => who.evaluate((element) => element.getBoundingClientRect().right - innerWidth)
  await expect.poll(cutOff).toBeLessThanOrEqual(0)
  await expect.poll(beyond).toBeLessThanOrEqual(0)
})
