import type { ActState, UserAct } from '../lib/acts.ts'
import type { OperatorReceipt } from './protocol/acts.ts'

/** Failures after which the next act would only fail alike, after as long a wait. */
const noConnection: ReadonlySet<string> = new Set(['Unreachable', 'TimedOut', 'NotCognito', 'Busy'])
const noAccess: ReadonlySet<string> = new Set([
  'SignedOut',
  'NoIdentityPool',
  'ExpiredTokenException',
  'UnrecognizedClientException',
])

/** The acts of a receipt, each with where it stands. */
export type Acts = OperatorReceipt['acts']

/** The acts with these states at these places. */
export function withStates(acts: Acts, ...changes: readonly (readonly [place: number, state: ActState])[]): Acts {
  const changed = new Map(changes)
  return acts.map((one, place) => ({ ...one, at: changed.get(place) ?? one.at }))
}

/** The acts in the order in which they are done; those that are left out stand in their places. */
export function planned(acts: readonly UserAct[], skip: readonly UserAct[]): Acts {
  const all = [
    ...acts.map((act) => ({ act, at: { state: 'waiting' as const } })),
    ...skip.map((act) => ({ act, at: { state: 'skipped' as const } })),
  ]
  return all.toSorted((one, other) => rank(one.act) - rank(other.act))
}

/** A browser's sign-in comes before what came through it, so that it mints nothing meanwhile. */
function rank(act: UserAct): number {
  const order = ['disable', 'sign out', 'end session', 'forget device', 'forget devices', 'reset password', 'enable']
  return order.indexOf(act.do) + (act.do === 'end session' && act.kind === 'token' ? 0.5 : 0)
}

/** Whether an act is still to be done. */
export function isWaiting(one: Acts[number] | undefined): boolean {
  return one?.at.state === 'waiting'
}

/** Whether Cognito did not do it because the account is disabled. */
export function isBecauseDisabled(state: ActState): boolean {
  return state.state === 'not possible' && state.failure !== undefined && /disabled/i.test(state.failure.message)
}

/** Why the next act would only fail alike, if it would. */
export function hopeless(state: ActState | undefined): 'no connection' | 'no access' | undefined {
  if (state?.state !== 'failed') return undefined
  if (noConnection.has(state.failure.code)) return 'no connection'
  return noAccess.has(state.failure.code) ? 'no access' : undefined
}
