import { unknownMembers } from '../cognito/members.ts'
import type { OperatorApi, RawClient } from '../cognito/operator.ts'
import { Failed, type Failure, failureOf } from '../lib/failure.ts'
import type { AppClient, Difference, RevocationOutcome, RevocationPlan } from './protocol.ts'
import { appClientFrom, differencesBetween } from './settings.ts'
import type { Surroundings } from './surroundings.ts'

const flag = 'EnableTokenRevocation'
const readBackPausesMs = [0, 250, 500, 1_000, 2_000, 4_000]
const writeRoundPausesMs = [500, 1_000, 2_000]
const mostPlans = 50

/** Members that move with every write and say nothing about a setting. */
const timestamps = new Set(['LastModifiedDate'])

type Plan = {
  poolId: string
  clientId: string
  before: RawClient
  intended: RawClient
  enable: boolean
  confidential: boolean
}

/** The operator's calls, obtained anew for each step: credentials may have been renewed in between. */
export type OperatorAccess = () => Promise<OperatorApi>

/**
 * Changes EnableTokenRevocation of an app client by the protocol of quality.md (Changing an app client): UpdateUserPoolClient
 * has no ETag and resets what is left out, so everything is described raw, sent back whole, and read back.
 */
export class RevocationSwitch {
  readonly #around: Surroundings
  readonly #operator: OperatorAccess
  readonly #plans = new Map<string, Plan>()
  /** What the operator saw last of each client, to say what somebody else changed since. */
  readonly #seen = new Map<string, RawClient>()

  constructor(around: Surroundings, operator: OperatorAccess) {
    this.#around = around
    this.#operator = operator
  }

  /** Describes a client for display, and remembers what was seen. */
  async describe(poolId: string, clientId: string): Promise<AppClient> {
    const api = await this.#operator()
    const { raw, confidential } = await api.describeClient(poolId, clientId)
    this.#seen.set(`${poolId}/${clientId}`, raw)
    return appClientFrom(raw, confidential)
  }

  /** Looks at what a change would do; writes nothing. Names every setting that this build would lose. */
  async plan(poolId: string, clientId: string, enable: boolean): Promise<RevocationPlan> {
    const api = await this.#operator()
    const { raw, confidential } = await api.describeClient(poolId, clientId)
    const client = appClientFrom(raw, confidential)
    const seen = this.#seen.get(`${poolId}/${clientId}`)
    const changedSinceSeen = seen === undefined ? [] : differencesBetween(seen, raw, timestamps)
    this.#seen.set(`${poolId}/${clientId}`, raw)
    const unknown = unknownMembers(raw)
    if (unknown.length > 0) return { verdict: 'cannot', client, unknown }
    if (raw[flag] === enable) return { verdict: 'already there', client }
    const intended = { ...raw, [flag]: enable }
    const planId = this.#around.newId()
    this.#plans.set(planId, { poolId, clientId, before: raw, intended, enable, confidential })
    for (const old of [...this.#plans.keys()].slice(0, -mostPlans)) this.#plans.delete(old)
    return { verdict: 'ready', planId, client, change: changeIn(raw, intended), changedSinceSeen }
  }

  /** Writes a plan once and reports what was read back. A plan is used up by this. */
  async commit(planId: string): Promise<RevocationOutcome> {
    const plan = this.#plans.get(planId)
    if (plan === undefined) {
      throw new Failed({
        operation: 'UpdateUserPoolClient',
        code: 'Forgotten',
        message: 'This change is no longer prepared.',
        class: 'rejected',
        attempts: 0,
      })
    }
    this.#plans.delete(planId)
    return this.#around.withLock(`curfew client ${plan.poolId}/${plan.clientId}`, async () => this.#write(plan))
  }

  async #write(plan: Plan): Promise<RevocationOutcome> {
    for (let round = 0; ; round += 1) {
      const api = await this.#operator()
      const { raw, confidential } = await api.describeClient(plan.poolId, plan.clientId)
      const moved = differencesBetween(plan.before, raw)
      if (moved.length > 0) return { outcome: 'moved', client: appClientFrom(raw, confidential), differences: moved }
      try {
        const { requestId } = await api.updateClient(plan.intended)
        return await this.#readBack(plan, requestId, undefined)
      } catch (error) {
        const failure = failureOf(error, 'UpdateUserPoolClient')
        if (failure.class === 'unknown outcome' || isServerTrouble(failure)) {
          return this.#readBack(plan, undefined, failure)
        }
        const pause = writeRoundPausesMs[round]
        const busy = failure.class === 'transient' || failure.code === 'ConcurrentModificationException'
        if (!busy || pause === undefined) throw error
        await this.#around.sleep(pause)
      }
    }
  }

  async #readBack(plan: Plan, requestId: string | undefined, failure: Failure | undefined): Promise<RevocationOutcome> {
    let latest = appClientFrom(plan.before, plan.confidential)
    let trouble = failure
    let readBack = false
    for (const pause of readBackPausesMs) {
      await this.#around.sleep(pause)
      const described = await this.#describeAfter(plan)
      if ('failure' in described) {
        trouble = described.failure
        continue
      }
      const { raw, confidential } = described
      latest = appClientFrom(raw, confidential)
      readBack = true
      if (raw[flag] !== plan.enable) continue
      this.#seen.set(`${plan.poolId}/${plan.clientId}`, raw)
      const differences = differencesBetween(plan.intended, raw, timestamps)
      const at = new Date(this.#around.now())
      if (differences.length > 0) return { outcome: 'drift', client: latest, differences, at }
      const change = changeIn(plan.before, plan.intended)
      return { outcome: 'verified', client: latest, change, at, ...(requestId === undefined ? {} : { requestId }) }
    }
    return {
      outcome: 'not confirmed',
      client: latest,
      readBack,
      ...(trouble === undefined ? {} : { failure: trouble }),
    }
  }

  /** After a write no failure to read may pass for a failure to write. */
  async #describeAfter({ poolId, clientId }: Plan) {
    try {
      const api = await this.#operator()
      return await api.describeClient(poolId, clientId)
    } catch (error) {
      return { failure: failureOf(error, 'DescribeUserPoolClient') }
    }
  }
}

function changeIn(before: RawClient, intended: RawClient): Difference {
  return { path: flag, before: JSON.stringify(before[flag]), after: JSON.stringify(intended[flag]) }
}

/** A 5xx may have come after the write; only throttling is known to have changed nothing. */
function isServerTrouble(failure: Failure): boolean {
  return failure.class === 'transient' && !/TooManyRequests|Throttl|RequestLimit/.test(failure.code)
}
