import type { ActState, UserAct } from './acts.ts'
import { type Failure, isUnanswered } from './failure.ts'

/** Whether an act was not done that was to be. Where there was no device to forget, nothing was left undone. */
export function isUndone({ do: what }: UserAct, { state }: ActState): boolean {
  return state === 'failed' || state === 'not tried' || (state === 'not possible' && what !== 'forget devices')
}

/** Whether there was nothing to do: no device that could be forgotten. */
function hadNothing(act: UserAct, at: ActState): boolean {
  return at.state === 'not possible' && !isUndone(act, at)
}

/** How many of the acts were to be done, which those are not that the operator left out; and of how many nothing is left to do. */
export function stepsOf(acts: readonly { act: UserAct; at: ActState }[]): {
  toDo: number
  done: number
  nothing: number
} {
  const nothing = acts.filter(({ act, at }) => hadNothing(act, at)).length
  const accepted = acts.filter(({ at }) => at.state === 'done' || at.state === 'already').length
  return { toDo: acts.filter(({ at }) => at.state !== 'skipped').length, done: accepted + nothing, nothing }
}

/** Whether its answer was lost: it can have been done all the same. */
export function isLost(at: ActState): boolean {
  return at.state === 'failed' && isUnanswered(at.failure)
}

/** The failure behind a state, where Cognito or the way to it gave one. */
export function failureIn(at: ActState): Failure | undefined {
  return at.state === 'failed' || at.state === 'not possible' ? at.failure : undefined
}
