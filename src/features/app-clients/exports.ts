import { plural, t } from '@lingui/core/macro'
import * as v from 'valibot'

import { csvText } from '../../lib/csv.ts'
import type { AppClient } from '../../vault/protocol.ts'
import type { ClientRow } from './auditRows.ts'
import type { Finding } from './findings.ts'
import { englishLifetime, type Said } from './said.ts'

const columns = ['Finding', 'Why it matters', 'App client', 'Client id', 'Pool', 'Pool id', 'Is'] as const

function cellsOf(finding: Finding, as: keyof Said): readonly string[] {
  const client = finding.of === 'app client' ? finding.row.client : undefined
  const { title, why, poolName, poolId, detail } = finding
  return [title[as], why[as], client?.name ?? '', client?.id ?? '', poolName, poolId, detail[as]]
}

/** The findings as CSV, in English: for programs. */
export function findingsCsv(findings: readonly Finding[]): string {
  return csvText([columns, ...findings.map((finding) => cellsOf(finding, 'english'))])
}

/**
 * The findings as a Markdown table, in the page's language: for people.
 * @param gap what the audit could not read, in words
 */
export function findingsMarkdown(findings: readonly Finding[], at: Date, gap?: string): string {
  const line = (cells: readonly string[]) => `| ${cells.map(markdownCell).join(' | ')} |`
  const time = at.toISOString()
  const heads = [t`Finding`, t`Why it matters`, t`App client`, t`Client id`, t`Pool`, t`Pool id`, t`Is`]
  const count = findings.length
  const title = plural(count, {
    one: `App clients: # finding, ${time}`,
    other: `App clients: # findings, ${time}`,
  })
  return [
    `# ${title}`,
    '',
    ...(gap === undefined ? [] : [`${gap}.`, '']),
    line(heads),
    `|${heads.map(() => ' --- ').join('|')}|`,
    ...findings.map((finding) => line(cellsOf(finding, 'shown'))),
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
        settings: v.record(v.string(), v.string()),
      }),
    ),
    v.maxLength(100_000),
  ),
})

type Export = v.InferOutput<typeof ExportSchema>
type ExportedClient = Export['clients'][number]

function exported(client: AppClient): ExportedClient {
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
  return { poolId, id, name, settings }
}

/** The settings and findings as JSON, in English, which a later audit can be compared with. */
export function auditJson(rows: readonly ClientRow[], findings: readonly Finding[], at: Date): string {
  const kept: Export & { findings: unknown } = {
    curfew: 'app clients',
    version: 1,
    at: at.toISOString(),
    clients: rows.map(({ client }) => exported(client)),
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

/** What became of one app client since an earlier export. */
export type Drift = { key: string; name: string; poolId: string } & (
  | { what: 'new' | 'gone' }
  | { what: 'changed'; differences: readonly { path: string; before: string | undefined; after: string | undefined }[] }
)

/** What differs between an earlier export and now. */
export function driftSince(earlier: Export, rows: readonly ClientRow[]): readonly Drift[] {
  const keyOf = ({ poolId, id }: ExportedClient) => `${poolId}/${id}`
  const before = new Map(earlier.clients.map((client) => [keyOf(client), client]))
  const now = new Map(rows.map(({ client }) => [`${client.poolId}/${client.id}`, exported(client)]))
  return [...new Set([...before.keys(), ...now.keys()])].flatMap((key): Drift[] => {
    const [was, is] = [before.get(key), now.get(key)]
    const shown = is ?? was
    if (shown === undefined) return []
    const about = { key, name: shown.name, poolId: shown.poolId }
    if (was === undefined) return [{ ...about, what: 'new' }]
    if (is === undefined) return [{ ...about, what: 'gone' }]
    const differences = [...new Set([...Object.keys(was.settings), ...Object.keys(is.settings)])].flatMap((path) => {
      const [old, current] = [was.settings[path], is.settings[path]]
      return old === current ? [] : [{ path, before: old, after: current }]
    })
    return differences.length === 0 ? [] : [{ ...about, what: 'changed', differences }]
  })
}
