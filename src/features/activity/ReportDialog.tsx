import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'

import { recordText } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { ChangeTable } from '../../ui/ChangeTable.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { ActivityEntry, ChangeReport } from '../../vault/protocol/activity.ts'
import { aboutText, reportText } from './activityText.ts'

type ReportDialogProps = { entry: ActivityEntry; report: ChangeReport; onClose: () => void }

/** What a change of settings has changed, as it was read back. */
export const ReportDialog = ({ entry, report, onClose }: ReportDialogProps) => {
  const { operation, requestId } = entry
  const { at, changes, drift = [] } = report
  const time = recordText(at)
  return (
    <Dialog
      open
      onClose={onClose}
      size="large"
      title={
        <Trans>
          What <span className="font-mono text-base">{operation}</span> has changed
        </Trans>
      }
      description={<bdi className="wrap-anywhere">{aboutText(entry)}</bdi>}
      footer={
        <>
          <CopyButton large label={t`Copy report`} value={reportText(entry, report)} />
          <Button onClick={onClose}>{t`Close`}</Button>
        </>
      }
    >
      <p className="text-sm wrap-anywhere">
        {t`Read back ${time}.`}{' '}
        {requestId === undefined
          ? t`Cognito’s own answer was lost, so there is no request id.`
          : t`Request ${requestId}`}
      </p>
      <ChangeTable title={titleOf(entry, drift.length > 0)} changes={changes} />
      {drift.length > 0 ? (
        <Notice kind="warn" title={t`Something else was not as it had been sent`}>
          <ChangeTable title={t`Sent, and read back`} changes={drift} />
        </Notice>
      ) : null}
    </Dialog>
  )
}

/** A new app client had nothing before it: its settings are what was read back, and no change. */
function titleOf({ operation }: ActivityEntry, drifted: boolean): string {
  if (operation === 'CreateUserPoolClient') return t`As it was read back`
  return drifted ? t`Changed` : t`Changed, and nothing else`
}
