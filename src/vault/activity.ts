import type { CallRecord, CallTarget } from '../lib/calls.ts'
import type { Failure } from '../lib/failure.ts'
import { type End, targetText } from './activityLines.ts'
import type { Live } from './facts.ts'
import type { EndReason } from './protocol.ts'
import type { ActivityEntry, ChangeReport } from './protocol/activity.ts'
import { type Asked, Recognised } from './recognised.ts'
import type { SessionKeeper } from './session.ts'
import type { VaultStorage } from './storage.ts'
import type { Surroundings } from './surroundings.ts'

const signingIn = new Set(['InitiateAuth', 'RespondToAuthChallenge', 'oauth2/token'])

/** Signed operations that only read. Every other one is a change, and is noted. */
const reading = /^(List|Describe|Get|Search|AdminGet|AdminList)/

/** Sign-ins that failed are remembered until one succeeds: this many. */
const mostFailures = 20

/** Whose session a request is of, and whether anything of it may be written. */
type Caller = { actor: string; memoryOnly: boolean }

/**
 * What this browser did, for the person who did it. Sign-outs come with their receipts, changes by an operator with the
 * requests that made them; on a shared computer everything stays in memory.
 */
export class Activity {
  readonly #around: Surroundings
  readonly #storage: VaultStorage
  readonly #keeper: () => SessionKeeper
  readonly #inMemory = new Map<string, ActivityEntry>()
  /** Sign-ins that were refused. Whether anything may be written of them is known once one has succeeded. */
  #failures: ActivityEntry[] = []
  /** Requests that a receipt tells of. */
  readonly #told = new Recognised<true>()
  /** Requests of jobs, with the job's id. */
  readonly #jobs = new Recognised<string>()
  #answered: Pick<ActivityEntry, 'operation' | 'requestId'> | undefined
  /** Whose session lives, or lived last. */
  #caller: Caller | undefined
  /** Under whose session each change under way was asked for: it may have its answer when that is over. */
  readonly #callers = new Map<string, Caller | undefined>()

  constructor(around: Surroundings, storage: VaultStorage, keeper: () => SessionKeeper) {
    this.#around = around
    this.#storage = storage
    this.#keeper = keeper
  }

  /** Looks at a request as it leaves or ends; keeps what belongs here. */
  async see(call: CallRecord, target: CallTarget | undefined): Promise<void> {
    if (signingIn.has(call.operation)) this.#seeSignIn(call)
    this.#caller = callerOf(this.#keeper().live) ?? this.#caller
    if (target === undefined || reading.test(call.operation)) return
    const caller = this.#callerOf(call)
    if (this.#told.of(call, target)) return
    const jobId = this.#jobs.of(call, target)
    const named = targetText(target)
    const entry: ActivityEntry = {
      ...(caller && { actor: caller.actor }),
      id: call.call,
      at: call.startedAt,
      kind: 'operator change',
      operation: call.operation,
      ...(named === '' ? {} : { target: named }),
      ...(jobId === undefined ? {} : { jobId }),
      ...endOf(call),
    }
    await this.#note(entry, caller?.memoryOnly ?? false)
  }

  /** Runs a call on a user that a receipt tells of: it gets no line of its own beside the receipt's. */
  async toldByReceipt<T>(asked: Asked, work: () => Promise<T>): Promise<T> {
    return this.#told.during(asked, true, work)
  }

  /** Runs a call of a job: its line leads there. */
  async ofJob<T>(jobId: string, asked: Asked, work: () => Promise<T>): Promise<T> {
    return this.#jobs.during(asked, jobId, work)
  }

  /**
   * A change of settings was read back: the line of the request that made it says so from then on, whether Cognito's
   * answer came or not. What cannot be noted must not stop what it tells of.
   * @param since when the request was about to be sent, perhaps by a page that is gone: of all from then on it is the first
   */
  async readBack(operation: string, target: CallTarget, since: Date, report: ChangeReport): Promise<void> {
    const named = targetText(target)
    const made = await this.list().then(
      (entries) => entries.findLast((one) => one.operation === operation && one.target === named && one.at >= since),
      () => undefined,
    )
    if (made === undefined) return
    const memoryOnly = this.#inMemory.has(made.id) || (this.#keeper().live?.memoryOnly ?? false)
    await this.#note({ ...made, outcome: 'proven', report }, memoryOnly)
  }

  /** Somebody has signed in through `clientId`. */
  async signedIn(sub: string, clientId: string, memoryOnly: boolean): Promise<void> {
    const failures = this.#failures.map((failure) => ({ ...failure, actor: sub }))
    this.#failures = []
    const entry: ActivityEntry = {
      operation: 'InitiateAuth',
      ...this.#answered,
      id: this.#around.newId(),
      at: this.#now(),
      kind: 'sign-in',
      actor: sub,
      target: `app client ${clientId}`,
      outcome: 'done',
    }
    for (const each of [...failures, entry]) await this.#note(each, memoryOnly)
  }

  /** `live` turned out to have ended. */
  async sessionEnded(live: Live, reason: EndReason, failure: Failure): Promise<void> {
    const entry: ActivityEntry = {
      actor: live.claims.sub,
      id: this.#around.newId(),
      at: this.#now(),
      kind: 'session ended',
      operation: failure.operation,
      target: 'this device',
      outcome: 'refused',
      detail: reason,
      ...(failure.requestId === undefined ? {} : { requestId: failure.requestId }),
    }
    await this.#note(entry, live.memoryOnly)
  }

  /** Keeps the line of a receipt, where the receipt itself stays in memory. */
  remember(line: ActivityEntry): void {
    this.#inMemory.set(line.id, line)
  }

  /** What was in memory is on disk by now. */
  forget(id: string): void {
    this.#inMemory.delete(id)
  }

  /** What the person who is signed in did here, the newest first. */
  async list(): Promise<readonly ActivityEntry[]> {
    const sub = this.#keeper().live?.claims.sub
    if (sub === undefined) return []
    // What is in memory stands in the place of what was on disk before a session went on that is not kept.
    const onDisk = (await this.#storage.activity()).filter(({ id }) => !this.#inMemory.has(id))
    const all = [...onDisk, ...this.#inMemory.values()]
    const own = all.filter(({ actor }) => actor === undefined || actor === sub)
    return own.sort((a, b) => b.at.getTime() - a.at.getTime())
  }

  /** Deletes what `list` gives. */
  async clear(): Promise<number> {
    const entries = await this.list()
    for (const { id } of entries) this.#inMemory.delete(id)
    await this.#storage.forgetActivity(entries.map(({ id }) => id))
    this.#around.emit({ kind: 'activity' })
    return entries.length - (await this.list()).length
  }

  /** Whose a request is, who asked for it: whoever is signed in as it ends may be somebody else, or nobody. */
  #callerOf({ id, outcome }: CallRecord): Caller | undefined {
    const caller = this.#callers.has(id) ? this.#callers.get(id) : this.#caller
    if (outcome.state === 'under way') this.#callers.set(id, caller)
    else this.#callers.delete(id)
    return caller
  }

  #seeSignIn({ call, operation, startedAt, outcome }: CallRecord): void {
    if (outcome.state !== 'answered') return
    const requestId = outcome.requestId === undefined ? {} : { requestId: outcome.requestId }
    if (outcome.status < 400) {
      this.#answered = { operation, ...requestId }
      return
    }
    const detail = outcome.code ?? String(outcome.status)
    // A way of signing in that the app client does not allow: the next one is tried at once, and nobody failed.
    if (detail === 'InvalidParameterException') return
    const entry = { id: call, at: startedAt, kind: 'sign-in', operation, outcome: 'refused', detail } as const
    this.#failures = [...this.#failures.slice(1 - mostFailures), { ...entry, ...requestId }]
  }

  /** What cannot be written must not stop what it tells of. */
  async #note(entry: ActivityEntry, memoryOnly: boolean): Promise<void> {
    if (memoryOnly) this.#inMemory.set(entry.id, entry)
    else await this.#storage.noteActivity(entry, this.#now()).catch(() => undefined)
    this.#around.emit({ kind: 'activity' })
  }

  #now(): Date {
    return new Date(this.#around.now())
  }
}

function endOf({ outcome }: CallRecord): End {
  if (outcome.state === 'under way') return { outcome: 'under way' }
  if (outcome.state === 'no answer') return { outcome: 'not known', detail: outcome.code }
  const { status, code = String(status), requestId } = outcome
  const answered = requestId === undefined ? {} : { requestId }
  return status < 400 ? { outcome: 'done', ...answered } : { outcome: 'refused', detail: code, ...answered }
}

function callerOf(live: Live | undefined): Caller | undefined {
  return live && { actor: live.claims.sub, memoryOnly: live.memoryOnly }
}
