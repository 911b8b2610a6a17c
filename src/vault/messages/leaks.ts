import * as v from 'valibot'

import type { LeakOperations } from '../protocol/leaks.ts'
import { clientId, name, none, poolId } from './fields.ts'

/** The shape of the arguments of the operations on tokens that leaked. */
export const leakShapes = {
  readLeaked: v.strictObject({ text: v.optional(name(1_048_576)) }),
  revokeLeaked: v.strictObject({ tokenId: name(64), poolId, clientId: v.optional(clientId) }),
  endLeakedUser: v.strictObject({
    tokenId: name(64),
    tokenLifetimeMs: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(86_400_000))),
  }),
  forgetLeaked: none,
} satisfies { [Name in keyof LeakOperations]: v.GenericSchema<unknown, Parameters<LeakOperations[Name]>[0]> }
