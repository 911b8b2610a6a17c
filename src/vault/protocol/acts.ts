import type { ActState, UserAct } from '../../lib/acts.ts'
import type { Proof } from '../protocol.ts'

/*
 * What an operator does to a user. There is no token of somebody else here: what can be known is that Cognito accepted
 * it. Only of the operator's own account is there one, of this session.
 */

/** What it is all for: one act, several sessions, or an account that somebody else has got into. */
export type ActPlan = 'act' | 'sessions' | 'compromised account'

/** What became of what an operator did to a user. */
export type OperatorReceipt = {
  id: string
  kind: 'a user'
  operation:
    | 'AdminUserGlobalSignOut'
    | 'AdminDisableUser'
    | 'AdminEnableUser'
    | 'AdminResetUserPassword'
    | 'AdminForgetDevice'
    | 'AdminRevokeUserSession'
  plan: ActPlan
  /** The operator. */
  displayName: string
  username: string
  sub: string
  /** The operator's own pool and app client. */
  poolId: string
  clientId: string
  /** Whom it was done to. */
  user: { poolId: string; username: string; sub?: string }
  /**
   * Set where it was done to the operator's own account. `proof`: what this browser's own token was answered afterwards,
   * where something of it was to end this session.
   */
  own?: { proof?: Proof }
  reason?: string
  askedAt: Date
  /** When some of it was last asked for again. */
  againAt?: Date
  skewMs: number
  acts: readonly { act: UserAct; at: ActState }[]
  /** The longest that an access or ID token of the user's pool lives, where that is known. */
  tokenLifetimeMs?: number
}

/** What to do to a user. `skip` are acts of the plan that the operator leaves out, told on the receipt as such. */
export type ActRequest = {
  poolId: string
  username: string
  /** The pool's own id of the user, where it is known. */
  sub?: string | undefined
  plan: ActPlan
  acts: readonly UserAct[]
  skip?: readonly UserAct[] | undefined
  reason?: string | undefined
  tokenLifetimeMs?: number | undefined
}

/** The vault's operations that end in a receipt about a user. */
export type ActOperations = {
  /** Does this to a user, one thing after another. Answers as soon as the receipt is written, and goes on by itself. */
  beginActs(args: ActRequest): { receiptId: string }
  /** Does those of a receipt's acts that stand at these places, again or for the first time. */
  retryActs(args: { receiptId: string; places: readonly number[] }): { receiptId: string }
  /** Begins no further act. One that Cognito is being asked about is not taken back. */
  stopActs(args: { receiptId: string }): undefined
}
