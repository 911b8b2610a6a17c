import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type ReactNode, useSyncExternalStore } from 'react'

import { failureIn, isUndone, stepsOf } from '../../lib/actState.ts'
import { actShown, actTitle } from '../../lib/acts.ts'
import { detailsOf } from '../../lib/details.ts'
import { blockedBy } from '../../lib/iam.ts'
import { fullText, momentText, onCognito } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureDetails } from '../../ui/FailureDetails.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { vault } from '../../vault/client.ts'
import type { OperatorReceipt } from '../../vault/protocol/acts.ts'
import { actions } from './actWords.ts'
import { evidenceText } from './ownWords.ts'
import { steps } from './steps.ts'
import { type Acts, isStillHere, tallyOf } from './useActs.ts'

type CompromisedProgressProps = {
  receipt: OperatorReceipt
  acts: Acts
  receiptLink: (receiptId: string) => ReactNode
}

/** How far the steps have come. What was not done can be done from here, also after a reload. */
export const CompromisedProgress = ({ receipt, acts, receiptLink }: CompromisedProgressProps) => {
  const access = useSyncExternalStore(vault.subscribe, vault.access)
  const tally = tallyOf(receipt)
  const { toDo } = stepsOf(receipt.acts)
  const undone = tally.open.length
  // Only this tab's own work is heard of as it goes; after a reload nobody may be at it any more.
  const abandoned = tally.underWay && acts.receipt === undefined
  const waiting = receipt.acts.flatMap(({ at }, place) => (at.state === 'waiting' ? [place] : []))
  const operator = <bdi>{receipt.displayName}</bdi>
  const moment = fullText(onCognito(receipt.askedAt, receipt.skewMs))
  const again = (places: readonly number[]) => acts.retry.mutate({ receiptId: receipt.id, places })
  return (
    <>
      {abandoned ? (
        <Notice
          kind="warn"
          role="alert"
          title={t`These steps were not finished`}
          actions={
            <Button
              size="small"
              variant="primary"
              busy={acts.retry.isPending && t`Going on`}
              onClick={() => again(waiting)}
            >
              <Trans>Go on</Trans>
            </Button>
          }
        >
          <Trans>
            The page was closed while Cognito was asked. What is marked as done is done; the rest goes on from here.
          </Trans>
        </Notice>
      ) : tally.underWay ? null : (
        <Notice
          kind={undone === 0 && !isStillHere(receipt) ? 'success' : 'warn'}
          role={undone === 0 ? 'status' : 'alert'}
          title={
            undone === 0
              ? plural(toDo, { one: 'One step done', other: 'All # steps done' })
              : plural(toDo, { one: `${undone} of # step not done`, other: `${undone} of # steps not done` })
          }
          actions={receiptLink(receipt.id)}
        >
          {undone === 0
            ? evidenceText(receipt)
            : t`Why stands beside each. The receipt says so too, and is completed when they are tried again.`}
        </Notice>
      )}
      <Rows label={t`Steps`}>
        {receipt.acts.map(({ act, at }, place) => {
          const { mark, text, why } = actShown(act, at, abandoned)
          const failure = failureIn(at)
          const canBegin = !tally.underWay && (isUndone(act, at) || at.state === 'skipped')
          return (
            <Row
              key={act.do}
              title={
                <h2>
                  {place + 1}. {actTitle(act)}
                </h2>
              }
              detail={
                <>
                  <span className="wrap-anywhere">
                    {why}
                    {'at' in at ? ` ${momentText(onCognito(at.at, receipt.skewMs), vault.now())}.` : ''}
                  </span>
                  {failure ? <FailureDetails details={detailsOf(failure)} of={actTitle(act)} /> : null}
                </>
              }
              end={
                <span className="flex flex-wrap items-center justify-end gap-3 @max-[40rem]:justify-start">
                  <StateMark state={mark}>{text}</StateMark>
                  {canBegin ? (
                    <Button
                      size="small"
                      blocked={blockedBy(access, actions[act.do])}
                      reason="tip"
                      busy={acts.retry.isPending && t`Asking`}
                      onClick={() => again([place])}
                    >
                      <Begin act={act} at={at} />
                    </Button>
                  ) : null}
                </span>
              }
              endBelow
            />
          )
        })}
      </Rows>
      <Panel title={t`Reason`}>
        <p className="text-sm whitespace-pre-wrap wrap-anywhere">
          <bdi>{receipt.reason ?? t`None was given.`}</bdi>
        </p>
        <p className="mt-2 text-sm text-muted">
          <Trans>
            Begun by {operator}, {moment}
          </Trans>
        </p>
      </Panel>
    </>
  )
}

/** What the button says, and to a screen reader which step it is about. */
const Begin = ({ act, at }: OperatorReceipt['acts'][number]) => {
  const step = steps.find(({ do: what }) => what === act.do)?.within
  if (at.state === 'skipped') {
    return (
      <Trans>
        Do it now<span className="sr-only"> {step}</span>
      </Trans>
    )
  }
  return at.state === 'not tried' ? (
    <Trans>
      Do it all the same<span className="sr-only"> {step}</span>
    </Trans>
  ) : (
    <Trans>
      Try again<span className="sr-only"> {step}</span>
    </Trans>
  )
}
