import type { ActsOnUser } from './ActsOnUser.ts'
import type { ActOperations } from './protocol/acts.ts'

type Handlers = {
  [Name in keyof ActOperations]: (args: Parameters<ActOperations[Name]>[0]) => Promise<ReturnType<ActOperations[Name]>>
}

/** The operations on somebody else that end in a receipt. */
export function actHandlers(acts: ActsOnUser): Handlers {
  return {
    beginActs: async (args) => acts.begin(args),
    retryActs: async ({ receiptId, places }) => acts.retry(receiptId, places),
    stopActs: async ({ receiptId }) => {
      acts.stop(receiptId)
      return undefined
    },
  }
}
