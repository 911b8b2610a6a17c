import { expect, test } from './fixtures.ts'
import { keptIn } from './kept.ts'
import { allowConsole, expectPasswordAsked, signInThere, signInThereShared, toManagedLogin } from './managedLogin.ts'
import {
  alertIn,
  expectSignedIn,
  expectTitle,
  questionsOf,
  rung,
  signOutEverywhere,
  signOutThisDevice,
  tryInVain,
} from './steps.ts'
import { operationsAsked, sent } from './requests.ts'
import { expectWholeWords } from './widths.ts'

test.beforeEach(async ({ world }) => allowConsole(world))

const agreed = 'Signed out, and Cognito agrees'
const untold = 'This browser is signed out; the server has not been told yet'
const unconfirmed = 'This browser is signed out; Cognito has not confirmed it yet'
const cookieRow = 'Managed-login cookie in this browser'

test('the receipt proves the end of the session, and says that the cookie still signs in', async ({ page }) => {
  await signInThere(page)
  const preview = page.getByRole('listitem').filter({ hasText: cookieRow })
  await expect(preview).toContainText(/until about .+ left/)
  await signOutThisDevice(page)
  await expectTitle(page, agreed)
  await expect(rung(page, 'Requested')).toContainText('oauth2/revoke')
  await expect(rung(page, 'Observed refused')).toContainText('GetUser: “Access Token has been revoked”')
  await expect(page.getByRole('listitem').filter({ hasText: cookieRow })).toContainText(/until about/)
})

test('the cookie signs straight back in, without a password', async ({ page, world }) => {
  await signInThere(page)
  await signOutThisDevice(page)
  await expectTitle(page, agreed)
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await page.getByRole('button', { name: 'Continue to managed login' }).click()
  await expectSignedIn(page)
  const logins = await sent(world, 'login')
  expect(logins).toHaveLength(2)
})

test('“End that too” goes through the logout page, comes back to the receipt, and then the password is asked for', async ({
  page,
}) => {
  await signInThere(page)
  await page.getByLabel('End that too').check()
  await signOutThisDevice(page)
  const row = page.getByRole('listitem').filter({ hasText: cookieRow })
  await expect(row).toContainText(/Asked to end, \S+/)
  await expect(row).toContainText('whether the cookie is gone cannot be seen from here')
  await expectTitle(page, agreed)
  await expect(rung(page, 'Observed refused')).toContainText('GetUser: “Access Token has been revoked”')
  await expect(page).toHaveURL(/^https?:\/\/[^/]+\/receipts\//)
  await page.reload()
  await expect(row).toContainText(/Asked to end, \S+/)
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await page.getByRole('button', { name: 'Continue to managed login' }).click()
  await expectPasswordAsked(page)
})

test('the receipt offers it afterwards', async ({ page }) => {
  await signInThere(page)
  await signOutThisDevice(page)
  await expectTitle(page, agreed)
  await page.getByRole('button', { name: 'End that too' }).click()
  await expect(page.getByText(/Asked to end, \d/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'End that too' })).toHaveCount(0)
  await toManagedLogin(page)
  await expectPasswordAsked(page)
})

test('a logout page that does not lead back is not taken for one that did', async ({ page, world }) => {
  await signInThere(page)
  await allowConsole(world, { LogoutURLs: ['https://elsewhere.example.com/'] })
  await signOutThisDevice(page)
  await expectTitle(page, agreed)
  await page.getByRole('button', { name: 'End that too' }).click()
  await expect(page.getByText('redirect_mismatch')).toBeVisible()
  await page.goBack()
  await expectTitle(page, agreed)
  await page.reload()
  await expect(page.getByText('The sign-out URL of the app client may not be registered.')).toBeVisible()
  await expect(page.getByText(/Asked to end/)).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Try once more' })).toBeVisible()
})

test('on a shared computer, back from the logout page, it is said what was seen; leaving asked nothing', async ({
  page,
}) => {
  const asked = questionsOf(page)
  await signInThereShared(page)
  await expect(page.getByLabel('End that too')).toBeChecked()
  await signOutThisDevice(page)
  await expect(page.getByText('Then this browser was sent through managed login’s logout page')).toBeVisible()
  await expect(page.getByText(agreed)).toBeVisible()
  await expect(page.getByLabel('User name')).toBeVisible()
  expect(asked).toEqual([])
  // What the browser came back to has been said, and is forgotten.
  const { session, records, cookies } = await keptIn(page)
  expect([session, records.map(([store]) => store)]).toEqual([{}, ['curfew: signIns']])
  expect(cookies).toMatch(/^__Host-curfew-sign-in=[\w-]+$/)
})

test('on a shared computer the header’s sign-out ends the cookie as My session would', async ({ page }) => {
  await signInThereShared(page)
  await page.getByRole('link', { name: 'Activity' }).click()
  await expectTitle(page, 'Activity')
  const out = page.getByRole('button', { name: 'Sign out', exact: true })
  await expect(out).toHaveAccessibleDescription(/^Ends this device’s session now\. Servers that check tokens offline/)
  await out.click()
  await expect(page.getByText('Then this browser was sent through managed login’s logout page')).toBeVisible()
  await expect(page.getByText(agreed)).toBeVisible()
})

test('signing out everywhere works with the admin scope, and can end the cookie too', async ({ page }) => {
  await signInThere(page)
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByLabel('End that too').check()
  await dialog.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page.getByText(/Asked to end, \d/)).toBeVisible()
  await expectTitle(page, 'Signed out everywhere, and Cognito agrees')
  await toManagedLogin(page)
  await expectPasswordAsked(page)
})

test('signing out everywhere leaves the cookie alone unless it is asked to', async ({ page }) => {
  await signInThere(page)
  await signOutEverywhere(page)
  await expectTitle(page, 'Signed out everywhere, and Cognito agrees')
  await toManagedLogin(page)
  await expectSignedIn(page)
})

test.describe('without the admin scope', () => {
  test.use({ configChanges: { scopes: ['openid', 'email', 'profile'] } })

  test('everywhere is blocked and says why; this device is proved with userInfo', async ({ page, world }) => {
    await signInThere(page)
    const everywhere = page.getByRole('button', { name: 'Sign out everywhere' })
    await expect(everywhere).toHaveAttribute('aria-disabled', 'true')
    await expect(page.getByText('Cognito would refuse it: this session’s access token lacks the scope')).toBeVisible()
    await everywhere.click({ force: true })
    await expect(page.getByRole('alertdialog')).toHaveCount(0)
    await signOutThisDevice(page)
    await expectTitle(page, agreed)
    await expect(rung(page, 'Observed refused')).toContainText(
      'userInfo: “Access token is expired, disabled, or deleted',
    )
    expect(await operationsAsked(world)).not.toContain('GetUser')
  })

  test('a session that Cognito can end in no way leaves this browser all the same', async ({ page, world }) => {
    await allowConsole(world, { EnableTokenRevocation: false })
    await signInThere(page)
    await expect(page.getByText('Cognito still accepts the refresh token')).toBeVisible()
    await signOutThisDevice(page)
    await expectTitle(page, 'This browser is signed out; Cognito did not end the session')
  })
})

const html = { 'content-type': 'text/html', 'access-control-allow-origin': '*' }
const json = { 'content-type': 'application/json', 'access-control-allow-origin': '*' }

const refusals = [
  [400, 'invalid_request', 'Token revocation seems to be off for this app client', true],
  [401, 'invalid_client', 'Cognito refused this app client', false],
  [400, 'unsupported_token_type', 'Only refresh tokens can be revoked', false],
] as const

test('every refusal of the revocation endpoint is told for what it is, with what works on', async ({ page, world }) => {
  await signInThere(page)
  for (const [at, [status, error, title, everywhereOffered]] of refusals.entries()) {
    if (at > 0) {
      await page.getByRole('button', { name: 'Sign in again' }).click()
      await page.getByRole('button', { name: 'Continue to managed login' }).click()
      await expectSignedIn(page)
    }
    await world.emulator.clearFaults()
    const body = JSON.stringify({ error })
    await world.emulator.addFault({ operation: 'revoke', times: 'always', answer: { status, headers: json, body } })
    await signOutThisDevice(page)
    await expectTitle(page, 'This browser is signed out; Cognito did not end the session')
    await expect(alertIn(page)).toContainText(title)
    await expect(alertIn(page)).toContainText(/works until about \S+/)
    await expect(page.getByRole('button', { name: 'Sign out everywhere instead' })).toHaveCount(
      everywhereOffered ? 1 : 0,
    )
  }
})

test('a client whose revocation is off: everywhere instead', async ({ page, world }) => {
  await allowConsole(world, { EnableTokenRevocation: false })
  await signInThere(page)
  await expect(page.getByRole('button', { name: 'Sign out this device' })).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByRole('heading', { name: 'Where you’re signed in' })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'this session' })).toBeVisible()
  await expect(page.getByRole('checkbox', { name: /the sign-in it came through/ })).toHaveCount(0)
})

const troubles = [
  [
    'a fault',
    { answer: { status: 500, headers: json, body: '{"error":"server_error"}' } },
    'Cognito had a fault',
    untold,
  ],
  ['a reset', { network: 'reset' }, 'Cognito could not be reached', untold],
  ['a cut answer', { network: 'cut' }, 'Cognito could not be reached', untold],
  [
    'a proxy’s page',
    { answer: { status: 200, headers: html, body: '<html>' } },
    'Something else answered',
    unconfirmed,
  ],
] as const

for (const [name, fault, title, verdict] of troubles) {
  test(`the revocation endpoint meets ${name}: not confirmed, and it completes by itself`, async ({ page, world }) => {
    await signInThere(page)
    await page.getByLabel('End that too').check()
    await world.emulator.addFault({ operation: 'revoke', times: 'always', ...fault })
    await signOutThisDevice(page)
    await expectTitle(page, verdict)
    await expect(alertIn(page)).toContainText(title)
    await expect(page.getByRole('button', { name: 'End that too' })).toBeVisible()
    await world.emulator.clearFaults()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(agreed, { timeout: 60_000 })
    expect(await operationsAsked(world)).not.toContain('RevokeToken')
    await expect(page).toHaveURL(/^https?:\/\/[^/]+\/receipts\//)
  })
}

const emptyAnswer = { answer: { status: 200, headers: { 'access-control-allow-origin': '*' }, body: '' } }

test('an empty 200 of somebody on the way is not taken for the end, and the sign-out is asked for again', async ({
  page,
  world,
}) => {
  await signInThere(page)
  for (const operation of ['revoke', 'GetUser']) {
    await world.emulator.addFault({ operation, times: 'always', ...emptyAnswer })
  }
  await signOutThisDevice(page)
  await expectTitle(page, 'Signed out; Cognito accepted, not observed')
  const notice = page.getByText('Cognito accepted the sign-out, but it could not be observed')
  await expect(notice).toBeVisible()
  await expect(page.getByText('Curfew asks again until it sees the end. Tried')).toBeVisible()
  const refresh = page.getByRole('listitem').filter({ hasText: 'New tokens by refresh' })
  await expect(refresh).toContainText('Accepted, but not observed')
  await expect(refresh).toContainText('until about')
  await expect(page.getByText('Does not work any more')).toHaveCount(0)
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await expect(page.getByText('Cognito has not confirmed an earlier sign-out')).toBeVisible()
  await page.goBack()

  await world.emulator.clearFaults()
  await page.reload()
  await expectTitle(page, agreed)
  await expect(notice).toHaveCount(0)
  await expect(rung(page, 'Observed refused')).toContainText('Refresh Token has been revoked')
  await page.setViewportSize({ width: 820, height: 1_180 })
  await expectWholeWords(rung(page, 'Observed refused'))
  await expect(page.getByText('Cognito has not confirmed')).toHaveCount(0)
})

test('a session that still answers after an empty 200 is asked to end again', async ({ page, world }) => {
  await signInThere(page)
  await world.emulator.addFault({ operation: 'revoke', times: 'always', ...emptyAnswer })
  await signOutThisDevice(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cognito accepted, but the session still answers')
  await expect(alertIn(page)).toContainText('Curfew asks again until it sees the end')
  await tryInVain(page, world, 'revoke')
  await world.emulator.clearFaults()
  await alertIn(page).getByRole('button', { name: 'Try now' }).click()
  await expectTitle(page, agreed)
})

test('a revocation that hangs is given up after ten seconds, and repeated', async ({ page, world }) => {
  await signInThere(page)
  await world.emulator.addFault({ operation: 'revoke', hang: true })
  await signOutThisDevice(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(agreed, { timeout: 60_000 })
})
