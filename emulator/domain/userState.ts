import { CognitoError } from './errors.ts'
import type { User } from './Users.ts'

/**
 * Refuses a user who has to do something first. The sentences are reported [B]; that tokens of a RESET_REQUIRED user
 * stop working at once is inferred from the operations that declare the exception [?].
 */
export function checkUserState(user: User): void {
  if (user.status === 'RESET_REQUIRED') {
    throw new CognitoError('PasswordResetRequiredException', 'Password reset required for the user')
  }
  if (user.status === 'UNCONFIRMED') throw new CognitoError('UserNotConfirmedException', 'User is not confirmed.')
}
