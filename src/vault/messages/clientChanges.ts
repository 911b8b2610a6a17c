import * as v from 'valibot'

import { type ClientChangeOperations, clientFixes } from '../protocol/clientChanges.ts'
import { clientId, name, none, poolId } from './fields.ts'

const change = v.variant('set', [
  v.strictObject({ set: v.literal('revocation'), on: v.boolean() }),
  v.strictObject({ set: v.picklist(clientFixes) }),
])

const yes = v.optional(v.literal(true))

/** The shape of the arguments of the operations that change app clients. */
export const clientChangeShapes = {
  createAppClient: v.strictObject({
    poolId,
    // As Cognito takes it.
    name: v.pipe(name(128), v.regex(/^[\w +=,.@-]+$/)),
    confidential: v.boolean(),
    choice: v.boolean(),
  }),
  planChange: v.strictObject({ poolId, clientId, change, paced: yes }),
  planRestore: v.strictObject({ planId: name(64) }),
  planUndo: v.strictObject({ planId: name(64) }),
  commitChange: v.strictObject({ planId: name(64), carryUnknown: yes, paced: yes }),
  unfinishedChanges: none,
  verifyChange: v.strictObject({ planId: name(64) }),
  settleChange: v.strictObject({ planId: name(64) }),
} satisfies {
  [Name in keyof ClientChangeOperations]: v.GenericSchema<unknown, Parameters<ClientChangeOperations[Name]>[0]>
}
