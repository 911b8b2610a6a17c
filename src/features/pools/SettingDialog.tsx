import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'

import { ChangeTable } from '../../ui/ChangeTable.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { ShowTheCall } from '../../ui/ShowTheCall.tsx'
import { operationOf, wordsOf } from './settingWords.ts'
import type { useSetting } from './useSetting.ts'

type SettingDialogProps = {
  setting: ReturnType<typeof useSetting>
  /** What is changed: the pool, or the app client. */
  target: { name: string; of: 'pool' | 'app client' }
  /** The change is confirmed by typing the target's name. */
  typed: boolean
}

/** The question before a change: what it means, and the diff. */
export const SettingDialog = ({ setting, target, typed }: SettingDialogProps) => {
  const { asking, busy } = setting
  const name = <bdi className="wrap-anywhere">{target.name}</bdi>
  if (asking === undefined) return null
  const { question, button, consequences } = wordsOf(asking.wish)
  const { changes, changedSinceSeen, request } = asking.ready
  const off = asking.wish.wanted.of === 'pool' && !asking.wish.wanted.tracking && asking.wish.tracking === true
  return (
    <ConfirmDialog
      open
      onClose={setting.cancel}
      title={
        <Trans>
          {question} for {name}?
        </Trans>
      }
      consequences={consequences}
      confirm={button}
      danger={off}
      busy={busy && t`Writing`}
      typed={typed || off ? target : undefined}
      onConfirm={setting.confirm}
    >
      {changedSinceSeen.length > 0 ? (
        <ChangeTable title={t`Changed by somebody else since you last looked`} changes={changedSinceSeen} />
      ) : null}
      <ChangeTable title={t`What this changes`} changes={changes} />
      <ShowTheCall operation={operationOf(asking.wish)} request={request} changes={changes} />
    </ConfirmDialog>
  )
}
