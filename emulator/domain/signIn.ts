import { requiredAttributes } from './attributes.ts'
import type { Attempt } from './Challenges.ts'
import { checkSecretHash, type Client } from './Clients.ts'
import { rotates } from './clientSettings.ts'
import { askDevice, namedDevice, replacesSecondFactor } from './deviceSignIn.ts'
import { having } from './entry.ts'
import { CognitoError } from './errors.ts'
import { askSecondFactor } from './mfa.ts'
import { isPassword } from './passwords.ts'
import { type SignInAnswer, wrongPassword } from './signInAnswer.ts'
import type { User } from './Users.ts'
import { checkUserState } from './userState.ts'
import type { World } from './World.ts'

/** [D] From this many failed passwords in a row, passwords are not looked at for a while. */
const FAILURES_BEFORE_LOCK = 5
const LONGEST_LOCK_MS = 15 * 60_000

/**
 * Signs in by name and password. Refusals are NotAuthorizedException in documented [D] or traced [T] words. A user
 * who does not exist is only told from a wrong password by clients with legacy error messages [D]. That a disabled
 * account, or a password that has to be reset, is told only to who knows the password is our inference [?].
 */
export async function signInByPassword(
  world: World,
  attempt: Attempt,
  name: string,
  password: string,
): Promise<SignInAnswer> {
  const { client } = attempt
  const pool = world.pools.get(client.poolId)
  const found = world.users.find(pool, name)
  if (!found) {
    if (client.settings.PreventUserExistenceErrors === 'ENABLED') throw wrongPassword()
    throw new CognitoError('UserNotFoundException', 'User does not exist.')
  }
  const { sub, username, password: hash } = found
  const isRight = hash !== undefined && (await isPassword(world.cryptography, hash, pool.id, username, password))
  // Between the digest and here another request may have changed the user: decide on what is true now.
  const user = world.users.bySub(pool.id, sub)
  if (!user) throw wrongPassword()
  return passwordGiven(world, attempt, user, isRight && user.password === hash)
}

/** Goes on after a password was given, or proven by SRP: counts a wrong one, and asks for a new one if it was temporary. */
export async function passwordGiven(world: World, given: Attempt, user: User, isRight: boolean): Promise<SignInAnswer> {
  // [T] Whoever did not confirm is told so before the password is looked at (ministack#1758; B: aws-sdk-js#4608,
  // amplify-js#11209).
  if (user.status === 'UNCONFIRMED') checkUserState(user)
  // [D] Whoever was imported has no password yet, and is told so where the client tells who exists (developer guide,
  // importing users).
  if (user.password === undefined && given.client.settings.PreventUserExistenceErrors !== 'ENABLED')
    checkUserState(user)
  countFailure(world, given, user, isRight)
  const attempt = having(given, 'Password')
  if (!user.enabled) throw new CognitoError('NotAuthorizedException', 'User is disabled.')
  checkUserState(user)
  if (user.status !== 'FORCE_CHANGE_PASSWORD') return firstFactorPassed(world, attempt, user)
  if (world.clock.nowMs() >= (user.temporaryUntilMs ?? Number.POSITIVE_INFINITY)) {
    throw new CognitoError(
      'NotAuthorizedException',
      'Temporary password has expired and must be reset by an administrator.',
    )
  }
  return {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: await world.challenges.start('NEW_PASSWORD_REQUIRED', attempt, user),
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(
        requiredAttributes(world.pools.get(user.poolId)).flatMap((name) =>
          user.attributes[name] === undefined ? `userAttributes.${name}` : [],
        ),
      ),
      userAttributes: JSON.stringify(user.attributes),
    },
  }
}

/**
 * Refuses while locked and counts failures: from the fifth on, a lock of 2^(n-5) seconds up to 15 minutes; attempts
 * during a lock do not lengthen it; a success, or 15 quiet minutes, forget them [D]. The fifth failure itself still
 * says that the password is wrong [?].
 */
function countFailure(world: World, attempt: Attempt, user: User, isRight: boolean): void {
  const nowMs = world.clock.nowMs()
  const { count = 0, lastAtMs = 0, lockedUntilMs = 0 } = user.failures ?? {}
  if (nowMs < lockedUntilMs) throw new CognitoError('NotAuthorizedException', 'Password attempts exceeded')
  if (isRight) {
    if (user.failures) world.users.setFailures(user, undefined)
    return
  }
  const failed = nowMs - lastAtMs >= LONGEST_LOCK_MS ? 1 : count + 1
  const lockMs =
    failed < FAILURES_BEFORE_LOCK ? 0 : Math.min(1000 * 2 ** (failed - FAILURES_BEFORE_LOCK), LONGEST_LOCK_MS)
  const { ipAddress } = attempt
  world.authEvents.record(user, { type: 'SignIn', response: 'Fail', ipAddress, challenges: ['Password'] })
  world.users.setFailures(user, { count: failed, lastAtMs: nowMs, lockedUntilMs: nowMs + lockMs })
  throw wrongPassword()
}

/**
 * REFRESH_TOKEN_AUTH. Not with rotation, which has its own operation [D]. SECRET_HASH is made with the user's own
 * name, never an alias [B], or with the sub [D].
 */
export async function signInByRefreshToken(
  world: World,
  client: Client,
  token: string,
  secretHash: string | undefined,
  deviceKey: string | undefined,
): Promise<SignInAnswer> {
  if (rotates(client.settings)) throw flowNotEnabled('REFRESH_TOKEN_AUTH')
  const read = await world.sessions.read(token)
  const owner = read && world.sessions.owner(read)
  if (owner || secretHash === undefined)
    await checkSecretHash(client, secretHash, owner ? [owner.username, owner.sub] : [])
  // [?] This operation does not declare RefreshTokenReuseException; it can only arise when rotation was switched off.
  const onReuse = () => new CognitoError('NotAuthorizedException', 'Refresh Token has been revoked')
  const AuthenticationResult = await world.sessions.refresh(client, read, onReuse, deviceKey)
  return { ChallengeParameters: {}, AuthenticationResult }
}

/** [B] The refusal of a flow that the client does not allow. */
export function flowNotEnabled(flow: string): CognitoError {
  return new CognitoError('InvalidParameterException', `${flow} flow not enabled for this client`)
}

/** What comes after the first factor. */
export function firstFactorPassed(world: World, attempt: Attempt, user: User): Promise<SignInAnswer> {
  if (replacesSecondFactor(world, namedDevice(world, attempt, user))) return askDevice(world, attempt, user)
  return askSecondFactor(world, attempt, user, askDevice)
}
