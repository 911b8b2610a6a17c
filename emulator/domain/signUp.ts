import type {
  AttributeType,
  CodeDeliveryDetailsType,
  UserContextDataType,
} from '@aws-sdk/client-cognito-identity-provider'
import { attributesFrom, requiredAttributes } from './attributes.ts'
import { checkSecretHash, type Client } from './Clients.ts'
import { expiredCode } from './Codes.ts'
import { confirmationDelivery, simulatedDetails } from './delivery.ts'
import { acceptedAddress } from './entry.ts'
import { CognitoError, NotEmulated } from './errors.ts'
import { checkUsername, usernameAttribute } from './invitations.ts'
import { checkPasswordPolicy, hashPassword } from './passwords.ts'
import { passwordPolicy, type Pool } from './Pools.ts'
import { checkWritable } from './profile.ts'
import type { User } from './Users.ts'
import type { World } from './World.ts'

/** Whom a public request is about: the client it names, and the user if there is one of that name. */
export interface Named {
  readonly client: Client
  readonly pool: Pool
  /** As they are when this is read. */
  readonly user: User | undefined
  /** Where the app says that the person is, if it may say so. */
  readonly ipAddress?: string | undefined
}

/** Finds the client and the user of a request that has no token, and checks the client's secret hash. */
export async function named(
  world: World,
  request: {
    readonly ClientId: string
    readonly Username: string
    readonly SecretHash?: string | undefined
    readonly UserContextData?: UserContextDataType | undefined
  },
): Promise<Named> {
  const client = world.clients.get(request.ClientId)
  await checkSecretHash(client, request.SecretHash, [request.Username])
  const pool = world.pools.get(client.poolId)
  return {
    client,
    pool,
    ipAddress: acceptedAddress(client, request.UserContextData),
    get user() {
      return world.users.find(pool, request.Username)
    },
  }
}

/**
 * What a client with legacy errors says where the user does not exist, outside of signing in: traced for ForgotPassword
 * [T] (facts, 2.4), for the others [?].
 */
export function unknownName(): CognitoError {
  return new CognitoError('UserNotFoundException', 'Username/client id combination not found.')
}

/** Whether the client may not tell that a user does not exist. */
export function hidesUsers(client: Client): boolean {
  return client.settings.PreventUserExistenceErrors === 'ENABLED'
}

/**
 * SignUp: an UNCONFIRMED user, and a code to confirm with where the pool verifies an attribute by itself. The order of
 * the checks is [?], and so are the sentences.
 */
export async function signUp(
  world: World,
  { client, pool, ipAddress }: Named,
  wanted: {
    readonly name: string
    readonly password: string | undefined
    readonly attributes: readonly AttributeType[]
  },
): Promise<{ user: User; details: CodeDeliveryDetailsType | undefined }> {
  if (pool.settings.AdminCreateUserConfig?.AllowAdminCreateUserOnly) {
    throw new CognitoError('NotAuthorizedException', 'SignUp is not permitted for this user pool')
  }
  if (wanted.password === undefined) throw new NotEmulated('SignUp without a password')
  const byAttribute = pool.settings.UsernameAttributes
  const namedBy = byAttribute && usernameAttribute(byAttribute, wanted.name)
  const named = namedBy ? [{ Name: namedBy, Value: wanted.name }] : []
  const attributes = attributesFrom(pool, [...wanted.attributes, ...named])
  checkWritable(
    client,
    wanted.attributes.map(({ Name = '' }) => Name),
  )
  const sub = world.random.uuid()
  checkUsername(pool, wanted.name)
  // [D] Only who is confirmed may have one, by UpdateUserAttributes; the words are [?].
  if (pool.settings.AliasAttributes?.includes('preferred_username') && attributes['preferred_username']) {
    throw invalid('preferred_username is an alias in this user pool, and cannot be given before the user is confirmed.')
  }
  const missing = requiredAttributes(pool).find((name) => attributes[name] === undefined)
  if (missing !== undefined) {
    throw invalid(`Attributes did not conform to the schema: ${missing}: The attribute is required`)
  }
  checkPasswordPolicy(passwordPolicy(pool), wanted.password)
  const username = byAttribute ? sub : wanted.name
  const password = await hashPassword(world, pool.id, username, wanted.password)
  const status = 'UNCONFIRMED' as const
  const wantedUser = {
    sub,
    username,
    attributes,
    enabled: true,
    status,
    password,
    groups: [],
    ...(namedBy && { namedBy }),
  }
  // [B] amplify-js#6238: not the words of AdminCreateUser.
  const user = world.users.create(pool, wantedUser, 'User already exists')
  world.authEvents.record(user, { type: 'SignUp', response: 'InProgress', ipAddress })
  const to = confirmationDelivery(pool, user)
  return { user, details: to && world.codes.send(user, 'sign-up', to) }
}

/** ConfirmSignUp: the code proves its attribute, and the user may sign in. */
export function confirmSignUp(world: World, asked: Named, code: string, isForced: boolean): User {
  const { client, pool, user, ipAddress } = asked
  // [?] A user who does not exist is answered like a code that was never sent.
  if (!user) throw hidesUsers(client) ? expiredCode() : unknownName()
  world.attempts.count(user, 'ConfirmSignUp')
  checkUnconfirmed(user)
  const { attribute } = world.codes.check(user, 'sign-up', code)
  const attributes = { ...user.attributes, [`${attribute}_verified`]: 'true' }
  // [D] ForceAliasCreation takes the alias away from whoever had it.
  if (isForced) world.users.takeAliases(pool, { sub: user.sub, attributes })
  const confirmed = world.users.changeAttributes(pool, user, attributes, { status: 'CONFIRMED', isNew: true })
  world.codes.redeem(user, 'sign-up', code)
  world.authEvents.record(user, { type: 'SignUp', response: 'Pass', ipAddress })
  return confirmed
}

/** AdminConfirmSignUp: confirms without a code, and so proves no attribute [D]. */
export function adminConfirmSignUp(world: World, user: User): void {
  checkUnconfirmed(user)
  world.users.change(user, { status: 'CONFIRMED' })
}

/**
 * ResendConfirmationCode: another code for somebody who is not confirmed. Sentences [?]. Where the client hides who exists,
 * the delivery to somebody who does not, or is disabled, is simulated [D].
 */
export function resendCode(world: World, asked: Named, name: string): CodeDeliveryDetailsType {
  const { client, pool, user, ipAddress } = asked
  if (user) world.attempts.count(user, 'ResendConfirmationCode')
  if (!user?.enabled && hidesUsers(client)) return simulatedDetails(pool, name)
  if (!user) throw unknownName()
  if (user.status !== 'UNCONFIRMED') throw invalid('User is already confirmed.')
  const to = confirmationDelivery(pool, user)
  if (!to) throw invalid('Auto verification not turned on.')
  world.authEvents.record(user, { type: 'ResendCode', response: 'Pass', ipAddress })
  return world.codes.send(user, 'sign-up', to)
}

/** [T] amazon-cognito-identity-dart-2#80. */
function checkUnconfirmed(user: User): void {
  if (user.status === 'UNCONFIRMED') return
  throw new CognitoError('NotAuthorizedException', `User cannot be confirmed. Current status is ${user.status}`)
}

function invalid(message: string): CognitoError {
  return new CognitoError('InvalidParameterException', message)
}
