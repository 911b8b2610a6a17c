import type { Ask } from './audit.ts'
import { confirming, isSame, notTheirs, type SignedInNow } from './signedIn.ts'
import type { Starter } from './signOutList.ts'
import type { Whom } from './source.ts'
import type { Work } from './work.ts'

/** One user of a bulk sign-out. */
export type SignOutTarget = { username: string; who?: string }

/** What Cognito answered: that it has accepted the sign-out. There is no token here to prove more with. */
export type SignOutResult = { requestId: string; at: Date }

/** Of a bulk sign-out, what the job needs to know as a whole. */
export type SignOutDetails = {
  poolId: string
  poolName: string
  whom: Whom
  by: Starter
  /** The sign-in that confirmed it, and that it runs under. */
  signedInAt: Date
}

/**
 * Sign-outs per second. Cognito allows 25 for the whole account, shared with every change of an attribute or a group, and
 * raises it for nobody (facts, part 6).
 */
export const signOutPace = { usual: 5, most: 15 } as const

const operation = 'AdminUserGlobalSignOut'

/** The most users of one job in a browser; more are for Step Functions. */
export const mostInBrowser = 50_000

/**
 * Signs users out everywhere, one call each. Whom Cognito has accepted is never asked about again. A call whose answer was
 * lost with the page is repeated: AdminUserGlobalSignOut is idempotent (quality.md, Retries). One job at a time runs in a
 * Region: two would be twice as fast as the quota has room for.
 * @param signedIn who is signed in at present: the job goes on under the sign-in that confirmed it, and no other
 */
export function signOutWork(
  ask: Ask,
  signedIn: () => SignedInNow | undefined,
): Work<SignOutTarget, SignOutResult, SignOutDetails> {
  return {
    kind: 'bulk sign-out',
    repeatable: true,
    acts: true,
    denied: 'pause',
    confirmed(details) {
      const { signedInAt } = confirming(operation, signedIn(), (by) => isSame(details.by, by))
      return { ...details, signedInAt }
    },
    // A user, or a pool, that does not exist.
    isHopeless: ({ code }) => ['UserNotFoundException', 'ResourceNotFoundException'].includes(code),
    turn: ({ poolId }) => `curfew sign-outs in ${poolId.slice(0, poolId.indexOf('_'))}`,
    shares: () => [],
    perform: async ({ username }, { poolId, by, signedInAt }, jobId) => {
      const now = signedIn()
      if (!isSame(by, now?.by) || now?.signedInAt.getTime() !== signedInAt.getTime()) throw notTheirs(operation)
      const { requestId, at } = await ask('signOutUser', { poolId, username, paced: true, jobId })
      return { result: { requestId, at } }
    },
  }
}
