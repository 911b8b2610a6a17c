import { unknownPoolMembers, unknownSessionMembers } from '../cognito/operator/members.ts'
import { poolUpdateOf } from '../cognito/operator/pools.ts'
import type { RawSettings } from '../cognito/operator/sessionSettings.ts'
import type { OperatorApi } from '../cognito/operator.ts'
import { Failed, type Failure, failureOf } from '../lib/failure.ts'
import type { PoolSetting, SessionTracking, SettingNow, SettingOutcome, SettingPlan } from './protocol/pools.ts'
import type { Activity } from './activity.ts'
import type { OperatorAccess, Written } from './revocation.ts'
import { differencesBetween, poolSettingsFrom, reuseFrom, trackingFrom } from './settings.ts'
import type { Surroundings } from './surroundings.ts'

const readBackPausesMs = [0, 250, 500, 1_000, 2_000, 4_000]
const mostPlans = 50

type Plan = { setting: PoolSetting; before: RawSettings; intended: RawSettings }

/** Members of a pool that move by themselves, and say nothing about a setting. */
const counted: ReadonlySet<string> = new Set(['EstimatedNumberOfUsers'])
/** Those that move with every write. */
const timestamps: ReadonlySet<string> = new Set([...counted, 'LastModifiedDate'])
/** A legacy member that is not sent beside the one that has replaced it, see `updatePool`. */
const legacy = 'AdminCreateUserConfig.UnusedAccountValidityDays'

/**
 * Session tracking and deletion protection of pools, and SSO reuse of app clients, changed by the protocol of quality.md
 * (Changing an app client): setting one replaces it whole, so it is read raw, compared again just before it is written once,
 * and read back.
 */
export class PoolSettingChanges {
  readonly #around: Surroundings
  readonly #operator: OperatorAccess
  readonly #activity: Activity
  readonly #plans = new Map<string, Plan>()
  /** Plans that were read back, nothing else differing, and how everything was then: they can be undone. */
  readonly #verified = new Map<string, Plan & { after: RawSettings }>()
  /** What the operator saw last, to say what somebody else changed since. */
  readonly #seen = new Map<string, RawSettings>()

  constructor(around: Surroundings, operator: OperatorAccess, activity: Activity) {
    this.#around = around
    this.#operator = operator
    this.#activity = activity
  }

  /** A pool's session tracking, for display. */
  async pool(poolId: string): Promise<SessionTracking> {
    const raw = await (await this.#operator(poolId)).readPoolSessions(poolId)
    this.#seen.set(poolId, raw)
    return trackingFrom(raw)
  }

  /** An app client's minutes of SSO reuse, for display. */
  async client(poolId: string, clientId: string, paced?: boolean): Promise<{ ssoMinutes: number }> {
    const raw = await (await this.#operator(poolId, paced)).readClientSessions(poolId, clientId)
    // An audit reads what nobody looks at.
    if (!paced) this.#seen.set(`${poolId}/${clientId}`, raw)
    return reuseFrom(raw)
  }

  /** Looks at what a change would do; writes nothing. Names every member that this build would lose. */
  async plan(setting: PoolSetting): Promise<SettingPlan> {
    return this.#plan(setting, membersOf(setting))
  }

  /** Looks at what it would take to undo a change, and at what anybody has changed since. Writes nothing. */
  async planUndo(planId: string): Promise<SettingPlan> {
    const written = this.#verified.get(planId)
    if (written === undefined) throw forgotten
    const setting = settingIn(written)
    this.#seen.set(keyOf(setting), written.after)
    const protection = { DeletionProtection: written.before['DeletionProtection'] ?? 'INACTIVE' }
    return this.#plan(setting, setting.of === 'deletion protection' ? protection : membersOf(setting))
  }

  async #plan(setting: PoolSetting, members: RawSettings): Promise<SettingPlan> {
    const before = await this.#read(setting)
    const key = keyOf(setting)
    const seen = this.#seen.get(key)
    this.#seen.set(key, before)
    const unknown = unknownIn(setting, before)
    if (unknown.length > 0) return { verdict: 'cannot', unknown }
    const intended = { ...before, ...members }
    const changes = differencesBetween(before, intended)
    if (changes.length === 0) return { verdict: 'already there' }
    const planId = this.#around.newId()
    this.#plans.set(planId, { setting, before, intended })
    forgetOldest(this.#plans)
    const changedSinceSeen = seen === undefined ? [] : differencesBetween(seen, before, timestamps)
    const request = JSON.stringify(requestOf(setting, intended))
    return { verdict: 'ready', planId, changes, changedSinceSeen, request }
  }

  /** Writes a plan once and reports what was read back. A plan is used up by this. */
  async commit(planId: string): Promise<SettingOutcome> {
    const plan = this.#plans.get(planId)
    if (plan === undefined) throw forgotten
    this.#plans.delete(planId)
    return this.#around.withLock(`curfew sessions ${keyOf(plan.setting)}`, async () => this.#write(planId, plan))
  }

  async #write(planId: string, plan: Plan): Promise<SettingOutcome> {
    // Compared and written with the same credentials: somebody else may sign in between the two.
    const api = await this.#operator(plan.setting.poolId)
    const moved = differencesBetween(plan.before, await readWith(api, plan.setting), counted)
    if (moved.length > 0) return { outcome: 'moved', differences: moved }
    const since = new Date(this.#around.now())
    try {
      const { requestId } = await writeWith(api, plan)
      return await this.#readBack(planId, plan, { since, requestId })
    } catch (error) {
      const failure = failureOf(error, operationOf(plan.setting))
      // Only what Cognito has refused is known not to have been written.
      if (failure.class === 'rejected' || /TooManyRequests|Throttl|RequestLimit/.test(failure.code)) throw error
      return this.#readBack(planId, plan, { since, failure })
    }
  }

  async #readBack(planId: string, plan: Plan, { since, requestId, failure }: Written): Promise<SettingOutcome> {
    let trouble = failure
    let readBack = false
    const changes = differencesBetween(plan.before, plan.intended)
    const changed = new Set(changes.map(({ path }) => path))
    for (const pause of readBackPausesMs) {
      await this.#around.sleep(pause)
      const read = await this.#readAfter(plan.setting)
      if ('failure' in read) {
        trouble = read.failure
        continue
      }
      readBack = true
      const differences = differencesBetween(plan.intended, read.raw, timestamps).filter(({ path }) => path !== legacy)
      if (differences.some(({ path }) => changed.has(path))) continue
      this.#seen.set(keyOf(plan.setting), read.raw)
      const at = new Date(this.#around.now())
      const now = nowIn(plan.setting, read.raw)
      const { of, poolId: pool } = plan.setting
      const target = of === 'client' ? { pool, client: plan.setting.clientId } : { pool }
      const drift = differences.length > 0 ? { drift: differences } : {}
      await this.#activity.readBack(operationOf(plan.setting), target, since, { at, changes, ...drift })
      if (differences.length > 0) return { outcome: 'drift', differences, now, at }
      this.#verified.set(planId, { ...plan, after: read.raw })
      forgetOldest(this.#verified)
      return { outcome: 'verified', changes, now, at, ...(requestId === undefined ? {} : { requestId }) }
    }
    return { outcome: 'not confirmed', readBack, ...(trouble === undefined ? {} : { failure: trouble }) }
  }

  /** After a write no failure to read may pass for a failure to write. */
  async #readAfter(setting: PoolSetting): Promise<{ raw: RawSettings } | { failure: Failure }> {
    try {
      return { raw: await this.#read(setting) }
    } catch (error) {
      return { failure: failureOf(error, readingOf(setting)) }
    }
  }

  async #read(setting: PoolSetting): Promise<RawSettings> {
    return readWith(await this.#operator(setting.poolId), setting)
  }
}

async function readWith(api: OperatorApi, setting: PoolSetting): Promise<RawSettings> {
  switch (setting.of) {
    case 'pool':
      return api.readPoolSessions(setting.poolId)
    case 'client':
      return api.readClientSessions(setting.poolId, setting.clientId)
    case 'deletion protection':
      return api.readPool(setting.poolId)
    default:
      return setting satisfies never
  }
}

async function writeWith(api: OperatorApi, { setting, intended }: Plan): Promise<{ requestId: string }> {
  switch (setting.of) {
    case 'pool':
      return api.writePoolSessions(setting.poolId, setting)
    case 'client':
      return api.writeClientSessions(setting.poolId, setting.clientId, setting.ssoMinutes)
    case 'deletion protection':
      return api.updatePool(intended)
    default:
      return setting satisfies never
  }
}

/** A setting as it was before a plan. */
function settingIn({ setting, before }: Plan): PoolSetting {
  switch (setting.of) {
    case 'pool':
      return { ...setting, ...trackingFrom(before) }
    case 'client':
      return { ...setting, ...reuseFrom(before) }
    case 'deletion protection':
      return setting
    default:
      return setting satisfies never
  }
}

/** What was read back of a setting. */
function nowIn({ of, poolId }: PoolSetting, raw: RawSettings): SettingNow {
  switch (of) {
    case 'pool':
      return { tracking: trackingFrom(raw) }
    case 'client':
      return { reuse: reuseFrom(raw) }
    case 'deletion protection':
      return { pool: poolSettingsFrom(poolId, raw) }
    default:
      return of satisfies never
  }
}

function forgetOldest(plans: Map<string, Plan>): void {
  for (const old of [...plans.keys()].slice(0, -mostPlans)) plans.delete(old)
}

function membersOf(setting: PoolSetting): RawSettings {
  switch (setting.of) {
    case 'pool':
      return {
        UserSessionTracking: setting.tracking ? 'ENABLED' : 'DISABLED',
        TokenSession: { MaxPerUser: setting.maxPerUser },
      }
    case 'client':
      return { SSOSession: { MaxValidityMinutes: setting.ssoMinutes } }
    case 'deletion protection':
      return { DeletionProtection: 'ACTIVE' }
    default:
      return setting satisfies never
  }
}

/** What is sent, for people to read: the calls themselves make the same of it. */
function requestOf(setting: PoolSetting, intended: RawSettings): RawSettings {
  const { of, poolId } = setting
  if (of === 'deletion protection') return poolUpdateOf(intended)
  const client = of === 'client' ? { ClientId: setting.clientId } : {}
  return { UserPoolId: poolId, ...client, ...membersOf(setting) }
}

function unknownIn({ of }: PoolSetting, raw: RawSettings): readonly string[] {
  return of === 'deletion protection' ? unknownPoolMembers(raw) : unknownSessionMembers(of, raw)
}

function keyOf(setting: PoolSetting): string {
  switch (setting.of) {
    case 'pool':
      return setting.poolId
    case 'client':
      return `${setting.poolId}/${setting.clientId}`
    case 'deletion protection':
      return `${setting.poolId} itself`
    default:
      return setting satisfies never
  }
}

const operations = {
  pool: ['SetUserPoolSessionConfiguration', 'GetUserPoolSessionConfiguration'],
  client: ['SetUserPoolClientSessionConfiguration', 'GetUserPoolClientSessionConfiguration'],
  'deletion protection': ['UpdateUserPool', 'DescribeUserPool'],
} as const satisfies Record<PoolSetting['of'], readonly [string, string]>

function operationOf({ of }: PoolSetting): string {
  return operations[of][0]
}

function readingOf({ of }: PoolSetting): string {
  return operations[of][1]
}

const forgotten = new Failed({
  operation: 'SetUserPoolSessionConfiguration',
  code: 'Forgotten',
  message: 'This change is no longer prepared.',
  class: 'rejected',
  attempts: 0,
})
