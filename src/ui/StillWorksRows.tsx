import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'

import type { StillWorksLine } from '../lib/stillWorksWords.ts'
import { momentText } from '../lib/time.ts'
import { Countdown } from './Countdown.tsx'
import { Row, Rows } from './Rows.tsx'
import { StateMark } from './StateMark.tsx'
import { useNow } from './useNow.ts'

type StillWorksRowsProps = {
  lines: readonly StillWorksLine[]
  /** The words for what is over: "ends now" before a sign-out, "ended" after it. */
  overText: string
  now?: (() => Date) | undefined
  label?: string | undefined
  /** What stands under the words of a line: a choice, or something to do about it. */
  under?: Partial<Record<NonNullable<StillWorksLine['what']>, ReactNode>> | undefined
}

/** What still works, and until when: a clock time, and what is left of it. */
export const StillWorksRows = ({
  lines,
  overText,
  now,
  label = t`What still works, and until when`,
  under = {},
}: StillWorksRowsProps) => (
  <Rows label={label}>
    {lines.map((line) => (
      <Row
        key={line.title}
        title={line.title}
        detail={
          <>
            {line.why}
            {line.what === undefined ? null : under[line.what]}
          </>
        }
        end={<End line={line} overText={overText} now={now} />}
        endBelow
      />
    ))}
  </Rows>
)

const untilWords = { exact: 'until', about: 'until about', 'at most': 'at most until' } as const

type EndProps = { line: StillWorksLine; overText: string; now: (() => Date) | undefined }

const End = ({ line, overText, now }: EndProps) => {
  const moment = useNow(now)
  if (line.state === 'over') return <StateMark state="ended">{overText}</StateMark>
  if (line.state === 'unused') return <StateMark state="none" />
  if (line.state === 'asked')
    return (
      <StateMark state="unknown">
        <Trans>Asked to end{line.at ? `, ${momentText(line.at, moment)}` : ''}</Trans>
      </StateMark>
    )
  if (line.state === 'stays' || line.until === undefined) return <StateMark state="live">{t`Stays`}</StateMark>
  const at = momentText(line.until, moment)
  return (
    <StateMark state="ending" className="tabular-nums">
      {untilWords[line.bound ?? 'exact']} {at}
      <span className="print:hidden">
        {' '}
        · <Countdown until={line.until} now={now} />
      </span>
    </StateMark>
  )
}
