import { leakMayHaveEnded, leakSeenEnded } from '../lib/leaked.ts'
import { type End, endOfAccepted, endOfFailure } from './activityLines.ts'
import type { ActivityEntry } from './protocol/activity.ts'
import type { LeakReceipt } from './protocol/leaks.ts'

/** The line that the activity has of a leaked token. */
export function lineOfLeak(receipt: LeakReceipt): ActivityEntry {
  const { id, sub, askedAt: at, operation, token } = receipt
  const target = `leaked ${token.kind} token`
  return { id, at, kind: 'operator change', operation, actor: sub, target, ...endOf(receipt), receiptId: id }
}

function endOf(receipt: LeakReceipt): End {
  const { server, proof } = receipt
  switch (server.step) {
    case 'asked':
      return { outcome: 'under way' }
    case 'accepted':
      return endOfAccepted(server, proof)
    case 'refused':
      if (leakSeenEnded(receipt)) return { outcome: 'proven' }
      return { ...endOfFailure(server.failure), outcome: leakMayHaveEnded(receipt) ? 'not known' : 'refused' }
    default:
      return server satisfies never
  }
}
