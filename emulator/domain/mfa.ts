import { checkFormat } from './attributes.ts'
import type { Attempt, Challenge } from './Challenges.ts'
import { deliveryDetails } from './delivery.ts'
import { sameText } from './encoding.ts'
import { CognitoError } from './errors.ts'
import { type MfaMethod, offeredMethods, usableMethods } from './factors.ts'
import { type Opened, openChallenge, stillOpen } from './opened.ts'
import { needed } from './parameters.ts'
import { writeAttributes } from './profile.ts'
import type { SignInAnswer } from './signInAnswer.ts'
import { matchingStep } from './totp.ts'
import type { User } from './Users.ts'
import type { World } from './World.ts'

/** The code in an answer, by the challenge's name [D]. */
const CODES = {
  SMS_MFA: 'SMS_MFA_CODE',
  EMAIL_OTP: 'EMAIL_OTP_CODE',
  SMS_OTP: 'SMS_OTP_CODE',
  SOFTWARE_TOKEN_MFA: 'SOFTWARE_TOKEN_MFA_CODE',
} as const

/** What ends a sign-in: tokens, or a last word with the device. */
export type Finish = (world: World, attempt: Attempt, user: User) => Promise<SignInAnswer>

/**
 * Asks for the second factor, or finishes where there is none to ask for. The preferred method, or the only one; a
 * choice between several [B] (amplify-js#4646); and who has none where one is required has to set one up [D], from
 * the list in MFAS_CAN_SETUP [D]. That the lists are JSON, and the name MFAS_CAN_CHOOSE, is [?].
 */
export async function askSecondFactor(
  world: World,
  attempt: Attempt,
  user: User,
  finish: Finish,
): Promise<SignInAnswer> {
  const pool = world.pools.get(user.poolId)
  const methods = usableMethods(pool, user)
  const [only, ...more] = methods
  const preferred = methods.find((method) => method === user.factors?.preferred)
  if (preferred) return askFor(world, attempt, user, preferred)
  if (only && more.length > 0) {
    return {
      ChallengeName: 'SELECT_MFA_TYPE',
      Session: await world.challenges.start('SELECT_MFA_TYPE', attempt, user),
      ChallengeParameters: { MFAS_CAN_CHOOSE: JSON.stringify(methods), USER_ID_FOR_SRP: user.username },
    }
  }
  if (only) return askFor(world, attempt, user, only)
  if (pool.settings.MfaConfiguration !== 'ON') return finish(world, attempt, user)
  return {
    ChallengeName: 'MFA_SETUP',
    Session: await world.challenges.start('MFA_SETUP', attempt, user),
    ChallengeParameters: { MFAS_CAN_SETUP: JSON.stringify(offeredMethods(pool)), USER_ID_FOR_SRP: user.username },
  }
}

async function askFor(world: World, attempt: Attempt, user: User, method: MfaMethod): Promise<SignInAnswer> {
  if (method !== 'SOFTWARE_TOKEN_MFA') return sendCode(world, attempt, user, method, 6)
  const name = user.factors?.totp?.name
  return {
    ChallengeName: method,
    Session: await world.challenges.start(method, attempt, user),
    ChallengeParameters: { USER_ID_FOR_SRP: user.username, ...(name && { FRIENDLY_DEVICE_NAME: name }) },
  }
}

/**
 * Sends a code and asks for it. The code travels, sealed, in the Session; `isFirst` marks a first factor. The names
 * CODE_DELIVERY_DELIVERY_MEDIUM and CODE_DELIVERY_DESTINATION, and six digits for a second factor, are [?].
 */
export async function sendCode(
  world: World,
  attempt: Attempt,
  user: User,
  challenge: 'SMS_MFA' | 'EMAIL_OTP' | 'SMS_OTP',
  digits: number,
  state: Readonly<Record<string, string>> = {},
): Promise<SignInAnswer> {
  const code = world.random.text(digits, '0123456789')
  const channel = challenge === 'EMAIL_OTP' ? 'EMAIL' : 'SMS'
  const attribute = channel === 'EMAIL' ? 'email' : 'phone_number'
  const destination = user.attributes[attribute] ?? ''
  const number = challenge === 'SMS_MFA' ? { number: destination } : {}
  const Session = await world.challenges.start(challenge, attempt, user, { ...state, ...number, code })
  world.sentCodes.send(user, { channel, destination, purpose: challenge, code })
  return {
    ChallengeName: challenge,
    Session,
    ChallengeParameters: {
      CODE_DELIVERY_DELIVERY_MEDIUM: channel,
      CODE_DELIVERY_DESTINATION: deliveryDetails({ attribute, value: destination }).Destination ?? '',
      USER_ID_FOR_SRP: user.username,
    },
  }
}

/**
 * Answers a challenge with a code. A wrong one leaves the session as it was, however often [T] (facts, 2.5);
 * the words about an authenticator app's code are reported [B], those about a code that was sent are [?].
 */
export async function answerCode(
  world: World,
  given: Attempt,
  name: keyof typeof CODES,
  session: string,
  responses: Readonly<Record<string, string>>,
): Promise<Opened> {
  const code = needed(responses, CODES[name])
  const opened = await openChallenge(world, given, name, session, responses)
  const { challenge, attempt } = opened
  if (name !== 'SOFTWARE_TOKEN_MFA') {
    const user = stillOpen(world, opened)
    if (!sameText(challenge.state['code'] ?? '', code)) {
      throw new CognitoError('CodeMismatchException', 'Invalid code or auth state for the user.')
    }
    const settled = withProof(world, user, challenge.state)
    world.challenges.spend(challenge)
    return { challenge, user: settled, attempt }
  }
  const secret = provenSecret(opened.user)
  const step = secret === undefined ? undefined : await matchingStep(secret, code, world.clock.nowMs())
  const user = stillOpen(world, opened)
  const totp = user.factors?.totp
  if (step === undefined || provenSecret(user) !== secret) {
    throw new CognitoError('CodeMismatchException', 'Invalid code received for user')
  }
  if (totp && step <= (totp.lastStep ?? -1)) {
    throw new CognitoError('ExpiredCodeException', 'Your software token has already been used once.')
  }
  world.challenges.spend(challenge)
  const used = world.users.noteFactors(user, { ...user.factors, ...(totp && { totp: { ...totp, lastStep: step } }) })
  return { challenge, user: used, attempt }
}

/** The secret of the user's authenticator app. One that was only just handed out, to whoever has a token, is none yet. */
function provenSecret({ factors }: User): string | undefined {
  return factors?.totp?.isVerified ? factors.totp.secret : undefined
}

/**
 * The user with what the right code has verified: the address that was set up on the way in [?], or the number that it
 * was sent to as a second factor [D] (developer guide, MFA), as long as it is still theirs, and nobody else's alias [?].
 */
function withProof(world: World, user: User, { email, number }: Challenge['state']): User {
  const pool = world.pools.get(user.poolId)
  const { attributes } = user
  if (email !== undefined) {
    return writeAttributes(world, pool, user, { ...attributes, email, email_verified: 'true' })
  }
  const isProven = number !== undefined && attributes['phone_number'] === number
  if (!isProven || attributes['phone_number_verified'] === 'true') return user
  if ((world.users.byAlias(pool, number)?.sub ?? user.sub) !== user.sub) return user
  return world.users.changeAttributes(pool, user, { ...attributes, phone_number_verified: 'true' })
}

/** Answers SELECT_MFA_TYPE: the chosen method is asked for. */
export async function answerMfaChoice(
  world: World,
  given: Attempt,
  session: string,
  responses: Readonly<Record<string, string>>,
): Promise<SignInAnswer> {
  const answer = needed(responses, 'ANSWER')
  const { challenge, user, attempt } = await openChallenge(world, given, 'SELECT_MFA_TYPE', session, responses)
  const now = stillOpen(world, { challenge, user })
  const method = usableMethods(world.pools.get(user.poolId), now).find((usable) => usable === answer)
  // [?] MFAMethodNotFoundException is declared and fits; the words are ours.
  if (!method) throw new CognitoError('MFAMethodNotFoundException', `${answer} is no MFA method of the user.`)
  world.challenges.spend(challenge)
  return askFor(world, attempt, now, method)
}

/** Answers MFA_SETUP, with the Session that VerifySoftwareToken gave [D]. */
export async function answerMfaSetup(
  world: World,
  given: Attempt,
  session: string,
  responses: Readonly<Record<string, string>>,
): Promise<Opened> {
  const { challenge, user, attempt } = await openChallenge(world, given, 'MFA_SETUP', session, responses)
  const now = stillOpen(world, { challenge, user })
  if (challenge.state['isVerified'] === undefined || !now.factors?.totp?.isVerified) {
    throw new CognitoError('NotAuthorizedException', 'Invalid session for the user.')
  }
  world.challenges.spend(challenge)
  return { challenge, user: now, attempt }
}

/**
 * Answers MFA_SETUP with an address in EMAIL: a code is sent there, and the right one ends the sign-in. Read from
 * Amplify [?]; the documentation asks to write the attribute and to begin again [D]. The words are ours [?].
 */
export async function setUpEmail(
  world: World,
  given: Attempt,
  session: string,
  responses: Readonly<Record<string, string>>,
): Promise<SignInAnswer> {
  const email = needed(responses, 'EMAIL')
  const { challenge, user, attempt } = await openChallenge(world, given, 'MFA_SETUP', session, responses)
  const now = stillOpen(world, { challenge, user })
  if (!offeredMethods(world.pools.get(user.poolId)).includes('EMAIL_OTP')) {
    throw new CognitoError('InvalidParameterException', 'EMAIL_OTP is not enabled for this user pool.')
  }
  checkFormat('email', email)
  world.challenges.spend(challenge)
  const asked = { ...now, attributes: { ...now.attributes, email } }
  return sendCode(world, attempt, asked, 'EMAIL_OTP', 6, { email })
}
