import type { Random } from './Random.ts'

/** One RS256 signing key: its id, both halves ready for use, and the half the world may see. */
export interface SigningKey {
  readonly kid: string
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
  /** The public half as jwks.json shows it: modulus and exponent in base64url. */
  readonly jwk: { readonly kid: string; readonly n: string; readonly e: string }
}

/** What an emulator signs and seals with. */
export interface Keys {
  /** Signs ID tokens. */
  readonly id: SigningKey
  /** Signs access tokens: Cognito uses another key for these [D]. */
  readonly access: SigningKey
  /** Seals refresh tokens and challenge sessions, which only the pool can read (AES-GCM). */
  readonly sealing: CryptoKey
}

/**
 * Makes an emulator's keys; about 130 ms of work beside the main thread, so it is begun at start and awaited at the
 * first signature. AWS has a pair per pool; here all pools of an emulator share one pair [E], which no client can
 * tell but by comparing the jwks.json of two pools.
 */
export async function createKeys(random: Random): Promise<Keys> {
  const [id, access, sealing] = await Promise.all([
    createSigningKey(random),
    createSigningKey(random),
    crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
  ])
  return { id, access, sealing }
}

async function createSigningKey(random: Random): Promise<SigningKey> {
  const pair = await crypto.subtle.generateKey(
    { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
    true,
    ['sign', 'verify'],
  )
  const { n = '', e = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const kid = btoa(String.fromCharCode(...random.bytes(32)))
  return { kid, privateKey: pair.privateKey, publicKey: pair.publicKey, jwk: { kid, n, e } }
}
