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

const BASE64URL = encoder.encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')
/** Six bits by character code; 255 for what is no base64url. */
const SIX_BITS = new Uint8Array(128).fill(255)
for (const [value, code] of BASE64URL.entries()) SIX_BITS[code] = value
/** The two characters of every twelve bits, side by side as in memory. */
const PAIRS = new Uint16Array(Uint8Array.from({ length: 8192 }, (_, at) => pairByte(at)).buffer)

function pairByte(at: number): number {
  const twelve = at >> 1
  return BASE64URL[at % 2 === 0 ? twelve >> 6 : twelve & 63] ?? 0
}

/**
 * Bytes, or text as UTF-8, in base64url without padding. Tokens are some thousand characters of it, so this works on
 * bytes from end to end; btoa and its corrections cost ten times as much.
 */
export function toBase64Url(bytes: Uint8Array | string): string {
  const from = typeof bytes === 'string' ? encoder.encode(bytes) : bytes
  const { length } = from
  const to = new Uint16Array(Math.ceil(length / 3) * 2)
  for (let at = 0, put = 0; at < length; at += 3) {
    const three = ((from[at] ?? 0) << 16) | ((from[at + 1] ?? 0) << 8) | (from[at + 2] ?? 0)
    to[put++] = PAIRS[three >> 12] ?? 0
    to[put++] = PAIRS[three & 4095] ?? 0
  }
  return decoder.decode(new Uint8Array(to.buffer, 0, Math.ceil((length * 4) / 3)))
}

/** The bytes, or undefined for anything but the one canonical spelling of them (so no second token means the same). */
export function fromBase64Url(encoded: string): Uint8Array<ArrayBuffer> | undefined {
  const { length } = encoded
  if (length % 4 === 1) return undefined
  const bytes = new Uint8Array(Math.floor((length * 3) / 4))
  let bits = 0
  for (let at = 0, put = 0; at < length; at += 1) {
    const six = SIX_BITS[encoded.charCodeAt(at)] ?? 255
    if (six === 255) return undefined
    bits = (bits << 6) | six
    const filled = at % 4
    if (filled === 1) bytes[put++] = bits >> 4
    else if (filled === 2) bytes[put++] = bits >> 2
    else if (filled === 3) bytes[put++] = bits
  }
  // The last character of a shorter group has bits to spare, which have to be zero.
  const spare = length % 4 === 2 ? 15 : length % 4 === 3 ? 3 : 0
  return (bits & spare) === 0 ? bytes : undefined
}

const HEX = encoder.encode('0123456789abcdef')

/** Small letters, two per byte. What is put together letter by letter takes ten times the memory until it is used. */
export function toHex(bytes: Uint8Array): string {
  const to = new Uint8Array(bytes.length * 2)
  for (let at = 0, put = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    to[put++] = HEX[byte >> 4] ?? 0
    to[put++] = HEX[byte & 15] ?? 0
  }
  return decoder.decode(to)
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
