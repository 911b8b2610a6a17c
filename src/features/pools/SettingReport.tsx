import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'

import { Button } from '../../ui/Button.tsx'
import { ChangeTable } from '../../ui/ChangeTable.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { WrittenNotice } from '../../ui/WrittenNotice.tsx'
import { ShowTheCall } from '../../ui/ShowTheCall.tsx'
import { operationOf, wordsOf } from './settingWords.ts'
import type { useSetting } from './useSetting.ts'

type SettingReportProps = { setting: ReturnType<typeof useSetting> }

/** What came of a change, never more than was read back. */
export const SettingReport = ({ setting }: SettingReportProps) => {
  const { news } = setting
  if (news === undefined) return null
  const close = (
    <Button size="small" onClick={setting.close}>
      <Trans>Close</Trans>
    </Button>
  )
  if (news.kind === 'failure') return <FailureNotice failure={news.failure} actions={close} role="alert" />
  if (news.kind === 'changed since') {
    return (
      <Notice kind="warn" role="alert" title={t`It has changed since, so this was not undone`} actions={close}>
        <span>{t`Nothing was written. Change it here if you still want to.`}</span>
        <ChangeTable title={t`Their change`} changes={news.differences} />
      </Notice>
    )
  }
  if (news.kind === 'verdict') {
    if (news.verdict.verdict === 'already there') {
      return (
        <Notice role="status" title={t`Nothing to change`} actions={close}>
          <Trans>It stands like that already.</Trans>
        </Notice>
      )
    }
    const settings = <span className="font-mono break-all">{news.verdict.unknown.join(', ')}</span>
    return (
      <Notice kind="danger" role="alert" title={t`Curfew cannot change this safely`} actions={close}>
        <Trans>
          It has settings that this version does not know, and a change would erase them: {settings}. Use a newer
          Curfew, or the AWS CLI. Nothing was changed.
        </Trans>
      </Notice>
    )
  }
  const { wish, undo } = news
  return (
    <WrittenNotice
      done={wordsOf(wish).done}
      outcome={news.outcome}
      actions={
        <>
          {undo !== undefined && news.outcome.outcome === 'verified' ? (
            <Button size="small" busy={setting.busy} onClick={() => void setting.undo(wish, undo)}>
              <Trans>Undo</Trans>
            </Button>
          ) : null}
          {close}
        </>
      }
      call={<ShowTheCall operation={operationOf(wish)} request={news.request} changes={[]} />}
    />
  )
}
