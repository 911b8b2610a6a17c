import type { Proof, ServerStep } from '../protocol.ts'

/*
 * What crosses between the page and the vault about tokens that leaked. The text that one was pasted in goes into the
 * vault and does not come back: a token is named by an id that means nothing elsewhere.
 */

/** What kind of token it is. A refresh token is sealed by Cognito: it tells nothing of itself. */
export type TokenKind = 'refresh' | 'access' | 'id'

/** Which pool a token says it is of: one in reach, or another, to which nothing is sent. */
export type TokenPool =
  | { state: 'ours'; id: string; name?: string }
  | { state: 'foreign'; issuer: string }
  | { state: 'not told' }

/** What a token says of itself. To be believed only with a signature that fits. */
export type TokenSays = {
  username?: string
  sub?: string
  clientId?: string
  familyId?: string
  issuedAt?: Date
  expiresAt?: Date
  scopes: readonly string[]
}

/**
 * Whether Cognito still takes it. `not sent`: it was not asked, because the token is not known to be this pool's. `refused
 * otherwise`: it was refused with a code that does not say that its session has ended.
 */
export type TokenLife =
  | { state: 'alive'; at: Date }
  | { state: 'expired'; at: Date }
  | { state: 'refused'; at: Date; message: string }
  | { state: 'not known'; why: 'no call can tell' | 'not sent' | 'no scope' }
  | { state: 'not known'; why: 'refused otherwise'; code: string }
  | { state: 'failed'; code: string; message: string }

/** One token that was found in a text. */
export type LeakedToken = {
  /** Names it for as long as the vault holds it. */
  id: string
  kind: TokenKind
  pool: TokenPool
  /** Against the pool's own keys. `not checked`: they could not be read, or the pool is not in reach. */
  signature: 'fits' | 'does not fit' | 'not checked' | 'none'
  says: TokenSays
  life: TokenLife
}

/** What came of asking Cognito in one app client's name to revoke a refresh token. */
export type ClientTry = {
  clientId: string
  name?: string
  outcome: 'revoked' | 'accepted' | 'refused' | 'revocation off' | 'failed'
  /** Cognito's own words, or what went wrong. */
  message?: string
  /** Of a failed one: whether RevokeToken was sent and not answered. Absent in receipts of earlier versions. */
  unanswered?: boolean
  /**
   * Of one with revocation off: how long its refresh token and its longest other token live, as it is set, in
   * milliseconds. Absent in receipts of earlier versions.
   */
  livesMs?: { refresh: number; tokens: number }
}

/** What happened when an operator ended a token that leaked. Holds no token. */
export type LeakReceipt = {
  id: string
  kind: 'leaked token'
  /** The operator's own id: whose receipt it is. */
  sub: string
  displayName: string
  username: string
  poolId: string
  askedAt: Date
  skewMs: number
  operation: 'RevokeToken' | 'AdminUserGlobalSignOut'
  token: { kind: TokenKind; says: TokenSays }
  /** The app clients in whose name it was asked, in order; how many there are in all. */
  tried: readonly ClientTry[]
  clients: number
  /** Whether the operator named the one app client; else every one of the pool has its turn. Not in earlier versions' receipts. */
  named?: boolean
  server: Extract<ServerStep, { step: 'asked' | 'accepted' | 'refused' }>
  proof: Proof
  /**
   * How long the longest access or ID token lives, in milliseconds, where that is known: of the app client, or, where a user
   * was signed out, of the pool.
   */
  tokensLiveMs?: number
  identityPool: boolean
  /**
   * Set where the token was the operator's own and their sessions were ended. `proof`: what this browser's own token was
   * answered afterwards. Where it was refused and the leaked token shows nothing, it is the receipt's proof as well.
   */
  own?: { proof?: Proof }
}

/** The vault's operations on tokens that leaked. */
export type LeakOperations = {
  /**
   * Finds the tokens in a text, checks whose they are against the pool's keys, and asks Cognito about an access token of
   * a pool in reach. A token of another pool is not sent anywhere. What was found before is forgotten. Without a text it
   * says the same tokens again, as Cognito takes them now: one that was ended can have taken others with it.
   */
  readLeaked(args: { text?: string | undefined }): readonly LeakedToken[]
  /** Revokes a refresh token in the name of an app client; of every one of the pool, one after another, if none is named. */
  revokeLeaked(args: { tokenId: string; poolId: string; clientId?: string | undefined }): { receiptId: string }
  /** Ends every session of the user whom an access or ID token of a pool in reach is of. */
  endLeakedUser(args: { tokenId: string; tokenLifetimeMs?: number | undefined }): { receiptId: string }
  /** Forgets the tokens that were found. */
  forgetLeaked(args: Record<string, never>): undefined
}
