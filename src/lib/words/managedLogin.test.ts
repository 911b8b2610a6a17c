import { describe, expect, it } from 'vitest'

import type { Failure } from '../failure.ts'
import { hasWords, told } from '../words.ts'
import { managedLoginWords } from './managedLogin.ts'

/** What Cognito's guide documents for each endpoint, and what OAuth 2.0 (RFC 6749, 4.1.2.1) and OpenID Connect add. */
const documented: Readonly<Record<string, readonly string[]>> = {
  'oauth2/authorize': [
    'invalid_request',
    'unauthorized_client',
    'invalid_scope',
    'server_error',
    'access_denied',
    'unsupported_response_type',
    'temporarily_unavailable',
    'login_required',
  ],
  'oauth2/token': [
    'invalid_request',
    'invalid_client',
    'invalid_grant',
    'unauthorized_client',
    'unsupported_grant_type',
    'invalid_scope',
  ],
  'oauth2/revoke': ['invalid_request', 'unsupported_token_type', 'invalid_client'],
  'oauth2/userInfo': ['invalid_token', 'invalid_request', 'insufficient_scope'],
}

const failure = (operation: string, code: string): Failure => ({
  operation,
  code,
  message: '',
  class: 'rejected',
  attempts: 1,
})
const pairs = Object.entries(documented).flatMap(([operation, codes]) =>
  codes.map((code) => [operation, code] as const),
)
const written = Object.entries(managedLoginWords).flatMap(([operation, codes]) =>
  Object.keys(codes).map((code) => [operation, code] as const),
)

describe('words for what managed login and its endpoints refuse', () => {
  it.each(pairs)('%s: %s has its own', (operation, code) => {
    expect(Object.keys(managedLoginWords[operation] ?? {})).toContain(code)
    expect(hasWords(operation, code)).toBe(true)
  })

  it.each(written)('%s: %s is told in a sentence with what to do', (operation, code) => {
    const { title, detail } = told(failure(operation, code))
    expect(title).not.toBe('')
    expect(detail).toMatch(/\.$/)
    expect(`${title} ${detail}`).not.toMatch(/\{|undefined|!/)
  })

  it.each(Object.keys(documented))('%s tells every error differently', (operation) => {
    const details = (documented[operation] ?? []).map((code) => told(failure(operation, code)).detail)
    expect(new Set(details).size).toBe(details.length)
  })

  it('an error that nobody documented still gets a useful sentence', () => {
    expect(hasWords('oauth2/token', 'brand_new')).toBe(false)
    expect(told(failure('oauth2/token', 'brand_new')).detail).toContain('You are not signed in.')
  })
})
