import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import type { AppClient, Difference } from '../../vault/protocol.ts'
import type { ChangePlan, ChangeWish } from '../../vault/protocol/clientChanges.ts'
import type { ClientRow } from './auditRows.ts'
import { commitChange, planChange } from './changeMutations.ts'
import type { ChangeNews } from './ChangeReport.tsx'
import { wordsOf } from './changeWords.ts'
import { ChangeTable } from '../../ui/ChangeTable.tsx'
import { isInProduction } from './production.ts'
import { changedSince } from './shownDifferences.ts'
import { ShowTheCall } from './ShowTheCall.tsx'

type Planned = Exclude<ChangePlan, { verdict: 'already there' }>

/** Who hears of what came of a change. */
export type ChangeListeners = {
  /** What Cognito says of the client now. */
  onClient: (client: AppClient) => void
  onNews: (news: ChangeNews | undefined) => void
}

type Options = {
  /** Writes nothing where anything has changed since. */
  onlyIfUnchanged?: boolean
  /** Sends what this build does not know as it was read, once that has been asked for. */
  carryUnknown?: boolean
}

type Asking = { plan: Planned; wish: ChangeWish; since: readonly Difference[] }

/** The app client that is changed, and the pool that it is in. */
export type ChangedRow = Pick<ClientRow, 'client' | 'poolName'>

type Change = {
  /** Looks, asks where that is called for, and writes. */
  begin: (wish: ChangeWish, options?: Options) => void
  busy: string | false
  dialog: ReactNode
}

/**
 * One change of one app client: Describe, change one thing, Update with everything else, and read back. Switching
 * revocation on is written at once, its diff shown afterwards; switching it off asks for the client's name, and so does
 * everything in production; else it is asked simply.
 */
export function useChange(row: ChangedRow, { onClient, onNews }: ChangeListeners): Change {
  const { client } = row
  const [asking, setAsking] = useState<Asking>()
  const commit = useMutation(commitChange())
  const look = useMutation(planChange())
  const production = isInProduction({ poolId: client.poolId, poolName: row.poolName })

  const write = async (plan: Planned, wish: ChangeWish, inDialog: boolean) => {
    const { planId, request } = plan
    try {
      const carry = plan.verdict === 'cannot' ? { carryUnknown: true as const } : {}
      const outcome = await commit.mutateAsync({ planId, ...carry })
      onClient(outcome.client)
      setAsking(undefined)
      onNews({ kind: 'outcome', outcome, wish, request, planId })
    } catch (error) {
      if (!inDialog) onNews({ kind: 'failure', error: error as Error, operation: 'UpdateUserPoolClient' })
    }
  }

  // What was said before stays until there is something new to say: an undoing is asked for from within it.
  const begin = async (wish: ChangeWish, { onlyIfUnchanged, carryUnknown }: Options) => {
    try {
      const plan = await look.mutateAsync({ poolId: client.poolId, clientId: client.id, wish })
      onClient(plan.client)
      if (plan.verdict === 'already there') return onNews({ kind: 'already there' })
      const since = changedSince(client, plan)
      if (plan.verdict === 'cannot' && !carryUnknown) onNews({ kind: 'cannot', plan, wish })
      else if (onlyIfUnchanged && since.length > 0) onNews({ kind: 'changed since', differences: since })
      else if (isAskedFor(wish, plan, since) || production) setAsking({ plan, wish, since })
      else await write(plan, wish, false)
    } catch (error) {
      onNews({ kind: 'failure', error: error as Error, operation: 'DescribeUserPoolClient' })
    }
  }

  const words = asking && wordsOf(asking.wish)
  const unknown = asking?.plan.verdict === 'cannot' ? asking.plan.unknown : undefined
  const isOff = asking?.wish.set === 'revocation' && !asking.wish.on
  return {
    begin: (wish, options = {}) => void begin(wish, options),
    busy: (look.isPending && 'Reading') || (commit.isPending && 'Switching'),
    dialog: (
      <ConfirmDialog
        open={asking !== undefined}
        onClose={() => {
          setAsking(undefined)
          commit.reset()
        }}
        title={
          <>
            {words?.ask} <bdi>{client.name}</bdi>?
          </>
        }
        consequences={unknown ? carrying(unknown) : words?.consequences}
        confirm={words?.verb ?? ''}
        danger={isOff}
        busy={commit.isPending && 'Switching'}
        typed={isOff || unknown || production ? { name: client.name, of: 'app client' } : undefined}
        onConfirm={() => asking && void write(asking.plan, asking.wish, true)}
        error={
          commit.error ? (
            <FailureNotice failure={failureOf(commit.error, 'UpdateUserPoolClient')} role="alert" />
          ) : undefined
        }
      >
        {asking ? (
          <>
            {asking.since.length > 0 ? (
              <ChangeTable title="Changed by somebody else since you last looked" changes={asking.since} />
            ) : null}
            <ChangeTable title="What this changes" changes={asking.plan.changes} />
            <ShowTheCall poolId={client.poolId} request={asking.plan.request} changes={asking.plan.changes} />
          </>
        ) : null}
      </ConfirmDialog>
    ),
  }
}

/** Everything is asked but switching revocation on, where nobody else has been at it. */
function isAskedFor(wish: ChangeWish, plan: Planned, since: readonly Difference[]): boolean {
  return wish.set !== 'revocation' || !wish.on || since.length > 0 || plan.verdict === 'cannot'
}

/** What it means to send what this build does not know. */
function carrying(unknown: readonly string[]): readonly ReactNode[] {
  return [
    <>
      Sent as they were read, without Curfew knowing what they mean:{' '}
      <span className="font-mono">{unknown.join(', ')}</span>.
    </>,
    'Cognito may take them, refuse the whole change, or reset them.',
    'All settings are read back, and whatever differs is shown.',
  ]
}
