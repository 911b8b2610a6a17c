import { failureIn, isUndone } from '../lib/actState.ts'
import { endsHere, seenDone } from '../lib/oneself.ts'
import { type End, endOfFailure, targetText } from './activityLines.ts'
import type { ActivityEntry } from './protocol/activity.ts'
import type { OperatorReceipt } from './protocol/acts.ts'

/** The line that the activity has of acts on a user. */
export function lineOfActs(receipt: OperatorReceipt): ActivityEntry {
  const { id, sub, askedAt: at, operation, user, plan } = receipt
  const target = targetText({ user: user.username, pool: user.poolId })
  const entry = { id, at, kind: 'operator change', operation, actor: sub, target, receiptId: id } as const
  const end = endOfActs(receipt)
  return plan === 'compromised account' ? { ...entry, ...end, detail: 'compromised account' } : { ...entry, ...end }
}

/**
 * Of several acts: how the one that went worst ended. They are proven where this browser's own session ended by all of them,
 * and was seen to: of anything else there is no more than acceptance.
 */
function endOfActs(receipt: OperatorReceipt): End {
  const { own, acts } = receipt
  const seen = seenDone(receipt)
  const undone = acts.filter((step) => step !== seen && isUndone(step.act, step.at))
  // What the account is not made for Cognito has refused as well.
  const [failed] = undone.flatMap(({ at }) => failureIn(at) ?? [])
  if (failed) return endOfFailure(failed)
  const states = acts.map(({ at }) => at.state)
  if (states.includes('waiting')) return { outcome: 'under way' }
  if (states.includes('not tried')) return { outcome: 'not told' }
  const [only, ...others] = acts.flatMap(({ at }) => (at.state === 'done' ? [at.requestId] : []))
  const isProven =
    own?.proof?.state === 'observed refused' && acts.every(({ act, at }) => at.state === 'skipped' || endsHere(act))
  const outcome = isProven ? 'proven' : 'done'
  return { outcome, ...(only === undefined || others.length > 0 ? {} : { requestId: only }) }
}
