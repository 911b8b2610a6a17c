import type { Failure } from '../../lib/failure.ts'

/*
 * What crosses between the page and the vault for managed login. The code that comes back to the page goes into the vault
 * at once; nothing comes out but an address to send the browser to, in which there is no secret.
 */

/**
 * What an answer of managed login led to, and what the person had wanted. With a `failure` nobody was signed in by it, and
 * the same may be begun again. With `again` nobody was either: a cookie had answered, by a proof that is too old for a
 * session, and the browser has to go there once more, to be asked `anew`.
 */
export type LoginOutcome = { memoryOnly: boolean; returnTo: string; anew?: true; again?: true; failure?: Failure }

/**
 * What a person wants of managed login: `returnTo` is where on this origin they were headed, and `first` the page to begin
 * at. From the one for a new password managed login's own way leads on to signing in. `anew` has it ask who they are, also
 * where its cookie would let them in.
 */
export type LoginWish = {
  memoryOnly: boolean
  returnTo: string
  first?: 'sign in' | 'new password' | undefined
  anew?: boolean | undefined
}

/** The operations of managed login, which happens on other pages: a request, what came of it, and the way out. */
export type ManagedLoginOperations = {
  /** Begins a sign-in: keeps what its answer will be held against, and gives the address to send the browser to. */
  beginManagedLogin(args: LoginWish): { url: string }
  /**
   * Takes what came back to the callback, and begins a session with it. `half` seals it, unless nothing of it was to be
   * kept (`memoryOnly`); the page puts the half into its cookie then, and announces it.
   */
  finishManagedLogin(args: { query: string; half?: string | undefined }): LoginOutcome
  /** The address that ends the cookie of managed login, and notes on the receipt that the browser was sent there. */
  leaveManagedLogin(args: { receiptId: string }): { url: string }
  /** Notes on the receipt that the browser came back from there. */
  returnFromManagedLogin(args: { receiptId: string }): { known: boolean }
}
