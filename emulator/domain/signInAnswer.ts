import type { AuthenticationResultType, ChallengeNameType } from '@aws-sdk/client-cognito-identity-provider'
import { CognitoError } from './errors.ts'

/** Tokens, or the next challenge. `ChallengeParameters` is there and empty beside tokens [T]. */
export interface SignInAnswer {
  ChallengeName?: ChallengeNameType
  Session?: string
  ChallengeParameters: Record<string, string>
  AuthenticationResult?: AuthenticationResultType
  AvailableChallenges?: ChallengeNameType[]
}

/** The one sentence for everything that does not fit together [T]. */
export function wrongPassword(): CognitoError {
  return new CognitoError('NotAuthorizedException', 'Incorrect username or password.')
}
