import * as v from 'valibot'

import { parseConfig } from '../lib/config.ts'
import { Failed } from '../lib/failure.ts'
import { accessShapes } from './messages/access.ts'
import { actShapes } from './messages/acts.ts'
import { clientId, half, name, none, poolId, region } from './messages/fields.ts'
import { userShapes } from './messages/users.ts'
import { clientChangeShapes } from './messages/clientChanges.ts'
import { poolShapes } from './messages/pools.ts'
import { leakShapes } from './messages/leaks.ts'
import { managedLoginShapes } from './messages/managedLogin.ts'
import { deviceShapes } from './messages/devices.ts'
import { sessionShapes } from './messages/sessions.ts'
import { activityShapes } from './messages/activity.ts'
import { limitShapes } from './messages/limits.ts'
import { signInShapes } from './messages/signIn.ts'
import type { HalfName, OperationName, VaultOperations, VaultRequest } from './protocol.ts'

const config = v.custom<Parameters<VaultOperations['open']>[0]['config']>(isConfig)

/** The shape of every operation's arguments. An operation that is not here cannot be asked for. */
const shapes = {
  open: v.strictObject({ config }),
  resume: none,
  ...signInShapes,
  ...accessShapes,
  ...userShapes,
  ...actShapes,
  ...poolShapes,
  ...leakShapes,
  ...managedLoginShapes,
  ...sessionShapes,
  ...deviceShapes,
  ...limitShapes,
  ...activityShapes,
  announce: none,
  check: none,
  renew: none,
  signOut: v.strictObject({ linked: v.optional(v.literal(true)) }),
  signOutEverywhere: none,
  signOutEverywhereInstead: v.strictObject({ receiptId: name(64) }),
  receipt: v.strictObject({ receiptId: name(64) }),
  retryOutbox: none,
  wait: v.strictObject({ ms: v.pipe(v.number(), v.minValue(0), v.maxValue(60_000)) }),
  listPools: v.strictObject({ region: v.optional(region) }),
  listAppClients: v.strictObject({ poolId }),
  describeAppClient: v.strictObject({ poolId, clientId }),
  ...clientChangeShapes,
  claims: none,
} satisfies { [Name in OperationName]: v.GenericSchema<unknown, Parameters<VaultOperations[Name]>[0]> }

/** Every half has its place here, and what was checked goes on as it is: none is lost on the way to the vault. */
const halfShapes = { session: half, next: half, outbox: half, device: half, signIn: half } satisfies Record<
  HalfName,
  typeof half
>

const envelope = v.strictObject({
  id: v.pipe(v.number(), v.integer()),
  operation: v.string(),
  args: v.unknown(),
  halves: v.strictObject(halfShapes),
})

/** The id of anything that looks like a request, so that even a malformed one gets its answer. */
export function idOf(message: unknown): number | undefined {
  if (typeof message !== 'object' || message === null || !('id' in message)) return undefined
  return typeof message.id === 'number' ? message.id : undefined
}

/** Checks a message from the page. Throws Failed `BadMessage` with the field that is wrong; never with its value. */
export function checkRequest(message: unknown): VaultRequest {
  const outer = v.safeParse(envelope, message)
  if (!outer.success) throw bad('message', outer.issues)
  const { id, operation, args, halves } = outer.output
  if (!isOperation(operation)) throw bad('operation', [])
  const inner = v.safeParse(shapes[operation], args)
  if (!inner.success) throw bad(operation, inner.issues)
  return { id, operation, args: inner.output, halves }
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
