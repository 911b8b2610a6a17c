import * as v from 'valibot'

import { parseConfig } from '../lib/config.ts'
import { Failed } from '../lib/failure.ts'
import type { KeyHalves, OperationName, VaultOperations, VaultRequest } from './protocol.ts'

const none = v.strictObject({})
const name = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most))
const poolId = v.pipe(name(55), v.regex(/^[\w-]+_[0-9a-zA-Z]+$/))
const clientId = v.pipe(name(128), v.regex(/^[\w+]+$/))
const half = v.optional(v.pipe(v.string(), v.regex(/^[\w-]{22,64}$/)))
const config = v.custom<Parameters<VaultOperations['open']>[0]['config']>(isConfig)

/** The shape of every operation's arguments. An operation that is not here cannot be asked for. */
const shapes = {
  open: v.strictObject({ config }),
  resume: none,
  signIn: v.strictObject({ username: name(128), password: name(256), memoryOnly: v.boolean(), half }),
  answerNewPassword: v.strictObject({
    newPassword: name(256),
    attributes: v.record(name(64), v.pipe(v.string(), v.maxLength(2048))),
  }),
  announce: none,
  check: none,
  renew: none,
  signOut: none,
  signOutEverywhere: none,
  signOutEverywhereInstead: v.strictObject({ receiptId: name(64) }),
  receipt: v.strictObject({ receiptId: name(64) }),
  retryOutbox: none,
  listPools: none,
  listAppClients: v.strictObject({ poolId }),
  describeAppClient: v.strictObject({ poolId, clientId }),
  planRevocation: v.strictObject({ poolId, clientId, enable: v.boolean() }),
  commitRevocation: v.strictObject({ planId: name(64) }),
} satisfies { [Name in OperationName]: v.GenericSchema<unknown, Parameters<VaultOperations[Name]>[0]> }

const envelope = v.strictObject({
  id: v.pipe(v.number(), v.integer()),
  operation: v.string(),
  args: v.unknown(),
  halves: v.strictObject({ session: half, outbox: half }),
})

/** What a checked request holds. */
export type CheckedRequest = Omit<VaultRequest, 'halves'> & { halves: KeyHalves }

/** The id of anything that looks like a request, so that even a malformed one gets its answer. */
export function idOf(message: unknown): number | undefined {
  if (typeof message !== 'object' || message === null || !('id' in message)) return undefined
  return typeof message.id === 'number' ? message.id : undefined
}

/** Checks a message from the page. Throws Failed `BadMessage` with the field that is wrong; never with its value. */
export function checkRequest(message: unknown): CheckedRequest {
  const outer = v.safeParse(envelope, message)
  if (!outer.success) throw bad('message', outer.issues)
  const { id, operation, args, halves } = outer.output
  if (!isOperation(operation)) throw bad('operation', [])
  const inner = v.safeParse(shapes[operation], args)
  if (!inner.success) throw bad(operation, inner.issues)
  const given: KeyHalves = {
    ...(halves.session === undefined ? {} : { session: halves.session }),
    ...(halves.outbox === undefined ? {} : { outbox: halves.outbox }),
  }
  return { id, operation, args: inner.output, halves: given }
}

function isOperation(operation: string): operation is OperationName {
  return Object.hasOwn(shapes, operation)
}

/** What cannot even be shown (a cycle, a bigint) is no config either. */
function isConfig(value: unknown): boolean {
  try {
    return parseConfig(value).ok
  } catch {
    return false
  }
}

function bad(operation: string, issues: readonly v.BaseIssue<unknown>[]): Failed {
  const [first] = issues
  const field = first ? (v.getDotPath(first) ?? 'the message') : 'the operation'
  return new Failed({
    operation: operation.slice(0, 64),
    code: 'BadMessage',
    message: `The vault does not understand ${field.slice(0, 64)}.`,
    class: 'rejected',
    attempts: 0,
  })
}
