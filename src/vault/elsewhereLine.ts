import { hasEnded } from '../lib/elsewhere.ts'
import { type End, endOfFailure } from './activityLines.ts'
import type { ElsewhereReceipt, EndedSession } from './protocol.ts'
import type { ActivityEntry } from './protocol/activity.ts'

/** The line that the activity has of other sessions that were ended one by one. */
export function lineOfElsewhere({ id, kind, sub, askedAt: at, operation, sessions }: ElsewhereReceipt): ActivityEntry {
  const actor = sub === undefined ? {} : { actor: sub }
  return { id, at, kind: 'sign-out', operation, ...actor, target: kind, ...endOfEach(sessions), receiptId: id }
}

/** Of several sessions: how the one that went worst ended. */
function endOfEach(sessions: readonly EndedSession[]): End {
  const open = sessions.filter((session) => !hasEnded(session))
  const [failed] = open.flatMap(({ server }) => (server.step === 'failed' ? [server.failure] : []))
  if (failed) return endOfFailure(failed)
  if (sessions.some(({ server }) => server.step === 'waiting')) return { outcome: 'under way' }
  if (sessions.some(({ server }) => server.step === 'not tried')) return { outcome: 'not told' }
  return { outcome: sessions.every(({ list }) => list.state === 'no longer listed') ? 'proven' : 'done' }
}
