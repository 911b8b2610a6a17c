import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { inputFile, listCommand, stateMachine } from '../../jobs/stepFunctions.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { DownloadButton } from '../../ui/DownloadButton.tsx'
import { Panel } from '../../ui/Panel.tsx'

type RunOnAwsProps = {
  /** No browser could do it. */
  isOnlyWay?: true
  poolId: string
  pace: number
  /** Who is meant; nothing where that is the whole pool, which AWS lists itself. */
  usernames: readonly string[] | undefined
  /** Is left out of the whole pool. */
  operator: string
}

/** The same job for AWS Step Functions: its definition, and the list of users or how to make it. */
export const RunOnAws = ({ isOnlyWay, poolId, pace, usernames, operator }: RunOnAwsProps) => {
  const list = usernames === undefined ? 'JSON' : 'CSV'
  const command = listCommand(poolId, operator)
  return (
    <Panel title={isOnlyWay ? t`Run it on AWS` : t`Run it on AWS instead`}>
      <p className="mb-2 max-w-prose text-sm">
        <Trans>
          AWS Step Functions runs the same job without this browser. Put the list of users into S3, create the state
          machine, and start it with the bucket and key of the list.
        </Trans>
      </p>
      <div className="flex flex-wrap gap-2">
        <DownloadButton
          file="sign-out.asl.json"
          variant={isOnlyWay ? 'primary' : 'secondary'}
          media="application/json"
          content={() => stateMachine({ poolId, perSecond: pace, list })}
        >
          <Trans>State machine</Trans>
        </DownloadButton>
        {usernames === undefined ? null : (
          <DownloadButton file="sign-out-users.csv" media="text/csv" content={() => inputFile(usernames)}>
            <Trans>List of users</Trans>
          </DownloadButton>
        )}
      </div>
      {usernames === undefined ? (
        <section aria-label={t`List of users`} className="mt-4 flex max-w-prose flex-col gap-1.5">
          <span className="flex items-center justify-between gap-2 text-sm font-medium">
            {t`The list of users, by the AWS CLI`}
            <CopyButton value={command} label={t`Copy the command`} iconOnly />
          </span>
          <pre className="overflow-auto rounded-sm bg-raised p-3 font-mono text-xs break-all whitespace-pre-wrap [font-variant-ligatures:none]">
            {command}
          </pre>
          <span className="text-xs text-muted">{t`It leaves you out.`}</span>
        </section>
      ) : null}
    </Panel>
  )
}
