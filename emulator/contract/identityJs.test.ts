import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js'
import { expect, test, vi } from 'vitest'
import { DEMO } from '../testing.ts'
import { asked, contractEmulator } from './contractEmulator.ts'

/** amazon-cognito-identity-js, which older apps and Amplify up to its fifth version are made with, over a socket. */

// The client tries again for seconds what Cognito refused; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 300_000 })

const emulator = contractEmulator()

/** A person of one browser: what the client keeps is in a storage of its own. */
function person(ClientId: string = DEMO.storefront, Username = 'ada'): CognitoUser {
  const kept = new Map<string, string>()
  const Storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
    clear: () => kept.clear(),
  }
  const Pool = new CognitoUserPool({ UserPoolId: DEMO.pool, ClientId, endpoint: emulator.url(), Storage })
  return new CognitoUser({ Username, Pool, Storage })
}

const signIn = (user: CognitoUser, Password = 'Lamp-lit-1843') =>
  new Promise<CognitoUserSession>((onSuccess, onFailure) =>
    user.authenticateUser(new AuthenticationDetails({ Username: user.getUsername(), Password }), {
      onSuccess,
      onFailure,
    }),
  )

const refresh = (user: CognitoUser, session: CognitoUserSession) =>
  new Promise<CognitoUserSession>((resolve, reject) =>
    user.refreshSession(session.getRefreshToken(), (error: Error | null, renewed: CognitoUserSession) =>
      error ? reject(error) : resolve(renewed),
    ),
  )

const signOut = (user: CognitoUser) =>
  new Promise<void>((resolve, reject) =>
    user.signOut((...[error]: readonly (Error | undefined)[]) => (error ? reject(error) : resolve())),
  )

const globalSignOut = (user: CognitoUser) =>
  new Promise<string>((onSuccess, onFailure) => user.globalSignOut({ onSuccess, onFailure }))

/** Whether the access and the refresh token of a session still work. */
const vitals = async (session: CognitoUserSession, ClientId: string = DEMO.storefront) => [
  await asked(emulator, 'GetUser', { AccessToken: session.getAccessToken().getJwtToken() }),
  await asked(emulator, 'GetTokensFromRefreshToken', { RefreshToken: session.getRefreshToken().getToken(), ClientId }),
]

const REVOKED = [
  'NotAuthorizedException: Access Token has been revoked',
  'NotAuthorizedException: Refresh Token has been revoked',
]

test('signs in by SRP and refreshes by InitiateAuth', async () => {
  const user = person()
  const session = await signIn(user)
  expect(session.isValid()).toBe(true)
  const renewed = await refresh(user, session)
  expect(await emulator.requests()).toEqual(['InitiateAuth', 'RespondToAuthChallenge', 'InitiateAuth'])
  expect(renewed.getAccessToken().getJwtToken()).not.toBe(session.getAccessToken().getJwtToken())
  expect(renewed.getAccessToken().payload['origin_jti']).toBe(session.getAccessToken().payload['origin_jti'])
  expect(renewed.getRefreshToken().getToken()).toBe(session.getRefreshToken().getToken())
})

test('signOut with a callback revokes this session and no other', async () => {
  const other = await signIn(person())
  const user = person()
  const session = await signIn(user)
  await emulator.requests()
  await signOut(user)
  expect(await emulator.requests()).toEqual(['RevokeToken'])
  expect(await vitals(session)).toEqual(REVOKED)
  expect(await vitals(other)).toEqual(['ok', 'ok'])
})

test('signOut without a callback asks Cognito nothing: the session lives on', async () => {
  const user = person()
  const session = await signIn(user)
  await emulator.requests()
  user.signOut()
  expect(await emulator.requests()).toEqual([])
  expect(await vitals(session)).toEqual(['ok', 'ok'])
})

test('signOut where revocation is off does not try to revoke', async () => {
  const user = person(DEMO.kiosk)
  const session = await signIn(user)
  await emulator.requests()
  await signOut(user)
  expect(await emulator.requests()).toEqual([])
  expect(await vitals(session, DEMO.kiosk)).toEqual(['ok', 'ok'])
})

test('globalSignOut ends every session of the person, and of nobody else', async () => {
  const elsewhere = await signIn(person(DEMO.kiosk))
  const somebody = await signIn(person(DEMO.storefront, 'rhea'), 'Night-watch-26')
  const user = person()
  const session = await signIn(user)
  await emulator.requests()
  expect(await globalSignOut(user)).toBe('SUCCESS')
  expect(await emulator.requests()).toEqual(['GlobalSignOut'])
  expect([await vitals(session), await vitals(elsewhere, DEMO.kiosk)]).toEqual([REVOKED, REVOKED])
  expect(await vitals(somebody)).toEqual(['ok', 'ok'])
})

test('a refused refresh is an error: of an ended session, and at a client that rotates', async () => {
  const [ended, rotating] = [person(), person(DEMO.fieldApp)]
  const [first, second] = [await signIn(ended), await signIn(rotating)]
  const AccessToken = first.getAccessToken().getJwtToken()
  await asked(emulator, 'RevokeToken', { ClientId: DEMO.storefront, Token: first.getRefreshToken().getToken() })
  expect(await asked(emulator, 'GetUser', { AccessToken })).toBe(REVOKED[0])
  // The client tries again for some seconds, whatever the error; so both at once.
  const refused = await Promise.allSettled([refresh(ended, first), refresh(rotating, second)])
  expect(refused).toMatchObject([
    { reason: { name: 'NotAuthorizedException', message: 'Refresh Token has been revoked' } },
    { reason: { name: 'InvalidParameterException' } },
  ])
})
