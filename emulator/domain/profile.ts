import type { AttributeType, CodeDeliveryDetailsType } from '@aws-sdk/client-cognito-identity-provider'
import { attributeExists, attributesFrom, isStandard, requiredAttributes, schemaAttributes } from './attributes.ts'
import type { Client } from './Clients.ts'
import type { Delivery } from './delivery.ts'
import { CognitoError } from './errors.ts'
import type { Pool } from './Pools.ts'
import type { User } from './Users.ts'
import type { World } from './World.ts'

const CONTACTS = ['email', 'phone_number'] as const

/**
 * Refuses attributes that the client may not write: those not among its WriteAttributes, custom ones where it has no such
 * list [D], and the two `_verified` ones always. The sentence is [?].
 */
export function checkWritable(client: Client, names: readonly string[]): void {
  const writable = client.settings.WriteAttributes
  const isOpen = (name: string) => (writable ? writable.includes(name) : isStandard(name))
  const isBarred = (name: string) => name.endsWith('_verified') || !isOpen(name)
  if (names.some(isBarred)) {
    throw new CognitoError('NotAuthorizedException', 'A client attempted to write unauthorized attribute')
  }
}

/**
 * Writes attributes; a blank value deletes one [D]. A new email or telephone number is unverified, and is sent a code
 * where the pool verifies it by itself; where the pool asks for verification before the update, the old value stays
 * until then [D]. An administrator may say that a value is verified, and then it simply is [D].
 */
export function updateAttributes(
  world: World,
  pool: Pool,
  user: User,
  list: readonly AttributeType[],
): CodeDeliveryDetailsType[] {
  const changes = attributesFrom(pool, list)
  checkMutable(pool, user, Object.keys(changes))
  const attributes: Record<string, string> = { ...user.attributes }
  const codes: Delivery[] = []
  for (const [name, value] of Object.entries(changes)) attributes[name] = value
  for (const name of CONTACTS) {
    const value = changes[name]
    const before = user.attributes[name]
    if (value === undefined || value === before) continue
    if (value === '') {
      delete attributes[`${name}_verified`]
      continue
    }
    if (changes[`${name}_verified`] === 'true') continue
    const waits = pool.settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate?.includes(name)
    if (waits && before !== undefined) attributes[name] = before
    else attributes[`${name}_verified`] = 'false'
    if (waits || pool.settings.AutoVerifiedAttributes?.includes(name)) codes.push({ attribute: name, value })
  }
  for (const [name, value] of Object.entries(attributes)) if (value === '') delete attributes[name]
  checkRequired(pool, attributes)
  // [B] boto3#3213: an alias that an administrator says is verified is taken from whoever has it.
  const isTaking = CONTACTS.some((name) => changes[`${name}_verified`] === 'true')
  if (isTaking) world.users.takeAliases(pool, { ...user, attributes })
  const changed = writeAttributes(world, pool, user, attributes)
  return codes.map((to) => world.codes.send(changed, `${to.attribute} verification`, to))
}

/** Takes attributes away, with the mark of having been verified where there is one [?]. */
export function deleteAttributes(world: World, pool: Pool, user: User, names: readonly string[]): void {
  const unknown = names.find((name) => !attributeExists(pool, name))
  if (unknown !== undefined) {
    throw invalid(`Attributes did not conform to the schema: ${unknown}: Attribute does not exist in the schema.`)
  }
  if (names.includes('sub')) throw invalid('Cannot modify the non-mutable attribute sub')
  checkMutable(pool, user, names)
  const gone = new Set(names.flatMap((name) => [name, `${name}_verified`]))
  const attributes = Object.fromEntries(Object.entries(user.attributes).filter(([name]) => !gone.has(name)))
  checkRequired(pool, attributes)
  writeAttributes(world, pool, user, attributes)
}

/** Replaces the attributes; codes that went to an address or number that is no longer there prove nothing any more. */
export function writeAttributes(world: World, pool: Pool, user: User, attributes: User['attributes']): User {
  const changed = world.users.changeAttributes(pool, user, attributes)
  for (const name of CONTACTS) if (attributes[name] !== user.attributes[name]) world.codes.forget(changed, name)
  return changed
}

/** GetUserAttributeVerificationCode: sends a code for a value that the user has. Sentences ours [?]. */
export function sendVerification(world: World, user: User, name: string): CodeDeliveryDetailsType {
  const attribute = contact(name)
  const value = user.attributes[attribute]
  if (value === undefined) throw invalid(`User does not have ${attribute} attribute.`)
  return world.codes.send(user, `${attribute} verification`, { attribute, value })
}

/** VerifyUserAttribute: the code proves the value that it was sent to, which may be one that was waiting for it [D]. */
export function verifyAttribute(world: World, pool: Pool, user: User, name: string, code: string): void {
  const attribute = contact(name)
  world.attempts.count(user, 'VerifyUserAttribute')
  const purpose = `${attribute} verification` as const
  const { value } = world.codes.check(user, purpose, code)
  const attributes = { ...user.attributes, [attribute]: value, [`${attribute}_verified`]: 'true' }
  const changed = world.users.changeAttributes(pool, user, attributes)
  world.codes.redeem(changed, purpose, code)
}

function contact(name: string): Delivery['attribute'] {
  const known = CONTACTS.find((candidate) => candidate === name)
  if (!known) throw invalid('Invalid user attribute name. Only email and phone_number can be verified.')
  return known
}

/** [D] An attribute that is not mutable is written once; the words are [?]. */
function checkMutable(pool: Pool, user: User, names: readonly string[]): void {
  const fixed = schemaAttributes(pool).find(
    ({ Name = '', Mutable }) => Mutable === false && names.includes(Name) && user.attributes[Name] !== undefined,
  )?.Name
  if (fixed === undefined) return
  throw invalid(`user.${fixed}: Attribute cannot be updated.`)
}

/** [?] */
function checkRequired(pool: Pool, attributes: User['attributes']): void {
  const missing = requiredAttributes(pool).find((name) => attributes[name] === undefined)
  if (missing === undefined) return
  throw invalid(`Attributes did not conform to the schema: ${missing}: The attribute is required`)
}

function invalid(message: string): CognitoError {
  return new CognitoError('InvalidParameterException', message)
}
