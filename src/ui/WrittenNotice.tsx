import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'

import { detailsOf } from '../lib/details.ts'
import type { Failure } from '../lib/failure.ts'
import { secondText } from '../lib/time.ts'
import { ChangeTable } from './ChangeTable.tsx'
import { Notice } from './Notice.tsx'

type Differences = readonly { path: string; before: string | undefined; after: string | undefined }[]

type WrittenNoticeProps = {
  /** What is so now, once it was read back: "Session tracking is on". */
  done: string
  outcome:
    | { outcome: 'verified'; changes: Differences; at: Date; requestId?: string }
    | { outcome: 'moved'; differences: Differences }
    | { outcome: 'drift'; differences: Differences; at: Date }
    | { outcome: 'not confirmed'; readBack: boolean; failure?: Failure }
  /** The way to put it away. */
  actions: ReactNode
  /** The call, once it was read back. */
  call?: ReactNode
}

/** What came of a setting that was written, never more than was read back. */
export const WrittenNotice = ({ done, outcome, actions, call }: WrittenNoticeProps) => {
  switch (outcome.outcome) {
    case 'verified': {
      const { at, requestId } = outcome
      const time = secondText(at)
      return (
        <Notice
          kind="success"
          role="status"
          title={t`${done}, read back at ${time}`}
          details={
            requestId === undefined
              ? t`Request id: none, the answer was lost; the setting was read back`
              : t`Request id: ${requestId}`
          }
          actions={actions}
        >
          <ChangeTable title={t`Changed, and nothing else`} changes={outcome.changes} />
          {call}
        </Notice>
      )
    }
    case 'moved':
      return (
        <Notice kind="warn" role="alert" title={t`Somebody else changed this just now`} actions={actions}>
          <span>{t`Nothing was written. Look at how it stands now; change it again if you still want to.`}</span>
          <ChangeTable title={t`Their change`} changes={outcome.differences} />
        </Notice>
      )
    case 'drift':
      return (
        <Notice kind="danger" role="alert" title={t`${done}, but something else differs`} actions={actions}>
          <ChangeTable title={t`Sent, and read back`} changes={outcome.differences} />
        </Notice>
      )
    case 'not confirmed': {
      const details = outcome.failure === undefined ? undefined : detailsOf(outcome.failure)
      return (
        <Notice
          kind="warn"
          role="alert"
          title={t`The change could not be confirmed`}
          details={details}
          actions={actions}
        >
          {outcome.readBack
            ? t`The setting was read back and had not changed. Read it again in a while before you try once more.`
            : t`Cognito may have taken it. Read the setting again before you try once more.`}
        </Notice>
      )
    }
    default:
      return outcome satisfies never
  }
}
