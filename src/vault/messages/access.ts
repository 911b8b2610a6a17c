import * as v from 'valibot'

import type { AccessOperations } from '../protocol/access.ts'
import { name, none, poolId } from './fields.ts'

/** The shape of the arguments of the operations on the operator's credentials. */
export const accessShapes = {
  access: none,
  useCredentials: v.strictObject({ text: name(8_192) }),
  probeAccess: v.strictObject({ poolId: v.optional(poolId) }),
  dropCredentials: none,
} satisfies { [Name in keyof AccessOperations]: v.GenericSchema<unknown, Parameters<AccessOperations[Name]>[0]> }
