import { Failed, type Failure } from '../lib/failure.ts'

function ours(operation: string, code: string, message: string): Failed {
  return new Failed({ operation, code, message, class: 'rejected', attempts: 0 })
}

/** What RevokeToken is called where it is of a token that leaked. */
export const leakedOperation = 'RevokeToken (leaked)'
export const forgotten = ours('AdminUserGlobalSignOut', 'Forgotten', 'This token is no longer held.')
export const notTheirs = ours('AdminUserGlobalSignOut', 'NotVerified', 'Whose token this is is not certain.')
export const noClient = ours(leakedOperation, 'NoAppClient', 'The pool has no app client.')
export const revocationOff = ours(leakedOperation, 'UnsupportedOperationException', 'Revocation is off.')

/**
 * Whether RevokeToken says that the token is not of the app client in whose name it was asked: what is declared for it, and
 * emulators say (cognito-facts 2.1 and part 5). A refusal of anything else, or a firewall's, says nothing of the token.
 */
export function isNotOf({ operation, code }: Failure): boolean {
  return operation === 'RevokeToken' && (code === 'UnauthorizedException' || code === 'InvalidParameterException')
}
