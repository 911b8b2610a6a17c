/** A sign-in must be fresher than this before bulk work or switching revocation off, in milliseconds (quality.md, Limits). */
const freshForMs = 5 * 60_000

/** When somebody last proved who they are, on Cognito's clock, and what this machine's differs by. */
export type SignInTime = { authenticatedAt: Date; skewMs: number }

/** Whether a sign-in is fresh enough for bulk work to begin or to go on, or for revocation to be switched off. */
export function isFresh({ authenticatedAt, skewMs }: SignInTime, now: Date): boolean {
  return now.getTime() + skewMs - authenticatedAt.getTime() <= freshForMs
}

/** How somebody signed in, as far as it says how they do it anew. */
export type SignInManner = { how: { by: string; unasked?: true }; memoryOnly: boolean }

/**
 * How whoever signed in proves anew who they are. Managed login is asked to ask, which it does whatever its cookie is good
 * for; where it did not, its cookie has to end first. On a shared computer the tab's session would be lost on the way
 * there, and signing out ends the cookie as well.
 */
export function wayToProve({ how, memoryOnly }: SignInManner): 'sign out and in' | 'ask anew' | 'end the cookie' {
  if (how.unasked) return 'end the cookie'
  return how.by === 'managed login' && !memoryOnly ? 'ask anew' : 'sign out and in'
}
