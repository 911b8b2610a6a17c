import { msg, t } from '@lingui/core/macro'

import { isUnsafeCallback } from '../../lib/callbacks.ts'
import type { AuditResult } from '../../jobs/audit.ts'
import { durationText } from '../../lib/time.ts'
import type { AppClient } from '../../vault/protocol.ts'
import type { ClientChange } from '../../vault/protocol/clientChanges.ts'
import type { PoolSetting } from '../../vault/protocol/pools.ts'
import type { AuditedPool, AuditView, ClientRow, ResultPlace } from './auditRows.ts'
import { englishLifetime, lifetimeSaid, type Said, said, verbatim } from './said.ts'

const hour = 3_600
const month = 30 * 86_400
const passwordFlows = ['ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH']

type Rule<Of> = {
  kind: string
  title: Said
  why: Said
  /** What is wrong with this one, in a few words; undefined where nothing is. */
  detail: (of: Of) => Said | undefined
}
type ClientRule = Rule<AppClient> & { fix: ClientChange; fixable?: (client: AppClient) => boolean; verb: string }
type PoolRule = Rule<AuditedPool> & {
  verb: string
  /** The setting that mends it, and what the audit knows then. */
  fix: (pool: AuditedPool) => SettingFix | undefined
  /** Why there is no such thing for this pool. */
  without?: (pool: AuditedPool) => Said | undefined
}

/** What an app client's settings are looked at for, the gravest first. */
const clientRules: readonly ClientRule[] = [
  {
    kind: 'revocation off',
    title: said(msg`Token revocation is off`),
    why: said(msg`A stolen refresh token works until it expires, and nobody can end it alone.`),
    detail: ({ revocation }) => (revocation ? undefined : said(msg`Off`)),
    fix: { set: 'revocation', on: true },
    verb: t`Switch on`,
  },
  {
    kind: 'unsafe callback',
    title: said(msg`A callback is a wildcard or plain http`),
    why: said(msg`Managed login sends codes and tokens there, where somebody else may read them.`),
    detail: ({ callbackUrls }) => listed(callbackUrls.filter(isUnsafeCallback)),
    fix: { set: 'safe callbacks' },
    fixable: ({ callbackUrls }) => callbackUrls.some((url) => !isUnsafeCallback(url)),
    verb: t`Remove them`,
  },
  {
    kind: 'implicit flow',
    title: said(msg`The implicit flow is on`),
    why: said(msg`Tokens travel in the address, where histories, logs and scripts see them.`),
    detail: ({ oauthFlows }) => (oauthFlows.includes('implicit') ? listed(oauthFlows) : undefined),
    fix: { set: 'no implicit flow' },
    verb: t`Remove it`,
  },
  {
    kind: 'password flow',
    title: said(msg`The password flow is on`),
    why: said(msg`Apps send the password itself. SRP proves that they know it without sending it.`),
    detail: ({ authFlows }) => listed(authFlows.filter((flow) => passwordFlows.includes(flow)).slice(0, 1)),
    fix: { set: 'no password flow' },
    verb: t`Remove it`,
  },
  {
    kind: 'users not hidden',
    title: said(msg`Anybody can find out which users exist`),
    why: said(msg`With the legacy errors a wrong name is answered differently from a wrong password.`),
    detail: ({ hidesUsers }) => (hidesUsers ? undefined : said(msg`Legacy errors`)),
    fix: { set: 'hidden users' },
    verb: t`Answer alike`,
  },
  {
    kind: 'long access token',
    title: said(msg`Access tokens live longer than 1 hour`),
    why: said(msg`Servers that check tokens offline accept one for that long after a sign-out.`),
    detail: ({ accessToken }) => (accessToken.seconds > hour ? lifetimeSaid(accessToken) : undefined),
    fix: { set: 'access lifetime' },
    verb: t`Shorten`,
  },
  {
    kind: 'long ID token',
    title: said(msg`ID tokens live longer than 1 hour`),
    why: said(msg`Whoever checks them offline, an identity pool too, accepts one for that long after a sign-out.`),
    detail: ({ idToken }) => (idToken.seconds > hour ? lifetimeSaid(idToken) : undefined),
    fix: { set: 'id lifetime' },
    verb: t`Shorten`,
  },
  {
    kind: 'long refresh token',
    title: said(msg`Refresh tokens live longer than 30 days`),
    why: said(msg`A session that nobody uses stays open for that long, and so does a stolen one.`),
    detail: ({ refreshToken }) => (refreshToken.seconds > month ? lifetimeSaid(refreshToken) : undefined),
    fix: { set: 'refresh lifetime' },
    verb: t`Shorten`,
  },
  {
    kind: 'rotation off',
    title: said(msg`Refresh tokens are not rotated`),
    why: said(msg`A stolen refresh token is not noticed: with rotation, its second use is refused.`),
    detail: ({ rotation }) => (rotation ? undefined : said(msg`Off`)),
    fix: { set: 'rotation' },
    verb: t`Switch on`,
  },
]

/** The longest that an app client reuses an SSO session without a finding, in minutes: what it is where nobody has set it. */
const usualReuse = 60

const poolRules: readonly PoolRule[] = [
  {
    kind: 'no deletion protection',
    title: said(msg`The pool can be deleted by one call`),
    why: said(msg`Every user and every app client would go with it.`),
    detail: ({ settings }) =>
      settings === undefined || settings.deletionProtection ? undefined : said(msg`Deletion protection is off`),
    verb: t`Protect`,
    fix: ({ id, settings }) =>
      settings && {
        setting: { of: 'deletion protection', poolId: id },
        after: { at: settings.at, result: { pool: { ...settings, deletionProtection: true } } },
      },
  },
  {
    kind: 'tracking off',
    title: said(msg`Sessions are not tracked`),
    why: said(msg`Nobody can see where a user is signed in, nor end one session without its refresh token.`),
    detail: ({ tracking }) =>
      tracking === undefined || tracking.tracking ? undefined : said(msg`Session tracking is off`),
    verb: t`Switch on`,
    fix: ({ id, settings, tracking }) =>
      tracking && settings?.plan !== 'LITE'
        ? {
            setting: { of: 'pool', poolId: id, tracking: true, maxPerUser: tracking.maxPerUser },
            after: { at: tracking.at, result: { tracking: { ...tracking, tracking: true } } },
          }
        : undefined,
    without: ({ settings }) =>
      settings?.plan === 'LITE'
        ? said(msg`The Lite plan has no session tracking; Essentials and Plus have.`)
        : undefined,
  },
]

/** The kinds of findings, the gravest first. */
export const kindsInOrder: readonly string[] = [
  ...clientRules.map(({ kind }) => kind),
  'long SSO reuse',
  ...poolRules.map(({ kind }) => kind),
]

/** A setting of a pool, or of an app client beside its own, that mends a finding. */
export type SettingFix = {
  setting: PoolSetting
  /** What the audit would know with it, and where that stands. */
  after: { at: ResultPlace; result: AuditResult }
}

/** Something that an audit found, about one app client or one pool. */
export type Finding = {
  kind: string
  title: Said
  why: Said
  poolId: string
  poolName: string
  detail: Said
  verb: string
} & (
  | { of: 'app client'; row: ClientRow; fix: ClientChange | undefined }
  | { of: 'app client'; row: ClientRow; fix: SettingFix }
  | { of: 'pool'; fix: SettingFix | undefined }
)

/** What an audit found, the gravest first. */
export function findingsOf({ rows, pools }: Pick<AuditView, 'rows' | 'pools'>): readonly Finding[] {
  const ofClients = clientRules.map((): Finding[] => [])
  for (const row of rows) for (const [place, finding] of ofRow(row)) ofClients[place]?.push(finding)
  const ofPools = poolRules.flatMap(({ kind, title, why, detail, verb, fix, without }) =>
    pools.flatMap((pool): Finding[] => {
      const wrong = detail(pool)
      if (wrong === undefined) return []
      const about = { kind, title, why, poolId: pool.id, poolName: pool.name, verb }
      return [{ ...about, detail: without?.(pool) ?? wrong, of: 'pool', fix: fix(pool) }]
    }),
  )
  return [...ofClients.flat(), ...longReuse(rows, pools), ...ofPools]
}

type Placed = readonly [place: number, finding: Finding]

/** Rows are made anew when anything of them changes, so each is looked at once, however often the filter does. */
const known = new WeakMap<ClientRow, readonly Placed[]>()

/** What is wrong with an app client's settings, each with the place of its rule. */
function ofRow(row: ClientRow): readonly Placed[] {
  const before = known.get(row)
  if (before !== undefined) return before
  const { client, poolName } = row
  const found = clientRules.flatMap(({ kind, title, why, detail, fix, fixable, verb }, place): Placed[] => {
    const wrong = detail(client)
    if (wrong === undefined) return []
    const canFix = fixable?.(client) ?? true
    const about = { kind, title, why, poolId: client.poolId, poolName, detail: wrong, verb }
    return [[place, { ...about, of: 'app client', row, fix: canFix ? fix : undefined }]]
  })
  known.set(row, found)
  return found
}

function listed(texts: readonly string[]): Said | undefined {
  return texts.length === 0 ? undefined : verbatim(texts.join(', '))
}

/** Minutes of SSO reuse count only where a pool tracks sessions; elsewhere the cookie's hour does. */
function longReuse(rows: readonly ClientRow[], pools: readonly AuditedPool[]): readonly Finding[] {
  const tracked = new Set(pools.filter(({ tracking }) => tracking?.tracking).map(({ id }) => id))
  return rows.flatMap((row): Finding[] => {
    const { client, poolName, reuse } = row
    if (reuse === undefined || reuse.ssoMinutes <= usualReuse || !tracked.has(client.poolId)) return []
    const setting = { of: 'client', poolId: client.poolId, clientId: client.id, ssoMinutes: usualReuse } as const
    return [
      {
        kind: 'long SSO reuse',
        title: said(msg`SSO sessions are reused for longer than 1 hour`),
        why: said(
          msg`Whoever has the browser is signed in again without a password for that long, after a sign-out too.`,
        ),
        poolId: client.poolId,
        poolName,
        detail: {
          shown: durationText(reuse.ssoMinutes * 60_000),
          english: englishLifetime({ value: reuse.ssoMinutes, unit: 'minutes' }),
        },
        verb: t({ message: 'Limit', context: 'verb' }),
        of: 'app client',
        row,
        fix: { setting, after: { at: reuse.at, result: { reuse: { ssoMinutes: usualReuse } } } },
      },
    ]
  })
}
