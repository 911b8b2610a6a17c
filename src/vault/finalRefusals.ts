import type { Failure } from '../lib/failure.ts'

/**
 * What the calls that end a session refuse for good: documented for the call (cognito-facts 2.1 and 3.3), and the same
 * however often it is asked.
 */
const finalRefusals: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'RevokeToken',
    new Set([
      'UnsupportedOperationException',
      'OperationNotEnabledException',
      'UnauthorizedException',
      'UnsupportedTokenTypeException',
      'InvalidParameterException',
    ]),
  ],
  ['oauth2/revoke', new Set(['invalid_request', 'invalid_client', 'unsupported_token_type'])],
])

/**
 * Whether a session cannot be ended by this call, now or later. The list is closed: a firewall's rule may be lifted, and
 * of a refusal that nobody knows it is not known either.
 */
export function isFinal(failure: Failure): boolean {
  return failure.class === 'rejected' && finalRefusals.get(failure.operation)?.has(failure.code) === true
}

/**
 * Refusals of a revocation after which GlobalSignOut can still end the session. The revocation endpoint says
 * `invalid_request` where revocation is off (cognito-facts 3.3).
 */
export const endableEverywhere = new Set([
  'UnsupportedOperationException',
  'OperationNotEnabledException',
  'invalid_request',
])
