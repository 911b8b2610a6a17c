import type { PersonApi } from '../cognito/person.ts'
import { Failed, type Failure, failureOf } from '../lib/failure.ts'
import { prove } from './proof.ts'
import type { Receipt, ServerStep } from './protocol.ts'
import type { Receipts } from './receipts.ts'
import { type Sealed, unseal } from './seal.ts'
import type { OutboxEntry, VaultStorage } from './storage.ts'
import type { Surroundings } from './surroundings.ts'
import { aftermath } from './facts.ts'

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
  readonly #person: PersonApi
  readonly #receipts: Receipts

  constructor(around: Surroundings, storage: VaultStorage, person: PersonApi, receipts: Receipts) {
    this.#around = around
    this.#storage = storage
    this.#person = person
    this.#receipts = receipts
  }

  /**
   * A new entry; it is written in the same transaction as the tombstone.
   * @param refreshExpiresAtMs on this machine's clock, as every time of an entry
   */
  entry(id: string, about: string, sealed: Sealed, refreshExpiresAtMs: number): OutboxEntry {
    const askedAt = new Date(this.#around.now())
    const giveUpAt = new Date(Math.min(askedAt.getTime() + dayMs, refreshExpiresAtMs))
    return { id, about, sealed, askedAt, giveUpAt, nextTryAt: askedAt, tries: 0 }
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
    const receipt = await this.#receipts.find(entry.id)
    if (entry.giveUpAt.getTime() <= this.#around.now()) {
      const aDay = entry.giveUpAt.getTime() - entry.askedAt.getTime() === dayMs
      await this.#giveUp(entry, receipt, aDay ? 'a day has passed' : 'the token has expired')
      return
    }
    const half = this.#around.halves().outbox
    const refresh = half === undefined ? undefined : await unseal(half, entry.sealed, entry.about)
    if (refresh === undefined) {
      const lost = asked && this.#around.now() - entry.askedAt.getTime() > keyMayComeMs
      if (lost) await this.#giveUp(entry, receipt, 'forgotten')
      return
    }
    try {
      const accepted = await this.#person.revoke(refresh)
      if (receipt) await this.#complete(receipt, refresh, { step: 'accepted', at: this.#now(), ...accepted })
      // Only now: a tab that closes before the proof leaves the entry, and the next one asks and proves again.
      await this.settle(entry.id)
    } catch (error) {
      const failure = failureOf(error, 'RevokeToken')
      if (failure.class === 'rejected') {
        await this.settle(entry.id)
        const server = { step: 'refused', at: this.#now(), failure, everywhereOffered: false } as const
        if (receipt)
          await this.#receipts.put({ ...receipt, server, proof: { state: 'not possible', why: 'refused' } }, false)
      } else {
        const server = await this.postpone(entry, failure)
        if (receipt) await this.#receipts.put({ ...receipt, server }, false)
      }
    }
  }

  async #complete(receipt: Receipt, refresh: string, server: ServerStep): Promise<void> {
    const nowOnCognito = this.#around.now() + receipt.skewMs
    const works = aftermath(
      receipt.kind,
      'accepted',
      receipt.tokens,
      receipt.awsCredentialsUntil,
      new Date(nowOnCognito),
    )
    const accepted = await this.#receipts.put(
      { ...receipt, server, proof: { state: 'waiting' }, stillWorks: works },
      false,
    )
    const proof = await prove(this.#person, this.#around, { refresh }, nowOnCognito)
    await this.#receipts.put({ ...accepted, proof }, false)
  }

  async #giveUp(
    entry: OutboxEntry,
    receipt: Receipt | undefined,
    why: 'a day has passed' | 'the token has expired' | 'forgotten',
  ): Promise<void> {
    await this.settle(entry.id)
    if (receipt === undefined) return
    const failure = receipt.server.step === 'not told yet' ? receipt.server.failure : unopened
    const server: ServerStep = { step: 'given up', at: this.#now(), failure, why }
    await this.#receipts.put({ ...receipt, server, proof: { state: 'not possible', why: 'not told' } }, false)
  }

  #now(): Date {
    return new Date(this.#around.now())
  }
}

/** The lock under which one entry is sent. */
export function outboxLock(id: string): string {
  return `curfew outbox ${id}`
}
