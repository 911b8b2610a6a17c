import type { AuthFactorType, ChallengeNameType } from '@aws-sdk/client-cognito-identity-provider'
import type { Attempt } from './Challenges.ts'
import { checkSecretHash } from './Clients.ts'
import { CognitoError } from './errors.ts'
import { sendCode } from './mfa.ts'
import { needed } from './parameters.ts'
import { askPasskey, passkeyOptions, provePasskey } from './passkeySignIn.ts'
import { hasPasskeys } from './Passkeys.ts'
import type { Pool } from './Pools.ts'
import { checkUserState } from './userState.ts'
import { signInByPassword } from './signIn.ts'
import { type SignInAnswer, wrongPassword } from './signInAnswer.ts'
import { signInBySrp } from './srpSignIn.ts'
import type { User } from './Users.ts'
import type { World } from './World.ts'

/** The first factors that a user can choose from, as challenges. */
const CHOICES = ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] as const
type Choice = (typeof CHOICES)[number]

/** [B] One-time passwords as a first factor have eight digits (amplify-js#14428). */
const DIGITS = 8

/** What a user has to sign in with: a password, verified addresses (that they have to be is [?]), an authenticator app. */
export function configuredFactors(world: World, user: User): AuthFactorType[] {
  const { attributes, password, factors } = user
  const has: [AuthFactorType, boolean][] = [
    ['PASSWORD', password !== undefined],
    ['EMAIL_OTP', attributes['email_verified'] === 'true'],
    ['SMS_OTP', attributes['phone_number_verified'] === 'true'],
    ['WEB_AUTHN', world.passkeys.of(user).length > 0],
    ['SOFTWARE_TOKEN', factors?.totp?.isVerified === true],
  ]
  return has.flatMap(([factor, isThere]) => (isThere ? [factor] : []))
}

/** What the pool lets this user choose from; somebody who does not exist looks as if they had a password [?]. */
function available(world: World, pool: Pool, user: User | undefined): Choice[] {
  const allowed = pool.settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ['PASSWORD']
  const has = user ? configuredFactors(world, user) : ['PASSWORD']
  return CHOICES.filter((choice) => {
    const factor = choice === 'PASSWORD_SRP' ? 'PASSWORD' : choice
    if (choice === 'WEB_AUTHN' && !hasPasskeys(world, pool)) return false
    return allowed.includes(factor) && has.includes(factor)
  })
}

/**
 * USER_AUTH: the challenge that the app prefers, if the user has it, or a choice [D]. A password or SRP_A that came along
 * is used at once [D].
 */
export async function signInByChoice(
  world: World,
  attempt: Attempt,
  name: string,
  parameters: Readonly<Record<string, string>>,
): Promise<SignInAnswer> {
  const { client } = attempt
  const pool = world.pools.get(client.poolId)
  const user = world.users.find(pool, name)
  if (!user && client.settings.PreventUserExistenceErrors !== 'ENABLED') {
    throw new CognitoError('UserNotFoundException', 'User does not exist.')
  }
  const choices = available(world, pool, user)
  const preferred = choices.find((choice) => choice === parameters['PREFERRED_CHALLENGE'])
  if (preferred) {
    const needs = preferred === 'PASSWORD' ? 'PASSWORD' : preferred === 'PASSWORD_SRP' ? 'SRP_A' : undefined
    if (!needs || parameters[needs] !== undefined) return go(world, attempt, preferred, name, parameters)
  }
  const sub = user?.sub ?? world.random.uuid()
  const ChallengeName: ChallengeNameType = preferred ?? 'SELECT_CHALLENGE'
  // [?] What a passkey needs comes along, since the choice of one may be answered with its CREDENTIAL at once [D].
  const passkey = user && !preferred && choices.includes('WEB_AUTHN') ? passkeyOptions(world, user) : undefined
  const state = passkey && { challenge: passkey.challenge }
  return {
    ChallengeName,
    Session: await world.challenges.start(ChallengeName, attempt, { sub }, state),
    ChallengeParameters: passkey ? { CREDENTIAL_REQUEST_OPTIONS: passkey.json } : {},
    AvailableChallenges: choices,
  }
}

/**
 * Answers SELECT_CHALLENGE, or the PASSWORD or PASSWORD_SRP that was preferred. A wrong answer leaves the session be [?].
 * None of the three tells a USER_ID_FOR_SRP, so any name of the user will do [?]: Amplify sends what was typed.
 */
export async function answerChoice(
  world: World,
  given: Attempt,
  challengeName: 'SELECT_CHALLENGE' | 'PASSWORD' | 'PASSWORD_SRP',
  session: string,
  responses: Readonly<Record<string, string>>,
): Promise<SignInAnswer> {
  const { client } = given
  const name = needed(responses, 'USERNAME')
  const answer = challengeName === 'SELECT_CHALLENGE' ? needed(responses, 'ANSWER') : challengeName
  await checkSecretHash(client, responses['SECRET_HASH'], [name])
  const challenge = await world.challenges.open(session, challengeName, client)
  const pool = world.pools.get(client.poolId)
  const user = world.users.bySub(pool.id, challenge.sub)
  if (world.users.find(pool, name)?.sub !== user?.sub) throw refused('Invalid session for the user.')
  const choice = available(world, pool, user).find((candidate) => candidate === answer)
  // [?] The words.
  if (!choice) throw new CognitoError('InvalidParameterException', `${answer} is not one of the available challenges.`)
  const deviceKey = responses['DEVICE_KEY'] ?? challenge.attempt.deviceKey
  const attempt = { ...given, ...challenge.attempt, deviceKey }
  const { CREDENTIAL } = responses
  if (choice === 'WEB_AUTHN' && CREDENTIAL !== undefined && user) {
    return provePasskey(world, { challenge, user, attempt }, CREDENTIAL)
  }
  const next = await go(world, attempt, choice, name, responses)
  world.challenges.check(challenge)
  world.challenges.spend(challenge)
  return next
}

async function go(
  world: World,
  attempt: Attempt,
  choice: Choice,
  name: string,
  parameters: Readonly<Record<string, string>>,
): Promise<SignInAnswer> {
  if (choice === 'PASSWORD_SRP') return signInBySrp(world, attempt, name, needed(parameters, 'SRP_A'))
  if (choice === 'PASSWORD') return signInByPassword(world, attempt, name, needed(parameters, 'PASSWORD'))
  const user = world.users.find(world.pools.get(attempt.client.poolId), name)
  if (!user) throw wrongPassword()
  if (!user.enabled) throw refused('User is disabled.')
  checkUserState(user)
  if (choice === 'WEB_AUTHN') return askPasskey(world, attempt, user)
  return sendCode(world, attempt, user, choice, DIGITS, { isFirst: 'true' })
}

function refused(message: string): CognitoError {
  return new CognitoError('NotAuthorizedException', message)
}
