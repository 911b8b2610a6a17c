import type { ActState, UserAct } from './acts.ts'
import { isUnanswered } from './failure.ts'

type Account = { poolId: string; username: string; sub?: string | undefined }

/**
 * Whether a user is whoever acts. The pool's own id of a user decides. Where nothing was listed of the user there is none:
 * then the user name does, which is one account's in its pool; it says nothing in another.
 */
export function isOneself(user: Account, own: Account): boolean {
  if (user.poolId !== own.poolId) return false
  return user.sub === undefined || own.sub === undefined ? user.username === own.username : user.sub === own.sub
}

type Step = { act: UserAct; at: ActState }

/** Whether an act on the own account is to end the session of this browser. */
export function endsHere(act: UserAct): boolean {
  return act.do === 'sign out' || act.do === 'disable' || (act.do === 'end session' && act.here === true)
}

/** Whether what was to end this session may have: it was accepted, or its answer was lost. */
export function mayHaveEndedHere({ act, at }: Step): boolean {
  return endsHere(act) && (at.state === 'done' || at.state === 'already' || isLostAt(at))
}

/**
 * Of acts on the own account, the one whose answer was lost and that was seen to be done all the same: nothing else among
 * them can have ended this browser's session, and Cognito refuses its token as ended.
 */
export function seenDone({
  own,
  acts,
}: {
  own?: { proof?: { state: string } }
  acts: readonly Step[]
}): Step | undefined {
  if (own?.proof?.state !== 'observed refused') return undefined
  const [step, ...others] = acts.filter(mayHaveEndedHere)
  return step !== undefined && others.length === 0 && isLostAt(step.at) ? step : undefined
}

function isLostAt(at: ActState): boolean {
  return at.state === 'failed' && isUnanswered(at.failure)
}
