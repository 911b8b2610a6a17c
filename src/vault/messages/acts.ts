import * as v from 'valibot'

import type { ActOperations } from '../protocol/acts.ts'
import { name, poolId } from './fields.ts'

const date = v.optional(v.date())
const sessionId = name(128)
const act = v.variant('do', [
  v.strictObject({ do: v.picklist(['disable', 'sign out', 'forget devices', 'reset password', 'enable']) }),
  v.strictObject({ do: v.literal('forget device'), key: name(55), name: v.optional(v.string()) }),
  v.strictObject({
    do: v.literal('end session'),
    id: sessionId,
    kind: v.picklist(['token', 'sso']),
    linked: v.boolean(),
    here: v.optional(v.literal(true)),
    clientId: v.optional(v.string()),
    startedAt: date,
    lastActiveAt: date,
    device: v.optional(v.string()),
    cameThrough: v.optional(sessionId),
  }),
])
const acts = v.pipe(v.array(act), v.maxLength(500))
const receiptId = name(64)

/** The shape of the arguments of what an operator does to a user. */
export const actShapes = {
  beginActs: v.strictObject({
    poolId,
    username: name(128),
    sub: v.optional(name(64)),
    plan: v.picklist(['act', 'sessions', 'compromised account']),
    acts: v.pipe(acts, v.minLength(1)),
    skip: v.optional(acts),
    reason: v.optional(name(2_000)),
    tokenLifetimeMs: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(86_400_000))),
  }),
  retryActs: v.strictObject({
    receiptId,
    places: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0))), v.minLength(1), v.maxLength(500)),
  }),
  stopActs: v.strictObject({ receiptId }),
} satisfies { [Name in keyof ActOperations]: v.GenericSchema<unknown, Parameters<ActOperations[Name]>[0]> }
