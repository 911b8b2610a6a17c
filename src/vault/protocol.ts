import type { CallRecord } from '../lib/calls.ts'
import type { Config } from '../lib/config.ts'
import type { Failure } from '../lib/failure.ts'
import type { CookieEnd, Provider, SignOutKind, StillWorks } from '../lib/stillWorks.ts'
import type { Access, AccessOperations } from './protocol/access.ts'
import type { LeakOperations, LeakReceipt } from './protocol/leaks.ts'
import type { ActOperations, OperatorReceipt } from './protocol/acts.ts'
import type { ClientChangeOperations } from './protocol/clientChanges.ts'
import type { PoolOperations } from './protocol/pools.ts'
import type { UserOperations } from './protocol/users.ts'
import type { ManagedLoginOperations } from './protocol/managedLogin.ts'
import type { DeviceOperations } from './protocol/devices.ts'
import type { OtherSessionsOperations, OthersReceipt, SessionsNews } from './protocol/sessions.ts'
import type { ActivityOperations } from './protocol/activity.ts'
import type { ClaimOperations } from './protocol/claims.ts'
import type { LimitOperations, LimitReason, SessionLimits } from './protocol/limits.ts'
import type { SignInMethod, SignInOperations } from './protocol/signIn.ts'

export type * from './protocol/devices.ts'
export type * from './protocol/sessions.ts'

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
  /** The pool's own id of the user. */
  sub: string
  displayName: string
  email?: string
  groups: readonly string[]
  /** ARNs of the AWS roles that the groups give, the preferred one first. */
  roles: readonly string[]
  /** When the session began. */
  signedInAt: Date
  /** When the person last proved who they are: earlier, where a cookie of managed login stood in for that. */
  authenticatedAt: Date
  how: SignInMethod
  poolId: string
  clientId: string
  /** `origin_jti`. Absent when revocation was off for the app client as this session began. */
  familyId?: string
  scopes: readonly string[]
  /** The device that the refresh token is bound to, where the pool tracks devices. */
  deviceKey?: string
  tokens: TokenSpans
  renewsAt: Date
  /** Cognito's clock minus this machine's, in milliseconds, measured when tokens arrived. */
  skewMs: number
  /** True when nothing of this session is kept on disk ("Shared computer"). */
  memoryOnly: boolean
  awsCredentialsUntil?: Date
  /** The deployment has an identity pool, at which any app could have obtained AWS credentials. */
  identityPool?: boolean
  /** The cookie of managed login, for a session that began there. */
  cookie?: CookieEnd
  /** The providers, such as Google, that a session from managed login can have come through. */
  providers?: readonly Provider[]
}

/** Why a session that this tab held has ended. */
export type EndReason =
  | 'signed out in another tab'
  | 'signed out here'
  | 'revoked'
  /** By an answer that does not say what became of it, as where this device was forgotten: it may live on. */
  | 'renewal refused'
  | 'expired'
  | 'refresh token used twice'
  | 'user disabled'
  | 'user deleted'
  | 'password reset required'
  | 'not confirmed'
  | 'app client gone'
  /** By what the operator did to their own account. */
  | 'signed out by yourself'
  | 'disabled by yourself'
  | LimitReason

/** How a session that this tab held has ended; with the receipt where the end was a sign-out of this browser's. */
export type Ended = { reason: EndReason; at: Date; displayName?: string; receiptId?: string }

/** The vault's answer to "am I signed in?". */
export type SessionState = { state: 'signed out'; ended?: Ended } | { state: 'signed in'; session: SessionFacts }

/** How the proof of a sign-out stands; never overstated (product.md, Receipt). */
export type Proof =
  | { state: 'waiting' }
  | { state: 'observed refused'; at: Date; probe: Probe; message: string; requestId?: string }
  | { state: 'still answers'; at: Date; probe: Probe; tries: number }
  | { state: 'not known'; probe: Probe; failure: Failure }
  /** `left` is said where a receipt is read whose page was closed before it was seen. */
  | { state: 'not possible'; why: 'no scope' | 'refused' | 'not told' | 'left' }

/** The call that was made with the old token to see whether Cognito still takes it. */
export type Probe = 'GetUser' | 'userInfo' | 'GetTokensFromRefreshToken'

/** Why a sign-out is tried no more. */
export type WhyGivenUp = 'a day has passed' | 'the token has expired' | 'memory only' | 'forgotten'

/** A sign-out that was accepted without a request id is asked for again until its end is seen: when, or why no more. */
export type AskedAgain = { tries: number; nextTryAt: Date } | { tries: number; why: WhyGivenUp }

/** Where the server's part of a sign-out stands. */
export type ServerStep =
  | { step: 'asked' }
  /** `requestId` is empty where the endpoint does not let a page read it. */
  | { step: 'accepted'; at: Date; requestId: string; attempts: number; again?: AskedAgain }
  | { step: 'refused'; at: Date; failure: Failure; everywhereOffered: boolean }
  | { step: 'not told yet'; failure: Failure; nextTryAt: Date; giveUpAt: Date; tries: number }
  | {
      step: 'given up'
      at: Date
      failure: Failure
      why: WhyGivenUp
      /** How often Cognito was asked; absent in receipts of earlier versions. */
      tries?: number
    }

/** What happened when somebody signed out. Holds no token. */
export type Receipt = {
  id: string
  kind: SignOutKind
  displayName: string
  username: string
  /** Whose session it was, by the pool's own id of the user. */
  sub?: string
  poolId: string
  clientId: string
  familyId?: string
  /** The id under which Cognito listed the session, where it was seen on the person's list. */
  listedAs?: string
  askedAt: Date
  /** Set when nobody asked for it: a limit was reached. */
  limit?: LimitReason
  operation: 'RevokeToken' | 'oauth2/revoke' | 'GlobalSignOut'
  /** Asked for with the sign-in that the session came through (RevokeAssociatedSessions LINKED). */
  linked?: true
  server: ServerStep
  proof: Proof
  tokens: TokenSpans
  /** Until when AWS credentials work that were obtained with the session. */
  awsCredentialsUntil?: Date
  /** The deployment has an identity pool, at which any app could have obtained AWS credentials. */
  identityPool?: boolean
  /** The cookie of managed login in this browser, for a session that began there. */
  cookie?: CookieEnd
  /** The providers, such as Google, that it can have come through. */
  providers?: readonly Provider[]
  stillWorks: readonly StillWorks[]
  skewMs: number
}

/** What is kept under a receipt's id: about this browser's session, others of the same person, somebody else, or a leak. */
export type AnyReceipt = Receipt | OthersReceipt | OperatorReceipt | LeakReceipt

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
  /** Whether Cognito hides which users exist. */
  hidesUsers: boolean
  /** Managed login's grants, such as `code` and `implicit`; none where the app client does not use it. */
  oauthFlows: readonly string[]
  callbackUrls: readonly string[]
  lastModified?: Date
}

/** One setting that differs, as JSON text; `undefined` where the member is absent. */
export type Difference = { path: string; before: string | undefined; after: string | undefined }

/** The vault's named operations: arguments in, result out. Nothing else can be asked of the worker. */
export type VaultOperations = SessionOperations &
  SignInOperations &
  LimitOperations &
  ActivityOperations &
  ClaimOperations &
  ManagedLoginOperations &
  OtherSessionsOperations &
  DeviceOperations &
  AccessOperations &
  OperatorOperations &
  ClientChangeOperations &
  UserOperations &
  LeakOperations &
  ActOperations &
  PoolOperations

type SessionOperations = {
  /** Starts the vault for a deployment and says whether somebody is signed in. Asked once. */
  open(args: { config: Config }): SessionState
  /** Reads the record again: another tab may have changed it. */
  resume(args: Record<string, never>): SessionState
  /** Tells the other tabs that the cookies and the record belong together now. */
  announce(args: Record<string, never>): undefined
  /** Asks Cognito whether this session still lives (GetUser or userInfo), and retries the outbox. */
  check(args: Record<string, never>): SessionState
  /** Refreshes the access and ID tokens now. */
  renew(args: Record<string, never>): SessionState
  /** `linked` ends the SSO session that this one came through as well. */
  signOut(args: { linked?: true | undefined }): { receiptId?: string }
  signOutEverywhere(args: Record<string, never>): { receiptId?: string }
  /** After RevokeToken was refused for good: GlobalSignOut with the token of the session that just left this browser. */
  signOutEverywhereInstead(args: { receiptId: string }): { receiptId: string }
  receipt(args: { receiptId: string }): AnyReceipt | undefined
  /** Tries every sign-out that Cognito has not confirmed, now. */
  retryOutbox(args: Record<string, never>): { waiting: number }
  /** Answers after so many milliseconds: a worker keeps time where a hidden page's timers do not. */
  wait(args: { ms: number }): undefined
}

/** Those of the operator's whose code is loaded on first use (operatorCode.ts). */
export type OperatorCodeOperations = Pick<AccessOperations, 'useCredentials' | 'probeAccess'> &
  OperatorOperations &
  ClientChangeOperations &
  UserOperations &
  ActOperations &
  PoolOperations

type OperatorOperations = {
  /** The pools of a Region; of the deployment's own, if none is named. */
  listPools(args: { region?: string | undefined }): readonly Pool[]
  listAppClients(args: { poolId: string }): readonly { id: string; name: string }[]
  describeAppClient(args: { poolId: string; clientId: string }): AppClient
}

/** The name of one of the vault's operations. */
export type OperationName = keyof VaultOperations

/** What a half of a sealing key can be for. */
export type HalfName = 'session' | 'next' | 'outbox' | 'device' | 'signIn'

/** Halves of the sealing keys. They live in cookies, which only the page can reach, and come with every request. */
export type KeyHalves = { readonly [Name in HalfName]?: string | undefined }

/** Page to worker. */
export type VaultRequest = { id: number; operation: OperationName; args: unknown; halves: KeyHalves }

/** Worker to page. */
export type VaultMessage =
  | { kind: 'result'; id: number; value: unknown }
  | { kind: 'failure'; id: number; failure: Failure }
  | { kind: 'session'; state: SessionState }
  | { kind: 'receipt'; receipt: AnyReceipt }
  /** The record has moved on in another tab: ask to `resume`, with the key halves as they are now. */
  | { kind: 'another tab' }
  /** The session sealed with this key half is over: forget the half. */
  | { kind: 'shred'; half: string }
  /** The session that this half seals has begun, and its page was gone before it heard: keep the half now. */
  | { kind: 'session half'; half: string }
  /** This browser has become a device of somebody's: keep the half that its secret is sealed with. */
  | { kind: 'device half'; half: string }
  /** A sign-out may have to wait in the outbox, sealed with this half: keep it for a day from now. */
  | { kind: 'outbox half'; half: string }
  | { kind: 'outbox'; waiting: number }
  | { kind: 'access'; access: Access }
  | { kind: 'sessions'; news: SessionsNews }
  /** There is something new in the activity. */
  | { kind: 'activity' }
  /** A request to Cognito has left, or has ended. */
  | { kind: 'call'; call: CallRecord }
  /** Until when the session lasts; undefined when there is none. */
  | { kind: 'limits'; limits: SessionLimits | undefined }
