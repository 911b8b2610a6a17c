import { t } from '@lingui/core/macro'

import type { Bound } from '../../lib/stillWorks.ts'
import type { StillWorksLine } from '../../lib/stillWorksWords.ts'
import { recordText } from '../../lib/time.ts'
import type { StepState } from '../../ui/Ladder.tsx'

/** A rung of the evidence. */
type Rung = { label: string; state: StepState; at?: Date | undefined; detail?: string | undefined }

const stateText: Record<StepState, string> = {
  done: t({ message: 'done', context: 'rung of the evidence' }),
  pending: t({ message: 'pending', context: 'rung of the evidence' }),
  failed: t({ message: 'failed', context: 'rung of the evidence' }),
  'not known': t({ message: 'not known', context: 'rung of the evidence' }),
  'not possible': t({ message: 'not possible', context: 'rung of the evidence' }),
}

/** A rung as a line of text: `Requested: done, 21 November 2026, 14:03:21, RevokeToken`. */
export function rungLine({ label, state, at, detail }: Rung): string {
  const parts = [stateText[state], at && recordText(at), detail].filter(Boolean)
  return `${label}: ${parts.join(', ')}`
}

/** What still works as a line of text: `New tokens by refresh: does not work any more`. */
export function workLine({ title, state, until, at, bound = 'exact' }: StillWorksLine): string {
  switch (state) {
    case 'until':
      return until ? untilLine(title, recordText(until), bound) : t`${title}: stays`
    case 'asked': {
      const moment = at && recordText(at)
      return moment === undefined ? t`${title}: stays` : t`${title}: asked to end, ${moment}; not observed`
    }
    case 'over':
      return t`${title}: does not work any more`
    case 'ending':
      return t`${title}: ending`
    case 'accepted':
      return t`${title}: end accepted, not observed`
    case 'expired':
      return t`${title}: expired`
    case 'unused':
      return t`${title}: not used`
    case 'stays':
      return t`${title}: stays`
    default:
      return state satisfies never
  }
}

function untilLine(title: string, moment: string, bound: Bound): string {
  switch (bound) {
    case 'exact':
      return t`${title}: until ${moment}`
    case 'about':
      return t`${title}: about until ${moment}`
    case 'at most':
      return t`${title}: at most until ${moment}`
    default:
      return bound satisfies never
  }
}

/** Said beside what still works where not everything has ended that was asked to. */
export function partText(): string {
  return t`Only of what Cognito accepted. What it did not end goes on as before.`
}

/** The last line of every text: when it was written. */
export function writtenLine(now: Date): string {
  const moment = recordText(now)
  return t`Written ${moment}`
}
