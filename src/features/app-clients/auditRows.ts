import { t } from '@lingui/core/macro'

import type { AuditResult, AuditTarget } from '../../jobs/audit.ts'
import type { Item, Job } from '../../jobs/job.ts'
import type { Failure } from '../../lib/failure.ts'
import type { AppClient } from '../../vault/protocol.ts'
import type { PoolSettings, SessionTracking } from '../../vault/protocol/pools.ts'
import { Gaps } from './Gaps.ts'

/**
 * One audit as it is kept: its job, what came of each call, why it does not run here although it should, and why this
 * session may not let it go on.
 */
export type Audit = {
  job: Job
  items: readonly Item[]
  stuck?: Failure | undefined
  refusal?: Failure | undefined
}

/** Where something stands in an audit. */
export type ResultPlace = { job: string; n: number }

/** Something that an audit has found out, and where it stands there. */
type Placed<T> = T & { at: ResultPlace }

/** One app client of the table, and where its settings stand in an audit. */
export type ClientRow = {
  key: string
  poolName: string
  region: string
  client: AppClient
  at: ResultPlace
  /** For how long it reuses an SSO session, where it has managed login. */
  reuse?: Placed<{ ssoMinutes: number }>
  /** When its settings were read. */
  readAt: Date
  /** That a later audit failed to read it: its settings may be others by now. */
  isOld?: boolean
}

/** What is known of a pool. */
export type AuditedPool = {
  id: string
  name: string
  region: string
  settings?: Placed<PoolSettings>
  tracking?: Placed<SessionTracking>
}

/** A part of the audit that failed: what was to be read, in words too, and why it was not. */
export type FailedPart = { target: AuditTarget; about: string; failure: Failure }

/** The parts that failed for one reason, with the first one's failure for all of them. */
export function byCause(parts: readonly Omit<FailedPart, 'target'>[]): { abouts: string[]; failure: Failure }[] {
  const groups = new Map<string, { abouts: string[]; failure: Failure }>()
  for (const { about, failure } of parts) {
    const cause = `${failure.operation} ${failure.code}`
    const group = groups.get(cause)
    if (group) group.abouts.push(about)
    else groups.set(cause, { abouts: [about], failure })
  }
  return [...groups.values()]
}

/** What the page shows of the audits. */
export type AuditView = {
  rows: readonly ClientRow[]
  pools: readonly AuditedPool[]
  /** What the newest audit failed to read. */
  failed: readonly FailedPart[]
  /** Whether the newest audit came to its end. */
  isOver: boolean
}

/** How much an audit leaves open. */
export type Unread = Pick<AuditView, 'failed' | 'isOver'>

/**
 * What the audits found. The newest one wins. What it has not read yet, or failed to read, is shown as the one before had
 * it.
 * @param audits the newest first
 */
export function viewOf(audits: readonly Audit[]): AuditView {
  const rows = new Map<string, ClientRow>()
  const pools = new Map<string, AuditedPool>()
  const failed = audits.map(({ items }) => items.flatMap(failedPart))
  const over = audits.map(({ job }, n) =>
    job.status === 'finished' ? { since: job.createdAt, gaps: new Gaps(failed[n] ?? []) } : undefined,
  )
  for (const [back, { job, items }] of [...audits.entries()].toReversed()) {
    const newer = over.slice(0, back).filter((each) => each !== undefined)
    for (const item of items) {
      const target = item.target as AuditTarget
      if (!newer.every(({ gaps }) => gaps.has(target))) continue
      const result = item.state === 'done' ? (item.result as AuditResult) : undefined
      const at = { job: job.id, n: item.n }
      if (target.of !== 'pools') notePool(pools, target, result, at)
      if (!('clientId' in target) || result === undefined) continue
      const key = `${target.poolId}/${target.clientId}`
      const known = rows.get(key)
      if ('client' in result) {
        const { poolName, region } = target
        const readAt = item.at ?? job.createdAt
        const old = newer.some(({ since }) => readAt < since) ? ({ isOld: true } as const) : {}
        const reuse = known?.reuse && { reuse: known.reuse }
        rows.set(key, { ...reuse, key, poolName, region, client: result.client, at, readAt, ...old })
      } else if ('reuse' in result && known) rows.set(key, { ...known, reuse: { ...result.reuse, at } })
    }
  }
  const isOver = audits[0]?.job.status === 'finished'
  return { rows: [...rows.values()], pools: [...pools.values()], failed: failed[0] ?? [], isOver }
}

function failedPart({ target, failure }: Item): FailedPart[] {
  if (failure === undefined) return []
  return [{ target: target as AuditTarget, about: aboutOf(target as AuditTarget), failure }]
}

function notePool(
  pools: Map<string, AuditedPool>,
  target: Exclude<AuditTarget, { of: 'pools' }>,
  result: AuditResult | undefined,
  at: ResultPlace,
): void {
  const { poolId, poolName, region } = target
  const known = pools.get(poolId) ?? { id: poolId, name: poolName, region }
  pools.set(poolId, {
    ...known,
    ...(result !== undefined && 'pool' in result ? { settings: { ...result.pool, at } } : {}),
    ...(result !== undefined && 'tracking' in result ? { tracking: { ...result.tracking, at } } : {}),
  })
}

function aboutOf(target: AuditTarget): string {
  const { region } = target
  switch (target.of) {
    case 'pools':
      return t`Pools in ${region}`
    case 'pool':
    case 'session tracking':
    case 'app clients':
      return target.poolName
    case 'app client': {
      const { clientName, poolName } = target
      return t`${clientName} in ${poolName}`
    }
    case 'SSO reuse': {
      const { clientName, poolName } = target
      return t`SSO reuse of ${clientName} in ${poolName}`
    }
    default:
      return target satisfies never
  }
}
