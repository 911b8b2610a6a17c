import type { Activity } from './activity.ts'
import { onFirstUse } from './onFirstUse.ts'
import type { Operator } from './operator.ts'
import type { ActOperations } from './protocol/acts.ts'
import type { Receipts } from './receipts.ts'
import type { SessionKeeper } from './session.ts'
import type { Surroundings } from './surroundings.ts'

type Handlers = {
  [Name in keyof ActOperations]: (args: Parameters<ActOperations[Name]>[0]) => Promise<ReturnType<ActOperations[Name]>>
}

/** What an operator's acts on users are done and told with. */
export type ActParts = { operator: Operator; keeper: SessionKeeper; receipts: Receipts; activity: Activity }

/** The operations on somebody else that end in a receipt. Their code is loaded on first use: few people are operators. */
export function userActs(around: Surroundings, parts: ActParts): Handlers {
  const code = onFirstUse(async () => new (await import('./ActsOnUser.ts')).ActsOnUser(around, parts))
  return {
    beginActs: async (args) => (await code()).begin(args),
    retryActs: async ({ receiptId, places }) => (await code()).retry(receiptId, places),
    stopActs: async ({ receiptId }) => {
      const acts = await code()
      acts.stop(receiptId)
      return undefined
    },
  }
}
