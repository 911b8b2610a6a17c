import type { Failure } from '../lib/failure.ts'
import type { EndReason } from './protocol.ts'

/**
 * What a failed call says about the session that made it. Only an explicit answer of Cognito's ends a session:
 * throttling, server errors, network trouble and anything unknown never do (quality.md, Rules).
 * Messages: cognito-facts 2.4 (refresh), 2.7 (access tokens).
 * @returns the reason why the session has ended, `ask` when only a refresh can tell, or undefined when it has not
 */
export function endingIn(failure: Failure): EndReason | 'ask' | undefined {
  if (failure.class !== 'rejected') return undefined
  switch (failure.code) {
    case 'NotAuthorizedException':
      return fromMessage(failure)
    case 'RefreshTokenReuseException':
      return 'refresh token used twice'
    case 'UserNotFoundException':
      return 'user deleted'
    case 'PasswordResetRequiredException':
      return 'password reset required'
    case 'UserNotConfirmedException':
      return 'not confirmed'
    // userInfo says the same of every token that it refuses, whatever became of the session.
    case 'invalid_token':
      return 'ask'
    case 'ResourceNotFoundException':
      return 'app client gone'
    default:
      return undefined
  }
}

function fromMessage({ operation, message }: Failure): EndReason | 'ask' | undefined {
  if (/required scopes/i.test(message)) return undefined
  if (/disabled/i.test(message)) return 'user disabled'
  // GetTokensFromRefreshToken declares no exception of its own for these two.
  if (/password reset required/i.test(message)) return 'password reset required'
  if (/not confirmed/i.test(message)) return 'not confirmed'
  const refreshing = operation === 'GetTokensFromRefreshToken'
  if (/expired/i.test(message)) return refreshing ? 'expired' : 'ask'
  if (/revoked/i.test(message)) return 'revoked'
  return refreshing ? 'renewal refused' : 'ask'
}

/**
 * Whether Cognito goes on with a session that has ended here for `reason`, as far as can be told. A refusal of the refresh
 * that does not name the end, as of a device that was forgotten, says no more than that nothing is minted now.
 */
export function mayLiveOn(reason: EndReason): boolean {
  return livesOn.has(reason) || reason === 'renewal refused'
}

/** Ends that Cognito's refusals have told of: this browser has asked for none of them. */
export const toldByCognito: ReadonlySet<EndReason> = new Set<EndReason>([
  'revoked',
  'expired',
  'user disabled',
  'user deleted',
  'app client gone',
])

/** Ends that were wished in this browser, or that a limit set: no refusal of Cognito's led to them. */
export const leftHere: ReadonlySet<EndReason> = new Set([
  'signed out here',
  'idle',
  'time limit',
  'signed out by yourself',
  'disabled by yourself',
])

/**
 * Refusals after which nobody can go on here, though the session goes on living at Cognito (cognito-facts part 5, and 2.6
 * of a token used twice): without a word to Cognito nobody could end it any more.
 */
export const livesOn: ReadonlySet<EndReason> = new Set([
  'password reset required',
  'not confirmed',
  'refresh token used twice',
])
