import {
  AdminInitiateAuthCommand,
  AdminListUserAuthEventsCommand,
  AdminListUserSessionsCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { createSrpSession, signSrpSession } from 'cognito-srp-helper'
import { createHmac } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { MEMBERS, membersPool } from '../membersPool.ts'
import { TestBrowser } from '../oauth/testBrowser.ts'
import { ORIGIN } from '../oauth/testDomain.ts'
import { authorizeUrl } from '../oauth/testShop.ts'
import { memoryStore } from '../store/memoryStore.ts'
import { control, lastCode, post, sdk, testEmulator } from '../testing.ts'
import { totp } from './authenticator.ts'

const UserPoolId = MEMBERS.pool
const ClientId = MEMBERS.client
const SERVER = { ClientId: 'server', secret: 'server0secret0server0secret0' }
const CHROME =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36'
const CALLBACK = 'http://localhost:4000/callback'
const store = memoryStore()

let emulator: Emulator
beforeEach(async () => {
  const { Clients = [], ...pool } = membersPool('arn:aws:iam::000000000000:role/Operator')
  const flows = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH'] as const
  const server = {
    ClientId: SERVER.ClientId,
    ClientName: 'server',
    ClientSecret: SERVER.secret,
    ExplicitAuthFlows: [...flows],
    EnablePropagateAdditionalUserContextData: true,
  }
  const protection = { UserPoolTier: 'PLUS' as const, UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' as const } }
  const userPools = [{ ...pool, ...protection, Clients: [...Clients, server] }]
  store.clear()
  emulator = testEmulator({ seed: { version: 1, userPools }, store })
  await at('203.0.113.7')
})

/** Where requests seem to come from, from now on. */
const at = (address: string) =>
  control(emulator, 'PUT', 'settings', { address, places: { '203.0.113.7': { City: 'Oslo', Country: 'Norway' } } })

const events = async (Username = 'ines') =>
  (await sdk(emulator).send(new AdminListUserAuthEventsCommand({ UserPoolId, Username }))).AuthEvents ?? []
const newest = async (Username = 'ines') => (await events(Username))[0]
const contextOf = async (Username?: string) => (await newest(Username))?.EventContextData
/** The newest event in a line, such as `SignIn Pass: Password Success`. */
const line = async (Username: string) => {
  const { EventType, EventResponse, ChallengeResponses = [] } = (await newest(Username)) ?? {}
  const answered = ChallengeResponses.map(
    ({ ChallengeName, ChallengeResponse }) => `${ChallengeName} ${ChallengeResponse}`,
  )
  return `${EventType} ${EventResponse}: ${answered.join(', ') || 'nothing'}`
}

const initiate = async (AuthFlow: string, AuthParameters: object, more: object = {}, headers: object = {}) =>
  (await post(emulator, 'InitiateAuth', { ClientId, AuthFlow, AuthParameters, ...more }, headers)).body
const byPassword = (USERNAME: string, PASSWORD: string, more?: object, headers?: object) =>
  initiate('USER_PASSWORD_AUTH', { USERNAME, PASSWORD }, more, headers)
const respond = async (ChallengeName: string, Session: unknown, ChallengeResponses: object) =>
  (await post(emulator, 'RespondToAuthChallenge', { ClientId, ChallengeName, Session, ChallengeResponses })).body
const ines = { USERNAME: 'ines', PASSWORD: 'Orange-grove-7' }

describe('where an event comes from', () => {
  test('is the address and the device of the request, and the place where that is known', async () => {
    const browser = { 'user-agent': CHROME }
    const context = { IpAddress: '203.0.113.7', DeviceName: 'Chrome 125 / macOS 15.0', City: 'Oslo', Country: 'Norway' }
    const { AuthenticationResult } = await byPassword(ines.USERNAME, ines.PASSWORD, {}, browser)
    await byPassword('ines', 'wrong', {}, browser)
    await post(emulator, 'ForgotPassword', { ClientId, Username: 'ines' }, browser)
    const { AccessToken } = AuthenticationResult as { AccessToken: string }
    const passwords = { PreviousPassword: ines.PASSWORD, ProposedPassword: 'Paper-boat-31' }
    await post(emulator, 'ChangePassword', { AccessToken, ...passwords }, browser)
    const all = await events()
    expect(all.map(({ EventType }) => EventType)).toEqual(['PasswordChange', 'ForgotPassword', 'SignIn', 'SignIn'])
    for (const { EventContextData } of all) expect(EventContextData).toEqual(context)
  })

  test('is said as far as it is known', async () => {
    await at('198.51.100.4')
    await byPassword('ines', 'wrong')
    expect(await contextOf()).toEqual({ IpAddress: '198.51.100.4' })
  })

  test('is what the app says it is, where the app may say so', async () => {
    const UserContextData = { IpAddress: '198.51.100.9' }
    await byPassword(ines.USERNAME, ines.PASSWORD, { UserContextData })
    expect(await contextOf()).toMatchObject({ IpAddress: '203.0.113.7' })
    const SECRET_HASH = createHmac('sha256', SERVER.secret).update(`ines${SERVER.ClientId}`).digest('base64')
    const onServer = { ClientId: SERVER.ClientId, UserContextData }
    await initiate('USER_PASSWORD_AUTH', { ...ines, SECRET_HASH }, onServer)
    expect(await contextOf()).toEqual(UserContextData)
    await post(emulator, 'ForgotPassword', { ...onServer, Username: 'ines', SecretHash: SECRET_HASH })
    expect(await contextOf()).toEqual(UserContextData)
    const ContextData = { IpAddress: '198.51.100.10', ServerName: 'x', ServerPath: '/', HttpHeaders: [] }
    const AuthParameters = { ...ines, SECRET_HASH }
    const flow = { UserPoolId, ClientId: SERVER.ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' as const }
    await sdk(emulator).send(new AdminInitiateAuthCommand({ ...flow, AuthParameters, ContextData }))
    expect(await contextOf()).toEqual({ IpAddress: '198.51.100.10' })
    // The records of sessions know the request's alone.
    const { Sessions = [] } = await sdk(emulator).send(
      new AdminListUserSessionsCommand({ UserPoolId, Username: 'ines' }),
    )
    expect(Sessions.map(({ LastIPAddress }) => LastIPAddress)).toEqual(Sessions.map(() => '203.0.113.7'))
    expect(Sessions).toHaveLength(3)
  })
})

describe('what a sign-in proved', () => {
  test('is the password', async () => {
    await byPassword(ines.USERNAME, ines.PASSWORD)
    expect(await line('ines')).toBe('SignIn Pass: Password Success')
    await byPassword('ines', 'wrong')
    expect(await line('ines')).toBe('SignIn Fail: Password Failure')
  })

  test('is the password by SRP', async () => {
    const srp = createSrpSession('ines', ines.PASSWORD, UserPoolId, false)
    const asked = await initiate('USER_SRP_AUTH', { USERNAME: 'ines', SRP_A: srp.largeA })
    const signed = signSrpSession(srp, { ChallengeParameters: asked['ChallengeParameters'] as Record<string, string> })
    await respond('PASSWORD_VERIFIER', undefined, {
      USERNAME: 'ines',
      PASSWORD_CLAIM_SECRET_BLOCK: signed.secret,
      PASSWORD_CLAIM_SIGNATURE: signed.passwordSignature,
      TIMESTAMP: signed.timestamp,
    })
    expect(await line('ines')).toBe('SignIn Pass: Password Success')
  })

  test('is a temporary password', async () => {
    const Password = 'Temporary-1'
    await sdk(emulator).send(new AdminSetUserPasswordCommand({ UserPoolId, Username: 'ines', Password }))
    const { Session } = await byPassword('ines', Password)
    await respond('NEW_PASSWORD_REQUIRED', Session, { USERNAME: 'ines', NEW_PASSWORD: 'Paper-boat-31' })
    expect(await line('ines')).toBe('SignIn Pass: Password Success')
  })

  test('is the second factor too', async () => {
    const { Session } = await byPassword('tilda', 'Clock-tower-6')
    const { nowMs } = (await control(emulator, 'GET', 'clock')).body
    const SOFTWARE_TOKEN_MFA_CODE = await totp('CURFEWDEMOKEYGOODFORNOTHINGELSE2', Number(nowMs))
    await respond('SOFTWARE_TOKEN_MFA', Session, { USERNAME: 'tilda', SOFTWARE_TOKEN_MFA_CODE })
    expect(await line('tilda')).toBe('SignIn Pass: Password Success, Mfa Success')
    const { Session: chosen } = await byPassword('mei', 'Paper-crane-9')
    await respond('EMAIL_OTP', chosen, { USERNAME: 'mei', EMAIL_OTP_CODE: await lastCode(emulator) })
    expect(await line('mei')).toBe('SignIn Pass: Password Success, Mfa Success')
  })

  test('is neither where a code stands for the password', async () => {
    const { Session } = await initiate('USER_AUTH', { USERNAME: 'ines', PREFERRED_CHALLENGE: 'EMAIL_OTP' })
    await respond('EMAIL_OTP', Session, { USERNAME: 'ines', EMAIL_OTP_CODE: await lastCode(emulator) })
    expect(await line('ines')).toBe('SignIn Pass: nothing')
    const olga = { ClientId, Username: 'olga' }
    const UserAttributes = [{ Name: 'email', Value: 'olga@example.com' }]
    await post(emulator, 'SignUp', { ...olga, Password: 'Paper-boat-31', UserAttributes })
    const confirmed = await post(emulator, 'ConfirmSignUp', { ...olga, ConfirmationCode: await lastCode(emulator) })
    await initiate('USER_AUTH', { USERNAME: 'olga' }, { Session: confirmed.body['Session'] })
    expect(await line('olga')).toBe('SignIn Pass: nothing')
  })
})

test('at managed login it is the browser’s, whoever redeems the code, and a cookie proves nothing', async () => {
  const browser = new TestBrowser(ORIGIN, (request) => {
    request.headers.set('user-agent', CHROME)
    return emulator.fetch(request)
  })
  const base = `${ORIGIN}/_domain/curfew-members`
  const url = authorizeUrl(base, { client_id: ClientId, redirect_uri: CALLBACK })
  const redeem = async (code: string | null) => {
    await at('198.51.100.80')
    const fields = { grant_type: 'authorization_code', client_id: ClientId, redirect_uri: CALLBACK, code: code ?? '' }
    const body = new URLSearchParams(fields)
    expect((await emulator.fetch(new Request(`${base}/oauth2/token`, { method: 'POST', body }))).status).toBe(200)
    await at('203.0.113.7')
  }
  await browser.signIn(url, 'ines', 'wrong')
  const context = { IpAddress: '203.0.113.7', DeviceName: 'Chrome 125 / macOS 15.0', City: 'Oslo', Country: 'Norway' }
  expect(await line('ines')).toBe('SignIn Fail: Password Failure')
  expect(await contextOf()).toEqual(context)
  const page = await browser.signIn(url, 'ines', ines.PASSWORD)
  await redeem(page.url.searchParams.get('code'))
  expect(await line('ines')).toBe('SignIn Pass: Password Success')
  expect(await contextOf()).toEqual(context)
  const again = await browser.visit(url)
  await redeem(again.url.searchParams.get('code'))
  expect(await line('ines')).toBe('SignIn Pass: nothing')
  expect(await contextOf()).toEqual(context)
  expect(await events()).toHaveLength(3)
})

test('an event that an earlier version kept says nothing of what it did not keep', async () => {
  await byPassword(ines.USERNAME, ines.PASSWORD)
  const table = store.table<object>('authEvents', { ordered: true })
  const [kept] = table.page('', undefined, 1)
  table.put(kept?.[0] ?? 'none', { id: 'e1', type: 'SignIn', response: 'Pass', atMs: 1_900_000_000_000 })
  expect(await newest()).toEqual({
    EventId: 'e1',
    EventType: 'SignIn',
    EventResponse: 'Pass',
    CreationDate: new Date(1_900_000_000_000),
    EventRisk: { RiskDecision: 'NoRisk', CompromisedCredentialsDetected: false },
  })
})
