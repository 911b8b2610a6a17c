import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { fullText, secondText } from '../lib/time.ts'
import { Identifier } from './Identifier.tsx'
import { OperationName } from './OperationName.tsx'

export type StepState = 'done' | 'pending' | 'failed' | 'not known' | 'not possible'

type LadderProps = {
  steps: readonly {
    label: string
    state: StepState
    at?: Date | undefined
    detail?: ReactNode
  }[]
}

const looks: Record<StepState, { colour: string; word: string; path: string }> = {
  done: { colour: 'text-live', word: t`Done`, path: 'm4.5 8.3 2.4 2.4 4.6-5.1' },
  pending: { colour: 'text-lamp-ink', word: t`Waiting`, path: '' },
  failed: { colour: 'text-danger', word: t`Failed`, path: 'm5.5 5.5 5 5m0-5-5 5' },
  'not known': {
    colour: 'text-muted',
    word: t`Not known`,
    path: 'M6 6.2a2 2 0 1 1 2.9 1.9c-.6.3-.9.7-.9 1.2m0 2.1v.1',
  },
  'not possible': { colour: 'text-muted', word: t`Not possible`, path: 'M5 8h6' },
}

/** How far the evidence goes, and no further. */
export const Ladder = ({ steps }: LadderProps) => (
  <div className="@container">
    <ol className="flex flex-col @min-[40rem]:flex-row">
      {steps.map(({ label, state, at, detail }, step) => (
        <li
          key={label}
          className="flex min-w-0 flex-1 gap-3 border-line @max-[40rem]:not-first:border-t @min-[40rem]:not-first:border-l px-6 py-4 @max-[40rem]:px-4"
        >
          <StepMark state={state} />
          <div className="flex min-w-0 flex-col gap-0.5">
            <span className="text-sm text-muted">
              {step + 1} · {label}
            </span>
            <span className={`font-medium ${state === 'done' ? '' : looks[state].colour}`}>
              {state === 'done' ? <span className="sr-only">{t`Done`}, </span> : looks[state].word}
              {at === undefined ? null : (
                <>
                  {state === 'done' ? '' : ' · '}
                  <time dateTime={at.toISOString()} title={fullText(at)}>
                    {secondText(at)}
                  </time>
                </>
              )}
              {state === 'done' && at === undefined ? <span aria-hidden="true">{t`Done`}</span> : null}
            </span>
            {detail ? (
              <div className="text-sm text-muted">{typeof detail === 'string' ? withId(detail) : detail}</div>
            ) : null}
          </div>
        </li>
      ))}
    </ol>
  </div>
)

/** A word and an id, as of a request: the id as every identifier is shown, short and to be copied. */
function withId(detail: string): ReactNode {
  const [, before, id] = /^(\S+) ([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/.exec(detail) ?? []
  if (id === undefined) return <OperationName>{detail}</OperationName>
  return (
    <span className="inline-flex items-baseline gap-1">
      {before} <Identifier value={id} of={t`request id`} />
    </span>
  )
}

type StepMarkProps = { state: StepState }

const StepMark = ({ state }: StepMarkProps) => (
  <svg
    viewBox="0 0 16 16"
    className={`mt-0.5 size-4 shrink-0 ${looks[state].colour}`}
    fill="none"
    stroke="currentColor"
    strokeWidth="1.5"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <circle cx="8" cy="8" r="6.75" strokeDasharray={state === 'pending' ? '2.5 3' : undefined} />
    <path d={looks[state].path} />
  </svg>
)
