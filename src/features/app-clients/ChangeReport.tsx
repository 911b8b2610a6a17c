import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ShowTheCall } from '../../ui/ShowTheCall.tsx'
import type { Difference } from '../../vault/protocol.ts'
import type { ChangeOutcome, ChangePlan, ChangeWish } from '../../vault/protocol/clientChanges.ts'
import { ChangeTable } from '../../ui/ChangeTable.tsx'
import { OutcomeNotice } from './OutcomeNotice.tsx'
import { type ChangedRow, type ChangeListeners, useChange } from './useChange.tsx'

type Cannot = Extract<ChangePlan, { verdict: 'cannot' }>

/** What there is to say of a client after a change of it was wished. */
export type ChangeNews =
  | { kind: 'already there' }
  | { kind: 'cannot'; plan: Cannot; wish: ChangeWish }
  | { kind: 'changed since'; differences: readonly Difference[]; wish: ChangeWish }
  | { kind: 'outcome'; outcome: ChangeOutcome; wish: ChangeWish; request: string; planId: string }
  | { kind: 'failure'; error: Error; operation: string }

type ChangeReportProps = ChangeListeners & { row: ChangedRow; news: ChangeNews }

export const ChangeReport = ({ row, news, ...listeners }: ChangeReportProps) => {
  const { name } = row.client
  const close = (
    <Button size="small" onClick={() => listeners.onNews(undefined)}>
      <Trans>Close</Trans>
    </Button>
  )
  switch (news.kind) {
    case 'failure':
      return <FailureNotice about={name} failure={failureOf(news.error, news.operation)} actions={close} role="alert" />
    case 'already there':
      return (
        <Notice role="status" title={t`Nothing to change for ${name}`} actions={close}>
          <Trans>Somebody else has done it already. The row shows how it stands now.</Trans>
        </Notice>
      )
    case 'cannot':
      return <CannotNotice {...news} {...listeners} row={row} close={close} />
    case 'changed since':
      return (
        <Notice kind="warn" role="alert" title={t`${name} has changed since, so this was not undone`} actions={close}>
          <span>
            {news.wish.set === 'revocation'
              ? t`Nothing was written. Use the switch if you still want to.`
              : t`Nothing was written. Change it in AWS if you still want to.`}
          </span>
          <ChangeTable title={t`Their change`} changes={news.differences} />
        </Notice>
      )
    case 'outcome':
      return <OutcomeNotice {...news} {...listeners} row={row} />
    default:
      return news satisfies never
  }
}

type CannotNoticeProps = ChangeListeners & { plan: Cannot; wish: ChangeWish; row: ChangedRow; close: ReactNode }

/** Settings that this build does not know: an ordinary update would erase them. */
const CannotNotice = ({ plan, wish, row, close, ...listeners }: CannotNoticeProps) => {
  const { begin, busy, dialog } = useChange(row, listeners)
  const { name } = row.client
  const settings = <span className="font-mono break-all">{plan.unknown.join(', ')}</span>
  return (
    <Notice
      kind="danger"
      role="alert"
      title={t`Curfew cannot change ${name} safely`}
      actions={
        <>
          <Button size="small" busy={busy} onClick={() => begin(wish, { carryUnknown: true })}>
            <Trans>Carry them over</Trans>
          </Button>
          {close}
          {dialog}
        </>
      }
    >
      <span>
        <Trans>
          It has settings that this version does not know, and an update would erase them: {settings}. Nothing was
          changed. Use a newer Curfew or the AWS CLI, or carry them over as they are.
        </Trans>
      </span>
      <ShowTheCall operation="UpdateUserPoolClient" request={plan.request} changes={plan.changes} />
    </Notice>
  )
}
