import type { ActState, UserAct } from './acts.ts'
import { type Failure, isUnanswered } from './failure.ts'

/** Whether an act was not done that was to be. Where there was no device to forget, nothing was left undone. */
export function isUndone({ do: what }: UserAct, { state }: ActState): boolean {
  return state === 'failed' || state === 'not tried' || (state === 'not possible' && what !== 'forget devices')
}

/** Whether its answer was lost: it can have been done all the same. */
export function isLost(at: ActState): boolean {
  return at.state === 'failed' && isUnanswered(at.failure)
}

/** The failure behind a state, where Cognito or the way to it gave one. */
export function failureIn(at: ActState): Failure | undefined {
  return at.state === 'failed' || at.state === 'not possible' ? at.failure : undefined
}
