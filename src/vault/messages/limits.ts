import type * as v from 'valibot'

import type { LimitOperations } from '../protocol/limits.ts'
import { none } from './fields.ts'

/** The shape of the arguments of the operations about limits. */
export const limitShapes = { active: none, limits: none } satisfies {
  [Name in keyof LimitOperations]: v.GenericSchema<unknown, Parameters<LimitOperations[Name]>[0]>
}
