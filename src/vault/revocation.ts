import { readOnlyMembers, unknownMembers } from '../cognito/operator/members.ts'
import type { OperatorApi } from '../cognito/operator.ts'
import type { RawClient } from '../cognito/operator/appClients.ts'
import { Failed, type Failure, failureOf } from '../lib/failure.ts'
import { changedBy, isTaken, switchesOff, undone } from './clientChanges.ts'
import type { Activity } from './activity.ts'
import type { ClientJournal, PendingChange } from './clientJournal.ts'
import type { AppClient } from './protocol.ts'
import type {
  ChangeOutcome,
  ChangePlan,
  ClientChange,
  ClientChangeOperations,
  UnfinishedChange,
} from './protocol/clientChanges.ts'
import { appClientFrom, differencesBetween } from './settings.ts'
import type { Surroundings } from './surroundings.ts'

const readBackPausesMs = [0, 250, 500, 1_000, 2_000, 4_000]
const writeRoundPausesMs = [500, 1_000, 2_000]
const mostPlans = 50

/** Members that move with every write and say nothing about a setting. */
const timestamps = new Set(['LastModifiedDate'])

type Plan = Omit<PendingChange, 'id' | 'at'> & {
  /** What this build could only carry over as it is. */
  unknown: readonly string[]
}

/**
 * The operator's calls, obtained anew for each step: credentials may have been renewed in between. Those of a job are one
 * request each.
 */
export type OperatorAccess = (poolId: string, paced?: boolean) => Promise<OperatorApi>

/** A write that is to be read back: when it was about to be sent, and what Cognito said to it, or what went wrong. */
export type Written = { since: Date; requestId?: string | undefined; failure?: Failure | undefined }

/** How a plan is written: by a job, which paces itself and has a record of its own, or for somebody who waits. */
type Writing = { paced?: boolean | undefined; carryUnknown?: boolean | undefined }

/**
 * Changes one thing of an app client by the protocol of quality.md (Changing an app client): UpdateUserPoolClient
 * has no ETag and resets what is left out, so everything is described raw, sent back whole, and read back.
 */
export class ClientChanges {
  readonly #around: Surroundings
  readonly #operator: OperatorAccess
  readonly #journal: ClientJournal
  readonly #isStale: () => boolean
  readonly #activity: Activity
  readonly #plans = new Map<string, Plan>()
  /** Written plans after which something else differed: they can be restored. */
  readonly #drifted = new Map<string, Plan>()
  /** Written plans that were read back, nothing else differing: they can be undone. */
  readonly #verified = new Map<string, Plan>()
  /** What the operator saw last of each client, to say what somebody else changed since. */
  readonly #seen = new Map<string, RawClient>()

  /** @param isStale whether the sign-in is too old to switch revocation off (quality.md, Limits) */
  constructor(
    around: Surroundings,
    operator: OperatorAccess,
    journal: ClientJournal,
    isStale: () => boolean,
    activity: Activity,
  ) {
    this.#around = around
    this.#operator = operator
    this.#journal = journal
    this.#isStale = isStale
    this.#activity = activity
  }

  /** Describes a client for display, and remembers what was seen. */
  async describe(poolId: string, clientId: string): Promise<AppClient> {
    const api = await this.#operator(poolId)
    const { raw, confidential } = await api.describeClient(poolId, clientId)
    this.#seen.set(`${poolId}/${clientId}`, raw)
    return appClientFrom(raw, confidential)
  }

  /** Looks at what a change would do; writes nothing. Names every setting that this build would lose. */
  async plan(poolId: string, clientId: string, change: ClientChange, paced?: boolean): Promise<ChangePlan> {
    return this.#plan({ poolId, clientId, wish: change }, (raw) => changedBy(raw, change), paced)
  }

  /** Looks at what it would take to have everything as it was before a change that drifted. Writes nothing. */
  async planRestore(planId: string): Promise<ChangePlan> {
    const drifted = this.#drifted.get(planId)
    if (drifted === undefined) throw forgotten()
    const { poolId, clientId, before } = drifted
    // What only Cognito sets stays as it is.
    return this.#plan({ poolId, clientId, wish: { set: 'as before', planId } }, (raw) => {
      const readOnly = Object.entries(raw).filter(([name]) => readOnlyMembers.has(name))
      const writable = Object.entries(before).filter(([name]) => !readOnlyMembers.has(name))
      return Object.fromEntries([...writable, ...readOnly])
    })
  }

  /** Looks at what it would take to undo a change, and at what anybody has changed since. Writes nothing. */
  async planUndo(planId: string): Promise<ChangePlan> {
    const written = this.#verified.get(planId)
    if (written === undefined) throw forgotten()
    const { poolId, clientId, intended } = written
    this.#seen.set(`${poolId}/${clientId}`, intended)
    return this.#plan({ poolId, clientId, wish: { set: 'undone', planId } }, (raw) => undone(raw, written))
  }

  async #plan(
    of: Pick<Plan, 'poolId' | 'clientId' | 'wish'>,
    change: (raw: RawClient) => RawClient,
    paced?: boolean,
  ): Promise<ChangePlan> {
    const { poolId, clientId } = of
    const api = await this.#operator(poolId, paced)
    const { raw, confidential } = await api.describeClient(poolId, clientId)
    const client = appClientFrom(raw, confidential)
    const seen = this.#seen.get(`${poolId}/${clientId}`)
    const changedSinceSeen = seen === undefined ? [] : differencesBetween(seen, raw, timestamps)
    this.#seen.set(`${poolId}/${clientId}`, raw)
    const intended = change(raw)
    const changes = differencesBetween(raw, intended)
    if (changes.length === 0) return { verdict: 'already there', client }
    const unknown = [...new Set([...unknownMembers(raw), ...unknownMembers(intended)])]
    const planId = this.#around.newId()
    this.#plans.set(planId, { ...of, before: raw, intended, confidential, unknown })
    forgetOldest(this.#plans)
    const planned = { planId, client, changes, changedSinceSeen, request: requestOf(intended) }
    return unknown.length > 0 ? { verdict: 'cannot', unknown, ...planned } : { verdict: 'ready', ...planned }
  }

  /**
   * Writes a plan once and reports what was read back. A plan is used up by this. What this build does not know is carried
   * over only where that is asked for.
   */
  async commit(planId: string, how: Writing = {}): Promise<ChangeOutcome> {
    const plan = this.#plans.get(planId)
    if (plan === undefined) throw forgotten()
    if (plan.unknown.length > 0 && !how.carryUnknown) throw refused('UnknownSettings', 'It has unknown settings.')
    // A job was confirmed when it began, and goes on.
    if (switchesOff(plan) && !how.paced && this.#isStale()) {
      throw refused('StaleSignIn', 'The sign-in is too old to switch token revocation off.')
    }
    this.#plans.delete(planId)
    const { family } = this.#journal
    return this.#locked(plan, async () => this.#write(planId, plan, how, family))
  }

  /** The changes that were about to be sent, of which nobody has seen what came. */
  async unfinished(): Promise<readonly UnfinishedChange[]> {
    return (await this.#journal.all()).map(({ id, wish, before, intended, confidential, at }) => {
      return { planId: id, wish, client: appClientFrom(before, confidential), request: requestOf(intended), at }
    })
  }

  /** Reads back what became of a change that was about to be sent; writes nothing. */
  async verify(planId: string): Promise<ChangeOutcome> {
    const change = (await this.#journal.all()).find(({ id }) => id === planId)
    if (change === undefined) throw forgotten()
    const plan = { ...change, unknown: [] }
    return this.#locked(plan, async () => this.#readBack(planId, plan, { since: change.at }))
  }

  /** Forgets a change whose end has been seen. */
  async settle(planId: string): Promise<void> {
    await this.#journal.settle(planId)
  }

  async #locked<T>({ poolId, clientId }: Plan, work: () => Promise<T>): Promise<T> {
    return this.#around.withLock(`curfew client ${poolId}/${clientId}`, work)
  }

  async #write(planId: string, plan: Plan, how: Writing, family: string | undefined): Promise<ChangeOutcome> {
    const { unknown, ...pending } = plan
    const keeps = !how.paced
    for (let round = 0; ; round += 1) {
      const api = await this.#operator(plan.poolId, how.paced)
      const { raw, confidential } = await api.describeClient(plan.poolId, plan.clientId)
      const moved = differencesBetween(plan.before, raw)
      if (moved.length > 0) return { outcome: 'moved', client: appClientFrom(raw, confidential), differences: moved }
      const since = new Date(this.#around.now())
      const live = this.#journal.liveStill(family)
      if (keeps) await this.#journal.keep({ ...pending, id: planId, at: since }, live)
      try {
        const { requestId } = await api.updateClient(plan.intended, { verbatim: unknown.length > 0 })
        return await this.#readBack(planId, plan, { since, requestId }, how.paced)
      } catch (error) {
        const failure = failureOf(error, 'UpdateUserPoolClient')
        if (failure.class === 'unknown outcome' || isServerTrouble(failure)) {
          return this.#readBack(planId, plan, { since, failure }, how.paced)
        }
        // Cognito has refused it: there is nothing to look for later.
        if (keeps) await this.#journal.settle(planId)
        const pause = writeRoundPausesMs[round]
        // A job that was throttled slows down by itself.
        const isThrottled = failure.class === 'transient' && !how.paced
        const busy = isThrottled || failure.code === 'ConcurrentModificationException'
        if (!busy || pause === undefined) throw error
        await this.#around.sleep(pause)
      }
    }
  }

  async #readBack(
    planId: string,
    plan: Plan,
    { since, requestId, failure }: Written,
    paced?: boolean,
  ): Promise<ChangeOutcome> {
    let latest = appClientFrom(plan.before, plan.confidential)
    let trouble = failure
    let readBack = false
    for (const pause of readBackPausesMs) {
      await this.#around.sleep(pause)
      const described = await this.#describeAfter(plan, paced)
      if ('failure' in described) {
        trouble = described.failure
        continue
      }
      const { raw, confidential } = described
      latest = appClientFrom(raw, confidential)
      readBack = true
      if (!isTaken(plan, raw)) continue
      this.#seen.set(`${plan.poolId}/${plan.clientId}`, raw)
      const differences = differencesBetween(plan.intended, raw, timestamps)
      const at = new Date(this.#around.now())
      const changes = differencesBetween(plan.before, plan.intended)
      const drift = differences.length > 0 ? { drift: differences } : {}
      const target = { pool: plan.poolId, client: plan.clientId }
      await this.#activity.readBack('UpdateUserPoolClient', target, since, { at, changes, ...drift })
      if (differences.length > 0) {
        this.#drifted.set(planId, plan)
        forgetOldest(this.#drifted)
        const before = JSON.stringify(plan.before, null, 2)
        return { outcome: 'drift', client: latest, differences, at, before, planId }
      }
      if (!paced) this.#verified.set(planId, plan)
      forgetOldest(this.#verified)
      return { outcome: 'verified', client: latest, changes, at, ...(requestId === undefined ? {} : { requestId }) }
    }
    return {
      outcome: 'not confirmed',
      client: latest,
      readBack,
      ...(trouble === undefined ? {} : { failure: trouble }),
    }
  }

  /** After a write no failure to read may pass for a failure to write. */
  async #describeAfter({ poolId, clientId }: Plan, paced?: boolean) {
    try {
      const api = await this.#operator(poolId, paced)
      return await api.describeClient(poolId, clientId)
    } catch (error) {
      return { failure: failureOf(error, 'DescribeUserPoolClient') }
    }
  }
}

function forgetOldest(plans: Map<string, Plan>): void {
  for (const old of [...plans.keys()].slice(0, -mostPlans)) plans.delete(old)
}

function requestOf(raw: RawClient): string {
  return JSON.stringify(Object.fromEntries(Object.entries(raw).filter(([name]) => !readOnlyMembers.has(name))))
}

function forgotten(): Failed {
  return refused('Forgotten', 'This change is no longer prepared.')
}

function refused(code: string, message: string): Failed {
  return new Failed({ operation: 'UpdateUserPoolClient', code, message, class: 'rejected', attempts: 0 })
}

/** A 5xx may have come after the write; only throttling is known to have changed nothing. */
function isServerTrouble(failure: Failure): boolean {
  return failure.class === 'transient' && !/TooManyRequests|Throttl|RequestLimit/.test(failure.code)
}

/** The vault's operations on changes of app clients. */
export function changeHandlers(changes: ClientChanges) {
  return {
    planChange: async ({ poolId, clientId, change, paced }: ArgsOf<'planChange'>) =>
      changes.plan(poolId, clientId, change, paced),
    planRestore: async ({ planId }: ArgsOf<'planRestore'>) => changes.planRestore(planId),
    planUndo: async ({ planId }: ArgsOf<'planUndo'>) => changes.planUndo(planId),
    commitChange: async ({ planId, ...how }: ArgsOf<'commitChange'>) => changes.commit(planId, how),
    unfinishedChanges: async () => changes.unfinished(),
    verifyChange: async ({ planId }: ArgsOf<'verifyChange'>) => changes.verify(planId),
    settleChange: async ({ planId }: ArgsOf<'settleChange'>) => {
      await changes.settle(planId)
      return undefined
    },
  }
}

type ArgsOf<Name extends keyof ClientChangeOperations> = Parameters<ClientChangeOperations[Name]>[0]
