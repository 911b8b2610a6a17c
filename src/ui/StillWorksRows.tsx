import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'

import type { StillWorksLine } from '../lib/stillWorksWords.ts'
import { momentText, recordText } from '../lib/time.ts'
import { Countdown } from './Countdown.tsx'
import { Row, Rows } from './Rows.tsx'
import { StateMark } from './StateMark.tsx'
import { useNow } from './useNow.ts'

type StillWorksRowsProps = {
  lines: readonly StillWorksLine[]
  /** The words for what is over, where that is still to come: "ends at once". */
  overText?: string | undefined
  now?: (() => Date) | undefined
  label?: string | undefined
  /** What stands under the words of a line: a choice, or something to do about it. */
  under?: Partial<Record<NonNullable<StillWorksLine['what']>, ReactNode>> | undefined
}

/** What still works, and until when: a clock time, and what is left of it. */
export const StillWorksRows = ({
  lines,
  overText = t`Does not work any more`,
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

type EndProps = { line: StillWorksLine; overText: string; now: (() => Date) | undefined }

const End = ({ line, overText, now }: EndProps) => {
  const moment = useNow(now)
  if (line.state === 'over') return <StateMark state="ended">{overText}</StateMark>
  if (line.state === 'expired') return <StateMark state="ended">{t`Expired`}</StateMark>
  if (line.state === 'ending') return <StateMark state="ending" />
  if (line.state === 'accepted') return <StateMark state="unknown">{t`End accepted, not observed`}</StateMark>
  if (line.state === 'unused') return <StateMark state="none" />
  if (line.state === 'asked') {
    const asked = t`Asked to end`
    const { at } = line
    return (
      <StateMark state="unknown">
        {at ? <OnPaper screen={`${asked}, ${momentText(at, moment)}`} paper={`${asked}, ${recordText(at)}`} /> : asked}
      </StateMark>
    )
  }
  if (line.state === 'stays' || line.until === undefined) return <StateMark state="live">{t`Stays`}</StateMark>
  return (
    <StateMark state="ending" className="tabular-nums">
      <OnPaper
        screen={
          <>
            {untilText(momentText(line.until, moment), line.bound)} · <Countdown until={line.until} now={now} />
          </>
        }
        paper={untilText(recordText(line.until), line.bound)}
      />
    </StateMark>
  )
}

/** Paper is read on other days and by other clocks: there a moment stands as in the receipt's text. */
const OnPaper = ({ screen, paper }: { screen: ReactNode; paper: string }) => (
  <>
    <span className="print:hidden">{screen}</span>
    <span className="hidden print:inline">{paper}</span>
  </>
)

function untilText(time: string, bound: StillWorksLine['bound']): string {
  switch (bound) {
    case 'about':
      return t`until about ${time}`
    case 'at most':
      return t`at most until ${time}`
    default:
      return t`until ${time}`
  }
}
