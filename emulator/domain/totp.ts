import { hmac } from './encoding.ts'
import { BASE32, type Random } from './Random.ts'

const STEP_MS = 30_000

/** A secret as AssociateSoftwareToken hands it out: 52 characters of base32 [?]. */
export function newTotpSecret(random: Random): string {
  return random.text(52, BASE32)
}

/**
 * The step of time whose code this is, or undefined. RFC 6238 as authenticator apps have it: SHA-1, six digits, 30
 * seconds; the step before and the one after are good too [?].
 */
export async function matchingStep(secret: string, code: string, nowMs: number): Promise<number | undefined> {
  const now = Math.floor(nowMs / STEP_MS)
  for (const step of [now, now - 1, now + 1]) {
    if ((await totpCode(secret, step)) === code) return step
  }
  return undefined
}

async function totpCode(secret: string, step: number): Promise<string> {
  const counter = new Uint8Array(8)
  new DataView(counter.buffer).setBigUint64(0, BigInt(Math.max(step, 0)))
  const digest = await hmac(fromBase32(secret), counter, 'SHA-1')
  const offset = (digest[digest.length - 1] ?? 0) & 0x0f
  const number = new DataView(digest.buffer).getUint32(offset) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

/** Whole bytes only: bits that are left over at the end say nothing. */
function fromBase32(encoded: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const character of encoded) {
    held = ((held << 5) | BASE32.indexOf(character)) & 0xffff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((held >> bits) & 0xff)
  }
  return Uint8Array.from(bytes)
}
