import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'

export type MarkState = 'live' | 'ending' | 'ended' | 'unknown' | 'failed' | 'none'

const looks: Record<MarkState, { colour: string; word: string }> = {
  live: { colour: 'text-live', word: t`Live` },
  ending: { colour: 'text-lamp-ink', word: t`Ending` },
  ended: { colour: 'text-ended', word: t`Ended` },
  unknown: { colour: 'text-ink', word: t`Unknown` },
  failed: { colour: 'text-danger', word: t`Failed` },
  none: { colour: 'text-muted', word: t`Not in use` },
}

type StateMarkProps = {
  state: MarkState
  /** Another word for the same state: "Stopped", "until 14:32". */
  children?: ReactNode
  className?: string | undefined
}

export const StateMark = ({ state, children, className = '' }: StateMarkProps) => (
  <span className={`inline-flex items-center gap-1.5 font-medium ${looks[state].colour} ${className}`}>
    <StateShape state={state} />
    <span>{children ?? looks[state].word}</span>
  </span>
)

type StateShapeProps = { state: MarkState }

const StateShape = ({ state }: StateShapeProps) => (
  <svg
    viewBox="0 0 12 12"
    className="size-3 shrink-0"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinecap="round"
    aria-hidden="true"
  >
    {state === 'live' ? <circle cx="6" cy="6" r="5" fill="currentColor" stroke="none" /> : null}
    {state === 'ending' ? <circle cx="6" cy="6" r="4.25" /> : null}
    {state === 'ended' ? <path d="M2 10 10 2" /> : null}
    {state === 'unknown' ? (
      <path d="M3.6 3.9a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2.9-1.2 1.7M6 10.6v.1" strokeWidth="1.75" />
    ) : null}
    {state === 'failed' ? <path d="m2.5 2.5 7 7m0-7-7 7" /> : null}
    {state === 'none' ? <path d="M2.5 6h7" /> : null}
  </svg>
)
