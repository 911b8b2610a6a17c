import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { type Failure, isUnanswered } from './failure.ts'
import { notKnown } from './causes.ts'
import { hasWords, told } from './words.ts'

const called = {
  'client-cognito-identity-provider': [
    'InitiateAuth',
    'RespondToAuthChallenge',
    'AssociateSoftwareToken',
    'VerifySoftwareToken',
    'ConfirmDevice',
    'GetTokensFromRefreshToken',
    'GetUser',
    'RevokeToken',
    'GlobalSignOut',
    'ListUserSessions',
    'RevokeUserSession',
    'ListDevices',
    'GetDevice',
    'UpdateDeviceStatus',
    'ForgetDevice',
    'ListUserPools',
    'ListUserPoolClients',
    'DescribeUserPoolClient',
    'UpdateUserPoolClient',
    'CreateUserPoolClient',
    'DescribeUserPool',
    'UpdateUserPool',
    'GetUserPoolSessionConfiguration',
    'SetUserPoolSessionConfiguration',
    'GetUserPoolClientSessionConfiguration',
    'SetUserPoolClientSessionConfiguration',
    'ListUsers',
    'ListUsersInGroup',
    'ListGroups',
    'AdminGetUser',
    'AdminListGroupsForUser',
    'AdminListDevices',
    'AdminListUserAuthEvents',
    'AdminListUserSessions',
    'AdminRevokeUserSession',
    'AdminUserGlobalSignOut',
    'AdminForgetDevice',
    'AdminDisableUser',
    'AdminEnableUser',
    'AdminResetUserPassword',
  ],
  'client-cognito-identity': ['GetId', 'GetCredentialsForIdentity'],
}

function documented(client: string, operation: string): string[] {
  const typings = readFileSync(`node_modules/@aws-sdk/${client}/dist-types/commands/${operation}Command.d.ts`, 'utf8')
  const names = [...typings.matchAll(/@throws \{@link (\w+)\}/g)].map((match) => match[1] ?? '')
  return names.filter((name) => !name.endsWith('ServiceException'))
}

const pairs = Object.entries(called).flatMap(([client, operations]) =>
  operations.flatMap((operation) => documented(client, operation).map((code) => [operation, code] as const)),
)

const failure = (operation: string, code: string, message = ''): Failure => ({
  operation,
  code,
  message,
  class: 'rejected',
  attempts: 1,
})

describe('words for failures', () => {
  it('reads the exceptions from the SDK, not from a list of ours', () => {
    expect(pairs.length).toBeGreaterThan(100)
    expect(documented('client-cognito-identity-provider', 'RevokeToken')).toHaveLength(8)
    expect(documented('client-cognito-identity-provider', 'GlobalSignOut')).toHaveLength(9)
  })

  it.each(pairs)('%s: %s has words', (operation, code) => {
    expect(hasWords(operation, code)).toBe(true)
    const { title, detail } = told(failure(operation, code))
    expect(title).not.toBe('')
    expect(detail).toMatch(/\.$/)
    expect(`${title} ${detail}`).not.toMatch(/\{|undefined|!/)
  })

  const toldApart = [
    'RevokeToken',
    'GlobalSignOut',
    'ListUserSessions',
    'RevokeUserSession',
    'ListDevices',
    'GetDevice',
    'UpdateDeviceStatus',
    'ForgetDevice',
  ]

  it.each(toldApart)('%s tells every exception differently', (operation) => {
    const details = pairs
      .filter(([name]) => name === operation)
      .map(([, code]) => told(failure(operation, code)).detail)
    expect(new Set(details).size).toBe(details.length)
  })

  it('a password that was only tried costs nobody their session', () => {
    const { title, detail } = told(failure('InitiateAuth (to stay here)', 'NotAuthorizedException', 'Incorrect'))
    expect(title).toBe('That did not match')
    expect(detail).toContain('still signed in')
    expect(told(failure('InitiateAuth', 'NotAuthorizedException', 'Incorrect')).detail).not.toContain('still signed in')
  })

  it.each(['Unreachable', 'TimedOut', 'NotCognito', 'Unreadable', 'Unexpected'])(
    'an act that was not answered (%s) is not said to have done nothing',
    (code) => {
      for (const operation of notKnown.keys()) {
        const { detail } = told(failure(operation, code))
        expect(detail, operation).toContain('is not known')
        expect(detail, operation).not.toMatch(
          /was not (forgotten|disabled|enabled|reset|ended)|session is still|user is still/,
        )
      }
      const refused = told(failure('AdminUserGlobalSignOut', 'OperationNotEnabledException'))
      expect(refused.detail).toContain('The user is still signed in.')
    },
  )

  it('an exception without words is noticed, and still gets a useful sentence', () => {
    expect(hasWords('RevokeToken', 'BrandNewException')).toBe(false)
    expect(told(failure('RevokeToken', 'BrandNewException')).detail).toContain('BrandNewException')
  })

  it.each(['ForbiddenException', 'BrandNewException'])('%s of a sign-out that goes on: not told as the end', (code) => {
    const { detail } = told(failure('RevokeToken', code), { refreshUntil: 'Friday', goesOn: true })
    expect(detail).toContain('Cognito has not taken the sign-out yet. Curfew goes on trying.')
    expect(detail).not.toContain('did not end the session')
    expect(told(failure('RevokeToken', code), { refreshUntil: 'Friday' }).detail).toContain('works until Friday')
  })

  it('tells a missing scope from a session that has ended', () => {
    const scope = told(failure('GlobalSignOut', 'NotAuthorizedException', 'Access Token does not have required scopes'))
    const ended = told(failure('GlobalSignOut', 'NotAuthorizedException', 'Access Token has been revoked'))
    expect(scope.title).toBe('This session may not sign out everywhere')
    expect(ended.title).toBe('This session had already ended')
  })

  it.each([
    ['InitiateAuth', 'NotAuthorizedException', 'Incorrect username or password.', 'That did not match'],
    ['RespondToAuthChallenge', 'NotAuthorizedException', 'Incorrect username or password.', 'That did not match'],
    ['RespondToAuthChallenge', 'NotAuthorizedException', 'User is disabled.', 'This account is disabled'],
    ['RespondToAuthChallenge', 'NotAuthorizedException', 'Password attempts exceeded', 'Too many wrong passwords'],
    [
      'RespondToAuthChallenge',
      'NotAuthorizedException',
      'Invalid session for the user, session is expired.',
      'This sign-in took too long',
    ],
    [
      'InitiateAuth',
      'InvalidParameterException',
      'USER_AUTH flow not enabled for this client',
      'There is nothing to choose from here',
    ],
    [
      'InitiateAuth',
      'InvalidParameterException',
      'USER_PASSWORD_AUTH flow not enabled for this client',
      'Password sign-in is off',
    ],
    [
      'RespondToAuthChallenge',
      'ExpiredCodeException',
      'Your software token has already been used once.',
      'That code was already used',
    ],
    ['UpdateDeviceStatus', 'ResourceNotFoundException', 'Device does not exist.', 'This device is no longer there'],
  ])('%s, %s, “%s”: %s', (operation, code, message, title) => {
    expect(told(failure(operation, code, message)).title).toBe(title)
  })

  it.each(['ConfidentialClient', 'PasskeyRefused', 'DeviceForgotten', 'Forgotten'])(
    'a sign-in that Curfew itself ends with %s has words',
    (code) => {
      expect(hasWords('RespondToAuthChallenge', code)).toBe(true)
    },
  )

  it.each(['LongLivedKey', 'NoSessionToken', 'NotCredentials', 'ExpiredTokenException'])(
    'credentials that are refused with %s say why',
    (code) => {
      const { title, detail } = told(failure('Credentials', code))
      expect(hasWords('Credentials', code)).toBe(true)
      expect(`${title} ${detail}`).not.toMatch(/Sign in again/)
    },
  )

  const leaked = [...documented('client-cognito-identity-provider', 'RevokeToken'), 'Unreachable', 'TimedOut']
  it.each([...leaked, 'NotCognito', 'Unreadable', 'NoAppClient'])(
    'a leaked token that is not revoked, %s: nothing is said of this browser',
    (code) => {
      expect(hasWords('RevokeToken (leaked)', code)).toBe(true)
      const { detail } = told(failure('RevokeToken (leaked)', code))
      const said = isUnanswered({ code }) ? 'Whether the token was ended is not known.' : /The token was not ended\.$/
      expect(detail).toMatch(said)
      expect(detail).not.toContain('browser')
    },
  )

  it('says why a browser does not sign in with a secret', () => {
    expect(told(failure('InitiateAuth', 'ConfidentialClient')).detail).toMatch(/cannot keep a secret.+You are not/)
  })

  it('says until when a token that could not be ended works', () => {
    const { detail } = told(failure('RevokeToken', 'UnsupportedOperationException'), { refreshUntil: '21 Dec' })
    expect(detail).toContain('works until 21 Dec')
  })
})
