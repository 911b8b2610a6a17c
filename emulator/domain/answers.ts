import type { ChallengeNameType } from '@aws-sdk/client-cognito-identity-provider'
import type { Attempt } from './Challenges.ts'
import { CognitoError, NotEmulated } from './errors.ts'
import { answerNewPassword } from './flows.ts'
import type { SignInAnswer } from './signIn.ts'
import { answerPasswordVerifier } from './srpSignIn.ts'
import type { World } from './World.ts'

/** Answers a challenge with what RespondToAuthChallenge or AdminRespondToAuthChallenge brought. */
export function answerChallenge(
  world: World,
  attempt: Attempt,
  name: ChallengeNameType,
  session: string | undefined,
  responses: Readonly<Record<string, string>>,
): Promise<SignInAnswer> {
  // The state of an SRP exchange is in its SECRET_BLOCK: no Session [T].
  if (name === 'PASSWORD_VERIFIER') return answerPasswordVerifier(world, attempt, responses)
  if (name === 'CUSTOM_CHALLENGE') throw new NotEmulated(`The challenge ${name}`)
  if (session === undefined) throw new CognitoError('InvalidParameterException', 'Missing required parameter Session')
  switch (name) {
    case 'NEW_PASSWORD_REQUIRED':
      return answerNewPassword(world, attempt, session, responses)
    default:
      throw new NotEmulated(`The challenge ${name}`)
  }
}
