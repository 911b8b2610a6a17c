import { Failed, failureOf } from '../lib/failure.ts'
import type { OperatorApi } from '../cognito/operator.ts'
import { endsHere, isOneself } from '../lib/oneself.ts'
import { lineOfActs } from './actLine.ts'
import { type Acts, hopeless, isBecauseDisabled, isWaiting, planned, withStates } from './actPlan.ts'
import { doAct } from './doAct.ts'
import type { ActState, UserAct } from '../lib/acts.ts'
import type { Activity } from './activity.ts'
import type { Live } from './facts.ts'
import type { Operator } from './operator.ts'
import { OwnEnd } from './OwnEnd.ts'
import type { ActRequest, OperatorReceipt } from './protocol/acts.ts'
import type { Receipts } from './receipts.ts'
import type { SessionKeeper } from './session.ts'
import type { SessionCalls } from './sessionCalls.ts'
import type { Surroundings } from './surroundings.ts'

/** Between two acts, in milliseconds: five a second, of the 25 that Cognito has for the whole account. */
const paceMs = 200

const operations = {
  disable: 'AdminDisableUser',
  'sign out': 'AdminUserGlobalSignOut',
  'forget devices': 'AdminForgetDevice',
  'forget device': 'AdminForgetDevice',
  'reset password': 'AdminResetUserPassword',
  enable: 'AdminEnableUser',
  'end session': 'AdminRevokeUserSession',
} as const satisfies Record<UserAct['do'], OperatorReceipt['operation']>

/** What an operator's acts on users are done and told with. */
type ActParts = {
  operator: Operator
  keeper: SessionKeeper
  calls: SessionCalls
  receipts: Receipts
  activity: Activity
}

/** A piece of work on one receipt. */
type Job = {
  receipt: OperatorReceipt
  stopped: boolean
  /** Once a session that is not kept has gone on with it, nothing more of it is written. */
  memoryOnly: boolean
  running: boolean
  /** The session of this browser while it runs, where its operator acts on their own account. */
  own?: Live | undefined
  /** The operations with the credentials of the run's beginning: they work on when the own session has ended in between. */
  api?: OperatorApi | undefined
  /** Resolves when nobody works on it any more. */
  over: Promise<void>
}

/**
 * Does things to a user, one after another, on a receipt that is written before Cognito is asked and after each answer:
 * after a reload it says how far it came, and the rest can be done from there. Acceptance is all the evidence there is,
 * except of the operator's own session.
 */
export class ActsOnUser {
  readonly #around: Surroundings
  readonly #parts: ActParts
  readonly #ownEnd: OwnEnd
  readonly #jobs = new Map<string, Job>()

  constructor(around: Surroundings, parts: ActParts) {
    this.#around = around
    this.#parts = parts
    this.#ownEnd = new OwnEnd(around, parts.keeper, parts.calls)
  }

  /** Begins. What is asked for twice at a time is one wish. */
  async begin(request: ActRequest): Promise<{ receiptId: string }> {
    const live = await this.#parts.keeper.fresh()
    if (live === undefined) throw signedOut
    const wish = wishOf(request)
    const same = [...this.#jobs.values()].find((job) => job.running && wishOf(requestOf(job.receipt)) === wish)
    if (same) return { receiptId: same.receipt.id }
    const { poolId, username, sub, plan, acts, skip = [], reason, tokenLifetimeMs } = request
    const [first] = acts
    const deployment = this.#parts.keeper.deployment
    const receipt: OperatorReceipt = {
      id: this.#around.newId(),
      kind: 'a user',
      operation: operations[first?.do ?? 'sign out'],
      plan,
      displayName: live.claims.displayName,
      username: live.claims.username,
      sub: live.claims.sub,
      poolId: deployment.poolId,
      clientId: deployment.clientId,
      user: { poolId, username, ...(sub === undefined ? {} : { sub }) },
      ...(reason === undefined ? {} : { reason }),
      askedAt: this.#now(),
      skewMs: live.skewMs,
      acts: planned(acts, skip),
      ...(tokenLifetimeMs === undefined ? {} : { tokenLifetimeMs }),
    }
    const { claims } = live
    const isOwn = isOneself(receipt.user, { poolId: deployment.poolId, username: claims.username, sub: claims.sub })
    const job = jobOf(isOwn ? { ...receipt, own: {} } : receipt, live)
    this.#jobs.set(receipt.id, job)
    await this.#start(job, live, plan === 'compromised account')
    return { receiptId: receipt.id }
  }

  /** Does these acts of a receipt. Enabling alone is done whatever became of the password: the operator has seen it. */
  async retry(receiptId: string, places: readonly number[]): Promise<{ receiptId: string }> {
    const { job } = await this.#job(receiptId)
    if (job.running && job.receipt.acts.some((one) => isWaiting(one))) return { receiptId }
    await job.over
    // What has just come to its end may have ended the session.
    const { live } = await this.#job(receiptId)
    job.memoryOnly ||= live.memoryOnly
    job.stopped = false
    const wanted = new Set(places)
    const acts = job.receipt.acts.map((one, at) =>
      wanted.has(at) && one.at.state !== 'done' ? { ...one, at: { state: 'waiting' as const } } : one,
    )
    job.receipt = { ...job.receipt, againAt: this.#now(), acts }
    const onlyEnable = acts.filter((one) => isWaiting(one)).every(({ act }) => act.do === 'enable')
    await this.#start(job, live, job.receipt.plan === 'compromised account' && !onlyEnable)
    return { receiptId }
  }

  /** Begins no further act. */
  stop(receiptId: string): void {
    const job = this.#jobs.get(receiptId)
    if (job) job.stopped = true
  }

  async #start(job: Job, live: Live, careful: boolean): Promise<void> {
    job.running = true
    if (job.receipt.own !== undefined) job.own = live
    if (job.own && job.receipt.acts.some((one) => isWaiting(one) && endsHere(one.act)))
      job.receipt = { ...job.receipt, own: { proof: { state: 'waiting' } } }
    await new Promise<void>((begun, fail) => {
      // Another tab may be at work on the same receipt: then this one says so, and does nothing.
      const work = this.#around.withLock(`acts ${job.receipt.id}`, async () => {
        const places = job.receipt.acts.flatMap((one, place) => (isWaiting(one) ? [place] : []))
        job.receipt = await this.#parts.receipts.put(job.receipt, lineOfActs, job.memoryOnly)
        begun()
        await this.#run(job, careful)
        await this.#endOwn(job, places)
      })
      job.over = work.catch(fail).finally(() => {
        job.running = false
        // The job stays for as long as the page; the session's tokens and AWS credentials do not.
        job.own = undefined
        job.api = undefined
      })
    })
  }

  async #run(job: Job, careful: boolean): Promise<void> {
    let not: Extract<ActState, { state: 'not tried' }>['why'] | undefined
    let first = true
    for (const [place, { act }] of job.receipt.acts.entries()) {
      if (!isWaiting(job.receipt.acts[place])) continue
      if (job.stopped) not ??= 'stopped'
      if (!first && not === undefined) await this.#around.sleep(paceMs)
      first = false
      if (not !== undefined) await this.#note(job, place, { state: 'not tried', why: not })
      else if (careful && act.do === 'enable') await this.#enableAgain(job, place)
      else await this.#do(job, place, act)
      not ??= hopeless(job.receipt.acts[place]?.at)
    }
  }

  /** Only now: the rest of the steps could not be taken from a tab that is signed out. */
  async #endOwn(job: Job, places: readonly number[]): Promise<void> {
    if (job.own === undefined) return
    const done = job.receipt.acts.filter((_, place) => places.includes(place))
    const proof = await this.#ownEnd.observe(job.own, job.receipt, done)
    const waits = job.receipt.own?.proof?.state === 'waiting'
    if (proof !== undefined || waits) {
      job.receipt = { ...job.receipt, own: proof === undefined ? {} : { proof } }
      await this.#write(job, job.receipt.acts)
    }
    await this.#ownEnd.conclude(job.own, job.receipt, proof)
  }

  async #do(job: Job, place: number, act: UserAct): Promise<void> {
    await this.#note(job, place, await this.#asked(job, act))
  }

  async #asked(job: Job, act: UserAct): Promise<ActState> {
    const { user, plan } = job.receipt
    const { own } = job
    const done = async () => doAct(await this.#apiOf(job), user, act, () => this.#now())
    const ask = async () => (own && endsHere(act) ? this.#parts.keeper.asking(own, job.receipt.id, done) : done())
    try {
      // The receipt is the line of the activity for one act; the steps of a whole plan have lines of their own.
      const told = { operation: operations[act.do], ...user }
      return plan === 'compromised account' ? await ask() : await this.#parts.activity.toldByReceipt(told, ask)
    } catch (error) {
      return { state: 'failed', at: this.#now(), failure: failureOf(error, operations[act.do]) }
    }
  }

  /**
   * Enables a user again whose password has been reset, and nobody else: the old one would let in whoever stole it.
   * Cognito may reset no password of a disabled user ([E], cognito-facts 2.10); then it is reset at once after enabling,
   * whoever got in between is signed out, and if it still cannot be reset, the user is disabled again.
   */
  async #enableAgain(job: Job, place: number): Promise<void> {
    const resetAt = job.receipt.acts.findIndex(({ act }) => act.do === 'reset password')
    const reset = job.receipt.acts[resetAt]?.at
    if (reset === undefined || reset.state === 'done' || reset.state === 'skipped') {
      await this.#do(job, place, { do: 'enable' })
      return
    }
    const held: ActState = { state: 'not tried', why: 'the password was not reset' }
    if (!isBecauseDisabled(reset)) {
      await this.#note(job, place, held)
      return
    }
    const before = job.receipt.acts
    const signOutAt = before.findIndex(({ act, at }) => act.do === 'sign out' && at.state !== 'skipped')
    const waiting: ActState = { state: 'waiting' }
    await this.#write(job, withStates(before, [resetAt, waiting], [signOutAt, waiting]))
    const enabled = await this.#asked(job, { do: 'enable' })
    if (enabled.state !== 'done') {
      await this.#write(job, withStates(before, [place, enabled]))
      return
    }
    const again = await this.#asked(job, { do: 'reset password' })
    if (again.state === 'done') {
      const late: ActState = { ...again, afterEnabling: true }
      await this.#write(job, withStates(job.receipt.acts, [place, enabled], [resetAt, late]))
      if (signOutAt !== -1) await this.#do(job, signOutAt, { do: 'sign out' })
      return
    }
    const disabled = await this.#asked(job, { do: 'disable' })
    await this.#write(job, withStates(before, [resetAt, again], [place, disabled.state === 'done' ? held : enabled]))
  }

  async #apiOf(job: Job): Promise<OperatorApi> {
    const api = job.api ?? (await this.#parts.operator.apiOf(job.receipt.user.poolId))
    if (job.own !== undefined) job.api = api
    return api
  }

  async #note(job: Job, place: number, state: ActState): Promise<void> {
    await this.#write(job, withStates(job.receipt.acts, [place, state]))
  }

  /** It has begun by then: a disk that fails stops none of the steps that are left. */
  async #write(job: Job, acts: Acts): Promise<void> {
    job.receipt = await this.#parts.receipts.put({ ...job.receipt, acts }, lineOfActs, job.memoryOnly, true)
  }

  /** The work on a receipt of whoever is signed in, begun here or before the page was loaded, and their session. */
  async #job(receiptId: string): Promise<{ job: Job; live: Live }> {
    const live = await this.#parts.keeper.fresh()
    if (live === undefined) throw signedOut
    const known = this.#jobs.get(receiptId)
    const receipt = known?.receipt ?? (await this.#parts.receipts.find(receiptId))
    if (receipt?.kind !== 'a user' || receipt.sub !== live.claims.sub) throw forgotten
    const job = known ?? jobOf(receipt, live)
    this.#jobs.set(receiptId, job)
    return { job, live }
  }

  #now(): Date {
    return new Date(this.#around.now())
  }
}

function jobOf(receipt: OperatorReceipt, { memoryOnly }: Live): Job {
  return { receipt, memoryOnly, stopped: false, running: false, over: Promise.resolve() }
}

function requestOf({ user, plan, acts }: OperatorReceipt) {
  return { ...user, plan, acts: acts.filter(({ at }) => at.state !== 'skipped').map(({ act }) => act) }
}

function wishOf({ poolId, username, plan, acts }: Pick<ActRequest, 'poolId' | 'username' | 'plan' | 'acts'>): string {
  const ids = acts.map((act) => `${act.do} ${'key' in act ? act.key : 'id' in act ? act.id : ''}`)
  return JSON.stringify([poolId, username, plan, ids.toSorted()])
}

function refused(code: string, message: string): Failed {
  return new Failed({ operation: 'AdminUserGlobalSignOut', code, message, class: 'rejected', attempts: 0 })
}

const signedOut = refused('SignedOut', 'Nobody is signed in here.')
const forgotten = refused('Forgotten', 'There is nothing here that could be asked again.')
