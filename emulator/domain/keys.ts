import { toBase64Url } from './encoding.ts'
import type { Random } from './Random.ts'

/** One RS256 signing key: its id, both halves ready for use, and the half the world may see. */
export interface SigningKey {
  readonly kid: string
  /** How every token begins that it signs: its header, encoded. */
  readonly head: string
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
  /** The public half as jwks.json shows it: modulus and exponent in base64url. */
  readonly jwk: { readonly kid: string; readonly n: string; readonly e: string }
}

/** What an emulator signs with. */
export interface SigningKeys {
  /** Signs ID tokens. */
  readonly id: SigningKey
  /** Signs access tokens: Cognito uses another key for these [D]. */
  readonly access: SigningKey
}

/** An emulator's keys, made or read when they are first asked for, and kept from then on. */
export interface Keys {
  /** Some 130 ms of work beside the main thread the first time: an emulator asks as soon as it can be spoken to. */
  readonly signing: () => Promise<SigningKeys>
  /** Seals refresh tokens and challenge sessions, which only the pool can read (AES-GCM). */
  readonly sealing: () => Promise<CryptoKey>
}

/** Where keys are kept as JSON data, so that tokens outlive the process that made them. */
export type KeptKeys = Pick<Map<string, unknown>, 'get' | 'set'>

/**
 * The keys that are kept, or new ones, which are kept before anybody sees what they made. AWS has a pair of each kind per
 * pool; here all pools of an emulator share one [E], which no client can tell but by comparing the jwks.json of two pools.
 */
export function createKeys(random: Random, kept?: KeptKeys): Keys {
  return {
    signing: once(async () => {
      const saved = kept?.get('signing') as Saved | undefined
      if (saved) return { id: await restored(saved.id), access: await restored(saved.access) }
      const [id, access] = await Promise.all([createSigningKey(random), createSigningKey(random)])
      kept?.set('signing', { id: await savedKey(id), access: await savedKey(access) } satisfies Saved)
      return { id, access }
    }),
    sealing: once(async () => {
      const saved = kept?.get('sealing') as JsonWebKey | undefined
      if (saved) return crypto.subtle.importKey('jwk', saved, 'AES-GCM', true, ['encrypt', 'decrypt'])
      // Not `generateKey`: Node would queue it on the threads that are making the signing keys, some 200 ms long.
      const key = await crypto.subtle.importKey('raw', random.bytes(32), 'AES-GCM', true, ['encrypt', 'decrypt'])
      kept?.set('sealing', await crypto.subtle.exportKey('jwk', key))
      return key
    }),
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
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
  const head = toBase64Url(JSON.stringify({ kid, alg: 'RS256' }))
  return { kid, head, privateKey, publicKey, jwk: { kid, n, e } }
}

const RS256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

interface SavedKey {
  readonly kid: string
  readonly jwk: JsonWebKey
}

type Saved = { readonly [Name in keyof SigningKeys]: SavedKey }

async function savedKey({ kid, privateKey }: SigningKey): Promise<SavedKey> {
  return { kid, jwk: await crypto.subtle.exportKey('jwk', privateKey) }
}

async function restored({ kid, jwk }: SavedKey): Promise<SigningKey> {
  const { kty, n, e } = jwk
  const publicJwk = { kty, n, e } as JsonWebKey
  return signingKey(
    kid,
    await crypto.subtle.importKey('jwk', jwk, RS256, false, ['sign']),
    await crypto.subtle.importKey('jwk', publicJwk, RS256, true, ['verify']),
  )
}
