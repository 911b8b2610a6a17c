import type { Failure } from '../../lib/failure.ts'
import type { StillWorks } from '../../lib/stillWorks.ts'
import type { Proof, ServerStep } from '../protocol.ts'

/*
 * What crosses between the page and the vault about the person's other sessions. There is no token of them anywhere
 * here: what can be known of another session is what Cognito lists.
 */

/** One session of the person's, as Cognito lists it, and what this browser has asked of it since. */
export type ListedSession = {
  id: string
  /** `sso`: a browser's sign-in at managed login. `token`: one app's tokens. */
  kind: 'token' | 'sso'
  /** The session of this browser. */
  here: boolean
  clientId?: string
  startedAt?: Date
  lastActiveAt?: Date
  /** From the user agent: anybody's text. */
  device?: string
  address?: string
  city?: string
  country?: string
  /** The SSO session that it came through. */
  cameThrough?: string
  /** It was asked to end, and the list has not agreed yet. */
  ending?: Ending
}

/**
 * Where a session stands that was asked to end. `asked`: Cognito has not answered. `accepted`: it has, and the list will
 * follow. `still listed`: it has, and a quarter of a minute later the list still shows the session. `not answered`: the
 * answer was lost, and the list is to tell. `not told yet`: this browser was signed out of it, and Cognito has not confirmed it.
 */
export type Ending = { state: 'asked' | 'accepted' | 'still listed' | 'not answered' | 'not told yet'; since: Date }

/**
 * The person's sessions, or that Cognito keeps no list of them. `refused`: it says that the operation is not enabled for
 * this pool, or in this Region. `plan`: the pool's plan has no such thing. `nothing listed`: it lists no session at all,
 * not even the one that asks, long after it began.
 */
export type SessionList =
  | { state: 'tracked'; at: Date; sessions: readonly ListedSession[]; missing?: Failure }
  | { state: 'not tracked'; at: Date; why: 'refused' | 'plan' | 'nothing listed'; failure?: Failure }

/** A session to end. `linked` takes along what is linked to it: the sign-in it came through, or what came through it. */
export type SessionToEnd = { id: string; linked: boolean }

/** What came of asking Cognito to end one session. */
export type EndStep =
  | { step: 'waiting' }
  | { step: 'accepted'; at: Date; requestId: string; attempts: number }
  /** Cognito knows no such session any more: it had ended, or an answer that got lost was a yes. */
  | { step: 'already ended'; at: Date; requestId?: string }
  /** Refused; or, where the failure is an answer that was lost, not known. */
  | { step: 'failed'; at: Date; failure: Failure }
  | { step: 'not tried'; why: 'stopped' | 'no connection' | 'this session ended' }

/**
 * Whether the list has agreed. It is the only proof there is: of another session there is no token here that could be
 * tried.
 */
export type ListProof =
  | { state: 'waiting' }
  | { state: 'no longer listed'; at: Date }
  | { state: 'still listed'; at: Date; looks: number }
  | { state: 'not known'; failure?: Failure }

/** One session on a receipt. */
export type EndedSession = Omit<ListedSession, 'here' | 'ending'> & {
  linked: boolean
  /** It was the sign-in that this browser's session came through, or had come through that too, as far as was known. */
  ofThisBrowser?: true
  server: EndStep
  list: ListProof
}

type Common = {
  id: string
  /** Whose it is; receipts of earlier versions do not say. */
  sub?: string
  displayName: string
  username: string
  poolId: string
  /** This browser's app client. */
  clientId: string
  askedAt: Date
  skewMs: number
}

/** What happened when somebody ended sessions of theirs elsewhere, one by one. */
export type ElsewhereReceipt = Common & {
  kind: 'another session' | 'other sessions'
  operation: 'RevokeUserSession'
  sessions: readonly EndedSession[]
  /** When the rest was last asked for again. */
  againAt?: Date
  /** How long access and ID tokens of this app client live, in milliseconds: other apps' may live up to a day. */
  tokenLifetimeMs: number
}

/** Where the way back in stands, after everything was ended in order to stay here alone. */
export type BackStep =
  | { step: 'waiting' }
  /** `verified` when GetUser took the new session's access token; else why that is not known. */
  | { step: 'signed in'; at: Date; verified?: Date; failure?: Failure }
  | { step: 'failed'; at: Date; failure?: Failure }

/** What happened when somebody ended every session, and signed straight back in here. */
export type StayReceipt = Common & {
  kind: 'other sessions'
  operation: 'GlobalSignOut'
  server: Extract<ServerStep, { step: 'accepted' }>
  /** Of the session that this browser had before: it was one of those that ended. */
  proof: Proof
  back: BackStep
  stillWorks: readonly StillWorks[]
}

/** A receipt about the person's other sessions. */
export type OthersReceipt = ElsewhereReceipt | StayReceipt

/** What "all the others" is doing while it signs out everywhere and back in. */
export type StayStep = 'checking the password' | 'signing out everywhere' | 'waiting' | 'signing back in' | 'verifying'

/** What came of it. Nothing was ended when the account needs more than a password. */
export type Stayed =
  | { outcome: 'stayed'; receiptId: string }
  | { outcome: 'signed out'; receiptId: string }
  | { outcome: 'needs more than a password' }

/** What the vault says of its own accord about other sessions. */
export type SessionsNews = { list?: SessionList; staying?: StayStep }

/** The vault's operations on the person's other sessions. */
export type OtherSessionsOperations = {
  /** The person's sessions: every page of Cognito's list. */
  listSessions(args: Record<string, never>): SessionList
  /** Ends other sessions, one after another. Answers as soon as the receipt is written, and goes on by itself. */
  endSessions(args: { sessions: readonly SessionToEnd[] }): { receiptId: string }
  /** Asks again for those that failed or were not tried. */
  retryEnding(args: { receiptId: string }): { receiptId: string }
  /** Ends no further session. One that Cognito is being asked about is not taken back. */
  stopEnding(args: { receiptId: string }): undefined
  /**
   * Where Cognito keeps no list: signs out everywhere and straight back in, after the password was tried. `half` seals
   * the new session, as with `signIn`.
   */
  stayAlone(args: { password: string; half?: string | undefined }): Stayed
}
