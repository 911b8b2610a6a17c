import type { AttributeType, SchemaAttributeType } from '@aws-sdk/client-cognito-identity-provider'
import { CognitoError } from './errors.ts'
import type { Pool } from './Pools.ts'

/** The OpenID Connect attributes that every pool has [D], all text but three. */
const STANDARD_ATTRIBUTES = [
  'sub',
  'name',
  'given_name',
  'family_name',
  'middle_name',
  'nickname',
  'preferred_username',
  'profile',
  'picture',
  'website',
  'email',
  'email_verified',
  'gender',
  'birthdate',
  'zoneinfo',
  'locale',
  'phone_number',
  'phone_number_verified',
  'address',
  'updated_at',
] as const

const BOOLEANS: readonly string[] = ['email_verified', 'phone_number_verified']

/** The pool's whole schema as DescribeUserPool shows it: the standard attributes, then the pool's own as `custom:`. */
export function schemaAttributes(pool: Pool): SchemaAttributeType[] {
  const own = pool.settings.Schema ?? []
  const standard = STANDARD_ATTRIBUTES.map((name): SchemaAttributeType => {
    const given = own.find(({ Name }) => Name === name)
    return {
      Name: name,
      AttributeDataType: BOOLEANS.includes(name) ? 'Boolean' : name === 'updated_at' ? 'Number' : 'String',
      DeveloperOnlyAttribute: false,
      Mutable: given?.Mutable ?? name !== 'sub',
      Required: given?.Required ?? name === 'sub',
      ...constraints(name, given),
    }
  })
  const custom = own.filter(({ Name }) => !isStandard(Name ?? ''))
  return [
    ...standard,
    ...custom.map((attribute) => ({
      DeveloperOnlyAttribute: false,
      Mutable: true,
      Required: false,
      ...attribute,
      Name: schemaName(attribute),
    })),
  ]
}

/** What the values of a standard attribute are held to; a pool may hold them to less or more [?]. */
function constraints(name: string, given?: SchemaAttributeType): SchemaAttributeType {
  if (BOOLEANS.includes(name)) return {}
  if (name === 'updated_at') {
    return { NumberAttributeConstraints: { MinValue: '0', ...given?.NumberAttributeConstraints } }
  }
  const [MinLength, MaxLength] = name === 'birthdate' ? ['10', '10'] : [name === 'sub' ? '1' : '0', '2048']
  return { StringAttributeConstraints: { MinLength, MaxLength, ...given?.StringAttributeConstraints } }
}

/** Whether every pool has an attribute of that name, and every client may read and write it unless it says otherwise. */
export function isStandard(name: string): boolean {
  return (STANDARD_ATTRIBUTES as readonly string[]).includes(name)
}

/** Whether the pool has an attribute of that name. */
export function attributeExists(pool: Pool, name: string): boolean {
  if (isStandard(name)) return true
  return (pool.settings.Schema ?? []).some((own) => schemaName(own) === name)
}

/** The name that an attribute of the pool's own schema is used by. */
function schemaName({ Name = '', DeveloperOnlyAttribute }: SchemaAttributeType): string {
  return isStandard(Name) ? Name : `${DeveloperOnlyAttribute ? 'dev' : 'custom'}:${Name}`
}

/** The attributes that the pool's schema asks of every user, but for `sub`. */
export function requiredAttributes(pool: Pool): string[] {
  return (pool.settings.Schema ?? []).flatMap(({ Name, Required }) =>
    Required && Name && Name !== 'sub' ? [Name] : [],
  )
}

/**
 * A request's attributes by name. InvalidParameterException for one that the pool does not have, that nobody may set, or
 * whose value the schema does not allow; the sentences are [?].
 */
export function attributesFrom(pool: Pool, list: readonly AttributeType[]): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const { Name = '', Value = '' } of list) {
    if (Name === 'sub') throw invalid('Cannot modify the non-mutable attribute sub')
    if (!attributeExists(pool, Name)) throw misfit(Name, 'Attribute does not exist in the schema.')
    // A blank value is none [D] where attributes are updated; that it is none elsewhere too is [?].
    if (Value !== '') {
      checkValue(pool, Name, Value)
      checkFormat(Name, Value)
    }
    attributes[Name] = Value
  }
  return attributes
}

/**
 * Refuses what is no telephone number, no address or no date [D] (developer guide, user attributes: some have formats).
 * The words about numbers are traced [T] (amplify-js#8274); that a birthdate must be a real day, the words about
 * addresses and dates, and how closely AWS looks, are [?].
 */
export function checkFormat(name: string, value: string): void {
  if (name === 'phone_number' && !/^\+\d{1,15}$/.test(value)) throw invalid('Invalid phone number format.')
  if (name === 'email' && !/^\S+@\S+$/.test(value)) throw invalid('Invalid email address format.')
  if (name === 'birthdate' && !isDate(value)) throw misfit(name, 'Date expected in the format YYYY-MM-DD')
}

function isDate(value: string): boolean {
  const dayMs = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(value) : Number.NaN
  // The 30th of February is parsed as a day of March.
  return !Number.isNaN(dayMs) && new Date(dayMs).toISOString().startsWith(value)
}

/**
 * Refuses a value that is too short, too long, too small or too large for the schema [D]. Lengths are counted as
 * those of requests are, and what is no number fits no range [?]; truth values are not looked at.
 */
function checkValue(pool: Pool, name: string, value: string): void {
  const given = pool.settings.Schema?.find((own) => schemaName(own) === name)
  // Of most attributes nothing is asked but the length that no request exceeds, and users are planted by the thousand.
  if (!given && name !== 'birthdate' && name !== 'updated_at') return
  const { StringAttributeConstraints: text, NumberAttributeConstraints: range } = isStandard(name)
    ? constraints(name, given)
    : (given ?? {})
  if (text && (given?.AttributeDataType ?? 'String') === 'String') {
    const { length } = value
    if (length < Number(text.MinLength ?? 0)) throw misfit(name, `String must be no shorter than ${text.MinLength}`)
    if (length > Number(text.MaxLength ?? 2048)) throw misfit(name, `String must be no longer than ${text.MaxLength}`)
  }
  if (name !== 'updated_at' && given?.AttributeDataType !== 'Number') return
  const number = value.trim() === '' ? Number.NaN : Number(value)
  if (!Number.isFinite(number)) throw misfit(name, 'Number expected')
  if (number < Number(range?.MinValue ?? -Infinity)) throw misfit(name, `Number must be at least ${range?.MinValue}`)
  if (number > Number(range?.MaxValue ?? Infinity)) throw misfit(name, `Number must be at most ${range?.MaxValue}`)
}

function misfit(name: string, why: string): CognitoError {
  return invalid(`Attributes did not conform to the schema: ${name}: ${why}`)
}

function invalid(message: string): CognitoError {
  return new CognitoError('InvalidParameterException', message)
}
