import type { SessionShown } from '../../lib/sessionWords.ts'
import type { OperatorReceipt } from '../../vault/protocol/acts.ts'

/** How long a session that has ended may stay on the list before that is worth a word, in milliseconds. */
const watchForMs = 15_000

type Ending = NonNullable<SessionShown['ending']>

/** The sessions with what was asked of them; a quarter of a minute later Cognito is said to list one still. */
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

function endingBy({ acts, askedAt }: OperatorReceipt, session: SessionShown, now: Date): readonly Ending[] {
  return acts.flatMap(({ act, at }): readonly Ending[] => {
    if (!isEndedBy(session, act)) return []
    if (at.state === 'waiting') return [{ state: 'asked', since: askedAt }]
    if (at.state !== 'done' && at.state !== 'already') return []
    // A session that began since is another matter, and cannot have been meant.
    if (session.startedAt !== undefined && session.startedAt > at.at) return []
    const late = now.getTime() - at.at.getTime() >= watchForMs
    return [{ state: late ? 'still listed' : 'accepted', since: at.at }]
  })
}

function isEndedBy(session: SessionShown, act: OperatorReceipt['acts'][number]['act']): boolean {
  // Their tokens end; the record of a browser's sign-in may stay on the list, and its cookie does.
  if (act.do === 'sign out' || act.do === 'disable') return session.kind === 'token'
  if (act.do !== 'end session') return false
  if (session.id === act.id) return true
  return act.linked && (session.cameThrough === act.id || session.id === act.cameThrough)
}
