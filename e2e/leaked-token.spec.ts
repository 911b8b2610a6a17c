import { readFileSync } from 'node:fs'

import { AdminInitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider'
import type { Page } from '@playwright/test'
import { createHmac } from 'node:crypto'

import { administrator, pool } from './admin.ts'
import { expectAxeFindsNothing } from './axe.ts'
import { clockTime } from './clock.ts'
import { expect, test, type World } from './fixtures.ts'
import { cognito } from './pools.ts'
import { alertIn, expectTitle, people, rung, signIn } from './steps.ts'
import { sent } from './requests.ts'
import { expectFits } from './widths.ts'

// axe looks at several pages in one test: on a busy machine that takes its time.

const storefront = 'storefront0demo0client0001'
const kiosk = 'kiosk0demo00000client00003'
const backOffice = {
  id: 'backoffice0demo0client0002',
  secret: 'demo0back0office0secret0good0for0this0emulator0only0',
}

type Tokens = { AccessToken: string; IdToken: string; RefreshToken: string }

/** Somebody's tokens, in the hands of somebody else. */
async function leak(
  world: World,
  ClientId = storefront,
  who: { username: string; password: string } = people.ada,
): Promise<Tokens> {
  const { username: USERNAME, password: PASSWORD } = who
  const { AuthenticationResult } = await cognito(world, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId,
    AuthParameters: { USERNAME, PASSWORD },
  })
  return watched(world, AuthenticationResult as Tokens)
}

/** The same at the confidential app client. */
async function leakFromBackOffice(world: World): Promise<Tokens> {
  const { username: USERNAME, password: PASSWORD } = people.ada
  const SECRET_HASH = createHmac('sha256', backOffice.secret).update(`${USERNAME}${backOffice.id}`).digest('base64')
  const { AuthenticationResult } = await administrator(world).send(
    new AdminInitiateAuthCommand({
      ...pool,
      ClientId: backOffice.id,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME, PASSWORD, SECRET_HASH },
    }),
  )
  return watched(world, AuthenticationResult as Tokens)
}

function watched(world: World, tokens: Tokens): Tokens {
  for (const token of [tokens.AccessToken, tokens.IdToken, tokens.RefreshToken]) world.canaries.watchFor(token)
  return tokens
}

async function paste(page: Page, text: string): Promise<void> {
  const field = page.getByLabel('A token, or text that contains some')
  await field.fill(text)
  await page.getByRole('button', { name: 'Look at it' }).click()
  await expect(field).toHaveValue('')
}

/** With the quotas that AWS has, as in all of these tests. */
async function openLeakedToken(page: Page, world: World): Promise<void> {
  await world.emulator.setQuotas({ enabled: true })
  await signIn(page, people.rhea)
  await page.getByRole('link', { name: 'Leaked token' }).click()
  await expectTitle(page, 'Leaked token')
}

function card(page: Page, kind: 'Access token' | 'ID token' | 'Refresh token') {
  return page.getByRole('region', { name: kind, exact: true })
}

async function mints(world: World, RefreshToken: string): Promise<boolean> {
  return cognito(world, 'GetTokensFromRefreshToken', { RefreshToken, ClientId: storefront }).then(
    () => true,
    () => false,
  )
}

test('a log with three tokens: each is told apart, nothing of them stays, and the refresh token is ended', async ({
  page,
  world,
}) => {
  const { AccessToken, IdToken, RefreshToken } = await leak(world)
  await openLeakedToken(page, world)
  await paste(page, `GET / authorization: Bearer ${AccessToken}\n{"id":"${IdToken}","refresh":"${RefreshToken}"}`)
  await expect(card(page, 'Access token')).toContainText('Alive')
  await expect(card(page, 'Access token')).toContainText(/Cognito took it at \d+:\d\d:\d\d.*: whoever holds it/)
  await expect(card(page, 'Access token')).toContainText('ada')
  await expect(card(page, 'Access token')).toContainText('Its signature fits the pool’s keys')
  await expect(card(page, 'ID token')).toContainText('Not known')
  await expect(card(page, 'Refresh token')).toContainText('only Cognito can read')
  await world.canaries.expectNoneIn([page])
  await expectAxeFindsNothing(page, 'what was found')

  // Nothing is asked before it is revoked, so what that leaves stands beside the button.
  await card(page, 'Refresh token').getByText('What still works, and until when').click()
  await expect(card(page, 'Refresh token').getByText('Its access and ID tokens, checked offline')).toBeVisible()
  await expectAxeFindsNothing(page, 'what it leaves working')
  await card(page, 'Refresh token').getByRole('button', { name: 'Revoke this token' }).click()
  await expect(card(page, 'Refresh token').getByRole('status')).toContainText('Ended')
  // The others came of the same sign-in: the one that a call can tell of is looked at again, and tells of the other.
  const access = card(page, 'Access token')
  await expect(access).toContainText(/Dead.*Cognito refused it at \d+:\d\d:\d\d.*: “Access Token has been revoked”/)
  await expect(access).not.toContainText('whoever holds it')
  await expect(card(page, 'ID token')).toContainText(/refused the access token of the same sign-in at \d+:\d\d:\d\d/)
  await expect(card(page, 'ID token')).not.toContainText('Treat it as alive')
  await expectAxeFindsNothing(page, 'what one end has made of the others')
  await card(page, 'Refresh token').getByRole('link', { name: 'Show receipt' }).click()
  await expectTitle(page, 'Refresh token revoked, and Cognito agrees')
  await expect(rung(page, 'Observed refused')).toContainText('Refresh Token has been revoked')
  await expect(page.getByRole('list', { name: 'App clients that were tried' })).toContainText('Revoked')
  await expect(page.getByText('Its access and ID tokens, checked offline')).toBeVisible()
  expect(await mints(world, RefreshToken)).toBe(false)
  await expectAxeFindsNothing(page, 'the receipt')

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'JSON' }).click()
  const saved = readFileSync(await (await download).path(), 'utf8')
  expect(saved).toContain('"operation": "RevokeToken"')
  for (const token of [AccessToken, IdToken, RefreshToken]) expect(saved).not.toContain(token)
  await page.getByRole('link', { name: 'Activity' }).click()
  await expect(page.getByRole('list', { name: 'Activity' })).toContainText('leaked refresh token')
})

test('whose user was signed out by another token of the same text is said to be, and nothing is taken for alive', async ({
  page,
  world,
}) => {
  const { AccessToken, IdToken, RefreshToken } = await leak(world)
  const other = await leak(world, storefront, people.rhea)
  await openLeakedToken(page, world)
  await paste(page, `${AccessToken} ${IdToken} ${RefreshToken} ${other.IdToken}`)
  const [ids, theirs] = [card(page, 'ID token').first(), card(page, 'ID token').last()]
  await expect(ids).toContainText('Treat it as alive')
  await card(page, 'Access token').getByRole('button', { name: 'Sign its user out everywhere' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Sign ada out everywhere?' })
  // The panel is that of the user's own page, and of the leaked token.
  const works = dialog.getByRole('list', { name: 'What still works, and until when' }).getByRole('listitem')
  await expect(works.filter({ hasText: 'check tokens offline' })).toContainText('This pool’s tokens live 1 h at the')
  await expect(works.filter({ hasText: 'Managed-login cookie' })).toContainText('until about')
  await dialog.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(card(page, 'Access token').getByText('Ended: Cognito was seen to refuse it.')).toBeVisible()
  await expect(ids).toContainText(/Its user was signed out everywhere at \d+:\d\d:\d\d.*: Cognito accepted it\./)
  await expect(ids).not.toContainText('Treat it as alive')
  await expect(ids.getByRole('link', { name: 'Show receipt' })).toBeVisible()
  await expect(card(page, 'Refresh token')).toContainText(
    /ada was signed out everywhere at .* Whether this token is of/,
  )
  await expect(theirs).toContainText('Treat it as alive')
  await expect(theirs).not.toContainText('signed out everywhere at')
  await expectAxeFindsNothing(page, 'what one end has made of the others')
  await ids.getByRole('link', { name: 'Show receipt' }).click()
  await expectTitle(page, 'Sessions of the access token’s user ended, and Cognito agrees')
  const kept = page.getByRole('list', { name: 'What still works, and until when' }).getByRole('listitem')
  await expect(kept.filter({ hasText: 'check tokens offline' })).toContainText('This pool’s tokens live 1 h at the')
})

test('a confidential app client’s token is revoked with its secret, which no page can read', async ({
  page,
  world,
}) => {
  const { RefreshToken } = await leakFromBackOffice(world)
  world.canaries.watchFor(backOffice.secret)
  await openLeakedToken(page, world)
  await paste(page, RefreshToken)
  await card(page, 'Refresh token').getByLabel('App client', { exact: true }).selectOption(backOffice.id)
  await page.getByRole('button', { name: 'Revoke this token' }).click()
  await expectTitle(page, 'Refresh token revoked, and Cognito agrees')
  await world.canaries.expectNoneIn([page])
})

test('a token that only an app client without revocation can have issued: whose it is, what works on, and the way', async ({
  page,
  world,
}) => {
  const { RefreshToken } = await leak(world, kiosk)
  await openLeakedToken(page, world)
  await paste(page, RefreshToken)
  await page.getByRole('button', { name: 'Revoke this token' }).click()
  await expectTitle(page, 'The leaked refresh token was not revoked')
  await expect(page.getByText('Not ended')).toBeVisible()
  await expect(alertIn(page)).toContainText(/It is probably .Kiosk.’s, and cannot be revoked alone/)
  await expect(alertIn(page)).not.toContainText('try each')
  const works = page.getByRole('list', { name: 'What still works, and until when' })
  await expect(works.getByRole('listitem').filter({ hasText: 'New tokens by refresh' })).toContainText('at most')
  await expectAxeFindsNothing(page, 'the receipt')
  await alertIn(page).getByRole('link', { name: 'Find the user' }).click()
  await expectTitle(page, 'Users')
  await expect(page).toHaveURL(/\/users\?pool=us-east-1_Demo00001/)
})

test('of an app client that was named nothing is said of the others, which can be tried', async ({ page, world }) => {
  const { RefreshToken } = await leak(world, storefront)
  await openLeakedToken(page, world)
  await paste(page, RefreshToken)
  await card(page, 'Refresh token').getByLabel('App client', { exact: true }).selectOption(kiosk)
  await page.getByRole('button', { name: 'Revoke this token' }).click()
  await expectTitle(page, 'The leaked refresh token was not revoked')
  await expect(alertIn(page)).toContainText('it can be tried with each')
  await expect(page.getByRole('list', { name: 'What still works, and until when' })).toHaveCount(0)
})

test('control: a leaked token that a page keeps is found', async ({ page, world }) => {
  const { RefreshToken } = await leak(world)
  await signIn(page, people.rhea)
  await page.evaluate((token) => sessionStorage.setItem('kept', token), RefreshToken)
  await expect(world.canaries.expectNoneIn([page])).rejects.toThrow(/secrets found/)
  await page.evaluate(() => sessionStorage.clear())
})

test('an access token’s user is signed out everywhere, and the token shows it', async ({ page, world }) => {
  const { AccessToken, RefreshToken } = await leak(world)
  await openLeakedToken(page, world)
  await paste(page, AccessToken)
  await page.getByRole('button', { name: 'Sign its user out everywhere' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Sign ada out everywhere?' })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(dialog).toContainText('The leaked token, where it is checked offline')
  await expectAxeFindsNothing(page, 'the confirmation')
  await world.emulator.addFault({ operation: 'AdminUserGlobalSignOut', error: { code: 'AccessDeniedException' } })
  await dialog.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expectTitle(page, 'The leaked token’s user was not signed out')
  await expect(alertIn(page)).toContainText('cognito-idp:AdminUserGlobalSignOut')
  expect(await mints(world, RefreshToken)).toBe(true)

  // The action that is known to be missing is named, and the button is not there to be pressed in vain.
  await page.getByRole('link', { name: 'Leaked token' }).click()
  await paste(page, AccessToken)
  await expect(page.getByText('it lacks cognito-idp:AdminUserGlobalSignOut')).toBeVisible()
  await page.reload()
  await paste(page, AccessToken)
  await page.getByRole('button', { name: 'Sign its user out everywhere' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out everywhere' }).click()
  await expectTitle(page, 'Sessions of the access token’s user ended, and Cognito agrees')
  expect(await mints(world, RefreshToken)).toBe(false)
})

test('a token of the operator’s own: it is said that they are signed out here, too, and the tab ends with the proof', async ({
  page,
  world,
}) => {
  const { IdToken, RefreshToken } = await leak(world, storefront, people.rhea)
  await openLeakedToken(page, world)
  await paste(page, IdToken)
  await expect(card(page, 'ID token')).toContainText('You will be signed out here, too.')
  await page.getByRole('button', { name: 'Sign its user out everywhere' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Sign rhea out everywhere?' })
  await expect(dialog).toContainText('This is you')
  await dialog.getByRole('button', { name: 'Sign out everywhere' }).click()
  // Of an ID token nothing could be seen: this browser's own token shows it.
  await expectTitle(page, 'Sessions of the ID token’s user ended, and Cognito agrees')
  await expect(rung(page, 'Observed refused')).toContainText('GetUser: “Access Token has been revoked”')
  await expect(page.getByRole('button', { name: 'Sign in again' })).toBeVisible()
  expect(await mints(world, RefreshToken)).toBe(false)
})

test('what still works is reckoned on Cognito’s clock, and that this device’s is off is said', async ({
  page,
  world,
}) => {
  await world.emulator.advanceClock(30 * 60_000)
  const { AccessToken } = await leak(world)
  await openLeakedToken(page, world)
  await expect(page.getByText(/clock is (30|29) min behind/)).toHaveCount(1)
  await paste(page, AccessToken)
  await page.getByRole('button', { name: 'Sign its user out everywhere' }).click()
  const credentials = page.getByRole('alertdialog').getByRole('listitem').filter({ hasText: 'AWS credentials' })
  await expect(credentials).toContainText(await clockTime(page, 90))
  await expect(credentials).toContainText(/59:\d\d left|1 h left/)
})

test('a token of another pool, a forged one and plain text: nothing is sent, nobody is signed out', async ({
  page,
  world,
}) => {
  const { AccessToken } = await leak(world)
  const [head, payload = '', signature] = AccessToken.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const foreign = { ...claims, iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Foreign01' }
  await openLeakedToken(page, world)
  await paste(page, 'no token here')
  await expect(page.getByText('There is no token of Cognito’s in this text')).toBeVisible()
  await paste(
    page,
    `${head}.${encode(foreign)}.${signature} ${head}.${encode({ ...claims, username: 'rhea' })}.${signature}`,
  )
  const cards = card(page, 'Access token')
  await expect(cards.first()).toContainText('Of another pool')
  await expect(cards.first()).toContainText('eu-west-1_Foreign01')
  await expect(cards.last()).toContainText('Not genuine')
  await expect(page.getByRole('button', { name: 'Sign its user out everywhere' })).toHaveCount(0)
  expect(await sent(world, 'GetUser')).toEqual([])
})

test('hostile claims are text, and the layout holds', async ({ page, world }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await openLeakedToken(page, world)
  const markup = '<img src=x onerror=alert(1)><script>alert(2)</script>'
  for (const hostile of [markup, 'X'.repeat(2_000), '\u202Egnp.exe متصفح']) {
    const claims = { token_use: 'access', iss: hostile, username: hostile, sub: hostile, client_id: hostile }
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    await paste(page, `${encode({ alg: 'RS256', kid: hostile })}.${encode({ ...claims, exp: 4e9, iat: 1 })}.c2ln`)
    await expect(card(page, 'Access token')).toContainText(hostile.slice(0, 20))
    expect(await page.getByRole('main').locator('img, script').count()).toBe(0)
    await expectFits(page)
  }
  await expect.poll(() => world.canaries.count).toBeGreaterThan(0)
})

test.describe('in production', () => {
  test.use({ configChanges: { production: '^demo$' } })

  test('ending a token is confirmed by typing', async ({ page, world }) => {
    const { AccessToken, RefreshToken } = await leak(world)
    await openLeakedToken(page, world)
    await paste(page, RefreshToken)
    await page.getByRole('button', { name: 'Revoke this token' }).click()
    const dialog = page.getByRole('alertdialog', { name: /which is production/ })
    const panel = dialog.getByRole('list', { name: 'What still works, and until when' })
    await expect(panel).toContainText('This refresh token will be refused')
    await expect(panel).toContainText('Its access and ID tokens, checked offline')
    await expect(panel.getByRole('listitem').filter({ hasText: 'Managed-login cookie' })).toContainText('until about')
    await dialog.getByLabel('Type the pool name to go on').fill('demo')
    await dialog.getByRole('button', { name: 'Revoke this token' }).click()
    await expectTitle(page, 'Refresh token revoked, and Cognito agrees')
    await page.getByRole('link', { name: 'Leaked token' }).click()
    await paste(page, AccessToken)
    await page.getByRole('button', { name: 'Sign its user out everywhere' }).click()
    await expect(page.getByLabel('Type the user name to go on')).toBeVisible()
  })
})
