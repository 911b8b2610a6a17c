import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type ReactNode, useEffect, useRef } from 'react'

import { isLost } from '../../lib/actState.ts'
import { detailsOf } from '../../lib/details.ts'
import { tryAgainText } from '../../lib/elsewhereWords.ts'
import { deviceText } from '../../lib/sessionWords.ts'
import { told } from '../../lib/words.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureDetails } from '../../ui/FailureDetails.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { buttonWords } from './actWords.ts'
import { evidenceText } from './ownWords.ts'
import type { OperatorReceipt } from '../../vault/protocol/acts.ts'
import { type Acts, isStillHere, tallyOf } from './useActs.ts'

type Open = ReturnType<typeof tallyOf>['open']
type ActReportProps = { acts: Acts; receiptLink: (receiptId: string) => ReactNode }

/** What came of it, brought into sight as it begins and as it ends: a list may be long, and the button far from here. */
export const ActReport = (props: ActReportProps) => {
  const { receipt } = props.acts
  const underWay = receipt !== undefined && tallyOf(receipt).underWay
  return (
    <InSight key={underWay ? 'under way' : 'over'}>
      <Report {...props} />
    </InSight>
  )
}

const InSight = ({ children }: { children: ReactNode }) => {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return <div ref={place}>{children}</div>
}

/** How far several have come, and at the end what Cognito accepted, with the receipt. */
const Report = ({ acts, receiptLink }: ActReportProps) => {
  const { receipt } = acts
  if (receipt === undefined) return null
  const { total, done, open, underWay } = tallyOf(receipt)
  const ended = done.length
  const left = open.length
  if (underWay) {
    if (total === 1) return null
    return (
      <Notice
        title={plural(total, { one: `Signing out ${ended} of # session`, other: `Signing out ${ended} of # sessions` })}
        actions={
          <Button
            size="small"
            busy={(acts.stop.isPending || acts.stop.isSuccess) && t`Stopping`}
            onClick={() => acts.stop.mutate(receipt.id)}
          >
            <Trans>Stop</Trans>
          </Button>
        }
      >
        <progress
          className="h-1.5 w-64 max-w-full"
          aria-label={t`Sessions signed out`}
          value={done.length + open.length}
          max={total}
        />
      </Notice>
    )
  }
  if (open.length === 0) {
    const { done: words } = buttonWords({ acts: receipt.acts.map(({ act }) => act) })
    return (
      <Notice
        kind={isStillHere(receipt) ? 'warn' : 'success'}
        role="status"
        title={words}
        actions={receiptLink(receipt.id)}
      >
        {endedText(receipt)}
      </Notice>
    )
  }
  if (total === 1) return null
  return (
    <Notice
      kind={ended === 0 && !open.every(({ at }) => isLost(at)) ? 'danger' : 'warn'}
      role="alert"
      title={openTitle(ended, total, open)}
      actions={
        <>
          <Button
            size="small"
            variant="primary"
            busy={acts.retry.isPending && t`Trying`}
            onClick={() => {
              acts.stop.reset()
              acts.retry.mutate({ receiptId: receipt.id, places: open.map(({ place }) => place) })
            }}
          >
            {tryAgainText(left, ended)}
          </Button>
          {receiptLink(receipt.id)}
        </>
      }
    >
      <ul className="flex flex-col gap-1">
        {open.map(({ act, at, place }) => (
          <li key={place} className="wrap-anywhere">
            <bdi className="line-clamp-2 font-medium">{deviceText('device' in act ? act.device : undefined)}</bdi>{' '}
            {at.state === 'failed'
              ? `${told(at.failure).title}. ${told(at.failure).detail}`
              : t`Not tried. It was not asked to end.`}
            {at.state === 'failed' ? (
              <FailureDetails
                details={detailsOf(at.failure)}
                of={deviceText('device' in act ? act.device : undefined).slice(0, 120)}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** What had ended before is said of itself alone. */
function endedText(receipt: OperatorReceipt): string {
  const before = receipt.acts.filter(({ at }) => at.state === 'already').length
  if (before === 0) return evidenceText(receipt)
  if (before === receipt.acts.length) {
    return before === 1
      ? t`Cognito knew it no more: it had already ended.`
      : t`Cognito knew them no more: they had already ended.`
  }
  const known = plural(before, { one: 'Cognito knew # of them no more.', other: 'Cognito knew # of them no more.' })
  return `${evidenceText(receipt)} ${known}`
}

function openTitle(done: number, total: number, open: Open): string {
  if (open.some(({ at }) => isLost(at))) {
    return plural(total, {
      one: `${done} of # session signed out, as far as is known`,
      other: `${done} of # sessions signed out, as far as is known`,
    })
  }
  if (done === 0) {
    return plural(total, { one: `${done} of # session signed out`, other: `${done} of # sessions signed out` })
  }
  return plural(total, {
    one: `Cognito accepted the sign-out of ${done} of # session`,
    other: `Cognito accepted the sign-out of ${done} of # sessions`,
  })
}
