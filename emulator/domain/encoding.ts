import { base64url } from 'jose'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** Text as UTF-8. */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text)
}

/** UTF-8 as text; what is not UTF-8 becomes replacement characters. */
export function text(bytes: Uint8Array | ArrayBuffer): string {
  return decoder.decode(bytes)
}

/** Bytes, or text as UTF-8, in base64url without padding. */
export function toBase64Url(bytes: Uint8Array | string): string {
  return base64url.encode(bytes)
}

/** The bytes, or undefined for anything but the one canonical spelling of them (so no second token means the same). */
export function fromBase64Url(encoded: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const bytes = new Uint8Array(base64url.decode(encoded))
    return base64url.encode(bytes) === encoded ? bytes : undefined
  } catch {
    return undefined
  }
}

/** Small letters, two per byte. */
export function toHex(bytes: Uint8Array | ArrayBuffer): string {
  let hex = ''
  for (const byte of bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes))
    hex += byte.toString(16).padStart(2, '0')
  return hex
}

/** The SHA-256 digest. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

/** The HMAC of `message` under `key`, with SHA-256 unless told otherwise. */
export async function hmac(
  key: Uint8Array<ArrayBuffer>,
  message: string | Uint8Array<ArrayBuffer>,
  hash: 'SHA-256' | 'SHA-1' = 'SHA-256',
): Promise<Uint8Array<ArrayBuffer>> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash }, false, ['sign'])
  return new Uint8Array(
    await crypto.subtle.sign('HMAC', imported, typeof message === 'string' ? utf8(message) : message),
  )
}

/** Bytes in base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  const url = toBase64Url(bytes)
  return url
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .padEnd(Math.ceil(url.length / 4) * 4, '=')
}

/** The bytes of base64, or undefined for anything else. */
export function fromBase64(encoded: string): Uint8Array<ArrayBuffer> | undefined {
  return fromBase64Url(encoded.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''))
}

/** Several pieces, one after the other. */
export function joined(...pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** Whether two texts are the same, in a time that depends only on their lengths. */
export function sameText(one: string, other: string): boolean {
  let difference = one.length ^ other.length
  for (let at = 0; at < one.length; at += 1)
    difference |= one.charCodeAt(at) ^ other.charCodeAt(at % (other.length || 1))
  return difference === 0
}
