import type { Failure } from '../../lib/failure.ts'
import type { AppClient, Difference, Pool } from '../protocol.ts'

/** What the operator's pages show of a user pool's own settings. */
export type PoolSettings = {
  id: string
  name: string
  arn?: string
  /** Cognito's feature plan: `LITE`, `ESSENTIALS` or `PLUS`. */
  plan?: string
  deletionProtection: boolean
  /** Approximately; Cognito counts every six hours or so. */
  userCount?: number
  tracksDevices: boolean
}

/** Session tracking of a pool. `unknown` where Cognito would not say. */
export type SessionTracking = { tracking: boolean; maxPerUser: number }

/**
 * A setting as it is to be: a pool's session tracking, an app client's minutes of SSO reuse (0 never, up to 90 days), or
 * that a pool cannot be deleted by one call.
 */
export type PoolSetting =
  | { of: 'pool'; poolId: string; tracking: boolean; maxPerUser: number }
  | { of: 'client'; poolId: string; clientId: string; ssoMinutes: number }
  | { of: 'deletion protection'; poolId: string }

/** A change of such a setting that was looked at but not written. */
export type SettingPlan =
  | { verdict: 'already there' }
  | { verdict: 'cannot'; unknown: readonly string[] }
  | {
      verdict: 'ready'
      planId: string
      changes: readonly Difference[]
      changedSinceSeen: readonly Difference[]
      /** The body of the operation that writes it, as JSON text. */
      request: string
    }

/** What was read back of a setting that was written, as an audit would have read it. */
export type SettingNow = { pool: PoolSettings } | { tracking: SessionTracking } | { reuse: { ssoMinutes: number } }

/** What came of writing it. Success is only ever `verified`, which was read back. */
export type SettingOutcome =
  | { outcome: 'verified'; changes: readonly Difference[]; now: SettingNow; at: Date; requestId?: string }
  | { outcome: 'moved'; differences: readonly Difference[] }
  | { outcome: 'drift'; differences: readonly Difference[]; now: SettingNow; at: Date }
  | { outcome: 'not confirmed'; readBack: boolean; failure?: Failure }

/** A page of a list; `next` where there are more. */
export type Page<T> = { items: readonly T[]; next?: string }

/** The vault's operations on user pools, page by page, for the audit. */
export type PoolOperations = {
  poolsPage(args: { region?: string | undefined; next?: string | undefined; paced?: boolean | undefined }): Page<Pool>
  appClientsPage(args: {
    poolId: string
    next?: string | undefined
    paced?: boolean | undefined
  }): Page<{ id: string; name: string }>
  poolSettings(args: { poolId: string; paced?: boolean | undefined }): PoolSettings
  sessionTracking(args: { poolId: string; paced?: boolean | undefined }): SessionTracking
  /** For how many minutes an app client reuses an SSO session. */
  clientSession(args: { poolId: string; clientId: string; paced?: boolean | undefined }): { ssoMinutes: number }
  /** Looks at what setting it would change; writes nothing. */
  planPoolSetting(args: { setting: PoolSetting }): SettingPlan
  /** Looks at what it would take to undo a verified change; `changedSinceSeen` is what was changed after it. */
  planSettingUndo(args: { planId: string }): SettingPlan
  /** Writes a plan once, and reports what was read back. */
  commitPoolSetting(args: { planId: string }): SettingOutcome
  /** The same as describeAppClient, in one request and without touching what the operator has seen. */
  auditAppClient(args: { poolId: string; clientId: string }): AppClient
}
