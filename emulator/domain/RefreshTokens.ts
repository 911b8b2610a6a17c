import type { Cryptography } from './Cryptography.ts'
import type { Keys } from './keys.ts'
import type { Random } from './Random.ts'
import { Remembered } from './Remembered.ts'
import { openRefreshToken, type Sealer, sealRefreshToken } from './sealing.ts'

/** What a refresh token carries, sealed. */
export interface RefreshToken {
  readonly eventId: string
  readonly clientId: string
  /** Which of its family's refresh tokens it is. */
  readonly number: number
  readonly untilMs: number
}

/** Refresh tokens as strings: what becomes of them is the families' affair. */
export class RefreshTokens {
  readonly #random: Random
  readonly #cryptography: Cryptography
  readonly #keys: Keys
  /** What a token says never changes. */
  readonly #opened = new Remembered<RefreshToken>()

  constructor(random: Random, cryptography: Cryptography, keys: Keys) {
    this.#random = random
    this.#cryptography = cryptography
    this.#keys = keys
  }

  async seal(token: RefreshToken): Promise<string> {
    const sealed = await sealRefreshToken(await this.#sealer(), this.#random, token)
    // Whoever is given a token soon uses it: opening it is a third of what a revocation takes.
    this.#opened.set(sealed, token)
    return sealed
  }

  /** What a refresh token says, or undefined if these keys never sealed it, or not all of it is there. */
  async read(token: string): Promise<RefreshToken | undefined> {
    const known = this.#opened.get(token)
    if (known) return known
    const read = await openRefreshToken(await this.#sealer(), token)
    if (!isRefreshToken(read)) return undefined
    this.#opened.set(token, read)
    return read
  }

  async #sealer(): Promise<Sealer> {
    return { cryptography: this.#cryptography, key: await this.#keys.sealing() }
  }
}

function isRefreshToken(content: unknown): content is RefreshToken {
  const { eventId, clientId, number, untilMs }: Partial<Record<keyof RefreshToken, unknown>> = Object(content)
  const isNamed = typeof eventId === 'string' && typeof clientId === 'string'
  return isNamed && Number.isInteger(number) && Number.isFinite(untilMs)
}
