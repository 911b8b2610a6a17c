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
      ...constraints(name),
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
      Name: `${attribute.DeveloperOnlyAttribute ? 'dev' : 'custom'}:${attribute.Name}`,
    })),
  ]
}

function constraints(name: string): SchemaAttributeType {
  if (BOOLEANS.includes(name)) return {}
  if (name === 'updated_at') return { NumberAttributeConstraints: { MinValue: '0' } }
  if (name === 'birthdate') return { StringAttributeConstraints: { MinLength: '10', MaxLength: '10' } }
  return { StringAttributeConstraints: { MinLength: name === 'sub' ? '1' : '0', MaxLength: '2048' } }
}

/** Whether every pool has an attribute of that name, and every client may read and write it unless it says otherwise. */
export function isStandard(name: string): boolean {
  return (STANDARD_ATTRIBUTES as readonly string[]).includes(name)
}

/** Whether the pool has an attribute of that name. */
export function attributeExists(pool: Pool, name: string): boolean {
  if (isStandard(name)) return true
  return (pool.settings.Schema ?? []).some(({ Name, DeveloperOnlyAttribute }) => {
    return name === `${DeveloperOnlyAttribute ? 'dev' : 'custom'}:${Name}`
  })
}

/** The attributes that the pool's schema asks of every user, but for `sub`. */
export function requiredAttributes(pool: Pool): string[] {
  return (pool.settings.Schema ?? []).flatMap(({ Name, Required }) =>
    Required && Name && Name !== 'sub' ? [Name] : [],
  )
}

/**
 * A request's attributes by name. InvalidParameterException for one that the pool does not have, or that nobody may
 * set; the sentences are [?].
 */
export function attributesFrom(pool: Pool, list: readonly AttributeType[]): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const { Name = '', Value = '' } of list) {
    if (Name === 'sub')
      throw new CognitoError('InvalidParameterException', 'Cannot modify the non-mutable attribute sub')
    if (!attributeExists(pool, Name)) {
      throw new CognitoError(
        'InvalidParameterException',
        `Attributes did not conform to the schema: ${Name}: Attribute does not exist in the schema.`,
      )
    }
    attributes[Name] = Value
  }
  return attributes
}
