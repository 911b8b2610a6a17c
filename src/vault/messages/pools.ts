import * as v from 'valibot'

import type { PoolOperations } from '../protocol/pools.ts'
import { clientId, name, poolId, region } from './fields.ts'

const next = v.optional(name(131_072))
const paced = v.optional(v.boolean())

const whole = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))
const setting = v.variant('of', [
  v.strictObject({ of: v.literal('pool'), poolId, tracking: v.boolean(), maxPerUser: whole(1, 100) }),
  v.strictObject({ of: v.literal('client'), poolId, clientId, ssoMinutes: whole(0, 129_600) }),
  v.strictObject({ of: v.literal('deletion protection'), poolId }),
])

/** The shape of the arguments of the operations on user pools. */
export const poolShapes = {
  poolsPage: v.strictObject({ region: v.optional(region), next, paced }),
  appClientsPage: v.strictObject({ poolId, next, paced }),
  poolSettings: v.strictObject({ poolId, paced }),
  sessionTracking: v.strictObject({ poolId, paced }),
  clientSession: v.strictObject({ poolId, clientId, paced }),
  planPoolSetting: v.strictObject({ setting }),
  planSettingUndo: v.strictObject({ planId: name(64) }),
  commitPoolSetting: v.strictObject({ planId: name(64) }),
  auditAppClient: v.strictObject({ poolId, clientId }),
} satisfies { [Name in keyof PoolOperations]: v.GenericSchema<unknown, Parameters<PoolOperations[Name]>[0]> }
