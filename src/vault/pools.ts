import type { Activity } from './activity.ts'
import type { Operator } from './operator.ts'
import type { PoolOperations } from './protocol/pools.ts'
import { PoolSettingChanges } from './poolSettingChanges.ts'
import { appClientFrom, poolSettingsFrom } from './settings.ts'
import type { Surroundings } from './surroundings.ts'

type Handlers = {
  [Name in keyof PoolOperations]: (
    args: Parameters<PoolOperations[Name]>[0],
  ) => Promise<ReturnType<PoolOperations[Name]>>
}

/** The vault's operations on user pools, in the page's own terms. */
export function poolHandlers(operator: Operator, around: Surroundings, activity: Activity): Handlers {
  const settings = new PoolSettingChanges(around, async (poolId, paced) => operator.apiOf(poolId, paced), activity)
  return {
    poolsPage: async ({ region, next, paced }) => pageOf(await (await operator.api({ region, paced })).poolsPage(next)),
    appClientsPage: async ({ poolId, next, paced }) =>
      pageOf(await (await operator.apiOf(poolId, paced)).clientsPage(poolId, next)),
    poolSettings: async ({ poolId, paced }) => {
      const pool = await (await operator.apiOf(poolId, paced)).describePool(poolId)
      operator.noteArn(pool.Arn)
      return poolSettingsFrom(poolId, { ...pool })
    },
    sessionTracking: async ({ poolId, paced }) =>
      paced ? (await operator.apiOf(poolId, paced)).sessionTracking(poolId) : settings.pool(poolId),
    clientSession: async ({ poolId, clientId, paced }) => settings.client(poolId, clientId, paced),
    planPoolSetting: async ({ setting }) => settings.plan(setting),
    planSettingUndo: async ({ planId }) => settings.planUndo(planId),
    commitPoolSetting: async ({ planId }) => settings.commit(planId),
    auditAppClient: async ({ poolId, clientId }) => {
      const { raw, confidential } = await (await operator.apiOf(poolId, true)).describeClient(poolId, clientId)
      return appClientFrom(raw, confidential)
    },
  }
}

function pageOf<T>({ items, next }: { items: readonly T[]; next: string | undefined }) {
  return { items, ...(next === undefined ? {} : { next }) }
}
