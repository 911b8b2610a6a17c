import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useEffect, useRef, useSyncExternalStore } from 'react'

import type { CallRecord } from '../../lib/calls.ts'
import { secondText } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { DownloadButton } from '../../ui/DownloadButton.tsx'
import { Identifier } from '../../ui/Identifier.tsx'
import { OperationName } from '../../ui/OperationName.tsx'
import { type MarkState, StateMark } from '../../ui/StateMark.tsx'
import { vault } from '../../vault/client.ts'
import { callsOpen } from './callsOpen.ts'
import { endpointText, endText, exported, stateOf } from './callText.ts'

const marks: Record<ReturnType<typeof stateOf>, MarkState> = {
  'under way': 'ending',
  good: 'live',
  refused: 'failed',
  lost: 'unknown',
}

/** Every request to Cognito as it happens, the newest first. It takes its room at the end of the page, and covers nothing for good. */
export const CallsDrawer = () => {
  const calls = useSyncExternalStore(vault.subscribe, vault.calls)
  const count = calls.length
  const drawer = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const latest = calls.findLast(({ outcome }) => outcome.state !== 'under way')

  useEffect(() => {
    const element = drawer.current
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape') callsOpen.close()
    }
    element?.addEventListener('keydown', press)
    return () => element?.removeEventListener('keydown', press)
  }, [])

  // It stands after the whole page: whoever goes by the keyboard would have to go through that first.
  useEffect(() => {
    if (callsOpen.takesFocus()) heading.current?.focus({ preventScroll: true })
  }, [])

  return (
    <section
      ref={drawer}
      id="calls"
      aria-labelledby="calls-title"
      className="calls sticky bottom-0 z-10 flex max-h-[38dvh] flex-col border-t border-edge bg-surface print:hidden"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line px-8 py-2 max-md:px-4">
        <h2 ref={heading} id="calls-title" tabIndex={-1} className="font-semibold">
          {t`Calls`}{' '}
          <span className="text-sm font-normal text-muted">
            {count === 0
              ? t`none yet`
              : plural(count, { one: 'the last #, newest first', other: 'the last #, newest first' })}
          </span>
        </h2>
        <div className="flex gap-2">
          <DownloadButton
            size="small"
            file="curfew-calls.json"
            media="application/json"
            content={() => exported(vault.calls())}
            blocked={calls.length === 0 ? t`There are no calls yet` : undefined}
            reason="tip"
          >
            <Trans>JSON</Trans>
          </DownloadButton>
          <Button size="small" onClick={() => vault.forgetCalls()}>
            {t({ message: 'Clear', context: 'deletes what is listed' })}
          </Button>
          <Button size="small" onClick={() => callsOpen.close()}>
            <Trans>Close</Trans>
          </Button>
        </div>
      </div>
      <p role="status" className="sr-only">
        {latest === undefined ? '' : `${latest.operation}: ${endText(latest.outcome)}`}
      </p>
      <section
        aria-label={t`Requests`}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
        className="@container overflow-auto overscroll-contain px-8 text-sm outline-offset-[-2px] max-md:px-4"
      >
        {calls.length === 0 ? (
          <p className="py-4 text-muted">{t`Requests appear here as they are made. Nothing of what is in them is kept.`}</p>
        ) : (
          <ol className="grid [&>*+*]:border-t @min-[44rem]:grid-cols-[auto_minmax(0,1fr)_minmax(0,1.2fr)_auto_auto_auto_auto] @min-[44rem]:gap-x-4 @min-[60rem]:gap-x-6">
            {calls.toReversed().map((call) => (
              <Line key={call.id} call={call} />
            ))}
          </ol>
        )}
      </section>
    </section>
  )
}

const Line = ({ call }: { call: CallRecord }) => {
  const { outcome } = call
  const retry = call.attempt - 1
  const took = outcome.state === 'under way' ? undefined : Math.round(outcome.durationMs)
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-0.5 border-line py-1.5 @min-[44rem]:col-span-full @min-[44rem]:grid @min-[44rem]:grid-cols-subgrid @min-[44rem]:gap-x-4 @min-[60rem]:gap-x-6">
      <span className="text-muted">{secondText(call.startedAt)}</span>
      <span className="font-medium">
        <OperationName>{call.operation}</OperationName>
      </span>
      <StateMark state={marks[stateOf(outcome)]}>
        <OperationName>{endText(outcome)}</OperationName>
      </StateMark>
      <span className="h-0 basis-full @min-[44rem]:hidden" />
      <span className="text-muted">{endpointText[call.endpoint]}</span>
      <span className="text-muted">{retry === 0 ? t`1st try` : t`retry ${retry}`}</span>
      <span className="text-right text-muted">{took === undefined ? '' : t`${took} ms`}</span>
      <span className="text-muted">
        {outcome.state === 'answered' && outcome.requestId !== undefined ? (
          <Identifier value={outcome.requestId} of={t`request id`} />
        ) : (
          t`no request id`
        )}
      </span>
    </li>
  )
}
