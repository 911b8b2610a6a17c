import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import type { Failure } from './failure.ts'
import { hasWords, told } from './words.ts'

const called = {
  'client-cognito-identity-provider': [
    'InitiateAuth',
    'RespondToAuthChallenge',
    'GetTokensFromRefreshToken',
    'GetUser',
    'RevokeToken',
    'GlobalSignOut',
    'ListUserPools',
    'ListUserPoolClients',
    'DescribeUserPoolClient',
    'UpdateUserPoolClient',
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

  it.each(['RevokeToken', 'GlobalSignOut'])('%s tells every exception differently', (operation) => {
    const details = pairs
      .filter(([name]) => name === operation)
      .map(([, code]) => told(failure(operation, code)).detail)
    expect(new Set(details).size).toBe(details.length)
  })

  it('an exception without words is noticed, and still gets a useful sentence', () => {
    expect(hasWords('RevokeToken', 'BrandNewException')).toBe(false)
    expect(told(failure('RevokeToken', 'BrandNewException')).detail).toContain('BrandNewException')
  })

  it('tells a missing scope from a session that has ended', () => {
    const scope = told(failure('GlobalSignOut', 'NotAuthorizedException', 'Access Token does not have required scopes'))
    const ended = told(failure('GlobalSignOut', 'NotAuthorizedException', 'Access Token has been revoked'))
    expect(scope.title).toBe('This session may not sign out everywhere')
    expect(ended.title).toBe('This session had already ended')
  })

  it('says until when a token that could not be ended works', () => {
    const { detail } = told(failure('RevokeToken', 'UnsupportedOperationException'), { refreshUntil: '21 Dec' })
    expect(detail).toContain('works until 21 Dec')
  })
})
