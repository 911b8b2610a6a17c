/*
 * The claims of a session's tokens, for whoever wants to look into them. Claims cross to the page; tokens do not.
 */

/** One claim. `json` is its value as JSON text; absent where the value itself looks like a token, and is withheld. */
export type ShownClaim = { name: string; json?: string }

/** The claims of the access and the ID token, in the order in which Cognito wrote them. The refresh token is opaque. */
export type ShownClaims = { access: readonly ShownClaim[]; id: readonly ShownClaim[] }

/** The vault's operations about claims. */
export type ClaimOperations = {
  /** The claims of the session's tokens as they are now; nothing when nobody is signed in. */
  claims(args: Record<string, never>): ShownClaims | undefined
}
