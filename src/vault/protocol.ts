import type { Config } from '../lib/config.ts'
import type { Failure } from '../lib/failure.ts'
import type { SignOutKind, StillWorks } from '../lib/stillWorks.ts'

/*
 * Everything that crosses between the page and the vault. No type in this file has room for a token, a password that
 * was already used, a client secret or an AWS key: what is not here cannot leave the worker.
 */

/** When a token was issued and when it expires. `approximate` when Cognito does not say (refresh tokens are opaque). */
export type TokenSpan = { issuedAt: Date; expiresAt: Date; approximate: boolean }

/** The three spans of a session's tokens. */
export type TokenSpans = { refresh: TokenSpan; access: TokenSpan; id: TokenSpan }

/** What the page may know of a live session. */
export type SessionFacts = {
  username: string
  displayName: string
  email?: string
  groups: readonly string[]
  signedInAt: Date
  poolId: string
  clientId: string
  /** `origin_jti`. Absent when revocation was off for the app client as this session began. */
  familyId?: string
  scopes: readonly string[]
  tokens: TokenSpans
  renewsAt: Date
  /** Cognito's clock minus this machine's, in milliseconds, measured when tokens arrived. */
  skewMs: number
  /** True when nothing of this session is kept on disk ("Shared computer"). */
  memoryOnly: boolean
  awsCredentialsUntil?: Date
}

/** Why a session that this tab held has ended. */
export type EndReason =
  | 'signed out in another tab'
  | 'signed out here'
  | 'revoked'
  | 'expired'
  | 'refresh token used twice'
  | 'user disabled'
  | 'user deleted'
  | 'password reset required'
  | 'not confirmed'
  | 'app client gone'

/** The vault's answer to "am I signed in?". */
export type SessionState =
  | { state: 'signed out'; ended?: { reason: EndReason; at: Date; displayName?: string } }
  | { state: 'signed in'; session: SessionFacts }

/** One step of a sign-in: done, or a question that a person has to answer. */
export type SignInAnswer =
  | { step: 'signed in' }
  | { step: 'new password'; username: string; requiredAttributes: readonly string[] }
  | { step: 'not supported'; challenge: string }

/** How the proof of a sign-out stands; never overstated (product.md, Receipt). */
export type Proof =
  | { state: 'waiting' }
  | { state: 'observed refused'; at: Date; probe: Probe; message: string; requestId?: string }
  | { state: 'still answers'; at: Date; probe: Probe; tries: number }
  | { state: 'not known'; probe: Probe; failure: Failure }
  | { state: 'not possible'; why: 'no scope' | 'refused' | 'not told' }

/** The call that was made with the old token to see whether Cognito still takes it. */
export type Probe = 'GetUser' | 'GetTokensFromRefreshToken'

/** Where the server's part of a sign-out stands. */
export type ServerStep =
  | { step: 'asked' }
  | { step: 'accepted'; at: Date; requestId: string; attempts: number }
  | { step: 'refused'; at: Date; failure: Failure; everywhereOffered: boolean }
  | { step: 'not told yet'; failure: Failure; nextTryAt: Date; giveUpAt: Date; tries: number }
  | {
      step: 'given up'
      at: Date
      failure: Failure
      why: 'a day has passed' | 'the token has expired' | 'memory only' | 'forgotten'
    }

/** What happened when somebody signed out. Holds no token. */
export type Receipt = {
  id: string
  kind: SignOutKind
  displayName: string
  username: string
  poolId: string
  clientId: string
  familyId?: string
  askedAt: Date
  operation: 'RevokeToken' | 'GlobalSignOut'
  server: ServerStep
  proof: Proof
  tokens: TokenSpans
  /** Until when AWS credentials work that were obtained with the session. */
  awsCredentialsUntil?: Date
  stillWorks: readonly StillWorks[]
  skewMs: number
}

/** A user pool by name. */
export type Pool = { id: string; name: string }

/** A lifetime as Cognito holds it, with its unit, and in seconds. */
export type Lifetime = { value: number; unit: 'seconds' | 'minutes' | 'hours' | 'days'; seconds: number }

/** What the operator's table shows of an app client. The secret is not here, and cannot be. */
export type AppClient = {
  poolId: string
  id: string
  name: string
  confidential: boolean
  revocation: boolean
  accessToken: Lifetime
  idToken: Lifetime
  refreshToken: Lifetime
  rotation: boolean
  authFlows: readonly string[]
  lastModified?: Date
}

/** One setting that differs, as JSON text; `undefined` where the member is absent. */
export type Difference = { path: string; before: string | undefined; after: string | undefined }

/** A change of EnableTokenRevocation that was looked at but not written. */
export type RevocationPlan =
  | { verdict: 'already there'; client: AppClient }
  | { verdict: 'cannot'; client: AppClient; unknown: readonly string[] }
  | { verdict: 'ready'; planId: string; client: AppClient; change: Difference; changedSinceSeen: readonly Difference[] }

/** What came of writing a plan. Success is only ever `verified`, which was read back. */
export type RevocationOutcome =
  | { outcome: 'verified'; client: AppClient; change: Difference; at: Date; requestId?: string }
  | { outcome: 'moved'; client: AppClient; differences: readonly Difference[] }
  | { outcome: 'drift'; client: AppClient; differences: readonly Difference[]; at: Date }
  /** `readBack` says whether the setting could be read after the write; if not, `client` is how it was before. */
  | { outcome: 'not confirmed'; client: AppClient; readBack: boolean; failure?: Failure }

/** The vault's named operations: arguments in, result out. Nothing else can be asked of the worker. */
export type VaultOperations = {
  /** Starts the vault for a deployment and says whether somebody is signed in. Asked once. */
  open(args: { config: Config }): SessionState
  /** Reads the record again: another tab may have changed it. */
  resume(args: Record<string, never>): SessionState
  /**
   * Begins a session. `half` seals it; without one nothing of it is kept on disk, which has to be wanted (`memoryOnly`).
   * The page puts the half into its cookie once somebody is signed in, and then announces it.
   */
  signIn(args: { username: string; password: string; memoryOnly: boolean; half?: string | undefined }): SignInAnswer
  answerNewPassword(args: { newPassword: string; attributes: Readonly<Record<string, string>> }): SignInAnswer
  /** Tells the other tabs that the cookies and the record belong together now. */
  announce(args: Record<string, never>): undefined
  /** Asks Cognito whether this session still lives (GetUser), and retries the outbox. */
  check(args: Record<string, never>): SessionState
  /** Refreshes the access and ID tokens now. */
  renew(args: Record<string, never>): SessionState
  signOut(args: Record<string, never>): { receiptId?: string }
  signOutEverywhere(args: Record<string, never>): { receiptId?: string }
  /** After RevokeToken was refused for good: GlobalSignOut with the token of the session that just left this browser. */
  signOutEverywhereInstead(args: { receiptId: string }): { receiptId: string }
  receipt(args: { receiptId: string }): Receipt | undefined
  /** Tries every sign-out that Cognito has not been told of, now. */
  retryOutbox(args: Record<string, never>): { waiting: number }
  listPools(args: Record<string, never>): readonly Pool[]
  listAppClients(args: { poolId: string }): readonly { id: string; name: string }[]
  describeAppClient(args: { poolId: string; clientId: string }): AppClient
  planRevocation(args: { poolId: string; clientId: string; enable: boolean }): RevocationPlan
  commitRevocation(args: { planId: string }): RevocationOutcome
}

/** The name of one of the vault's operations. */
export type OperationName = keyof VaultOperations

/** Halves of the sealing keys. They live in cookies, which only the page can reach, and come with every request. */
export type KeyHalves = { session?: string; outbox?: string }

/** Page to worker. */
export type VaultRequest = { id: number; operation: OperationName; args: unknown; halves: KeyHalves }

/** Worker to page. */
export type VaultMessage =
  | { kind: 'result'; id: number; value: unknown }
  | { kind: 'failure'; id: number; failure: Failure }
  | { kind: 'session'; state: SessionState }
  | { kind: 'receipt'; receipt: Receipt }
  /** The record has moved on in another tab: ask to `resume`, with the key halves as they are now. */
  | { kind: 'another tab' }
  /** The session sealed with this key half is over: forget the half. */
  | { kind: 'shred'; half: string }
  | { kind: 'outbox'; waiting: number }
