import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type ReactNode, useSyncExternalStore } from 'react'

import { actShown, actTitle } from '../../lib/acts.ts'
import { blockedBy } from '../../lib/iam.ts'
import { fullText, momentText } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { vault } from '../../vault/client.ts'
import type { OperatorReceipt } from '../../vault/protocol/acts.ts'
import { actions } from './actWords.ts'
import { type Acts, tallyOf } from './useActs.ts'

type CompromisedProgressProps = {
  receipt: OperatorReceipt
  acts: Acts
  receiptLink: (receiptId: string) => ReactNode
}

/** How far the steps have come. What was not done can be done from here, also after a reload. */
export const CompromisedProgress = ({ receipt, acts, receiptLink }: CompromisedProgressProps) => {
  const access = useSyncExternalStore(vault.subscribe, vault.access)
  const tally = tallyOf(receipt)
  // Only this tab's own work is heard of as it goes; after a reload nobody may be at it any more.
  const abandoned = tally.underWay && acts.receipt === undefined
  const waiting = receipt.acts.flatMap(({ at }, place) => (at.state === 'waiting' ? [place] : []))
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
              busy={acts.retry.isPending && 'Going on'}
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
          kind={tally.open.length === 0 ? 'success' : 'warn'}
          role={tally.open.length === 0 ? 'status' : 'alert'}
          title={
            tally.open.length === 0
              ? t`${tally.done.length} of ${tally.total} steps done`
              : t`${tally.open.length} of ${tally.total} steps not done`
          }
          actions={receiptLink(receipt.id)}
        >
          {tally.open.length === 0
            ? t`Cognito accepted them. No token of the user is here to try, so that is all the evidence there is.`
            : t`Why stands beside each. The receipt says so too, and is completed when they are tried again.`}
        </Notice>
      )}
      <Rows label={t`Steps`}>
        {receipt.acts.map(({ act, at }, place) => {
          const { mark, text, why } = actShown(act, at, abandoned)
          const canBegin = !tally.underWay && at.state !== 'done' && at.state !== 'already'
          return (
            <Row
              key={act.do}
              title={
                <h2>
                  {place + 1}. {actTitle(act)}
                </h2>
              }
              detail={
                <span className="wrap-anywhere">
                  {why}
                  {'at' in at ? ` ${momentText(at.at)}.` : ''}
                </span>
              }
              end={
                <span className="flex flex-wrap items-center justify-end gap-3 @max-[40rem]:justify-start">
                  <StateMark state={mark}>{text}</StateMark>
                  {canBegin ? (
                    <Button
                      size="small"
                      blocked={blockedBy(access, actions[act.do])}
                      reason="tip"
                      busy={acts.retry.isPending && 'Asking'}
                      onClick={() => again([place])}
                    >
                      {buttonText(at.state)}
                      <span className="sr-only"> {actTitle(act).toLowerCase()}</span>
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
          {t`Begun by `}
          <bdi>{receipt.displayName}</bdi>, {fullText(receipt.askedAt)}
        </p>
      </Panel>
    </>
  )
}

function buttonText(state: OperatorReceipt['acts'][number]['at']['state']): string {
  return state === 'skipped' ? t`Do it now` : state === 'not tried' ? t`Do it all the same` : t`Try again`
}
