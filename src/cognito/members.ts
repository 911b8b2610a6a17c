import { UpdateUserPoolClientRequest$, UserPoolClientType$ } from '@aws-sdk/client-cognito-identity-provider'
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
