import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { memo, useMemo, useState } from 'react'

import { blockedBy } from '../../lib/iam.ts'
import { numberText } from '../../lib/numbers.ts'
import { Button } from '../../ui/Button.tsx'
import { DownloadButton } from '../../ui/DownloadButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { vault } from '../../vault/client.ts'
import type { AppClient } from '../../vault/protocol.ts'
import type { ClientChange } from '../../vault/protocol/clientChanges.ts'
import type { AuditedPool, ClientRow, Unread } from './auditRows.ts'
import type { ChangeNews } from './ChangeReport.tsx'
import { Compare } from './Compare.tsx'
import { auditJson, findingsCsv, findingsMarkdown } from './exports.ts'
import { type Finding, findingsOf, type SettingFix as Fixing } from './findings.ts'
import { unreadText } from './pageParts.tsx'
import { SettingFix, SettingFixReport, type SettingNews } from './SettingFix.tsx'
import { useChange } from './useChange.tsx'

/** How many of a kind are drawn before "Show more". */
const atFirst = 10

type FindingsViewProps = {
  /** The app clients that the filter lets through. */
  rows: readonly ClientRow[]
  /** Every app client: an export in JSON, and what is compared with one, leave none out. */
  all: readonly ClientRow[]
  pools: readonly AuditedPool[]
  /** What the audit did not read: what is wrong there is not known. */
  unread: Unread
  onClient: (row: ClientRow, client: AppClient) => void
  onNews: (row: ClientRow, news: ChangeNews | undefined) => void
}

/** The audit read as findings: what is wrong, why it matters, and a change that mends it. */
export const FindingsView = memo(({ rows, all, pools, unread, onClient, onNews }: FindingsViewProps) => {
  const findings = useMemo(() => findingsOf({ rows, pools }), [rows, pools])
  const kinds = useMemo(() => byKind(findings), [findings])
  const [mended, setMended] = useState<Mended>()
  const count = findings.length
  const none = count === 0 && unread.failed.length === 0 ? t`There is nothing to export` : undefined
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p role="status" className="text-sm text-muted">
          {plural(count, { one: '# finding', other: '# findings' })}
          {unread.failed.length === 0 ? '' : `; ${unreadText(unread.failed.length)}`}
        </p>
        <div className="flex flex-wrap gap-2 print:hidden">
          <DownloadButton
            size="small"
            file="curfew-findings.md"
            media="text/markdown"
            content={() => findingsMarkdown({ ...unread, findings }, new Date())}
            blocked={none}
            reason="tip"
          >
            <Trans>Markdown</Trans>
          </DownloadButton>
          <DownloadButton
            size="small"
            file="curfew-findings.csv"
            media="text/csv"
            content={() => findingsCsv({ ...unread, findings })}
            blocked={none}
            reason="tip"
          >
            <Trans>CSV</Trans>
          </DownloadButton>
          <DownloadButton
            size="small"
            file="curfew-app-clients.json"
            media="application/json"
            content={() => auditJson(all, { ...unread, findings: findingsOf({ rows: all, pools }) }, new Date())}
          >
            <Trans>JSON</Trans>
          </DownloadButton>
        </div>
      </div>
      <Compare rows={all} unread={unread} />
      {mended ? (
        <SettingFixReport
          {...mended}
          name={nameOf(mended.finding)}
          onNews={(news) => setMended({ ...mended, news })}
          onClose={() => setMended(undefined)}
        />
      ) : null}
      {count === 0 ? (
        <Panel>
          <EmptyState title={t`Nothing found`}>{t`Every app client that was read is set as it should be.`}</EmptyState>
        </Panel>
      ) : null}
      {[...kinds].map(([kind, ofKind]) => (
        <Kind key={kind} findings={ofKind} onMended={setMended} onClient={onClient} onNews={onNews} />
      ))}
    </>
  )
})

function byKind(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const kinds = new Map<string, Finding[]>()
  for (const finding of findings) {
    const ofKind = kinds.get(finding.kind)
    if (ofKind) ofKind.push(finding)
    else kinds.set(finding.kind, [finding])
  }
  return kinds
}

/** What came of a setting that was to be mended; its finding may be gone by then. */
type Mended = { finding: Finding; fix: Fixing; news: SettingNews }

type KindProps = Pick<FindingsViewProps, 'onClient' | 'onNews'> & {
  findings: readonly Finding[]
  onMended: (mended: Mended) => void
}

const Kind = ({ findings, onClient, onNews, onMended }: KindProps) => {
  const [most, setMost] = useState(atFirst)
  const [first] = findings
  if (first === undefined) return null
  const title = first.title.shown
  const more = numberText(Math.min(100, findings.length - most))
  return (
    <Panel
      title={title}
      aside={numberText(findings.length)}
      asideStays
      footer={
        <Rows label={title} bare>
          {findings.slice(0, most).map((finding) => (
            <FindingRow
              key={finding.of === 'pool' ? finding.poolId : finding.row.key}
              finding={finding}
              onClient={onClient}
              onNews={onNews}
              onMended={onMended}
            />
          ))}
        </Rows>
      }
    >
      <p className="text-sm text-muted">{first.why.shown}</p>
      {findings.length > most ? (
        <Button size="small" className="mt-3" onClick={() => setMost(most + 100)}>
          <Trans>Show {more} more</Trans>
        </Button>
      ) : null}
    </Panel>
  )
}

type FindingRowProps = Omit<KindProps, 'findings'> & { finding: Finding }

const FindingRow = ({ finding, onClient, onNews, onMended }: FindingRowProps) => {
  const { verb, title, fix } = finding
  return (
    <Row
      title={<bdi>{nameOf(finding)}</bdi>}
      detail={<span className="wrap-anywhere">{detailOf(finding)}</span>}
      end={
        fix === undefined ? undefined : 'setting' in fix ? (
          <SettingFix
            finding={finding}
            fix={fix}
            name={nameOf(finding)}
            onNews={(news) => onMended({ finding, fix, news })}
          />
        ) : finding.of === 'pool' ? undefined : (
          <Fix row={finding.row} fix={fix} verb={verb} title={title.shown} onClient={onClient} onNews={onNews} />
        )
      }
    />
  )
}

function nameOf(finding: Finding): string {
  return finding.of === 'pool' ? finding.poolName : finding.row.client.name
}

function detailOf(finding: Finding): string {
  const detail = finding.detail.shown
  if (finding.of === 'pool') return detail
  if (finding.fix === undefined) return t`${detail}. Name a safe one in AWS first.`
  return `${finding.poolName}: ${detail}`
}

type FixProps = Pick<FindingsViewProps, 'onClient' | 'onNews'> & {
  row: ClientRow
  fix: ClientChange
  verb: string
  title: string
}

const Fix = ({ row, fix, verb, title, onClient, onNews }: FixProps) => {
  const { begin, busy, dialog } = useChange(row, {
    onClient: (client) => onClient(row, client),
    onNews: (news) => onNews(row, news),
  })
  return (
    <>
      <Button
        size="small"
        busy={busy}
        blocked={blockedBy(vault.access(), 'cognito-idp:UpdateUserPoolClient')}
        reason="tip"
        aria-label={`${verb}: ${title}, ${row.client.name}`}
        onClick={() => begin(fix)}
      >
        {verb}
      </Button>
      {dialog}
    </>
  )
}
