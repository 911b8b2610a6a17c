import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type ReactNode, useEffect, useRef, useState } from 'react'

import { blockedBy } from '../../lib/iam.ts'
import { numberText } from '../../lib/numbers.ts'
import { Button } from '../../ui/Button.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { useSteady } from '../../ui/useSteady.ts'
import { vault } from '../../vault/client.ts'
import type { AppClient } from '../../vault/protocol.ts'
import type { ClientChange } from '../../vault/protocol/clientChanges.ts'
import type { ClientRow } from './auditRows.ts'
import type { ChangeNews } from './ChangeReport.tsx'
import type { PlacedFinding } from './findingPlaces.ts'
import type { Finding, SettingFix as Fixing } from './findings.ts'
import { SettingFix, type SettingNews } from './SettingFix.tsx'
import { useChange } from './useChange.tsx'

/** How many of a kind are drawn before "Show more". */
const atFirst = 10

/** Who hears of what was done about a finding. */
export type FindingListeners = {
  onClient: (row: ClientRow, client: AppClient) => void
  onNews: (row: ClientRow, news: ChangeNews | undefined, finding: Finding) => void
  onMended: (mended: { finding: Finding; fix: Fixing; news: SettingNews }) => void
}

type FindingKindProps = FindingListeners & {
  placed: readonly PlacedFinding[]
  /** What came of a finding, where anything did. */
  reportOf: (key: string) => ReactNode
  /** Told when a pointer comes over them, and when it leaves. */
  onHeld: (held: boolean) => void
}

/** The findings of one kind. What came of each is told in its place, also when it is gone: the next stands beneath it. */
export const FindingKind = ({ placed, reportOf, onHeld, ...listeners }: FindingKindProps) => {
  const [most, setMost] = useState(atFirst)
  const frame = useRef<HTMLDivElement>(null)
  const steady = useSteady(frame, onHeld)
  const [first] = placed
  if (first === undefined) return null
  const title = first.finding.title.shown
  const more = numberText(Math.min(100, placed.length - most))
  return (
    <div ref={frame} {...steady}>
      <Panel
        title={title}
        aside={numberText(placed.filter(({ isGone }) => !isGone).length)}
        asideStays
        footer={
          <Rows label={title} bare>
            {placed.slice(0, most).flatMap(({ key, finding, isGone }) => {
              const report = reportOf(key)
              return [
                isGone ? null : <FindingRow key={key} id={key} finding={finding} {...listeners} />,
                report ? (
                  <Told key={`told ${key}`} id={key} isGone={isGone}>
                    {report}
                  </Told>
                ) : null,
              ]
            })}
          </Rows>
        }
      >
        <p className="text-sm text-muted">{first.finding.why.shown}</p>
        {placed.length > most ? (
          <Button size="small" className="mt-3" onClick={() => setMost(most + 100)}>
            <Trans>Show {more} more</Trans>
          </Button>
        ) : null}
      </Panel>
    </div>
  )
}

type ToldProps = { id: string; isGone: boolean; children: ReactNode }

const Told = ({ id, isGone, children }: ToldProps) => {
  const item = useRef<HTMLLIElement>(null)
  // The row may have been pressed at the edge of the window, or gone with it.
  useEffect(() => item.current?.scrollIntoView({ block: 'nearest' }), [])
  // Its button went with the finding, and had focus; a question that was asked has handed it on already.
  useEffect(() => {
    if (isGone && document.activeElement === document.body) nextTo(id)?.focus({ preventScroll: true })
  }, [id, isGone])
  return (
    <li id={idOf(id)} className="border-line px-6 py-4 max-sm:px-4 @min-[40rem]:col-span-full">
      {children}
    </li>
  )
}

/** Where whoever has mended a finding goes on: its next one's button, the heading of the next kind, or what came of it. */
function nextTo(key: string): HTMLElement | null {
  const told = document.getElementById(idOf(key))
  if (told === null) return null
  const all = document.querySelectorAll<HTMLElement>('main h2, main button[data-fix]')
  const next = [...all].find(
    (element) =>
      (told.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 && !told.contains(element),
  )
  const target = next ?? told.querySelector<HTMLElement>('section')
  if (target !== null && target.tabIndex < 0) target.tabIndex = -1
  return target
}

function idOf(key: string): string {
  return `finding ${key}`.replaceAll(/\s/g, '-')
}

type FindingRowProps = FindingListeners & { id: string; finding: Finding }

const FindingRow = ({ id, finding, onClient, onNews, onMended }: FindingRowProps) => {
  const { fix } = finding
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
          <Fix id={id} finding={finding} row={finding.row} fix={fix} onClient={onClient} onNews={onNews} />
        )
      }
    />
  )
}

export function nameOf(finding: Finding): string {
  return finding.of === 'pool' ? finding.poolName : finding.row.client.name
}

function detailOf(finding: Finding): string {
  const detail = finding.detail.shown
  if (finding.of === 'pool') return detail
  if (finding.fix === undefined) return t`${detail}. Name a safe one in AWS first.`
  const pool = finding.poolName
  return t`Pool ${pool}, now: ${detail}`
}

type FixProps = Pick<FindingListeners, 'onClient' | 'onNews'> & {
  id: string
  finding: Finding
  row: ClientRow
  fix: ClientChange
}

const Fix = ({ id, finding, row, fix, onClient, onNews }: FixProps) => {
  const { verb, title } = finding
  const { begin, busy, dialog } = useChange(row, {
    onClient: (client) => onClient(row, client),
    onNews: (news) => onNews(row, news, finding),
    returnTo: () => nextTo(id),
  })
  return (
    <>
      <Button
        data-fix
        size="small"
        busy={busy}
        blocked={blockedBy(vault.access(), 'cognito-idp:UpdateUserPoolClient')}
        reason="tip"
        aria-label={`${verb}: ${title.shown}, ${row.client.name}`}
        onClick={() => begin(fix)}
      >
        {verb}
      </Button>
      {dialog}
    </>
  )
}
