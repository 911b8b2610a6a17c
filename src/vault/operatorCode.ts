import { isFresh } from '../lib/freshness.ts'
import type { Activity } from './activity.ts'
import { ActsOnUser } from './ActsOnUser.ts'
import { ClientJournal } from './clientJournal.ts'
import { createAppClient } from './createClient.ts'
import { authenticatedAtOf, type Live } from './facts.ts'
import type { Operator } from './operator.ts'
import { readCredentials } from './pastedCredentials.ts'
import { poolHandlers } from './pools.ts'
import { probeAccess } from './probeAccess.ts'
import type { OperatorCodeOperations } from './protocol.ts'
import type { Receipts } from './receipts.ts'
import { changeHandlers, ClientChanges } from './revocation.ts'
import type { SessionKeeper } from './session.ts'
import type { SessionCalls } from './sessionCalls.ts'
import type { VaultStorage } from './storage.ts'
import type { Surroundings } from './surroundings.ts'
import { actHandlers } from './userActs.ts'
import { userHandlers } from './users.ts'

/** The operator's operations on app clients, pools and users, in one piece: it is loaded when it is first asked for. */
export type OperatorHandlers = {
  [Name in keyof OperatorCodeOperations]: (
    args: Parameters<OperatorCodeOperations[Name]>[0],
  ) => Promise<ReturnType<OperatorCodeOperations[Name]>>
}

/** What an operator's operations need of the vault around them. */
type OperatorParts = {
  operator: Operator
  keeper: SessionKeeper
  calls: SessionCalls
  receipts: Receipts
  activity: Activity
  storage: VaultStorage
}

export function operatorCode(around: Surroundings, parts: OperatorParts): OperatorHandlers {
  const { operator, keeper, storage, activity } = parts
  const changes = new ClientChanges(
    around,
    async (poolId, paced) => operator.apiOf(poolId, paced),
    new ClientJournal(storage, () => keeper.live),
    () => isStale(keeper.live, around.now()),
    activity,
  )
  return {
    useCredentials: async ({ text }) => operator.use(readCredentials(text)),
    probeAccess: async ({ poolId = keeper.deployment.poolId }) => probeAccess(operator, poolId, () => around.newId()),
    listPools: async ({ region }) => (await operator.api({ region })).listPools(),
    listAppClients: async ({ poolId }) => (await operator.apiOf(poolId)).listClients(poolId),
    describeAppClient: async ({ poolId, clientId }) => changes.describe(poolId, clientId),
    createAppClient: async (wanted) => createAppClient(await operator.apiOf(wanted.poolId), around, wanted, activity),
    ...changeHandlers(changes),
    ...poolHandlers(operator, around, activity),
    ...userHandlers(operator, around, activity),
    ...actHandlers(new ActsOnUser(around, parts)),
  }
}

/** Without a session there is nothing to be too old: the calls themselves are refused. */
function isStale(live: Live | undefined, nowMs: number): boolean {
  if (live === undefined) return false
  return !isFresh({ authenticatedAt: authenticatedAtOf(live), skewMs: live.skewMs }, new Date(nowMs))
}
