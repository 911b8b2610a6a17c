import {
  autoSignIn,
  confirmSignUp,
  fetchAuthSession,
  fetchUserAttributes,
  signIn,
  signOut,
  signUp,
} from '@aws-amplify/auth'
import { cognitoUserPoolsTokenProvider } from '@aws-amplify/auth/cognito'
import { Amplify, ConsoleLogger, sharedInMemoryStorage } from '@aws-amplify/core'
import { beforeEach, expect, test } from 'vitest'
import { MEMBERS } from '../membersPool.ts'
import { DEMO } from '../testing.ts'
import { asked, contractEmulator } from './contractEmulator.ts'

/** Amplify's own auth package, as an app configures it, over a socket. */

const emulator = contractEmulator()
const LATER = 61_000

// It warns at every call that the endpoint is not AWS's.
ConsoleLogger.LOG_LEVEL = 'ERROR'

cognitoUserPoolsTokenProvider.setKeyValueStorage(sharedInMemoryStorage)
beforeEach(() => sharedInMemoryStorage.clear())
beforeEach(() => configure(DEMO.storefront))

function configure(userPoolClientId: string, userPoolId: string = DEMO.pool): void {
  const Auth = { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint: emulator.url() } }
  // What the umbrella package aws-amplify does in its own Amplify.configure.
  cognitoUserPoolsTokenProvider.setAuthConfig(Auth)
  Amplify.configure({ Auth }, { Auth: { tokenProvider: cognitoUserPoolsTokenProvider } })
}

/** Signs ada in, and gives what Amplify holds afterwards. */
async function signedIn(clientId: string = DEMO.storefront) {
  configure(clientId)
  const { isSignedIn } = await signIn({ username: 'ada', password: 'Lamp-lit-1843' })
  expect(isSignedIn).toBe(true)
  return held()
}

async function held() {
  const store = cognitoUserPoolsTokenProvider.tokenOrchestrator.getTokenStore()
  const tokens = await store.loadTokens()
  return { access: tokens?.accessToken.toString() ?? '', refresh: tokens?.refreshToken ?? '' }
}

const access = (AccessToken: string) => asked(emulator, 'GetUser', { AccessToken })
const refresh = (RefreshToken: string, ClientId: string = DEMO.storefront) =>
  asked(emulator, 'GetTokensFromRefreshToken', { RefreshToken, ClientId })

test('signs in by SRP, and is who it says', async () => {
  await signedIn()
  expect(await emulator.requests()).toEqual(['InitiateAuth', 'RespondToAuthChallenge'])
  expect(await fetchUserAttributes()).toMatchObject({ email: 'ada@example.com', name: 'Ada Lovelace' })
})

test('a wrong password is refused with the name and sentence that apps look at', async () => {
  const refused = signIn({ username: 'ada', password: 'wrong' })
  await expect(refused).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'Incorrect username or password.',
  })
})

test('refreshes when told to: a new access token, the same refresh token', async () => {
  const before = await signedIn()
  await emulator.requests()
  const { tokens } = await fetchAuthSession({ forceRefresh: true })
  expect(await emulator.requests()).toEqual(['GetTokensFromRefreshToken'])
  expect(tokens?.accessToken.toString()).not.toBe(before.access)
  expect(tokens?.accessToken.payload['origin_jti']).toBe(tokens?.idToken?.payload['origin_jti'])
  expect((await held()).refresh).toBe(before.refresh)
})

test('refreshes at a client that rotates: the old refresh token is no good after its grace', async () => {
  const before = await signedIn(DEMO.fieldApp)
  await fetchAuthSession({ forceRefresh: true })
  const after = await held()
  expect(after.refresh).not.toBe(before.refresh)
  await emulator.control().advanceClock(LATER)
  expect(await refresh(before.refresh, DEMO.fieldApp)).toMatch(/^RefreshTokenReuseException: /)
  expect(await access(after.access)).toBe('ok')
})

test('signOut revokes this session at Cognito and no other', async () => {
  const other = await signedIn()
  await sharedInMemoryStorage.clear()
  const mine = await signedIn()
  await emulator.requests()
  await signOut()
  expect(await emulator.requests()).toEqual(['RevokeToken'])
  expect(await access(mine.access)).toBe('NotAuthorizedException: Access Token has been revoked')
  expect(await refresh(mine.refresh)).toBe('NotAuthorizedException: Refresh Token has been revoked')
  expect([await access(other.access), await refresh(other.refresh)]).toEqual(['ok', 'ok'])
  expect((await fetchAuthSession()).tokens).toBeUndefined()
})

test('signOut where revocation is off forgets the tokens and asks Cognito nothing: they live on', async () => {
  const mine = await signedIn(DEMO.kiosk)
  await emulator.requests()
  await signOut()
  expect(await emulator.requests()).toEqual([])
  expect([await access(mine.access), await refresh(mine.refresh, DEMO.kiosk)]).toEqual(['ok', 'ok'])
})

test('signOut with global ends every session of the person', async () => {
  const other = await signedIn(DEMO.kiosk)
  await sharedInMemoryStorage.clear()
  const mine = await signedIn()
  await emulator.requests()
  await signOut({ global: true })
  expect(await emulator.requests()).toEqual(['GlobalSignOut'])
  for (const { access: token } of [mine, other]) {
    expect(await access(token)).toBe('NotAuthorizedException: Access Token has been revoked')
  }
  const over = 'NotAuthorizedException: Refresh Token has been revoked'
  expect([await refresh(mine.refresh), await refresh(other.refresh, DEMO.kiosk)]).toEqual([over, over])
})

test('a session that was ended elsewhere: the next refresh forgets it', async () => {
  const mine = await signedIn()
  expect(await asked(emulator, 'GlobalSignOut', { AccessToken: mine.access })).toBe('ok')
  const session = await fetchAuthSession({ forceRefresh: true })
  expect(await emulator.requests()).toEqual(['GetTokensFromRefreshToken: NotAuthorizedException'])
  expect(session.tokens).toBeUndefined()
  expect(await held()).toEqual({ access: '', refresh: '' })
})

test('signs somebody in who has just confirmed, with no second code', async () => {
  configure(MEMBERS.client, MEMBERS.pool)
  const username = 'olga'
  const started = await signUp({
    username,
    password: 'Paper-boat-31',
    options: { userAttributes: { email: 'olga@example.com' }, autoSignIn: { authFlowType: 'USER_AUTH' } },
  })
  expect(started.nextStep.signUpStep).toBe('CONFIRM_SIGN_UP')
  const confirmationCode = (await emulator.control().codes()).at(-1)?.code ?? ''
  const { nextStep } = await confirmSignUp({ username, confirmationCode })
  expect(nextStep.signUpStep).toBe('COMPLETE_AUTO_SIGN_IN')
  await emulator.requests()
  expect((await autoSignIn()).isSignedIn).toBe(true)
  expect((await emulator.requests())[0]).toBe('InitiateAuth')
  expect(await emulator.control().codes()).toHaveLength(1)
  expect(await fetchUserAttributes()).toMatchObject({ email: 'olga@example.com', email_verified: 'true' })
})
