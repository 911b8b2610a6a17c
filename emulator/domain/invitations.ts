import type { AttributeType } from '@aws-sdk/client-cognito-identity-provider'
import { attributesFrom } from './attributes.ts'
import { CognitoError } from './errors.ts'
import { withPassword } from './passwordHistory.ts'
import { checkPasswordPolicy, hashPassword, randomPassword } from './passwords.ts'
import { passwordPolicy, type Pool } from './Pools.ts'
import type { NewUser, User } from './Users.ts'
import type { World } from './World.ts'

const DAY_MS = 86_400_000

/**
 * A new user with a temporary password, generated if none is given. In a pool where people sign in by email or
 * telephone number that is what `name` has to be, and the username becomes the `sub` [D].
 */
export async function createUser(
  world: World,
  pool: Pool,
  name: string,
  attributeList: readonly AttributeType[],
  { temporaryPassword, isForced }: { readonly temporaryPassword: string | undefined; readonly isForced: boolean },
): Promise<User> {
  const { random } = world
  const byAttribute = pool.settings.UsernameAttributes
  const namedBy = byAttribute && usernameAttribute(byAttribute, name)
  const named = namedBy ? [{ Name: namedBy, Value: name }] : []
  const attributes = attributesFrom(pool, [...attributeList, ...named])
  checkUsername(pool, name)
  const sub = random.uuid()
  const username = byAttribute ? sub : name
  const policy = passwordPolicy(pool)
  if (temporaryPassword !== undefined) checkPasswordPolicy(policy, temporaryPassword)
  const plain = temporaryPassword ?? randomPassword(random, policy)
  const password = await hashPassword(world, pool.id, username, plain)
  const temporaryUntilMs = temporaryUntil(world, pool)
  const state = { enabled: true, status: 'FORCE_CHANGE_PASSWORD', groups: [] } as const
  const wanted = { sub, username, attributes, ...state, password, temporaryUntilMs, ...(namedBy && { namedBy }) }
  return isForced ? createByForce(world, pool, wanted) : world.users.create(pool, wanted)
}

/** ForceAliasCreation: a verified address or number that is another user's alias is taken from them [D]. */
function createByForce({ users }: World, pool: Pool, wanted: NewUser): User {
  try {
    return users.create(pool, wanted)
  } catch (error) {
    if (!(error instanceof CognitoError && error.code === 'AliasExistsException')) throw error
    users.takeAliases(pool, wanted)
    return users.create(pool, wanted)
  }
}

/**
 * RESEND: a new temporary password, good for the pool's days again. Only for a user who never had another
 * (UnsupportedUserStateException [D], words ours [?]).
 */
export async function inviteAgain(
  world: World,
  pool: Pool,
  name: string,
  temporaryPassword: string | undefined,
): Promise<User> {
  const user = world.users.get(pool, name)
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    throw new CognitoError('UnsupportedUserStateException', `Resend not possible. ${user.status}`)
  }
  const plain = temporaryPassword ?? randomPassword(world.random, passwordPolicy(pool))
  return setPassword(world, pool, user, plain, false)
}

/** Gives a user a password: one to keep (CONFIRMED), or one to change at the next sign-in. */
export async function setPassword(
  world: World,
  pool: Pool,
  user: User,
  plain: string,
  isPermanent: boolean,
): Promise<User> {
  checkPasswordPolicy(passwordPolicy(pool), plain)
  const password = await hashPassword(world, pool.id, user.username, plain)
  const now = world.users.bySub(pool.id, user.sub)
  if (!now) throw new CognitoError('UserNotFoundException', 'User does not exist.')
  const changed = withPassword(pool, now, password)
  if (isPermanent) return world.users.change(now, { ...changed, status: 'CONFIRMED' })
  const temporaryUntilMs = temporaryUntil(world, pool)
  return world.users.change(now, { ...changed, status: 'FORCE_CHANGE_PASSWORD', temporaryUntilMs })
}

function temporaryUntil({ clock }: World, pool: Pool): number {
  return clock.nowMs() + (passwordPolicy(pool).TemporaryPasswordValidityDays ?? 7) * DAY_MS
}

const EMAIL = /^[^@\s]+@[^@\s]+$/
const PHONE_NUMBER = /^\+\d{2,15}$/

/**
 * Refuses a name that looks like an alias of the pool [D] (developer guide, user attributes): it could be another user's.
 * The sentences are reported [B] (amplify-js#8800).
 */
export function checkUsername({ settings }: Pool, name: string): void {
  const isLike = (alias: 'email' | 'phone_number', form: RegExp) =>
    settings.AliasAttributes?.includes(alias) && form.test(name)
  const kind = isLike('email', EMAIL) ? 'email' : isLike('phone_number', PHONE_NUMBER) ? 'phone number' : undefined
  if (kind === undefined) return
  throw new CognitoError(
    'InvalidParameterException',
    `Username cannot be of ${kind} format, since user pool is configured for ${kind} alias.`,
  )
}

/** Which attribute a name is, where people sign in by one; [?] the sentences for a name that is neither. */
export function usernameAttribute(allowed: readonly string[], name: string): 'email' | 'phone_number' {
  if (allowed.includes('email') && EMAIL.test(name)) return 'email'
  if (allowed.includes('phone_number') && PHONE_NUMBER.test(name)) return 'phone_number'
  const wanted =
    allowed.length > 1 ? 'either an email or a phone number' : allowed[0] === 'email' ? 'an email' : 'a phone number'
  throw new CognitoError('InvalidParameterException', `Username should be ${wanted}.`)
}
