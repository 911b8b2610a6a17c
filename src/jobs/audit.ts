import type { AppClient, OperationName, VaultOperations } from '../vault/protocol.ts'
import type { PoolSettings, SessionTracking } from '../vault/protocol/pools.ts'
import { ownerOf, type SignedInNow, theirSignIn } from './signedIn.ts'
import type { Done, Share, Work } from './work.ts'

/** One call of the audit. A page that has a successor turns it up itself. */
export type AuditTarget =
  | { of: 'pools'; region: string; next?: string }
  | { of: 'app clients'; region: string; poolId: string; poolName: string; next?: string }
  | { of: 'pool'; region: string; poolId: string; poolName: string }
  | { of: 'session tracking'; region: string; poolId: string; poolName: string }
  | {
      /** Its settings, or for how long it reuses an SSO session: only managed login has any. */
      of: 'app client' | 'SSO reuse'
      region: string
      poolId: string
      poolName: string
      clientId: string
      clientName: string
    }

/** Whose audit it is: what one role may see is not shown to another. */
export type AuditDetails = { owner: string }

/** What a call found out. No secret is in it: the vault has none to give. */
export type AuditResult =
  | { found: number }
  | { pool: PoolSettings }
  | { tracking: SessionTracking }
  | { client: AppClient }
  | { reuse: { ssoMinutes: number } }

/**
 * Calls per second: each operation has 5 a pool, and all reads of app clients 15 an account and Region (facts, part 6).
 * A little less is asked for: what arrives unevenly would be throttled at the very quota, and a throttled call costs more.
 */
const perPool = 4.85
const perAccount = 14.5

/**
 * Nobody's sign-in waits for these reads, so a pace that was halved comes back within five seconds: one throttled call in a
 * thousand would otherwise cost a tenth of the time.
 */
const recoversAfterMs = 1_000

/** The shares that DescribeUserPoolClient counts against, for whoever calls it so many times. */
export function describeShares(poolId: string, calls = 1): readonly Share[] {
  const region = poolId.slice(0, poolId.indexOf('_'))
  return [
    { name: `app client of ${poolId}`, perSecond: perPool, calls, recoversAfterMs },
    { name: `app client reads in ${region}`, perSecond: perAccount, calls, recoversAfterMs },
  ]
}

/** Asks the vault for one of its operations. */
export type Ask = <Name extends OperationName>(
  operation: Name,
  args: Parameters<VaultOperations[Name]>[0],
) => Promise<ReturnType<VaultOperations[Name]>>

/**
 * The audit: every app client of every pool that the operator may see, at the pace that the quotas allow.
 * @param signedIn who is signed in at present: what another person's role may see does not belong into it
 */
export function auditWork(
  ask: Ask,
  signedIn: () => SignedInNow | undefined,
): Work<AuditTarget, AuditResult, AuditDetails> {
  return {
    kind: 'audit',
    repeatable: true,
    reads: true,
    denied: 'fail',
    shares: sharesOf,
    leads: ({ of }) => of === 'pools' || of === 'app clients',
    perform: async (target, { owner }) => {
      theirSignIn('audit', signedIn(), (by) => ownerOf(by) === owner)
      return perform(ask, target)
    },
  }
}

/** The pace that the quotas allow in so many Regions, in calls per second. */
export function auditPace(regions: number): number {
  return regions * (perAccount + perAccount)
}

function sharesOf(target: AuditTarget): readonly Share[] {
  const { region } = target
  switch (target.of) {
    case 'pools':
    case 'pool':
      return [{ name: `pool reads in ${region}`, perSecond: perAccount, recoversAfterMs }]
    case 'session tracking':
      // Its category is not documented; five a second are within any.
      return [{ name: `session configurations in ${region}`, perSecond: perPool, recoversAfterMs }]
    case 'app client':
      return describeShares(target.poolId)
    case 'SSO reuse':
      // Its category is not documented: it is counted as one more read of an app client.
      return [
        { name: `SSO reuse of ${target.poolId}`, perSecond: perPool, recoversAfterMs },
        { name: `app client reads in ${region}`, perSecond: perAccount, recoversAfterMs },
      ]
    case 'app clients':
      return [
        { name: `app clients of ${target.poolId}`, perSecond: perPool, recoversAfterMs },
        { name: `app client reads in ${region}`, perSecond: perAccount, recoversAfterMs },
      ]
    default:
      return target satisfies never
  }
}

async function perform(ask: Ask, target: AuditTarget): Promise<Done<AuditTarget, AuditResult>> {
  const paced = true
  switch (target.of) {
    case 'pools': {
      const { region, next } = target
      const page = await ask('poolsPage', { region, next, paced })
      const more = page.items.flatMap(({ id, name }): AuditTarget[] => [
        { of: 'app clients', region, poolId: id, poolName: name },
        { of: 'pool', region, poolId: id, poolName: name },
        { of: 'session tracking', region, poolId: id, poolName: name },
      ])
      if (page.next !== undefined) more.unshift({ of: 'pools', region, next: page.next })
      return { result: { found: page.items.length }, more }
    }
    case 'app clients': {
      const { region, poolId, poolName, next } = target
      const page = await ask('appClientsPage', { poolId, next, paced })
      const more = page.items.map(({ id, name }): AuditTarget => {
        return { of: 'app client', region, poolId, poolName, clientId: id, clientName: name }
      })
      if (page.next !== undefined) more.unshift({ ...target, next: page.next })
      return { result: { found: page.items.length }, more }
    }
    case 'pool':
      return { result: { pool: await ask('poolSettings', { poolId: target.poolId, paced }) } }
    case 'session tracking':
      return { result: { tracking: await ask('sessionTracking', { poolId: target.poolId, paced }) } }
    case 'app client': {
      const { poolId, clientId } = target
      const client = await ask('auditAppClient', { poolId, clientId })
      const more: AuditTarget[] = client.oauthFlows.length > 0 ? [{ ...target, of: 'SSO reuse' }] : []
      return { result: { client }, more }
    }
    case 'SSO reuse': {
      const { poolId, clientId } = target
      return { result: { reuse: await ask('clientSession', { poolId, clientId, paced }) } }
    }
    default:
      return target satisfies never
  }
}
