import type { SessionShown } from '../../lib/sessionWords.ts'
import { onCognito } from '../../lib/time.ts'
import type { OperatorReceipt } from '../../vault/protocol/acts.ts'

/** How long a session that has ended may stay on the list before that is worth a word, in milliseconds. */
const watchForMs = 15_000

type Ending = NonNullable<SessionShown['ending']>

/**
 * The sessions with what was asked of them, on Cognito's clock as they are; a quarter of a minute later Cognito is said to list
 * one still.
 */
export function withEnded(
  sessions: readonly SessionShown[],
  receipts: readonly OperatorReceipt[],
  now: Date,
): readonly SessionShown[] {
  return sessions.map((session) => {
    const ending = receipts.flatMap((receipt) => endingBy(receipt, session, now)).at(-1)
    return ending === undefined ? session : { ...session, ending }
  })
}

function endingBy({ acts, askedAt, skewMs }: OperatorReceipt, session: SessionShown, now: Date): readonly Ending[] {
  return acts.flatMap(({ act, at }): readonly Ending[] => {
    if (!isEndedBy(session, act)) return []
    if (at.state === 'waiting') return [{ state: 'asked', since: onCognito(askedAt, skewMs) }]
    if (at.state !== 'done' && at.state !== 'already') return []
    const since = onCognito(at.at, skewMs)
    // A session that began since is another matter, and cannot have been meant.
    if (session.startedAt !== undefined && session.startedAt > since) return []
    const late = now.getTime() - since.getTime() >= watchForMs
    return [{ state: late ? 'still listed' : 'accepted', since }]
  })
}

function isEndedBy(session: SessionShown, act: OperatorReceipt['acts'][number]['act']): boolean {
  // Their tokens end; the record of a browser's sign-in may stay on the list, and its cookie does.
  if (act.do === 'sign out' || act.do === 'disable') return session.kind === 'token'
  if (act.do !== 'end session') return false
  if (session.id === act.id) return true
  return act.linked && (session.cameThrough === act.id || session.id === act.cameThrough)
}
