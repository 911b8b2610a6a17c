/** A sign-in must be fresher than this before bulk work or switching revocation off, in milliseconds (quality.md, Limits). */
const freshForMs = 5 * 60_000

/** When somebody signed in, on Cognito's clock, and what this machine's differs by. */
export type SignInTime = { signedInAt: Date; skewMs: number }

/** Whether a sign-in is fresh enough for bulk work to begin or to go on, or for revocation to be switched off. */
export function isFresh({ signedInAt, skewMs }: SignInTime, now: Date): boolean {
  return now.getTime() + skewMs - signedInAt.getTime() <= freshForMs
}
