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
    crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']),
  ])
  return { id, access, sealing }
}

async function createSigningKey(random: Random): Promise<SigningKey> {
  const pair = await crypto.subtle.generateKey(
    { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
    true,
    ['sign', 'verify'],
  )
  const kid = btoa(String.fromCharCode(...random.bytes(32)))
  return signingKey(kid, pair.privateKey, pair.publicKey)
}

async function signingKey(kid: string, privateKey: CryptoKey, publicKey: CryptoKey): Promise<SigningKey> {
  const { n = '', e = '' } = await crypto.subtle.exportKey('jwk', publicKey)
  return { kid, privateKey, publicKey, jwk: { kid, n, e } }
}

const RS256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

/** Keys as JSON data, so that tokens outlive the process that made them. */
export interface SavedKeys {
  readonly id: SavedSigningKey
  readonly access: SavedSigningKey
  readonly sealing: JsonWebKey
}

interface SavedSigningKey {
  readonly kid: string
  readonly jwk: JsonWebKey
}

/** Writes keys down; `restoreKeys` reads them. */
export async function saveKeys({ id, access, sealing }: Keys): Promise<SavedKeys> {
  const saved = async ({ kid, privateKey }: SigningKey): Promise<SavedSigningKey> => ({
    kid,
    jwk: await crypto.subtle.exportKey('jwk', privateKey),
  })
  return { id: await saved(id), access: await saved(access), sealing: await crypto.subtle.exportKey('jwk', sealing) }
}

/** The keys that `saveKeys` wrote down. */
export async function restoreKeys({ id, access, sealing }: SavedKeys): Promise<Keys> {
  const restored = async ({ kid, jwk }: SavedSigningKey): Promise<SigningKey> => {
    const { kty, n, e } = jwk
    const publicJwk = { kty, n, e } as JsonWebKey
    return signingKey(
      kid,
      await crypto.subtle.importKey('jwk', jwk, RS256, false, ['sign']),
      await crypto.subtle.importKey('jwk', publicJwk, RS256, true, ['verify']),
    )
  }
  return {
    id: await restored(id),
    access: await restored(access),
    sealing: await crypto.subtle.importKey('jwk', sealing, 'AES-GCM', true, ['encrypt', 'decrypt']),
  }
}
