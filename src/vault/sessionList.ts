import type { PersonSessions, SessionRecord, SessionRecords } from '../cognito/personSessions.ts'
import { type Failure, failureOf } from '../lib/failure.ts'
import { asPerson } from './asPerson.ts'
import { familyOf } from './claims.ts'
import type { Live } from './facts.ts'
import type { Ending, ListedSession, SessionList } from './protocol.ts'
import type { SessionKeeper } from './session.ts'
import type { Surroundings } from './surroundings.ts'

/** Pauses between looks at the list until it agrees with what was ended, in milliseconds: a quarter of a minute in all. */
const pausesMs = [1_000, 2_000, 4_000, 8_000]

/** How long after its beginning a session may be missing from the list for no other reason than the delay. */
const newForMs = 60_000

/** One look at the list: which ids it shows. Only a `whole` one proves that something is gone. */
export type Look = { at: Date; ids: ReadonlySet<string>; whole: boolean } | { failure: Failure }

type Remembered = { ending: Ending; linked: boolean }

/**
 * The person's sessions as Cognito lists them, and what this vault remembers of those it has ended: the list is
 * eventually consistent, and goes on showing them for a while.
 */
export class SessionListing {
  readonly #around: Surroundings
  readonly #keeper: SessionKeeper
  readonly #api: PersonSessions
  readonly #ended = new Map<string, Remembered>()
  #read: { family: string; at: Date; records: SessionRecords } | undefined
  #reading: Promise<SessionList> | undefined
  #watching: Promise<void> | undefined
  #again = false
  /** Is told of every look while something is awaited. `last` after the last one of a watch. */
  onLook: (look: Look, last: boolean) => Promise<void> = async () => undefined
  /** Is asked for what was ended before this page was loaded, when somebody's list is first read. */
  onFirstRead: (live: Live) => Promise<void> = async () => undefined
  /** Is told of every later reading that is no look. */
  onLaterRead: () => void = () => undefined

  constructor(around: Surroundings, keeper: SessionKeeper, api: PersonSessions) {
    this.#around = around
    this.#keeper = keeper
    this.#api = api
  }

  /** Reads the whole list. Joins a reading that is under way. Throws Failed. */
  async read(): Promise<SessionList> {
    this.#reading ??= this.#readNow().finally(() => {
      this.#reading = undefined
    })
    return this.#reading
  }

  /** What was read last, with what is known since. */
  known(id: string): ListedSession | undefined {
    const record = this.#read?.records.sessions.find((session) => session.id === id)
    return record && this.#shown(record)
  }

  /** Ids of what ends with a session when what is linked to it does, as far as the list has shown. */
  linkedTo(id: string): readonly string[] {
    const all = this.#read?.records.sessions ?? []
    const own = all.find((session) => session.id === id)
    return all.filter((other) => other.cameThrough === id || other.id === own?.cameThrough).map((other) => other.id)
  }

  /** Whether a session is the sign-in that this browser's came through, or came through it, as far as the list has shown. */
  isOfThisBrowser(id: string): boolean {
    const all = this.#read?.records.sessions ?? []
    const signIn = all.find((session) => session.here)?.cameThrough
    if (signIn === undefined) return false
    return id === signIn || all.some((session) => session.id === id && session.cameThrough === signIn)
  }

  /** Notes how a session stands that is being ended; without a state it lives on after all. */
  note(id: string, state: Ending['state'] | undefined, linked = false, since = new Date(this.#around.now())): void {
    if (state === undefined) this.#ended.delete(id)
    else this.#ended.set(id, { ending: { state, since }, linked })
  }

  /** What was noted last of a session that is being ended. */
  noted(id: string): Ending['state'] | undefined {
    return this.#ended.get(id)?.ending.state
  }

  /** Shows the page what was read last, with what is known since. */
  show(): void {
    if (this.#read) this.#around.emit({ kind: 'sessions', news: { list: this.#list(this.#read) } })
  }

  /** Looks at the list until it agrees with what was ended, four times at most. A new call begins anew. */
  async watch(): Promise<void> {
    this.#again = true
    this.#watching ??= this.#watches()
    return this.#watching
  }

  async #watches(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false
        await this.#watch()
      }
    } finally {
      // At once: whoever calls a moment later must not be left to a watch that is over.
      this.#watching = undefined
    }
  }

  async #watch(): Promise<void> {
    const family = this.#family()
    for (const [look, pauseMs] of pausesMs.entries()) {
      await this.#around.sleep(pauseMs)
      const seen = await this.#look()
      // The list of whoever has signed in here meanwhile says nothing about it.
      if (this.#family() !== family) return
      const agrees = 'ids' in seen && seen.whole && this.#pending().length === 0
      const last = agrees || look === pausesMs.length - 1
      // What was ended while this looked has its own four looks coming.
      if (this.#again) return
      // A list that could not be read lists nothing.
      if (last && 'ids' in seen) for (const { id, ending } of this.#pending()) this.#noteStill(id, ending)
      this.show()
      await this.onLook(seen, last)
      if (last) return
    }
  }

  async #look(): Promise<Look> {
    try {
      const list = await this.read()
      const ids = new Set(this.#read?.records.sessions.map(({ id }) => id))
      if (list.state === 'tracked') return { at: list.at, ids, whole: list.missing === undefined }
      // Not even this session is listed: that says nothing of others.
      return { at: list.at, ids: new Set(), whole: false }
    } catch (error) {
      return { failure: failureOf(error, 'ListUserSessions') }
    }
  }

  #family(): string | undefined {
    const live = this.#keeper.live
    return live && familyOf(live.claims)
  }

  #pending(): readonly ListedSession[] {
    const list = this.#read && this.#list(this.#read)
    return list?.state === 'tracked' ? list.sessions.filter(({ ending }) => ending && isAwaited(ending)) : []
  }

  /** What was accepted, and is listed still. Of what was not answered that is no more than that it lives on. */
  #noteStill(id: string, ending: Ending | undefined): void {
    this.note(id, ending?.state === 'accepted' ? 'still listed' : undefined, false, ending?.since)
  }

  async #readNow(): Promise<SessionList> {
    try {
      const read = await asPerson(this.#keeper, 'ListUserSessions', async (accessToken, live) => ({
        live,
        family: familyOf(live.claims),
        records: await this.#api.list(accessToken),
        at: new Date(this.#around.now()),
      }))
      const first = this.#read?.family !== read.family
      if (first) this.#ended.clear()
      this.#read = read
      const here = read.records.sessions.find((session) => session.here)
      if (here) this.#keeper.noteListed(read.live, here.id)
      if (first) await this.onFirstRead(read.live)
      else if (this.#watching === undefined) this.onLaterRead()
      return this.#list(read)
    } catch (error) {
      const failure = failureOf(error, 'ListUserSessions')
      const at = new Date(this.#around.now())
      if (failure.code === 'OperationNotEnabledException') return { state: 'not tracked', at, why: 'refused', failure }
      if (failure.code === 'FeatureUnavailableInTierException') {
        return { state: 'not tracked', at, why: 'plan', failure }
      }
      throw error
    }
  }

  #list({ at, records }: { at: Date; records: SessionRecords }): SessionList {
    const { sessions, missing } = records
    const live = this.#keeper.live
    const age = live ? this.#keeper.cognitoNow(live) - live.claims.authTimeMs : 0
    if (sessions.length === 0 && age > newForMs) return { state: 'not tracked', at, why: 'nothing listed' }
    return {
      state: 'tracked',
      at,
      sessions: sessions.map((record) => this.#shown(record)),
      ...(missing === undefined ? {} : { missing }),
    }
  }

  #shown(record: SessionRecord): ListedSession {
    const own = this.#ended.get(record.id)
    const parent = record.cameThrough === undefined ? undefined : this.#ended.get(record.cameThrough)
    // A session that has come through an ended sign-in since the list was last read goes with it all the same.
    const remembered = own ?? (parent?.linked && parent.ending.state !== 'asked' ? parent : undefined)
    return remembered === undefined || record.here ? record : { ...record, ending: remembered.ending }
  }
}

/** Whether the list is still to tell what became of it. */
function isAwaited({ state }: Ending): boolean {
  return state === 'accepted' || state === 'not answered'
}
