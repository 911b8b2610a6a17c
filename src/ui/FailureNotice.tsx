import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type ReactNode, use } from 'react'

import { detailsOf } from '../lib/details.ts'
import type { Failure } from '../lib/failure.ts'
import { told } from '../lib/words.ts'
import { Button } from './Button.tsx'
import { DeniedActions } from './deniedActions.ts'
import { Notice } from './Notice.tsx'

export type FailureNoticeProps = {
  failure: Failure
  /** What it is about, when there are several things on the page that can fail. */
  about?: string | undefined
  /** Something could not be read again, and is still shown as it was. */
  stale?: boolean | undefined
  onRetry?: (() => void) | undefined
  /** Instead of trying again. */
  actions?: ReactNode
  /** Left out where something around it already speaks up, as a dialog does. */
  role?: 'alert' | undefined
}

/** A failure in its place: what happened, what it means, what to do, and the request id one click away. */
export const FailureNotice = ({ failure, stale, about, onRetry, actions, role }: FailureNoticeProps) => {
  const { title, detail } = told(failure, { stale })
  const denied = use(DeniedActions)
  const more = failure.code === 'AccessDeniedException' ? denied : undefined
  const own = onRetry ? (
    <Button size="small" onClick={onRetry}>
      <Trans>Try again</Trans>
    </Button>
  ) : (
    actions
  )
  const subject = stale ? t`Reading again failed` : about
  return (
    <Notice
      kind="danger"
      role={role}
      title={subject === undefined ? title : `${subject}: ${title}`}
      details={detailsOf(failure)}
      actions={
        own === undefined && more === undefined ? undefined : (
          <>
            {own}
            {more}
          </>
        )
      }
    >
      {detail}
    </Notice>
  )
}
