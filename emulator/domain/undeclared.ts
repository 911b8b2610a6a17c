import { CognitoError, type ErrorCode } from './errors.ts'

/** What the operations on one's own passkeys do not declare, but for deleting one, which declares the third [D]. */
export const NOT_FOR_PASSKEYS = [
  'UserNotFoundException',
  'UserNotConfirmedException',
  'ResourceNotFoundException',
] as const satisfies readonly ErrorCode[]

/**
 * What an operation answers in the place of an exception that the checks it shares with others raise and that it does
 * not declare: NotAuthorizedException, the one that all of them declare and that fits. Which one AWS answers is [?], and so
 * are the words: of what is gone for good as of a revoked token, of a state that passes the state's own.
 */
export function declared(error: unknown, undeclared: readonly ErrorCode[]): unknown {
  if (!(error instanceof CognitoError) || !undeclared.includes(error.code)) return error
  const isGone = error.code === 'UserNotFoundException' || error.code === 'ResourceNotFoundException'
  return new CognitoError('NotAuthorizedException', isGone ? 'Access Token has been revoked' : error.message)
}
