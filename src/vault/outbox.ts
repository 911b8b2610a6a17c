import { Failed, type Failure, failureOf } from '../lib/failure.ts'
import { isFinal } from './finalRefusals.ts'
import { OneMore } from './oneMore.ts'
import { prove, type Remains } from './proof.ts'
import type { Receipt, ServerStep } from './protocol.ts'
import type { Receipts } from './receipts.ts'
import { type Sealed, unseal } from './seal.ts'
import type { Revocation, SessionCalls } from './sessionCalls.ts'
import type { OutboxEntry, VaultStorage } from './storage.ts'
import type { Surroundings } from './surroundings.ts'

const firstPauseMs = 5_000
const longestPauseMs = 5 * 60_000
const dayMs = 86_400_000

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
 * Sign-outs that Cognito has not confirmed. What lies here can only be revoked: no sign-in path reads it.
 * Retried on load, when the network returns, on focus, and after 5 s to 5 min, until Cognito has answered, the token
 * has expired or a day has passed (quality.md, Signing out).
 */
export class Outbox {
  readonly #around: Surroundings
  readonly #storage: VaultStorage
  readonly #calls: SessionCalls
  readonly #receipts: Receipts
  readonly #asked = new OneMore<number>()

  constructor(around: Surroundings, storage: VaultStorage, calls: SessionCalls, receipts: Receipts) {
    this.#around = around
    this.#storage = storage
    this.#calls = calls
    this.#receipts = receipts
  }

  /**
   * A new entry; it is written in the same transaction as the tombstone.
   * @param by the call that ends it
   * @param refreshExpiresAtMs on this machine's clock, as every time of an entry
   * @param linked whether the sign-in that the session came through is to end with it
   */
  entry(
    id: string,
    sealed: { about: string; sealed: Sealed },
    by: Revocation,
    refreshExpiresAtMs: number,
    linked = false,
  ): OutboxEntry {
    const askedAt = new Date(this.#around.now())
    const giveUpAt = new Date(Math.min(askedAt.getTime() + dayMs, refreshExpiresAtMs))
    return { id, ...sealed, by, askedAt, giveUpAt, nextTryAt: askedAt, tries: 0, ...(linked ? { linked } : {}) }
  }

  /** Notes that a try did not get through. Gives the receipt's words for it. */
  async postpone(entry: OutboxEntry, failure: Failure): Promise<ServerStep> {
    const tries = entry.tries + 1
    const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** (tries - 1))
    const nextTryAt = new Date(this.#around.now() + pause)
    await this.#storage.postpone({ ...entry, tries, nextTryAt })
    await this.tell()
    return { step: 'not told yet', failure, nextTryAt, giveUpAt: entry.giveUpAt, tries }
  }

  /** Removes an entry that has had its answer. */
  async settle(id: string): Promise<void> {
    await this.#storage.settle(id)
    await this.tell()
  }

  /** Tells the page how many sign-outs wait. */
  async tell(): Promise<number> {
    const waiting = (await this.#storage.outbox()).length
    this.#around.emit({ kind: 'outbox', waiting })
    return waiting
  }

  /**
   * Tries what is due, one after another; all of it when the page has asked for it, with its cookies as they are now.
   * An entry that another tab is sending is left to that tab.
   */
  async retry(asked: boolean): Promise<number> {
    return asked ? this.#asked.take(async () => this.#retry(true)) : this.#retry(false)
  }

  async #retry(asked: boolean): Promise<number> {
    for (const { id } of await this.#storage.outbox()) {
      try {
        await this.#around.withLock(outboxLock(id), async () => {
          const entry = (await this.#storage.outbox()).find((other) => other.id === id)
          if (entry && (asked || entry.nextTryAt.getTime() <= this.#around.now())) await this.#send(entry, asked)
        })
      } catch (error) {
        if (!(error instanceof Failed)) throw error
      }
    }
    return this.tell()
  }

  async #send(entry: OutboxEntry, asked: boolean): Promise<void> {
    const receipt = await this.#receipts.ofSignOut(entry.id)
    if (entry.giveUpAt.getTime() <= this.#around.now()) {
      const aDay = entry.giveUpAt.getTime() - entry.askedAt.getTime() === dayMs
      await this.#giveUp(entry, receipt, aDay ? 'a day has passed' : 'the token has expired')
      return
    }
    const half = this.#around.halves().outbox
    const sealed = half === undefined ? undefined : await unseal(half, entry.sealed, entry.about)
    const [refresh, deviceKey] = sealed?.split(' ') ?? []
    if (refresh === undefined) {
      const lost = asked && this.#around.now() - entry.askedAt.getTime() > keyMayComeMs
      if (lost) await this.#giveUp(entry, receipt, 'forgotten')
      return
    }
    const by = entry.by ?? 'RevokeToken'
    try {
      const accepted = await this.#calls.revoke(by, refresh, entry.linked)
      if (receipt)
        await this.#complete(receipt, { refresh, deviceKey, by }, { step: 'accepted', at: this.#now(), ...accepted })
      // Only now: a tab that closes before the proof leaves the entry, and the next one asks and proves again.
      await this.settle(entry.id)
    } catch (error) {
      const failure = failureOf(error, by)
      if (isFinal(failure)) {
        await this.settle(entry.id)
        const server = { step: 'refused', at: this.#now(), failure, everywhereOffered: false } as const
        if (receipt)
          await this.#receipts.putSignOut(
            { ...receipt, server, proof: { state: 'not possible', why: 'refused' } },
            false,
          )
      } else {
        const server = await this.postpone(entry, failure)
        if (receipt) await this.#receipts.putSignOut({ ...receipt, server }, false)
      }
    }
  }

  async #complete(receipt: Receipt, remains: Remains, server: ServerStep): Promise<void> {
    const nowOnCognito = this.#around.now() + receipt.skewMs
    const accepted = await this.#receipts.putSignOut({ ...receipt, server, proof: { state: 'waiting' } }, false)
    const proof = await prove(this.#calls, this.#around, remains, nowOnCognito)
    await this.#receipts.putSignOut({ ...accepted, proof }, false)
  }

  async #giveUp(
    entry: OutboxEntry,
    receipt: Receipt | undefined,
    why: 'a day has passed' | 'the token has expired' | 'forgotten',
  ): Promise<void> {
    await this.settle(entry.id)
    if (receipt === undefined) return
    const failure = receipt.server.step === 'not told yet' ? receipt.server.failure : unopened
    const server: ServerStep = { step: 'given up', at: this.#now(), failure, why, tries: entry.tries }
    await this.#receipts.putSignOut({ ...receipt, server, proof: { state: 'not possible', why: 'not told' } }, false)
  }

  #now(): Date {
    return new Date(this.#around.now())
  }
}

/** What an entry seals: the refresh token, and the device without which Cognito does not look at it. */
export function toRevoke(refreshToken: string, deviceKey: string | undefined): string {
  return deviceKey === undefined ? refreshToken : `${refreshToken} ${deviceKey}`
}

/** The lock under which one entry is sent. */
export function outboxLock(id: string): string {
  return `curfew outbox ${id}`
}
