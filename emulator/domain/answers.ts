import type { ChallengeNameType } from '@aws-sdk/client-cognito-identity-provider'
import type { Attempt } from './Challenges.ts'
import { answerDeviceSrp, answerDeviceVerifier, askDevice } from './deviceSignIn.ts'
import { answerChoice } from './choice.ts'
import { having } from './entry.ts'
import { CognitoError, NotEmulated } from './errors.ts'
import { answerNewPassword } from './flows.ts'
import { answerCode, answerMfaChoice, answerMfaSetup, setUpEmail } from './mfa.ts'
import type { Opened } from './opened.ts'
import { answerPasskey } from './passkeySignIn.ts'
import { firstFactorPassed } from './signIn.ts'
import type { SignInAnswer } from './signInAnswer.ts'
import { answerPasswordVerifier } from './srpSignIn.ts'
import type { World } from './World.ts'

/** Answers a challenge with what RespondToAuthChallenge or AdminRespondToAuthChallenge brought. */
export async function answerChallenge(
  world: World,
  attempt: Attempt,
  name: ChallengeNameType,
  session: string | undefined,
  responses: Readonly<Record<string, string>>,
): Promise<SignInAnswer> {
  // The state of an SRP exchange is in its SECRET_BLOCK: no Session [T].
  if (name === 'PASSWORD_VERIFIER') return answerPasswordVerifier(world, attempt, responses)
  if (name === 'DEVICE_PASSWORD_VERIFIER') return answerDeviceVerifier(world, attempt, responses)
  if (name === 'CUSTOM_CHALLENGE') throw new NotEmulated(`The challenge ${name}`)
  if (session === undefined) throw new CognitoError('InvalidParameterException', 'Missing required parameter Session')
  switch (name) {
    case 'NEW_PASSWORD_REQUIRED':
      return answerNewPassword(world, attempt, session, responses)
    case 'SMS_MFA':
    case 'EMAIL_OTP':
    case 'SMS_OTP':
    case 'SOFTWARE_TOKEN_MFA':
      return finished(world, await answerCode(world, attempt, name, session, responses))
    case 'WEB_AUTHN':
      return answerPasskey(world, attempt, session, responses)
    case 'SELECT_CHALLENGE':
    case 'PASSWORD':
    case 'PASSWORD_SRP':
      return answerChoice(world, attempt, name, session, responses)
    case 'SELECT_MFA_TYPE':
      return answerMfaChoice(world, attempt, session, responses)
    case 'MFA_SETUP':
      if (responses['EMAIL'] !== undefined) return setUpEmail(world, attempt, session, responses)
      return finished(world, await answerMfaSetup(world, attempt, session, responses))
    case 'DEVICE_SRP_AUTH':
      return answerDeviceSrp(world, attempt, session, responses)
    default:
      throw new NotEmulated(`The challenge ${name}`)
  }
}

function finished(world: World, { challenge, attempt, user }: Opened): Promise<SignInAnswer> {
  if (challenge.state['isFirst'] !== undefined) return firstFactorPassed(world, attempt, user)
  return askDevice(world, having(attempt, 'Mfa'), user)
}
