import type { Tokens } from '../cognito/person.ts'
import { claimsOf } from './claims.ts'

/** `iat` is in whole seconds and the answer took a while: what is this small, in milliseconds, is no skew. */
const noSkewMs = 3_000

/** How far Cognito's clock is from this machine's, in milliseconds, by tokens that have just arrived. */
export function skewOf(tokens: Tokens, nowMs: number): number {
  const skewMs = claimsOf(tokens).accessIssuedAtMs - nowMs
  return Math.abs(skewMs) < noSkewMs ? 0 : skewMs
}
