import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'

import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { WrittenNotice } from '../../ui/WrittenNotice.tsx'
import { ShowTheCall } from '../../ui/ShowTheCall.tsx'
import { operationOf, wordsOf } from './settingWords.ts'
import type { SettingNews } from './useSetting.ts'

type SettingReportProps = { news: SettingNews; onClose: () => void }

/** What came of a change, never more than was read back. */
export const SettingReport = ({ news, onClose }: SettingReportProps) => {
  const close = (
    <Button size="small" onClick={onClose}>
      <Trans>Close</Trans>
    </Button>
  )
  if (news.kind === 'failure') return <FailureNotice failure={news.failure} role="alert" />
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
  return (
    <WrittenNotice
      done={wordsOf(news.wish).done}
      outcome={news.outcome}
      actions={close}
      call={<ShowTheCall operation={operationOf(news.wish)} request={news.request} changes={[]} />}
    />
  )
}
