import type * as v from 'valibot'

import type { ActivityOperations } from '../protocol/activity.ts'
import { none } from './fields.ts'

/** The shape of the arguments of the operations about activity. */
export const activityShapes = { activity: none, clearActivity: none } satisfies {
  [Name in keyof ActivityOperations]: v.GenericSchema<unknown, Parameters<ActivityOperations[Name]>[0]>
}
