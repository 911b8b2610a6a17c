import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'

import type { Job } from '../../jobs/job.ts'
import { numberText } from '../../lib/numbers.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useNow } from '../../ui/useNow.ts'
import { ageText } from './AuditStatus.tsx'

type SubtitleProps = { known: number; pools: number; unread: number; job: Job | undefined }

export const Subtitle = ({ known, pools, unread, job }: SubtitleProps) => {
  const now = useNow(() => new Date(), 30_000)
  if (job === undefined || known === 0) return t`Every app client of every pool you may see`
  const counts = t`${plural(known, { one: '# app client', other: '# app clients' })} in ${plural(pools, { one: '# pool', other: '# pools' })}`
  const age = ageText(job, now)
  const text = age === '' ? counts : `${counts}, ${age}`
  return unread === 0 ? text : `${text}; ${unreadText(unread)}`
}

/** That an audit does not know everything, for wherever its results are counted. */
export function unreadText(parts: number): string {
  return plural(parts, { one: '# part could not be read', other: '# parts could not be read' })
}

type NoRowsProps = { reading: boolean; failed: boolean; onEverything: (() => void) | undefined }

export const NoRows = ({ reading, failed, onEverything }: NoRowsProps) => {
  if (onEverything) {
    return (
      <Panel>
        <EmptyState
          title={t`Nothing fits this filter`}
          actions={<Button onClick={onEverything}>{t`Show everything`}</Button>}
        />
      </Panel>
    )
  }
  if (reading) {
    return (
      <Panel flush>
        <Skeleton label={t`Reading the app clients`} lines={5} />
      </Panel>
    )
  }
  return failed ? null : (
    <Panel>
      <EmptyState title={t`No app clients yet`}>
        <Trans>The pools you may see have none. An app needs one to sign people in.</Trans>
      </EmptyState>
    </Panel>
  )
}

/** How many rows are shown, of how many. */
export function countText(shown: number, all: number): string {
  if (shown === all) return plural(all, { one: '# app client', other: '# app clients' })
  const some = numberText(shown)
  return plural(all, { one: `${some} of # app client`, other: `${some} of # app clients` })
}
