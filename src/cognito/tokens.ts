import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider'

import { Failed } from '../lib/failure.ts'

/** The three tokens of a session, as Cognito wrote them. They never leave the vault. */
export type Tokens = { refresh: string; access: string; id: string }

/** The tokens in an answer; the refresh token only where one was issued. Throws Failed `Unreadable`. */
export function tokensFrom(
  operation: string,
  result: AuthenticationResultType | undefined,
): { access: string; id: string; refresh: string | undefined } {
  if (result?.AccessToken === undefined || result.IdToken === undefined) {
    throw unreadable(operation, 'Cognito answered without tokens.')
  }
  return { access: result.AccessToken, id: result.IdToken, refresh: result.RefreshToken }
}

/** An answer of Cognito's that cannot be used. */
export function unreadable(operation: string, message: string): Failed {
  return new Failed({ operation, code: 'Unreadable', message, class: 'unknown outcome', attempts: 1 })
}
