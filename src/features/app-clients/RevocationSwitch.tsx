import { useMutation, useQueryClient } from '@tanstack/react-query'
import { failureOf } from '../../lib/failure.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { useState } from 'react'

import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Switch } from '../../ui/Switch.tsx'
import type { AppClient, RevocationPlan } from '../../vault/protocol.ts'
import { Diff } from './Diff.tsx'
import { appClientQuery, commitRevocation, planRevocation } from './queries.ts'
import type { SwitchNews } from './SwitchReport.tsx'

type RevocationSwitchProps = { client: AppClient; onNews: (news: SwitchNews | undefined) => void }

type Ready = Extract<RevocationPlan, { verdict: 'ready' }>

/**
 * EnableTokenRevocation of one app client. On: at once, the diff is shown in the row. Off: after typing the client's name.
 * Either way it is Describe, change one thing, Update with everything else, and read back; it moves only when Cognito agrees.
 */
export const RevocationSwitch = ({ client, onNews }: RevocationSwitchProps) => {
  const queries = useQueryClient()
  const [asking, setAsking] = useState<Ready>()
  const commit = useMutation(commitRevocation())
  const plan = useMutation(planRevocation())
  const show = (fresh: AppClient) => queries.setQueryData(appClientQuery(client.poolId, client.id).queryKey, fresh)

  const write = async (planId: string, enable: boolean) => {
    try {
      const outcome = await commit.mutateAsync(planId)
      show(outcome.client)
      setAsking(undefined)
      onNews({ kind: 'outcome', outcome, enable })
    } catch (error) {
      if (enable) onNews({ kind: 'failure', error: error as Error, operation: 'UpdateUserPoolClient' })
    }
  }

  const wish = async (enable: boolean) => {
    onNews(undefined)
    try {
      const looked = await plan.mutateAsync({ poolId: client.poolId, clientId: client.id, enable })
      show(looked.client)
      if (looked.verdict !== 'ready') onNews({ kind: 'verdict', verdict: looked })
      else if (enable && looked.changedSinceSeen.length === 0) await write(looked.planId, true)
      else setAsking(looked)
    } catch (error) {
      onNews({ kind: 'failure', error: error as Error, operation: 'DescribeUserPoolClient' })
    }
  }

  const enable = asking?.change.after === 'true'
  return (
    <>
      <Switch
        label={`Token revocation for ${client.name}`}
        checked={client.revocation}
        busy={(plan.isPending && 'Reading') || (commit.isPending && 'Switching')}
        onChange={(wanted) => void wish(wanted)}
      />
      <ConfirmDialog
        open={asking !== undefined}
        onClose={() => {
          setAsking(undefined)
          commit.reset()
        }}
        title={
          <>
            Switch token revocation {enable ? 'on' : 'off'} for <bdi>{client.name}</bdi>?
          </>
        }
        consequences={
          enable
            ? [
                'Sessions that began before cannot be fully revoked.',
                'New tokens carry two more claims, origin_jti and jti.',
              ]
            : [
                '“Sign out this device” stops working for this app client: a stolen refresh token lives until it expires.',
                'Access tokens of sessions that begin from now on cannot be ended early.',
                'Signing out everywhere goes on working.',
              ]
        }
        confirm={enable ? 'Switch revocation on' : 'Switch revocation off'}
        danger={!enable}
        busy={commit.isPending && 'Switching'}
        typed={enable ? undefined : { name: client.name, of: 'app client' }}
        onConfirm={() => asking && void write(asking.planId, enable)}
        error={
          commit.error ? (
            <FailureNotice failure={failureOf(commit.error, 'UpdateUserPoolClient')} role="alert" />
          ) : undefined
        }
      >
        {asking ? (
          <>
            {asking.changedSinceSeen.length > 0 ? (
              <Diff title="Changed by somebody else since you last looked" differences={asking.changedSinceSeen} />
            ) : null}
            <Diff title="What this changes" differences={[asking.change]} />
          </>
        ) : null}
      </ConfirmDialog>
    </>
  )
}
