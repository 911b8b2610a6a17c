import { expect, test } from './fixtures.ts'
import {
  alertIn,
  expectSignedIn,
  expectSignInPage,
  expectTitle,
  fillSignIn,
  fillSignInShared,
  people,
  rung,
  signIn,
  signOutThisDevice,
  tryInVain,
} from './steps.ts'
import { sent } from './requests.ts'

const refusals = [
  ['UnsupportedOperationException', 'Token revocation is off for this app client', true],
  ['OperationNotEnabledException', 'Token revocation is not enabled here', true],
  ['UnauthorizedException', 'Cognito refused this app client', false],
  ['UnsupportedTokenTypeException', 'Only refresh tokens can be revoked', false],
  ['InvalidParameterException', 'Cognito could not read the sign-out', false],
] as const

test('every refusal of RevokeToken is told for what it is, once, with what works on', async ({ page, world }) => {
  await page.goto('/')
  for (const [code, title, everywhereOffered] of refusals) {
    await fillSignIn(page, people.ada)
    await expectSignedIn(page)
    await world.emulator.clearLog()
    await world.emulator.clearFaults()
    await world.emulator.addFault({ operation: 'RevokeToken', times: 'always', error: { code, message: 'As told' } })
    await signOutThisDevice(page)
    await expectTitle(page, 'This browser is signed out; Cognito did not end the session')
    await expect(alertIn(page)).toHaveCount(1)
    await expect(alertIn(page)).toContainText(title)
    await expect(alertIn(page)).toContainText(/works until about \S+/)
    await expect(page.getByRole('button', { name: 'Sign out everywhere instead' })).toHaveCount(
      everywhereOffered ? 1 : 0,
    )
    await expect(rung(page, 'Accepted by Cognito')).toContainText('Failed')
    await expect(page.getByText('Does not work any more')).toHaveCount(0)
    expect(await sent(world, 'RevokeToken'), code).toHaveLength(1)
    await page.getByRole('button', { name: 'Sign in again' }).click()
    await expectSignInPage(page)
  }
})

for (const code of ['TooManyRequestsException', 'InternalErrorException'] as const) {
  test(`RevokeToken ${code}: three attempts, then the outbox, and it completes by itself`, async ({ page, world }) => {
    await signIn(page)
    await world.emulator.addFault({ operation: 'RevokeToken', times: 'always', error: { code } })
    await signOutThisDevice(page)
    await expectTitle(page, 'This browser is signed out; the server has not been told yet')
    await expect(alertIn(page)).toContainText('Cognito has not been told yet. Curfew goes on trying.')
    await alertIn(page).getByText('Details', { exact: true }).click()
    await expect(alertIn(page)).toContainText('Attempts: 3')
    await world.emulator.clearFaults()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Signed out, and Cognito agrees', {
      timeout: 60_000,
    })
    await expect(page.getByText('Cognito has not confirmed')).toHaveCount(0)
  })
}

const passing = [
  ['ForbiddenException', 403, 'A firewall refused this'],
  ['BrandNewException', 400, 'Cognito refused this'],
] as const

for (const [code, status, title] of passing) {
  test(`RevokeToken ${code}: “${title}”, and it completes once that has passed`, async ({ page, world }) => {
    await signIn(page)
    await world.emulator.addFault({ operation: 'RevokeToken', times: 'always', error: { code, status } })
    await signOutThisDevice(page)
    await expectTitle(page, 'This browser is signed out; the server has not been told yet')
    await expect(alertIn(page)).toContainText(title)
    await expect(alertIn(page)).toContainText('Cognito has not taken the sign-out yet. Curfew goes on trying.')
    await expect(alertIn(page)).toContainText(/Tried (once|\d+ times); next within a minute\./)
    await expect(page.getByText('Does not work any more')).toHaveCount(0)
    await tryInVain(page, world)
    await world.emulator.clearFaults()
    await page.getByRole('button', { name: 'Try now' }).first().click()
    await expectTitle(page, 'Signed out, and Cognito agrees')
  })
}

test('with the server away the browser is signed out, and the sign-out completes when it is back', async ({
  page,
  world,
}) => {
  await signIn(page)
  await world.emulator.addFault({ operation: '*', times: 'always', network: 'reset' })
  await signOutThisDevice(page)
  await expectTitle(page, 'This browser is signed out; the server has not been told yet')
  await expect(alertIn(page)).toContainText('Cognito could not be reached')
  const receipt = page.url()
  await page.goto('/')
  await expectSignInPage(page)
  await world.emulator.clearFaults()
  await page.goto(receipt)
  await expectTitle(page, 'Signed out, and Cognito agrees')
  await expect(rung(page, 'Observed refused')).toContainText('Refresh Token has been revoked')
})

test('going online again is enough: nobody has to press anything', async ({ page, world }) => {
  await signIn(page)
  await page.context().setOffline(true)
  await signOutThisDevice(page)
  await expectTitle(page, 'This browser is signed out; the server has not been told yet')
  await page.context().setOffline(false)
  await expectTitle(page, 'Signed out, and Cognito agrees')
  expect(await sent(world, 'RevokeToken')).toHaveLength(1)
})

test('a proxy that answers instead of Cognito is not taken for Cognito', async ({ page, world }) => {
  await signIn(page)
  await world.emulator.addFault({
    operation: 'RevokeToken',
    times: 'always',
    answer: {
      status: 200,
      headers: { 'content-type': 'text/html', 'access-control-allow-origin': '*' },
      body: '<html>',
    },
  })
  await signOutThisDevice(page)
  await expectTitle(page, 'This browser is signed out; Cognito has not confirmed it yet')
  await expect(alertIn(page)).toContainText('Something else answered')
})

test('on a shared computer a sign-out that Cognito was not told of is said to be just that', async ({
  page,
  world,
}) => {
  await page.goto('/')
  await fillSignInShared(page, people.ada)
  await expect(page.getByText('In memory only')).toBeVisible()
  await world.emulator.addFault({ operation: 'RevokeToken', times: 'always', network: 'reset' })
  await signOutThisDevice(page)
  await expectTitle(page, 'This browser is signed out; whether Cognito ended the session is not known')
  await expect(alertIn(page)).toContainText('Nothing is kept on a shared computer')
})

test('a tab closed in the middle of signing out does not lose the sign-out', async ({ page, world }) => {
  await signIn(page)
  await world.emulator.addFault({ operation: 'RevokeToken', times: 1, hang: true })
  await signOutThisDevice(page)
  await expectTitle(page, 'Signed out of this browser, telling Cognito')
  await page.close()
  const next = await page.context().newPage()
  await next.goto('/')
  await expectSignInPage(next)
  const ends = async () => (await sent(world, 'RevokeToken')).map(({ status }) => status)
  await expect.poll(ends, { timeout: 60_000 }).toContain(200)
})
