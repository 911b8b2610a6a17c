import {
  GetUserPoolClientSessionConfigurationResponse$,
  GetUserPoolSessionConfigurationResponse$,
  UpdateUserPoolClientRequest$,
  UpdateUserPoolRequest$,
  UserPoolClientType$,
  UserPoolType$,
} from '@aws-sdk/client-cognito-identity-provider'
import { NormalizedSchema } from '@smithy/core/schema'

/** Members of UserPoolClientType that UpdateUserPoolClient does not take (cognito-facts 2.11 and 11). */
export const readOnlyMembers: ReadonlySet<string> = new Set([
  'ClientSecret',
  'CreationDate',
  'LastModifiedDate',
  'ClientType',
])

/**
 * The paths in a raw DescribeUserPoolClient answer that this build's SDK does not know, at any depth, plus those that
 * it knows how to read but not how to write. The SDK would drop them from an update, and Cognito would reset them.
 */
export function unknownMembers(raw: Readonly<Record<string, unknown>>): readonly string[] {
  const readable = strangers(raw, NormalizedSchema.of(UserPoolClientType$), '')
  const writable = new Set(namesOf(UpdateUserPoolClientRequest$))
  const unwritable = Object.keys(raw).filter((name) => !readOnlyMembers.has(name) && !writable.has(name))
  return [...new Set([...readable, ...unwritable])]
}

/**
 * Members of UserPoolType that UpdateUserPool does not take: what is fixed when a pool is made, and what Cognito says of it.
 * `Name` it takes as PoolName.
 */
export const readOnlyPoolMembers: ReadonlySet<string> = new Set([
  'AliasAttributes',
  'Arn',
  'CreationDate',
  'CustomDomain',
  'Domain',
  'EmailConfigurationFailure',
  'EstimatedNumberOfUsers',
  'Id',
  'LastModifiedDate',
  'Name',
  'SchemaAttributes',
  'SmsConfigurationFailure',
  'Status',
  'UsernameAttributes',
  'UsernameConfiguration',
])

/** The paths in a raw DescribeUserPool answer that this build would lose in an update. */
export function unknownPoolMembers(raw: Readonly<Record<string, unknown>>): readonly string[] {
  const readable = strangers(raw, NormalizedSchema.of(UserPoolType$), '')
  const writable = new Set(namesOf(UpdateUserPoolRequest$))
  const unwritable = Object.keys(raw).filter((name) => !readOnlyPoolMembers.has(name) && !writable.has(name))
  return [...new Set([...readable, ...unwritable])]
}

/**
 * The same of a pool's or an app client's session configuration: setting one replaces it whole, so what this build does
 * not know would be lost.
 */
export function unknownSessionMembers(
  of: 'pool' | 'client',
  raw: Readonly<Record<string, unknown>>,
): readonly string[] {
  const schema =
    of === 'pool' ? GetUserPoolSessionConfigurationResponse$ : GetUserPoolClientSessionConfigurationResponse$
  return strangers(raw, NormalizedSchema.of(schema), '')
}

/** The names of every setting that UpdateUserPoolClient takes. */
export function updatableMembers(): readonly string[] {
  return namesOf(UpdateUserPoolClientRequest$)
}

function namesOf(schema: Parameters<typeof NormalizedSchema.of>[0]): readonly string[] {
  return [...NormalizedSchema.of(schema).structIterator()].map(([name]) => name)
}

function strangers(value: unknown, schema: NormalizedSchema, path: string): string[] {
  if (Array.isArray(value)) {
    return schema.isListSchema()
      ? value.flatMap((item, index) => strangers(item, schema.getValueSchema(), `${path}[${index}]`))
      : []
  }
  if (typeof value !== 'object' || value === null || !schema.isStructSchema()) return []
  const members = new Map(schema.structIterator())
  return Object.entries(value).flatMap(([name, inner]) => {
    const at = path === '' ? name : `${path}.${name}`
    const member = members.get(name)
    return member === undefined ? [at] : strangers(inner, member, at)
  })
}
