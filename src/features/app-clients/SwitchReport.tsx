import { detailsOf } from '../../lib/details.ts'
import { secondText } from '../../lib/time.ts'
import { failureOf } from '../../lib/failure.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { RevocationOutcome, RevocationPlan } from '../../vault/protocol.ts'
import { Diff } from './Diff.tsx'

/** What there is to say in a row after its switch was pressed. */
export type SwitchNews =
  | { kind: 'verdict'; verdict: Exclude<RevocationPlan, { verdict: 'ready' }> }
  | { kind: 'outcome'; outcome: RevocationOutcome; enable: boolean }
  | { kind: 'failure'; error: Error; operation: string }

type SwitchReportProps = { news: SwitchNews; name: string; onClose: () => void }

export const SwitchReport = ({ news, name, onClose }: SwitchReportProps) => {
  if (news.kind === 'failure') return <FailureNotice failure={failureOf(news.error, news.operation)} role="alert" />
  if (news.kind === 'verdict') return <VerdictNotice verdict={news.verdict} name={name} />
  return <OutcomeNotice outcome={news.outcome} enable={news.enable} onClose={onClose} />
}

type VerdictNoticeProps = { verdict: Exclude<RevocationPlan, { verdict: 'ready' }>; name: string }

const VerdictNotice = ({ verdict, name }: VerdictNoticeProps) =>
  verdict.verdict === 'already there' ? (
    <Notice role="status" title="Nothing to change">
      Somebody else has switched it already. The row shows how it stands now.
    </Notice>
  ) : (
    <Notice kind="danger" role="alert" title={`Curfew cannot change ${name} safely`}>
      <span>
        It has settings that this version does not know, and an update would erase them:{' '}
        <span className="font-mono break-all">{verdict.unknown.join(', ')}</span>. Use a newer Curfew, or the AWS CLI.
        Nothing was changed.
      </span>
    </Notice>
  )

type OutcomeNoticeProps = { outcome: RevocationOutcome; enable: boolean; onClose: () => void }

const OutcomeNotice = ({ outcome, enable, onClose }: OutcomeNoticeProps) => {
  const close = (
    <Button size="small" onClick={onClose}>
      Close
    </Button>
  )
  switch (outcome.outcome) {
    case 'verified':
      return (
        <Notice
          kind="success"
          role="status"
          title={`Revocation is ${enable ? 'on' : 'off'}, read back at ${secondText(outcome.at)}`}
          details={`Operation: UpdateUserPoolClient\nRequest id: ${outcome.requestId ?? 'none, the answer was lost; the setting was read back'}`}
          actions={close}
        >
          <Diff title="Changed, and nothing else" differences={[outcome.change]} />
          {enable ? <span>Sessions that began before cannot be fully revoked.</span> : null}
        </Notice>
      )
    case 'moved':
      return (
        <Notice kind="warn" role="alert" title="Somebody else changed this app client just now" actions={close}>
          <span>Nothing was written. The row shows how it stands now; switch again if you still want to.</span>
          <Diff title="Their change" differences={outcome.differences} />
        </Notice>
      )
    case 'drift':
      return (
        <Notice
          kind="danger"
          role="alert"
          title={`Revocation is ${enable ? 'on' : 'off'}, but something else differs`}
          actions={close}
        >
          <Diff title="Sent, and read back" differences={outcome.differences} />
        </Notice>
      )
    case 'not confirmed': {
      const details = outcome.failure === undefined ? undefined : detailsOf(outcome.failure)
      return outcome.readBack ? (
        <Notice kind="warn" role="alert" title="The change could not be confirmed" details={details} actions={close}>
          The setting was read back and had not changed. Read it again in a while before you try once more.
        </Notice>
      ) : (
        <Notice
          kind="warn"
          role="alert"
          title="The change was sent, and could not be read back"
          details={details}
          actions={close}
        >
          Cognito may have taken it; the row still shows how it was before. Read the settings again before you try once
          more.
        </Notice>
      )
    }
    default:
      return outcome satisfies never
  }
}
