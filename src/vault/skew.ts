import type { Tokens } from '../cognito/person.ts'
import { claimsOf } from './claims.ts'

/** `iat` is in whole seconds: what is this small, in milliseconds, is no skew. */
const noSkewMs = 3_000

/**
 * How far Cognito's clock is from this machine's, in milliseconds. Tokens that were issued while they were asked for tell of
 * none, however long that took: a machine may have slept between its request and the answer. Nor do those that cannot be
 * read: whoever is to keep them finds that out, and has what was begun ended.
 * @param askedMs when they were asked for
 * @param arrivedMs when they had arrived, both by this machine's clock
 */
export function skewOf(tokens: Tokens, askedMs: number, arrivedMs: number): number {
  const issuedMs = issuedAtOf(tokens) ?? arrivedMs
  if (issuedMs <= askedMs - noSkewMs) return issuedMs - askedMs
  return issuedMs >= arrivedMs + noSkewMs ? issuedMs - arrivedMs : 0
}

function issuedAtOf(tokens: Tokens): number | undefined {
  try {
    return claimsOf(tokens).accessIssuedAtMs
  } catch {
    return undefined
  }
}
