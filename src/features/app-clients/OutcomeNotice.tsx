import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'

import { detailsOf } from '../../lib/details.ts'
import { failureOf } from '../../lib/failure.ts'
import { secondText } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { ChangeTable } from '../../ui/ChangeTable.tsx'
import { DownloadButton } from '../../ui/DownloadButton.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ShowTheCall } from '../../ui/ShowTheCall.tsx'
import type { ChangeOutcome, ChangeWish } from '../../vault/protocol/clientChanges.ts'
import { settleChange, verifyChange } from './changeMutations.ts'
import { wordsOf } from './changeWords.tsx'
import { type ChangedRow, type ChangeListeners, useChange } from './useChange.tsx'
import { useStaleSignIn } from './useStaleSignIn.ts'

type OutcomeNoticeProps = ChangeListeners & {
  outcome: ChangeOutcome
  wish: ChangeWish
  request: string
  planId: string
  row: ChangedRow
}

/** What came of a change that was sent, never more than was read back. */
export const OutcomeNotice = ({ outcome, wish, request, planId, row, ...listeners }: OutcomeNoticeProps) => {
  const { client } = row
  const { begin, busy, dialog } = useChange(row, listeners)
  const stale = useStaleSignIn()
  const isKnown = outcome.outcome !== 'not confirmed'
  useEffect(() => {
    if (isKnown) void settleChange(planId)
  }, [isKnown, planId])
  const close = (
    <Button
      size="small"
      onClick={() => {
        void settleChange(planId)
        listeners.onNews(undefined)
      }}
    >
      <Trans>Close</Trans>
    </Button>
  )
  const done = wordsOf(wish).done(client.name)
  const undo = undoingOf(wish, planId)
  switch (outcome.outcome) {
    case 'verified': {
      const time = secondText(outcome.at)
      return (
        <Notice
          kind="success"
          role="status"
          title={t`${done}, read back at ${time}`}
          details={sentText(outcome.requestId)}
          actions={
            <>
              {undo ? (
                <Button
                  size="small"
                  busy={busy}
                  blocked={undo.set === 'revocation' && !undo.on ? stale : undefined}
                  reason="tip"
                  onClick={() => begin(undo, { onlyIfUnchanged: true })}
                >
                  <Trans>Undo</Trans>
                </Button>
              ) : null}
              {close}
              {dialog}
            </>
          }
        >
          <ChangeTable title={t`Changed, and nothing else`} changes={outcome.changes} />
          {wish.set === 'revocation' && wish.on ? (
            <span>{t`Sessions that began before cannot be fully revoked.`}</span>
          ) : null}
          <ShowTheCall operation="UpdateUserPoolClient" request={request} changes={outcome.changes} />
        </Notice>
      )
    }
    case 'moved':
      return (
        <Notice kind="warn" role="alert" title={t`Somebody else changed this app client just now`} actions={close}>
          <span>{t`Nothing was written. The row shows how it stands now; try again if you still want to.`}</span>
          <ChangeTable title={t`Their change`} changes={outcome.differences} />
        </Notice>
      )
    case 'drift':
      return (
        <Notice
          kind="danger"
          role="alert"
          title={t`${done}, but something else differs`}
          actions={
            <>
              <Button size="small" busy={busy} onClick={() => begin({ set: 'as before', planId: outcome.planId })}>
                <Trans>Restore</Trans>
              </Button>
              <DownloadButton
                size="small"
                file={`${client.id}-before.json`}
                media="application/json"
                content={() => outcome.before}
              >
                <Trans>Download the settings from before</Trans>
              </DownloadButton>
              {close}
              {dialog}
            </>
          }
        >
          <ChangeTable title={t`Sent, and read back`} changes={outcome.differences} />
          <span>{t`Curfew restores nothing by itself: somebody may have meant it.`}</span>
        </Notice>
      )
    case 'not confirmed':
      return (
        <NotConfirmed {...listeners} outcome={outcome} wish={wish} request={request} planId={planId} close={close} />
      )
    default:
      return outcome satisfies never
  }
}

/** What takes a change back; a change that was one itself has none. */
function undoingOf(wish: ChangeWish, planId: string): ChangeWish | undefined {
  if (wish.set === 'as before' || wish.set === 'undone') return undefined
  return wish.set === 'revocation' ? { set: 'revocation', on: !wish.on } : { set: 'undone', planId }
}

/** What stands behind "details". */
function sentText(requestId: string | undefined): string {
  const operation = 'UpdateUserPoolClient'
  const request =
    requestId === undefined
      ? t`Request id: none, the answer was lost; the setting was read back`
      : t`Request id: ${requestId}`
  return `${t`Operation: ${operation}`}\n${request}`
}

type NotConfirmedProps = ChangeListeners & {
  outcome: Extract<ChangeOutcome, { outcome: 'not confirmed' }>
  wish: ChangeWish
  request: string
  planId: string
  close: ReactNode
}

/** Nobody knows yet. It can be read back again, now or on the next visit. */
const NotConfirmed = ({ outcome, wish, request, planId, close, onClient, onNews }: NotConfirmedProps) => {
  const verify = useMutation({
    ...verifyChange(),
    onSuccess: (known) => {
      onClient(known.client)
      onNews({ kind: 'outcome', outcome: known, wish, request, planId })
    },
  })
  return (
    <Notice
      kind="warn"
      role="alert"
      title={
        outcome.readBack ? t`The change could not be confirmed` : t`The change was sent, and could not be read back`
      }
      details={outcome.failure && detailsOf(outcome.failure)}
      actions={
        <>
          <Button size="small" busy={verify.isPending && t`Reading`} onClick={() => verify.mutate(planId)}>
            <Trans>Check again</Trans>
          </Button>
          {close}
        </>
      }
    >
      {outcome.readBack
        ? t`The setting was read back and had not changed. Check it again before you try once more.`
        : t`Cognito may have taken it; the row still shows how it was before. Check it before you try once more.`}
      {verify.error ? <FailureNotice failure={failureOf(verify.error, 'DescribeUserPoolClient')} /> : null}
    </Notice>
  )
}
