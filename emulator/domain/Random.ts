import { text, utf8 } from './encoding.ts'

const POOL_BYTES = 4096
const HEX = utf8('0123456789abcdef')
const DASH = 0x2d
/** Written over for each UUID: its dashes stay. */
const uuidText = new Uint8Array(36).fill(DASH)

/** Letters and digits, as in a user pool's id. */
export const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
/** Small letters and digits, as in an app client's id and secret. */
export const LOWER_ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyz0123456789'
/** Capitals and the digits 2-7, as in an access key id. */
export const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The emulator's randomness, from one injected source of bytes, so that a test can make every id repeatable. */
export class Random {
  readonly #fill: (bytes: Uint8Array<ArrayBuffer>) => void
  #pool = new Uint8Array(0)
  #used = 0

  /** `fill` overwrites the bytes it is given, like `crypto.getRandomValues`. */
  constructor(fill: (bytes: Uint8Array<ArrayBuffer>) => void) {
    this.#fill = fill
  }

  /** `length` random bytes of their own. */
  bytes(length: number): Uint8Array<ArrayBuffer> {
    if (length > POOL_BYTES) {
      const bytes = new Uint8Array(length)
      this.#fill(bytes)
      return bytes
    }
    if (this.#used + length > this.#pool.length) {
      this.#pool = new Uint8Array(POOL_BYTES)
      this.#fill(this.#pool)
      this.#used = 0
    }
    this.#used += length
    // A part of the pool is nobody else's: what was handed out is not used again.
    return this.#pool.subarray(this.#used - length, this.#used)
  }

  /** A version 4 UUID. */
  uuid(): string {
    const bytes = this.bytes(16)
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
    for (let at = 0, put = 0; at < 16; at += 1) {
      if (at === 4 || at === 6 || at === 8 || at === 10) put += 1
      const byte = bytes[at] ?? 0
      uuidText[put++] = HEX[byte >> 4] ?? 0
      uuidText[put++] = HEX[byte & 15] ?? 0
    }
    return text(uuidText)
  }

  /** `length` characters of `alphabet` (at most 256 of them), each as likely as the next. */
  text(length: number, alphabet: string): string {
    const limit = 256 - (256 % alphabet.length)
    let text = ''
    while (text.length < length) {
      for (const byte of this.bytes(length)) {
        if (byte < limit && text.length < length) text += alphabet[byte % alphabet.length] ?? ''
      }
    }
    return text
  }
}
