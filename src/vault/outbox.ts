import { Failed, type Failure } from '../lib/failure.ts'
import { OneMore } from './oneMore.ts'
import { dayMs, type OutboxEntries, outboxLock } from './outboxEntries.ts'
import type { Receipt, WhyGivenUp } from './protocol.ts'
import type { Receipts } from './receipts.ts'
import type { OutboxEntry } from './storage.ts'
import type { Surroundings } from './surroundings.ts'
import { type Telling, unobserved } from './telling.ts'

/**
 * How old a sign-out is before a missing key counts as lost, in milliseconds: until then this tab may not have seen the
 * cookie that another tab has just made.
 */
const keyMayComeMs = 60_000

const unopened: Failure = {
  operation: 'RevokeToken',
  code: 'Sealed',
  message: 'This browser no longer has the key of this sign-out.',
  class: 'rejected',
  attempts: 0,
}

/**
 * Sign-outs that Cognito has not confirmed. Retried on load, when the network returns, on focus, and after 5 s to 5 min,
 * until Cognito has answered, the token has expired or a day has passed (quality.md, Signing out).
 */
export class Outbox {
  readonly #around: Surroundings
  readonly #entries: OutboxEntries
  readonly #telling: Telling
  readonly #receipts: Receipts
  readonly #asked = new OneMore<number>()

  constructor(around: Surroundings, parts: { entries: OutboxEntries; telling: Telling; receipts: Receipts }) {
    this.#around = around
    this.#entries = parts.entries
    this.#telling = parts.telling
    this.#receipts = parts.receipts
  }

  /**
   * Tries what is due, one after another; all of it when the page has asked for it, with its cookies as they are now.
   * An entry that another tab is sending is left to that tab.
   */
  async retry(asked: boolean): Promise<number> {
    return asked ? this.#asked.take(async () => this.#retry(true)) : this.#retry(false)
  }

  async #retry(asked: boolean): Promise<number> {
    for (const { id } of await this.#entries.all()) {
      try {
        await this.#around.withLock(outboxLock(id), async () => {
          const entry = (await this.#entries.all()).find((other) => other.id === id)
          if (entry && (asked || entry.nextTryAt.getTime() <= this.#around.now())) await this.#send(entry, asked)
        })
      } catch (error) {
        if (!(error instanceof Failed)) throw error
      }
    }
    return this.#entries.tell()
  }

  async #send(entry: OutboxEntry, asked: boolean): Promise<void> {
    const receipt = await this.#receipts.ofSignOut(entry.id)
    if (entry.giveUpAt.getTime() <= this.#around.now()) {
      const aDay = entry.giveUpAt.getTime() - entry.askedAt.getTime() === dayMs
      await this.#giveUp(entry, receipt, aDay ? 'a day has passed' : 'the token has expired')
      return
    }
    const opened = await this.#entries.open(entry)
    if (opened === undefined) {
      const lost = asked && this.#around.now() - entry.askedAt.getTime() > keyMayComeMs
      if (lost) await this.#giveUp(entry, receipt, 'forgotten')
      return
    }
    const { by = 'RevokeToken', linked } = entry
    await this.#telling.tell({ remains: { ...opened, by }, receipt, entry, memoryOnly: false, linked })
  }

  async #giveUp(
    entry: OutboxEntry,
    receipt: Receipt | undefined,
    why: Exclude<WhyGivenUp, 'memory only'>,
  ): Promise<void> {
    await this.#entries.settle(entry.id)
    if (receipt === undefined) return
    const { server } = receipt
    const { tries } = entry
    if (server.step === 'accepted') {
      await this.#receipts.putSignOut({ ...receipt, ...unobserved(receipt, server, { tries, why }) }, false)
      return
    }
    const failure = server.step === 'not told yet' ? server.failure : unopened
    const at = new Date(this.#around.now())
    const givenUp = { step: 'given up', at, failure, why, tries } as const
    const proof = { state: 'not possible', why: 'not told' } as const
    await this.#receipts.putSignOut({ ...receipt, server: givenUp, proof }, false)
  }
}
