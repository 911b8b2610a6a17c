import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { memo, useMemo, useState } from 'react'

import { DownloadButton } from '../../ui/DownloadButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import type { AppClient } from '../../vault/protocol.ts'
import type { AuditedPool, ClientRow, Unread } from './auditRows.ts'
import type { ChangeNews } from './ChangeReport.tsx'
import { ClientReport, type News } from './ClientReport.tsx'
import { Compare } from './Compare.tsx'
import { auditJson, findingsCsv, findingsMarkdown } from './exports.ts'
import { FindingKind, nameOf } from './FindingKind.tsx'
import { findingKey, placedFindings } from './findingPlaces.ts'
import { type Finding, findingsOf, type SettingFix as Fixing } from './findings.ts'
import { unreadText } from './pageParts.tsx'
import { SettingFixReport, type SettingNews } from './SettingFix.tsx'

type FindingsViewProps = {
  /** The app clients that the filter lets through. */
  rows: readonly ClientRow[]
  /** Every app client: an export in JSON, and what is compared with one, leave none out. */
  all: readonly ClientRow[]
  pools: readonly AuditedPool[]
  /** What the audit did not read: what is wrong there is not known. */
  unread: Unread
  onClient: (row: ClientRow, client: AppClient) => void
  /** What came of changes of app clients. */
  news: News
  onNews: (row: ClientRow, news: ChangeNews | undefined, finding?: Finding) => void
  /** Told when a pointer comes over the findings, and when it leaves. */
  onHeld: (held: boolean) => void
}

/** The audit read as findings: what is wrong, why it matters, and a change that mends it. */
export const FindingsView = memo((props: FindingsViewProps) => {
  const { rows, all, pools, unread, news, onClient, onNews, onHeld } = props
  const findings = useMemo(() => findingsOf({ rows, pools }), [rows, pools])
  const [mended, setMended] = useState<Mended>(new Map())
  const kinds = useMemo(() => {
    const told = [...news.values(), ...mended.values()].flatMap(({ finding }) => (finding ? [finding] : []))
    return placedFindings(findings, told, [...rows.map(({ key }) => key), ...pools.map(({ id }) => id)])
  }, [findings, news, mended, rows, pools])
  const onMended = (one: MendedOne) => setMended((before) => new Map(before).set(findingKey(one.finding), one))
  const reportOf = (key: string) => {
    const setting = mended.get(key)
    if (setting) {
      return (
        <SettingFixReport
          {...setting}
          name={nameOf(setting.finding)}
          onNews={(next) => onMended({ ...setting, news: next })}
          onClose={() => setMended((before) => new Map([...before].filter(([of]) => of !== key)))}
        />
      )
    }
    const told = [...news.values()].find(({ finding }) => finding && findingKey(finding) === key)
    if (told === undefined) return undefined
    const { row, finding } = told
    return (
      <ClientReport
        {...told}
        client={all.find((one) => one.key === row.key)?.client ?? row.client}
        onClient={(client) => onClient(row, client)}
        onNews={(next) => onNews(row, next, finding)}
      />
    )
  }
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
      {count === 0 ? (
        <Panel>
          <EmptyState title={t`Nothing found`}>{t`Every app client that was read is set as it should be.`}</EmptyState>
        </Panel>
      ) : null}
      {kinds.map(({ kind, placed }) => (
        <FindingKind
          key={kind}
          placed={placed}
          reportOf={reportOf}
          onHeld={onHeld}
          onMended={onMended}
          onClient={onClient}
          onNews={onNews}
        />
      ))}
    </>
  )
})

/** What came of settings that were to be mended, by finding; each may be gone by then. */
type Mended = ReadonlyMap<string, MendedOne>
type MendedOne = { finding: Finding; fix: Fixing; news: SettingNews }
