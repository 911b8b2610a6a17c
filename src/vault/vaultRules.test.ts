import { describe, expect, it, vi } from 'vitest'

import { unknownMembers, updatableMembers } from '../cognito/operator/members.ts'
import { Failed, type Failure } from '../lib/failure.ts'
import { endingIn } from './endings.ts'
import { checkRequest, idOf } from './messages.ts'
import { seal, unseal } from './seal.ts'
import { appClientFrom, differencesBetween } from './settings.ts'

const half = 'A'.repeat(43)

function failure(operation: string, code: string, message = '', kind: Failure['class'] = 'rejected'): Failure {
  return { operation, code, message, class: kind, attempts: 1 }
}

describe('sealing', () => {
  it('opens with the same half and the same purpose only', async () => {
    const sealed = await seal(half, 'secret', 'pool|client|1')
    expect(await unseal(half, sealed, 'pool|client|1')).toBe('secret')
    expect(await unseal('B'.repeat(43), sealed, 'pool|client|1')).toBeUndefined()
    expect(await unseal(half, sealed, 'pool|client|2')).toBeUndefined()
    new Uint8Array(sealed.text)[0]! ^= 1
    expect(await unseal(half, sealed, 'pool|client|1')).toBeUndefined()
  })

  it('no script can export the key that a text is sealed with', async () => {
    const derive = vi.spyOn(crypto.subtle, 'deriveKey')
    await unseal(half, await seal(half, 'secret', 'x'), 'x')
    const keys = await Promise.all(derive.mock.results.map(async ({ value }) => value as Promise<CryptoKey>))
    expect(keys.map(({ extractable }) => extractable)).toEqual([false, false])
    derive.mockRestore()
  })

  it('holds no byte run of what it seals', async () => {
    const { text } = await seal(half, 'canary-canary-canary', 'x')
    expect(new TextDecoder('latin1').decode(text)).not.toContain('canary')
  })
})

describe('only an explicit answer ends a session', () => {
  it.each([
    ['GetTokensFromRefreshToken', 'NotAuthorizedException', 'Refresh Token has been revoked', 'revoked'],
    ['GetTokensFromRefreshToken', 'NotAuthorizedException', 'Refresh Token has expired', 'expired'],
    ['GetTokensFromRefreshToken', 'NotAuthorizedException', 'Invalid Refresh Token.', 'renewal refused'],
    ['GetTokensFromRefreshToken', 'NotAuthorizedException', 'User is disabled.', 'user disabled'],
    [
      'GetTokensFromRefreshToken',
      'NotAuthorizedException',
      'Password reset required for the user',
      'password reset required',
    ],
    ['GetTokensFromRefreshToken', 'NotAuthorizedException', 'User is not confirmed.', 'not confirmed'],
    ['GetTokensFromRefreshToken', 'RefreshTokenReuseException', '', 'refresh token used twice'],
    ['GetTokensFromRefreshToken', 'UserNotFoundException', '', 'user deleted'],
    ['GetUser', 'NotAuthorizedException', 'Access Token has been revoked', 'revoked'],
    ['GetUser', 'NotAuthorizedException', 'Access Token has expired', 'ask'],
    ['GetUser', 'NotAuthorizedException', 'Could not verify signature for Access Token', 'ask'],
    ['GetUser', 'NotAuthorizedException', 'Access Token does not have required scopes', undefined],
    ['GetUser', 'UserNotFoundException', 'User does not exist.', 'user deleted'],
    ['GlobalSignOut', 'PasswordResetRequiredException', '', 'password reset required'],
    ['GlobalSignOut', 'ForbiddenException', '', undefined],
    ['GetUser', 'InvalidParameterException', '', undefined],
    ['oauth2/userInfo', 'invalid_token', 'expired, disabled, or deleted', 'ask'],
    ['oauth2/userInfo', 'insufficient_scope', '', undefined],
    ['oauth2/revoke', 'invalid_client', '', undefined],
  ])('%s %s “%s”: %s', (operation, code, message, ending) => {
    expect(endingIn(failure(operation, code, message))).toBe(ending)
  })

  it.each([
    'TooManyRequestsException',
    'InternalErrorException',
    'Unreachable',
    'TimedOut',
    'NotCognito',
    'Unexpected',
  ])('%s never does', (code) => {
    expect(endingIn(failure('GetTokensFromRefreshToken', code, 'revoked', 'transient'))).toBeUndefined()
    expect(endingIn(failure('GetTokensFromRefreshToken', code, 'revoked', 'unknown outcome'))).toBeUndefined()
  })
})

describe('messages from the page', () => {
  const request = (operation: unknown, args: unknown, halves: unknown = {}) => ({ id: 1, operation, args, halves })

  it('a named operation with its arguments passes', () => {
    expect(checkRequest(request('signOut', {}, { session: half }))).toMatchObject({
      operation: 'signOut',
      halves: { session: half },
    })
  })

  it.each([
    ['an operation of Object.prototype', request('constructor', {})],
    ['an operation nobody wrote', request('readTokens', {})],
    ['a missing argument', request('signIn', { username: 'ada' })],
    ['an argument too many', request('signOut', { token: 'x' })],
    [
      'a user name of 129 characters',
      request('signIn', { username: 'a'.repeat(129), password: 'x', memoryOnly: true }),
    ],
    ['a half that is none', request('signOut', {}, { session: '<script>' })],
    ['a config for another place', request('open', { config: { region: 'x' } })],
    ['no message at all', 'text'],
    ['null', null],
  ])('%s is refused, and its values are not repeated', (_name, message) => {
    let thrown: unknown
    try {
      checkRequest(message)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(Failed)
    expect((thrown as Failed).failure).toMatchObject({ code: 'BadMessage', class: 'rejected' })
    expect((thrown as Failed).message).not.toMatch(/script|aaaa/)
  })

  it('answers whatever has an id', () => {
    expect(idOf({ id: 7 })).toBe(7)
    expect(idOf({ id: '7' })).toBeUndefined()
    expect(idOf(undefined)).toBeUndefined()
  })
})

describe('an app client’s raw settings', () => {
  const raw = {
    UserPoolId: 'us-east-1_Demo00001',
    ClientId: 'abc',
    ClientName: 'Storefront',
    EnableTokenRevocation: true,
    AccessTokenValidity: 30,
    TokenValidityUnits: { AccessToken: 'minutes' },
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
    LastModifiedDate: 1_700_000_000.5,
  }

  it('become what the table shows, with Cognito’s defaults for what is left out', () => {
    expect(appClientFrom(raw, false)).toMatchObject({
      revocation: true,
      accessToken: { value: 30, unit: 'minutes', seconds: 1800 },
      idToken: { value: 1, unit: 'hours' },
      refreshToken: { value: 30, unit: 'days' },
      lastModified: new Date(1_700_000_000_500),
    })
  })

  it('that make no sense are shown as if they were not there', () => {
    const odd = {
      ClientName: 7,
      AccessTokenValidity: 'long',
      TokenValidityUnits: { IdToken: 'years' },
      ExplicitAuthFlows: 1,
    }
    expect(appClientFrom(odd, true)).toMatchObject({ name: '', id: '', authFlows: [], accessToken: { seconds: 3600 } })
  })

  it('this build knows every member it can write, and names any other at any depth', () => {
    expect(updatableMembers()).toHaveLength(23)
    expect(unknownMembers(raw)).toEqual([])
    expect(unknownMembers({ ...raw, ClientType: 'REGULAR', CreationDate: 1 })).toEqual([])
    expect(unknownMembers({ ...raw, FutureSetting: 1 })).toEqual(['FutureSetting'])
    expect(unknownMembers({ ...raw, TokenValidityUnits: { FooToken: 'days' } })).toEqual([
      'TokenValidityUnits.FooToken',
    ])
    expect(unknownMembers({ ...raw, __proto__: null, toString: 1 })).toEqual(['toString'])
  })

  it('differ where they differ, and nowhere else', () => {
    expect(differencesBetween(raw, { ...raw, TokenValidityUnits: { AccessToken: 'minutes' } })).toEqual([])
    expect(differencesBetween(raw, { ...raw, EnableTokenRevocation: false })).toEqual([
      { path: 'EnableTokenRevocation', before: 'true', after: 'false' },
    ])
    expect(differencesBetween({ A: { b: 1, c: 2 } }, { A: { c: 3 } })).toEqual([
      { path: 'A.b', before: '1', after: undefined },
      { path: 'A.c', before: '2', after: '3' },
    ])
    const nested = { A: [{ b: 1, c: [2] }] }
    expect(differencesBetween(nested, { A: [{ c: [2], b: 1 }] })).toEqual([])
    expect(differencesBetween(nested, { A: [{ c: [3], b: 1 }] })).toEqual([
      { path: 'A', before: '[{"b":1,"c":[2]}]', after: '[{"b":1,"c":[3]}]' },
    ])
    expect(differencesBetween({ L: 1 }, { L: 2 }, new Set(['L']))).toEqual([])
  })
})
