import type { EndReason, Proof, ServerStep } from './protocol.ts'

/** How long tokens live in these histories, and how close to its end an access token is renewed before it is used. */
export const accessMs = 15 * 60_000
export const refreshMs = 60 * 60_000
const renewedWithinMs = 60_000

type Family = {
  bornMs: number
  revoked: boolean
  ended: boolean
  /** The device was forgotten that its refresh token is bound to. */
  forgotten: boolean
}

/** What a browser holds: a family, and the access token that was minted last. */
type Held = { family: Family; mintedMs: number; /** It carries the family's name. */ named: boolean }

/** How an access token is answered. */
type Answer = 'ok' | 'expired' | 'disabled' | 'revoked'

/** What is to be seen after a step in a browser. */
export type Seen =
  | { state: 'signed in' }
  | { state: 'signed out'; reason?: EndReason; server?: ServerStep['step']; proof?: Proof['state'] }

/**
 * What should become of one person's sessions in several browsers: token families as cognito-facts part 5 tells of them.
 * It shares no code with the vault or the emulator.
 */
export class Families {
  nowMs = 0
  revocationOff = false
  disabled = false
  readonly rotates: boolean
  readonly #all: Family[] = []
  readonly #held: (Held | undefined)[] = []

  constructor(rotates: boolean) {
    this.rotates = rotates
  }

  holds(browser: number): boolean {
    return this.#held[browser] !== undefined
  }

  /** What Cognito itself would say of what a browser holds: whether its access token answers, and whether it mints. */
  vitals(browser: number): { answers: boolean; mints: boolean } {
    const held = this.#held[browser]
    if (held === undefined) return { answers: false, mints: false }
    return { answers: this.#answer(held) === 'ok', mints: this.#redeemed(held.family) === 'ok' }
  }

  signIn(browser: number): Seen {
    if (this.disabled) return { state: 'signed out' }
    const family = { bornMs: this.nowMs, revoked: false, ended: false, forgotten: false }
    this.#all.push(family)
    this.#held[browser] = this.#minted(family)
    return { state: 'signed in' }
  }

  check(browser: number): Seen {
    return this.#fresh(browser, (held) => {
      const answer = this.#answer(held)
      return answer === 'ok' ? { state: 'signed in' } : this.#over(browser, reasonOf(answer))
    })
  }

  renew(browser: number): Seen {
    const held = this.#held[browser]
    if (held === undefined) return { state: 'signed out' }
    const redeemed = this.#redeemed(held.family)
    if (redeemed === 'expired') return this.#over(browser, 'expired')
    if (redeemed === 'revoked') {
      return this.#over(browser, this.#whyRefused(held))
    }
    this.#held[browser] = this.#minted(held.family)
    return { state: 'signed in' }
  }

  signOut(browser: number): Seen {
    const held = this.#held[browser]
    if (held === undefined) return { state: 'signed out' }
    this.#held[browser] = undefined
    if (this.revocationOff) return { state: 'signed out', server: 'refused', proof: 'not possible' }
    held.family.revoked = true
    return { state: 'signed out', server: 'accepted', proof: this.#proof(held) }
  }

  everywhere(browser: number): Seen {
    return this.#fresh(browser, (held) => {
      const answer = this.#answer(held)
      if (answer !== 'ok') return this.#over(browser, reasonOf(answer))
      this.endAll()
      this.#held[browser] = undefined
      return { state: 'signed out', server: 'accepted', proof: 'observed refused' }
    })
  }

  /** Somebody else revokes the refresh token that a browser holds. */
  leak(browser: number): void {
    const held = this.#held[browser]
    if (held && !this.revocationOff) held.family.revoked = true
  }

  /** Somebody forgets the device that a browser is. Gives whether it was there to forget. */
  forget(browser: number): boolean {
    const held = this.#held[browser]
    const wasThere = held !== undefined && !held.family.forgotten
    if (held) held.family.forgotten = true
    return wasThere
  }

  endAll(): void {
    for (const family of this.#all) family.ended = true
  }

  #fresh(browser: number, then: (held: Held) => Seen): Seen {
    const before = this.#held[browser]
    if (before && before.mintedMs + accessMs - this.nowMs < renewedWithinMs) this.renew(browser)
    const held = this.#held[browser]
    if (held) return then(held)
    return before ? { state: 'signed out', reason: this.#lastReason } : { state: 'signed out' }
  }

  #lastReason: EndReason = 'revoked'

  #over(browser: number, reason: EndReason): Seen {
    this.#held[browser] = undefined
    this.#lastReason = reason
    return { state: 'signed out', reason }
  }

  #minted(family: Family): Held {
    return { family, mintedMs: this.nowMs, named: !this.revocationOff || this.rotates }
  }

  #answer({ family, mintedMs, named }: Held): Answer {
    if (this.nowMs - mintedMs >= accessMs) return 'expired'
    if (this.disabled) return 'disabled'
    return family.ended || (named && family.revoked) ? 'revoked' : 'ok'
  }

  #redeemed(family: Family): 'ok' | 'expired' | 'revoked' {
    if (this.nowMs - family.bornMs >= refreshMs) return 'expired'
    return family.ended || family.revoked || family.forgotten || this.disabled ? 'revoked' : 'ok'
  }

  #whyRefused(held: Held): EndReason {
    if (this.#answer(held) === 'disabled') return 'user disabled'
    // Where the device alone was forgotten, Cognito names no end.
    const { ended, revoked } = held.family
    return ended || revoked || this.disabled ? 'revoked' : 'renewal refused'
  }

  #proof(held: Held): Proof['state'] {
    const answer = this.#answer(held)
    if (answer === 'ok') return 'still answers'
    if (answer !== 'expired') return 'observed refused'
    return this.#redeemed(held.family) === 'expired' ? 'not known' : 'observed refused'
  }
}

function reasonOf(answer: Answer): EndReason {
  return answer === 'disabled' ? 'user disabled' : 'revoked'
}
