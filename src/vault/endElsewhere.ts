import type { PersonSessions } from '../cognito/personSessions.ts'
import { isLongAgo } from '../lib/abandoned.ts'
import { Failed, type Failure, failureOf } from '../lib/failure.ts'
import { lineOfElsewhere } from './elsewhereLine.ts'
import { asPerson, isNotFound } from './asPerson.ts'
import {
  awaitsList,
  compared,
  endingOf,
  isAsked,
  isElsewhere,
  isLookedFor,
  isOpen,
  kindOf,
  lastAsked,
  signInsFirst,
} from './endedSessions.ts'
import { endingIn } from './endings.ts'
import type { Live } from './facts.ts'
import type { ElsewhereReceipt, EndedSession, EndStep, SessionToEnd } from './protocol.ts'
import { Recalling, type RecallingParts } from './recalling.ts'
import type { Receipts } from './receipts.ts'
import type { SessionKeeper } from './session.ts'
import type { Look, SessionListing } from './sessionList.ts'
import type { Surroundings } from './surroundings.ts'

/** Between two sessions, in milliseconds: five a second. The quota is not documented [?]; GlobalSignOut's is 25. */
const paceMs = 200

/** Failures after which the next session would only fail alike, after as long a wait. */
const noConnection: ReadonlySet<string> = new Set(['Unreachable', 'TimedOut', 'NotCognito', 'Busy'])

/** A piece of work on one receipt. */
type Job = {
  receipt: ElsewhereReceipt
  stopped: boolean
  memoryOnly: boolean
  looks: number
  /** It was begun before this page was loaded, or in another tab, which may be at work on it. */
  recalled?: boolean
}

/**
 * Ends other sessions of the person with RevokeUserSession, one after another, on a receipt that is written before
 * Cognito is asked and tells each of them. Acceptance is no proof; the list is looked at until it agrees.
 */
export class EndElsewhere {
  readonly #around: Surroundings
  readonly #keeper: SessionKeeper
  readonly #api: PersonSessions
  readonly #listing: SessionListing
  readonly #receipts: Receipts
  readonly #recalling: Recalling
  readonly #jobs = new Map<string, Job>()
  readonly #running = new Set<Job>()

  constructor(around: Surroundings, parts: RecallingParts & { api: PersonSessions }) {
    this.#around = around
    this.#keeper = parts.keeper
    this.#api = parts.api
    this.#listing = parts.listing
    this.#receipts = parts.receipts
    this.#recalling = new Recalling(around, parts)
    this.#listing.onLook = async (look, last) => this.#compare(look, last)
    this.#listing.onFirstRead = async (live) => this.#recall(live)
    this.#listing.onLaterRead = () => {
      this.#lookFor()
      void this.#recalling.own().then((news) => news && this.#listing.show())
    }
  }

  /**
   * Begins to end these sessions; a browser's sign-in before what came through it, so that it mints nothing meanwhile.
   * One that is being ended already is left to that: two clicks are one wish.
   */
  async end(sessions: readonly SessionToEnd[]): Promise<{ receiptId: string }> {
    const live = await this.#keeper.fresh()
    if (live === undefined) throw signedOut
    const underWay = [...this.#running].find(({ receipt }) => sessions.every(({ id }) => isAsked(receipt, id)))
    if (underWay) return { receiptId: underWay.receipt.id }
    const id = this.#around.newId()
    const job = { receipt: this.#receipt(id, sessions, live), stopped: false, memoryOnly: live.memoryOnly, looks: 0 }
    this.#jobs.set(id, job)
    await this.#start(job)
    return { receiptId: id }
  }

  /** Asks again for what failed or was not tried, on the same receipt. */
  async retry(receiptId: string): Promise<{ receiptId: string }> {
    const job = this.#jobs.get(receiptId) ?? (await this.#kept(receiptId))
    if (this.#running.has(job)) return { receiptId }
    job.stopped = false
    if (job.recalled) job.receipt = await this.#newest(job)
    job.recalled = false
    job.receipt = {
      ...job.receipt,
      againAt: this.#now(),
      sessions: job.receipt.sessions.map((session) =>
        isOpen(session) ? { ...session, server: { step: 'waiting' }, list: { state: 'waiting' } } : session,
      ),
    }
    await this.#start(job)
    return { receiptId }
  }

  /** Asks Cognito for no further session. */
  stop(receiptId: string): void {
    const job = this.#jobs.get(receiptId)
    if (job) job.stopped = true
  }

  async #start(job: Job): Promise<void> {
    this.#running.add(job)
    try {
      await this.#receipts.put(job.receipt, lineOfElsewhere, job.memoryOnly)
    } catch (error) {
      this.#running.delete(job)
      throw error
    }
    for (const { id, server } of job.receipt.sessions) if (server.step === 'waiting') this.#listing.note(id, 'asked')
    this.#listing.show()
    void this.#run(job).finally(() => this.#running.delete(job))
  }

  async #run(job: Job): Promise<void> {
    let not: Extract<EndStep, { step: 'not tried' }>['why'] | undefined
    let first = true
    for (const session of job.receipt.sessions) {
      const { id, linked, server } = session
      if (server.step !== 'waiting') continue
      if (!first && !job.stopped && not === undefined) await this.#around.sleep(paceMs)
      first = false
      if (job.stopped) not ??= 'stopped'
      const step: EndStep = not === undefined ? await this.#endOne(id, linked) : { step: 'not tried', why: not }
      if (step.step === 'failed') not ??= hopeless(step.failure)
      await this.#note(job, session, step)
    }
    job.looks = 0
    void this.#listing.watch()
  }

  async #endOne(id: string, linked: boolean): Promise<EndStep> {
    try {
      const accepted = await asPerson(this.#keeper, 'RevokeUserSession', async (accessToken) =>
        this.#api.revoke(accessToken, id, linked),
      )
      return { step: 'accepted', at: this.#now(), ...accepted }
    } catch (error) {
      const failure = failureOf(error, 'RevokeUserSession')
      if (!isNotFound(error)) return { step: 'failed', at: this.#now(), failure }
      const { requestId } = failure
      return { step: 'already ended', at: this.#now(), ...(requestId === undefined ? {} : { requestId }) }
    }
  }

  async #note(job: Job, session: EndedSession, server: EndStep): Promise<void> {
    const { id } = session
    this.#noteEnding(job.receipt, { ...session, server })
    await this.#change(job, (one) => (one.id === id ? { ...one, server } : one))
    this.#listing.show()
  }

  /** Takes up what was ended before this page was loaded: the list may still show it. */
  async #recall({ claims, memoryOnly }: Live): Promise<void> {
    for (const receipt of await this.#recalling.elsewhere(claims.sub)) {
      const job: Job = { receipt, stopped: false, memoryOnly, looks: 0, recalled: true }
      if (!this.#jobs.has(receipt.id)) this.#jobs.set(receipt.id, job)
      for (const session of receipt.sessions) if (endingOf(session) !== undefined) this.#noteEnding(receipt, session)
    }
    await this.#recalling.own()
    this.#lookFor()
  }

  /** What nobody has seen the last of is looked for again. */
  #lookFor(): void {
    if (this.#own().some(({ receipt }) => receipt.sessions.some(isLookedFor))) void this.#listing.watch()
  }

  /** What is about the sessions of whoever is signed in: nobody else's list tells of them. */
  #own(): readonly Job[] {
    const sub = this.#keeper.live?.claims.sub
    return [...this.#jobs.values()].filter(({ receipt }) => receipt.sub === sub)
  }

  /** Notes for the list how a session stands, and what is linked to it. */
  #noteEnding(receipt: ElsewhereReceipt, session: EndedSession): void {
    const { id, linked, server } = session
    const state = endingOf(session)
    const since = 'at' in server ? server.at : undefined
    this.#listing.note(id, state, linked, since)
    if (state === undefined || !linked) return
    for (const other of this.#listing.linkedTo(id))
      if (!isAsked(receipt, other)) this.#listing.note(other, state, false, since)
  }

  /** Holds the receipts that wait for the list against what it shows now. */
  async #compare(look: Look, last: boolean): Promise<void> {
    for (const job of this.#own()) {
      if (this.#running.has(job)) continue
      if (job.recalled) job.receipt = await this.#newest(job)
      if (job.recalled && this.#mayBeUnderWay(job.receipt)) continue
      const waiting = job.receipt.sessions.some((session) => awaitsList(session))
      if (!waiting) continue
      if ('ids' in look) job.looks += 1
      await this.#change(job, (session) => compared(session, look, last, job.looks))
    }
  }

  /** Another tab may be at work on it; one that was closed is so no more. */
  #mayBeUnderWay(receipt: ElsewhereReceipt): boolean {
    const servers = receipt.sessions.map(({ server }) => server)
    const heard = servers.flatMap((server) => ('at' in server ? [server.at] : []))
    return servers.some(({ step }) => step === 'waiting') && !isLongAgo([lastAsked(receipt), ...heard], this.#now())
  }

  /**
   * Changed before it is written: what is asked for meanwhile must not be lost to an older copy. What has been answered is
   * told whatever the disk says.
   */
  async #change(job: Job, change: (session: EndedSession) => EndedSession): Promise<void> {
    job.receipt = { ...job.receipt, sessions: job.receipt.sessions.map(change) }
    await this.#receipts.put(job.receipt, lineOfElsewhere, job.memoryOnly, true)
  }

  async #newest({ receipt }: Job): Promise<ElsewhereReceipt> {
    const kept = await this.#receipts.find(receipt.id)
    return isElsewhere(kept) ? kept : receipt
  }

  async #kept(receiptId: string): Promise<Job> {
    const receipt = await this.#receipts.find(receiptId)
    const live = this.#keeper.live
    if (live === undefined) throw signedOut
    if (!isElsewhere(receipt) || receipt.username !== live.claims.username) throw forgotten
    const job = { receipt, stopped: false, memoryOnly: live.memoryOnly, looks: 0 }
    this.#jobs.set(receiptId, job)
    return job
  }

  #receipt(id: string, wanted: readonly SessionToEnd[], live: Live): ElsewhereReceipt {
    const { claims, skewMs } = live
    const { poolId, clientId } = this.#keeper.deployment
    const access = claims.accessExpiresAtMs - claims.accessIssuedAtMs
    return {
      id,
      kind: wanted.length === 1 ? 'another session' : 'other sessions',
      operation: 'RevokeUserSession',
      displayName: claims.displayName,
      username: claims.username,
      sub: claims.sub,
      poolId,
      clientId,
      askedAt: this.#now(),
      skewMs,
      tokenLifetimeMs: Math.max(access, claims.idExpiresAtMs - claims.idIssuedAtMs),
      sessions: wanted.map((session) => this.#described(session)).toSorted(signInsFirst),
    }
  }

  #described({ id, linked }: SessionToEnd): EndedSession {
    const known = this.#listing.known(id)
    const {
      here: _here,
      ending: _ending,
      ...record
    } = known ?? { id, kind: kindOf(id), here: false, ending: undefined }
    const place = this.#listing.isOfThisBrowser(id) ? { ofThisBrowser: true as const } : {}
    return { ...record, ...place, linked, server: { step: 'waiting' }, list: { state: 'waiting' } }
  }

  #now(): Date {
    return new Date(this.#around.now())
  }
}

function hopeless(failure: Failure): 'no connection' | 'this session ended' | undefined {
  if (noConnection.has(failure.code)) return 'no connection'
  const ending = endingIn(failure)
  const over = failure.code === 'SignedOut' || (ending !== undefined && ending !== 'ask')
  return over ? 'this session ended' : undefined
}

const signedOut = new Failed({
  operation: 'RevokeUserSession',
  code: 'SignedOut',
  message: 'Nobody is signed in here.',
  class: 'rejected',
  attempts: 0,
})

const forgotten = new Failed({
  operation: 'RevokeUserSession',
  code: 'Forgotten',
  message: 'There is nothing here that could be asked again.',
  class: 'rejected',
  attempts: 0,
})
