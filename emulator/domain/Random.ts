const POOL_BYTES = 4096
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

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
    return this.#pool.slice(this.#used - length, this.#used)
  }

  /** A version 4 UUID. */
  uuid(): string {
    const bytes = this.bytes(16)
    let text = ''
    for (let at = 0; at < 16; at += 1) {
      const byte = bytes[at] ?? 0
      if (at === 4 || at === 6 || at === 8 || at === 10) text += '-'
      text += HEX[at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte] ?? ''
    }
    return text
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
