import { msg, plural, t } from '@lingui/core/macro'
import * as v from 'valibot'

import { csvText } from '../../lib/csv.ts'
import type { AuditTarget } from '../../jobs/audit.ts'
import type { ClientRow, Unread } from './auditRows.ts'
import type { Finding } from './findings.ts'
import { Gaps } from './Gaps.ts'
import { englishLifetime, said, type Said } from './said.ts'

const columns = ['Finding', 'Why it matters', 'App client', 'Client id', 'Pool', 'Pool id', 'Is'] as const

/** What is exported: the findings, and what was not read, where nothing is known of findings. */
export type Exported = Unread & { findings: readonly Finding[] }

function lines({ findings, failed, isOver }: Exported, as: keyof Said): readonly (readonly string[])[] {
  return [
    ...findings.map((finding) => {
      const client = finding.of === 'app client' ? finding.row.client : undefined
      const { title, why, poolName, poolId, detail } = finding
      return [title[as], why[as], client?.name ?? '', client?.id ?? '', poolName, poolId, detail[as]]
    }),
    ...failed.map(({ target, failure }) => {
      const { region, poolName = region, poolId = '', clientName = '', clientId = '' } = placeOf(target)
      const unread = said(msg`Could not be read`)
      return [unread[as], notKnown[as], clientName, clientId, poolName, poolId, failure.code]
    }),
    ...(isOver ? [] : [[said(msg`The audit was not over`)[as], notKnown[as], '', '', '', '', '']]),
  ]
}

const notKnown = said(msg`What is wrong there is not known.`)

/** What a call would have read, without the page of a list that it stood at. */
type Place = Pick<AuditTarget, 'of' | 'region'> &
  Partial<Record<'poolId' | 'poolName' | 'clientId' | 'clientName', string>>

function placeOf(target: AuditTarget): Place {
  const { of, region } = target
  return {
    of,
    region,
    ...('poolId' in target && { poolId: target.poolId, poolName: target.poolName }),
    ...('clientId' in target && { clientId: target.clientId, clientName: target.clientName }),
  }
}

/** The findings as CSV, in English: for programs. */
export function findingsCsv(exported: Exported): string {
  return csvText([columns, ...lines(exported, 'english')])
}

/** The findings as a Markdown table, in the page's language: for people. */
export function findingsMarkdown(exported: Exported, at: Date): string {
  const line = (cells: readonly string[]) => `| ${cells.map(markdownCell).join(' | ')} |`
  const time = at.toISOString()
  const heads = [t`Finding`, t`Why it matters`, t`App client`, t`Client id`, t`Pool`, t`Pool id`, t`Is`]
  const count = exported.findings.length
  const title = plural(count, {
    one: `App clients: # finding, ${time}`,
    other: `App clients: # findings, ${time}`,
  })
  return [
    `# ${title}`,
    '',
    line(heads),
    `|${heads.map(() => ' --- ').join('|')}|`,
    ...lines(exported, 'shown').map(line),
    '',
  ].join('\n')
}

/** A name may be anybody's choice: it neither ends its cell nor becomes markup. */
function markdownCell(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/[\\`*_{}[\]<>()#|!~]/g, String.raw`\$&`)
}

const ExportSchema = v.object({
  curfew: v.literal('app clients'),
  version: v.literal(1),
  at: v.pipe(v.string(), v.isoTimestamp()),
  clients: v.pipe(
    v.array(
      v.object({
        poolId: v.pipe(v.string(), v.maxLength(55)),
        id: v.pipe(v.string(), v.maxLength(128)),
        name: v.pipe(v.string(), v.maxLength(128)),
        /** When its settings were read; exports from before this was kept do not say. */
        readAt: v.optional(v.pipe(v.string(), v.isoTimestamp())),
        settings: v.record(v.string(), v.string()),
      }),
    ),
    v.maxLength(100_000),
  ),
  /** Whether the audit was over, and what it could not read; exports from before this was kept say nothing of it. */
  complete: v.optional(v.boolean(), true),
  unread: v.optional(
    v.array(
      v.object({
        of: v.string(),
        region: v.string(),
        poolId: v.optional(v.string()),
        clientId: v.optional(v.string()),
      }),
    ),
    [],
  ),
})

type Export = v.InferOutput<typeof ExportSchema>
type ExportedClient = Export['clients'][number]

function exportedClient({ client, readAt }: ClientRow): ExportedClient {
  const { poolId, id, name } = client
  const onOff = (on: boolean) => (on ? 'on' : 'off')
  const list = (texts: readonly string[]) => texts.toSorted().join(', ')
  const settings = {
    name,
    type: client.confidential ? 'confidential' : 'public',
    revocation: onOff(client.revocation),
    'access token': englishLifetime(client.accessToken),
    'ID token': englishLifetime(client.idToken),
    'refresh token': englishLifetime(client.refreshToken),
    rotation: onOff(client.rotation),
    'hides users': onOff(client.hidesUsers),
    'sign-in flows': list(client.authFlows),
    'OAuth flows': list(client.oauthFlows),
    callbacks: list(client.callbackUrls),
  }
  return { poolId, id, name, readAt: readAt.toISOString(), settings }
}

/** The settings and findings as JSON, in English, which a later audit can be compared with. */
export function auditJson(rows: readonly ClientRow[], { findings, failed, isOver }: Exported, at: Date): string {
  const kept: Export & { findings: unknown } = {
    curfew: 'app clients',
    version: 1,
    at: at.toISOString(),
    clients: rows.map(exportedClient),
    complete: isOver,
    unread: failed.map(({ target, failure }) => ({ ...placeOf(target), code: failure.code })),
    findings: findings.map((finding) => {
      const { kind, poolId, poolName, detail } = finding
      const client = finding.of === 'app client' ? { client: finding.row.client.id } : {}
      return { kind, poolId, poolName, ...client, detail: detail.english }
    }),
  }
  return JSON.stringify(kept, null, 2)
}

/** An earlier export; undefined where the text is none. */
export function parseExport(text: string): Export | undefined {
  try {
    const parsed = v.safeParse(ExportSchema, JSON.parse(text))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}

/** What became of one app client since an earlier export; nobody knows of one that was not read before, or was not now. */
export type Drift = { key: string; name: string; poolId: string } & (
  | { what: 'new' | 'gone' | 'unread before' | 'unread now' }
  | { what: 'changed'; differences: readonly { path: string; before: string | undefined; after: string | undefined }[] }
)

/**
 * What differs between an earlier export and now.
 * @param rows every app client that was read
 */
export function driftSince(earlier: Export, rows: readonly ClientRow[], now: Unread): readonly Drift[] {
  const keyOf = ({ poolId, id }: ExportedClient) => `${poolId}/${id}`
  const gapsBefore = new Gaps(earlier.unread.map((target) => ({ target })))
  const gapsNow = new Gaps(now.failed)
  const before = new Map(earlier.clients.map((client) => [keyOf(client), client]))
  const after = new Map(rows.map((row) => [row.key, exportedClient(row)]))
  const old = new Set(rows.flatMap(({ key, isOld }) => (isOld ? [key] : [])))
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key): Drift[] => {
    const [was, is] = [before.get(key), old.has(key) ? undefined : after.get(key)]
    const shown = is ?? was
    if (shown === undefined) return []
    const { name, poolId, id } = shown
    const about = { key, name, poolId }
    const place = { of: 'app client', region: poolId.slice(0, poolId.indexOf('_')), poolId, clientId: id }
    if (was === undefined) {
      return [{ ...about, what: !earlier.complete || gapsBefore.has(place) ? 'unread before' : 'new' }]
    }
    if (is === undefined) {
      return [{ ...about, what: !now.isOver || old.has(key) || gapsNow.has(place) ? 'unread now' : 'gone' }]
    }
    const differences = [...new Set([...Object.keys(was.settings), ...Object.keys(is.settings)])].flatMap((path) => {
      const [old, current] = [was.settings[path], is.settings[path]]
      return old === current ? [] : [{ path, before: old, after: current }]
    })
    return differences.length === 0 ? [] : [{ ...about, what: 'changed', differences }]
  })
}
