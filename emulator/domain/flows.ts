import type { AuthFlowType } from '@aws-sdk/client-cognito-identity-provider'
import { attributesFrom, requiredAttributes } from './attributes.ts'
import type { Attempt } from './Challenges.ts'
import { signInByChoice } from './choice.ts'
import { checkSecretHash, type Client } from './Clients.ts'
import { allowsFlow, type Flow } from './clientSettings.ts'
import { CognitoError, NotEmulated } from './errors.ts'
import { checkPasswordHistory, withPassword } from './passwordHistory.ts'
import { checkPasswordPolicy, hashPassword } from './passwords.ts'
import { passwordPolicy } from './Pools.ts'
import { needed } from './parameters.ts'
import { checkWritable } from './profile.ts'
import { firstFactorPassed, flowNotEnabled, signInByPassword, signInByRefreshToken } from './signIn.ts'
import type { SignInAnswer } from './signInAnswer.ts'
import { signInFromSignUp } from './signUpSession.ts'
import { signInBySrp } from './srpSignIn.ts'
import type { World } from './World.ts'

/** Which setting of the client each flow asks for. */
const NEEDS: Record<AuthFlowType, Flow> = {
  USER_PASSWORD_AUTH: 'USER_PASSWORD',
  ADMIN_USER_PASSWORD_AUTH: 'ADMIN_USER_PASSWORD',
  ADMIN_NO_SRP_AUTH: 'ADMIN_USER_PASSWORD',
  USER_SRP_AUTH: 'USER_SRP',
  CUSTOM_AUTH: 'CUSTOM',
  USER_AUTH: 'USER_AUTH',
  REFRESH_TOKEN_AUTH: 'REFRESH_TOKEN',
  REFRESH_TOKEN: 'REFRESH_TOKEN',
}

/** What asks USER_AUTH for a level of authentication, and brings what counts towards one [D]. MAX_AGE does nothing alone. */
const STEP_UP = ['TARGET_ACR_VALUES', 'ACCESS_TOKEN']

/**
 * Runs the flow that InitiateAuth or AdminInitiateAuth asks for. The client has to allow it; the refusals' sentences
 * are reported [B], their order (flow, parameters, secret hash, user) is [?]. `session` is ConfirmSignUp's, and for
 * USER_AUTH only [D]; that the other flows ignore it is [?].
 */
export async function signIn(
  world: World,
  given: Attempt,
  flow: AuthFlowType,
  parameters: Readonly<Record<string, string>>,
  session?: string,
): Promise<SignInAnswer> {
  const { client } = given
  const attempt = { ...given, deviceKey: parameters['DEVICE_KEY'] }
  checkFlow(client, flow)
  const { SECRET_HASH: secretHash } = parameters
  switch (flow) {
    case 'REFRESH_TOKEN':
    case 'REFRESH_TOKEN_AUTH':
      return signInByRefreshToken(
        world,
        client,
        needed(parameters, 'REFRESH_TOKEN'),
        secretHash,
        parameters['DEVICE_KEY'],
      )
    case 'USER_PASSWORD_AUTH':
    case 'ADMIN_USER_PASSWORD_AUTH':
    case 'ADMIN_NO_SRP_AUTH': {
      const username = needed(parameters, 'USERNAME')
      const password = needed(parameters, 'PASSWORD')
      await checkSecretHash(client, secretHash, [username])
      return signInByPassword(world, attempt, username, password)
    }
    case 'USER_SRP_AUTH': {
      const username = needed(parameters, 'USERNAME')
      const srpA = needed(parameters, 'SRP_A')
      await checkSecretHash(client, secretHash, [username])
      return signInBySrp(world, attempt, username, srpA)
    }
    case 'USER_AUTH': {
      const asked = STEP_UP.find((name) => parameters[name] !== undefined)
      if (asked !== undefined) throw new NotEmulated(`Step-up by ${asked}`)
      const username = needed(parameters, 'USERNAME')
      await checkSecretHash(client, secretHash, [username])
      if (session !== undefined) return signInFromSignUp(world, attempt, username, session)
      return signInByChoice(world, attempt, username, parameters)
    }
    case 'CUSTOM_AUTH':
      throw new NotEmulated(`The flow ${flow}`)
  }
  return flow satisfies never
}

function checkFlow(client: Client, flow: AuthFlowType): void {
  if (allowsFlow(client.settings, NEEDS[flow])) return
  if (flow.startsWith('ADMIN_')) {
    throw new CognitoError('InvalidParameterException', 'Auth flow not enabled for this client')
  }
  if (flow === 'USER_SRP_AUTH') {
    throw new CognitoError('InvalidParameterException', 'USER_SRP_AUTH is not enabled for the client.')
  }
  throw flowNotEnabled(flow === 'REFRESH_TOKEN' ? 'REFRESH_TOKEN_AUTH' : flow)
}

/**
 * Answers NEW_PASSWORD_REQUIRED: the user's own password, what the schema asks for and is not there yet, and other
 * attributes that had no value and that the client may write [D]. What is refused does not spend the session [?]. The
 * words for a value that is there (aws-saas-factory-bootcamp#67) and for one that is missing (aws-sdk-android#1402) are
 * traced [T].
 */
export async function answerNewPassword(
  world: World,
  given: Attempt,
  session: string,
  responses: Readonly<Record<string, string>>,
): Promise<SignInAnswer> {
  const { client } = given
  const username = needed(responses, 'USERNAME')
  const newPassword = needed(responses, 'NEW_PASSWORD')
  await checkSecretHash(client, responses['SECRET_HASH'], [username])
  const challenge = await world.challenges.open(session, 'NEW_PASSWORD_REQUIRED', client)
  const pool = world.pools.get(client.poolId)
  const asked = world.users.bySub(pool.id, challenge.sub)
  if (!asked || !world.users.isNamed(pool, asked, username)) throw refused('Invalid session for the user.')
  checkPasswordPolicy(passwordPolicy(pool), newPassword)
  const filled = Object.entries(responses).flatMap(([key, Value]) =>
    key.startsWith('userAttributes.') ? [{ Name: key.slice('userAttributes.'.length), Value }] : [],
  )
  const attributes = attributesFrom(pool, filled)
  const fixed = Object.keys(attributes).find((name) => asked.attributes[name] !== undefined)
  if (fixed !== undefined) throw refused(`Cannot modify an already provided ${fixed}`)
  const isThere = (name: string) => asked.attributes[name] !== undefined || (attributes[name] ?? '') !== ''
  const missing = requiredAttributes(pool).find((name) => !isThere(name))
  if (missing !== undefined) throw invalid(`Invalid attributes given, ${missing} is missing`)
  checkWritable(client, Object.keys(attributes))
  await checkPasswordHistory(world, pool, asked, newPassword)
  const password = await hashPassword(world, pool.id, asked.username, newPassword)
  // Another answer may have come in between: the session and the user are looked at once more, and then it is written.
  world.challenges.check(challenge)
  const user = world.users.bySub(pool.id, asked.sub)
  if (!user || user.status !== 'FORCE_CHANGE_PASSWORD') throw refused('Invalid session for the user.')
  if (!user.enabled) throw refused('User is disabled.')
  const filledIn = { ...user.attributes, ...attributes }
  const confirmed = { ...withPassword(pool, user, password), status: 'CONFIRMED' } as const
  const changed = world.users.changeAttributes(pool, user, filledIn, confirmed)
  world.challenges.spend(challenge)
  return firstFactorPassed(world, { ...given, ...challenge.attempt }, changed)
}

function invalid(message: string): CognitoError {
  return new CognitoError('InvalidParameterException', message)
}

function refused(message: string): CognitoError {
  return new CognitoError('NotAuthorizedException', message)
}
