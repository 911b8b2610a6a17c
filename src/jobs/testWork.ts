import type { Work } from './work.ts'

/** One user of one pool. */
export type Target = { pool: string; user: number }

/** So many users, spread evenly over the pools. */
export const targets = (count: number, pools = 1): Target[] =>
  Array.from({ length: count }, (_, user) => ({ pool: `pool ${user % pools}`, user }))

/** Work that may not be repeated, and pauses where it is not allowed: as a bulk sign-out is. */
export function signOuts(
  perform: Work<Target, number, unknown>['perform'],
  shares: Work<Target, number, unknown>['shares'] = () => [],
): Work<Target, number, unknown> {
  return { kind: 'sign out', repeatable: false, denied: 'pause', shares, perform }
}
