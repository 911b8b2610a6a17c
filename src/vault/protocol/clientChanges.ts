import type { Failure } from '../../lib/failure.ts'
import type { NewClient } from '../../lib/newClient.ts'
import type { AppClient, Difference } from '../protocol.ts'

/** The changes of an app client that mend a finding. */
export const clientFixes = [
  'access lifetime',
  'id lifetime',
  'refresh lifetime',
  'rotation',
  'hidden users',
  'no implicit flow',
  'safe callbacks',
  'no password flow',
] as const

/** A change that mends a finding; what it sets follows from the client's own settings. */
export type ClientFix = (typeof clientFixes)[number]

/** One change of an app client. Nothing that is not in this list can be written. */
export type ClientChange = { set: 'revocation'; on: boolean } | { set: ClientFix }

/**
 * What may be wished for one app client: a change, what a change did taken back, or everything as it was before a change
 * that drifted.
 */
export type ChangeWish = ClientChange | { set: 'undone'; planId: string } | { set: 'as before'; planId: string }

/** A change that can be written. */
type Planned = {
  planId: string
  client: AppClient
  changes: readonly Difference[]
  changedSinceSeen: readonly Difference[]
  /** The body of UpdateUserPoolClient, as JSON text. */
  request: string
}

/** A change that was looked at but not written. */
export type ChangePlan =
  | { verdict: 'already there'; client: AppClient }
  /** This build does not know these settings: it can only carry them over as they are, which has to be asked for. */
  | ({ verdict: 'cannot'; unknown: readonly string[] } & Planned)
  | ({ verdict: 'ready' } & Planned)

/** A change that was about to be sent, of which nobody has seen what came. */
export type UnfinishedChange = {
  planId: string
  wish: ChangeWish
  /** How the app client was before. */
  client: AppClient
  request: string
  at: Date
}

/** What came of writing a plan. Success is only ever `verified`, which was read back. */
export type ChangeOutcome =
  | { outcome: 'verified'; client: AppClient; changes: readonly Difference[]; at: Date; requestId?: string }
  | { outcome: 'moved'; client: AppClient; differences: readonly Difference[] }
  /** Written, and something else is not as it was sent. `before` is the settings from before as JSON text, without the secret. */
  | {
      outcome: 'drift'
      client: AppClient
      differences: readonly Difference[]
      at: Date
      before: string
      planId: string
    }
  /** `readBack` says whether the setting could be read after the write; if not, `client` is how it was before. */
  | { outcome: 'not confirmed'; client: AppClient; readBack: boolean; failure?: Failure }

/** What came of making an app client. Only `created` was read back; its secret, where it has one, is not here. */
export type Creation =
  | { outcome: 'created'; client: AppClient; at: Date; requestId: string }
  /** Cognito has accepted it, and it could not be read yet. */
  | { outcome: 'not read back'; clientId: string; failure: Failure }

/** The vault's operations that change an app client, and the one that makes one. */
export type ClientChangeOperations = {
  /** Makes an app client with token revocation on, once, and reports what was read back. */
  createAppClient(args: NewClient): Creation
  /** Looks at what a change would do; writes nothing. */
  planChange(args: { poolId: string; clientId: string; change: ClientChange; paced?: true | undefined }): ChangePlan
  /** Looks at what it would take to have all settings as they were before a change that drifted. */
  planRestore(args: { planId: string }): ChangePlan
  /** Looks at what it would take to undo a verified change; `changedSinceSeen` is what was changed after it. */
  planUndo(args: { planId: string }): ChangePlan
  /**
   * Writes a plan once, and reports what was read back. A job paces itself, and keeps its own record of what it was about
   * to do.
   */
  commitChange(args: {
    planId: string
    /** Sends settings that this build does not know as they were read. */
    carryUnknown?: true | undefined
    paced?: true | undefined
  }): ChangeOutcome
  /** The changes that were about to be sent when their page went away, or whose end nobody has seen. */
  unfinishedChanges(args: Record<string, never>): readonly UnfinishedChange[]
  /** Reads back what became of one; writes nothing. */
  verifyChange(args: { planId: string }): ChangeOutcome
  /** Forgets one: what came of it has been seen. */
  settleChange(args: { planId: string }): undefined
}
