import { fromBase64Url, toBase64Url, utf8 } from './encoding.ts'
import { modularPower } from './modularPower.ts'

/** Bytes that WebCrypto takes. */
type Bytes = Uint8Array<ArrayBuffer>

/** What is there at once, or soon. */
export type Soon<T> = T | Promise<T>

/** Goes on with something: at once if it is there. */
export function soon<From, To>(value: Soon<From>, goOn: (value: From) => Soon<To>): Soon<To> {
  return value instanceof Promise ? value.then(goOn) : goOn(value)
}

/**
 * The arithmetic that every request needs: digests, signatures, seals, and their spelling. It is a port, because what is fastest differs:
 * WebCrypto is everywhere, but sends even a digest of fifty bytes to another thread; Node can do it on the spot.
 */
export interface Cryptography {
  readonly utf8: (text: string) => Bytes
  /** Bytes, or text as UTF-8, in base64url without padding. */
  readonly base64Url: (bytes: Uint8Array | string) => string
  /** The bytes of base64url, or undefined for anything but their one canonical spelling. */
  readonly fromBase64Url: (encoded: string) => Bytes | undefined
  readonly sha256: (bytes: Bytes) => Soon<Bytes>
  /** HMAC with SHA-256. */
  readonly hmac: (key: Bytes, message: Bytes) => Soon<Bytes>
  /** RS256, with the private half of a pair. */
  readonly sign: (key: CryptoKey, bytes: Bytes) => Promise<Bytes>
  /** Whether `signature` is RS256's for `bytes`, by the public half. */
  readonly verify: (key: CryptoKey, signature: Bytes, bytes: Bytes) => Soon<boolean>
  /** AES-GCM with a tag of 16 bytes, which comes last; `bound` is authenticated, not kept. */
  readonly encrypt: (key: CryptoKey, nonce: Bytes, bound: Bytes, plain: Bytes) => Soon<Bytes>
  /** What `encrypt` encrypted; undefined for anything else. */
  readonly decrypt: (key: CryptoKey, nonce: Bytes, bound: Bytes, sealed: Bytes) => Soon<Bytes | undefined>
  /** base^exponent mod modulus, which is a large odd prime; the base is less than it, and neither is negative. */
  readonly power: (base: bigint, exponent: bigint, modulus: bigint) => bigint
}

const RS256 = 'RSASSA-PKCS1-v1_5'
const HMAC = { name: 'HMAC', hash: 'SHA-256' }
const aesGcm = (iv: Bytes, additionalData: Bytes) => ({ name: 'AES-GCM', iv, additionalData, tagLength: 128 })

/** The port as every platform has it. */
export const webCryptography: Cryptography = {
  utf8,
  base64Url: toBase64Url,
  fromBase64Url,
  sha256: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)),
  async hmac(key, message) {
    const imported = await crypto.subtle.importKey('raw', key, HMAC, false, ['sign'])
    return new Uint8Array(await crypto.subtle.sign('HMAC', imported, message))
  },
  sign: async (key, bytes) => new Uint8Array(await crypto.subtle.sign(RS256, key, bytes)),
  verify: (key, signature, bytes) => crypto.subtle.verify(RS256, key, signature, bytes),
  encrypt: async (key, nonce, bound, plain) =>
    new Uint8Array(await crypto.subtle.encrypt(aesGcm(nonce, bound), key, plain)),
  async decrypt(key, nonce, bound, sealed) {
    try {
      return new Uint8Array(await crypto.subtle.decrypt(aesGcm(nonce, bound), key, sealed))
    } catch {
      return undefined
    }
  },
  power: modularPower,
}
