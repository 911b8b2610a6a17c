import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type MutationOptions, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { ShowTheCall } from '../../ui/ShowTheCall.tsx'
import type { AppClient, Difference } from '../../vault/protocol.ts'
import type { ChangePlan, ChangeWish } from '../../vault/protocol/clientChanges.ts'
import type { ClientRow } from './auditRows.ts'
import { commitChange, planChange } from './changeMutations.ts'
import type { ChangeNews } from './ChangeReport.tsx'
import { wordsOf } from './changeWords.tsx'
import { ChangeTable } from '../../ui/ChangeTable.tsx'
import { isInProduction } from './production.ts'
import { changedSince } from './shownDifferences.ts'
import { switchesOff, useStaleSignIn } from './useStaleSignIn.ts'

type Planned = Exclude<ChangePlan, { verdict: 'already there' }>

/** Who hears of what came of a change. */
export type ChangeListeners = {
  /** What Cognito says of the client now. */
  onClient: (client: AppClient) => void
  onNews: (news: ChangeNews | undefined) => void
  /** Where focus goes after a question whose button is gone by then. */
  returnTo?: (() => HTMLElement | null) | undefined
}

type Options = {
  /** Writes nothing where anything has changed since. */
  onlyIfUnchanged?: boolean
  /** Sends what this build does not know as it was read, once that has been asked for. */
  carryUnknown?: boolean
}

/** What is asked for in the dialog, and why it could not be written. */
type Asking = { plan: Planned; wish: ChangeWish; since: readonly Difference[]; error?: unknown }

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
 *
 * Each row of a table has one, and most are never used: so it observes no mutation, and draws a dialog only to ask.
 */
export function useChange(row: ChangedRow, { onClient, onNews, returnTo }: ChangeListeners): Change {
  const { client } = row
  const queries = useQueryClient()
  const [asking, setAsking] = useState<Asking>()
  const [busy, setBusy] = useState<string | false>(false)
  const production = isInProduction({ poolId: client.poolId, poolName: row.poolName })

  const run = async <T, Args>(doing: string, options: MutationOptions<T, Error, Args>, args: Args): Promise<T> => {
    setBusy(doing)
    try {
      return await queries.getMutationCache().build(queries, options).execute(args)
    } finally {
      setBusy(false)
    }
  }

  const write = async (plan: Planned, wish: ChangeWish, inDialog: boolean) => {
    const { planId, request } = plan
    setAsking((open) => open && { ...open, error: undefined })
    try {
      const carry = plan.verdict === 'cannot' ? { carryUnknown: true as const } : {}
      const outcome = await run(t`Switching`, commitChange(), { planId, ...carry })
      onClient(outcome.client)
      setAsking(undefined)
      onNews({ kind: 'outcome', outcome, wish, request, planId })
    } catch (error) {
      if (inDialog) setAsking((open) => open && { ...open, error })
      else onNews({ kind: 'failure', error: error as Error, operation: 'UpdateUserPoolClient' })
    }
  }

  // What was said before stays until there is something new to say: an undoing is asked for from within it.
  const begin = async (wish: ChangeWish, { onlyIfUnchanged, carryUnknown }: Options) => {
    try {
      const plan = await run(t`Reading`, planChange(), { poolId: client.poolId, clientId: client.id, wish })
      onClient(plan.client)
      if (plan.verdict === 'already there') return onNews({ kind: 'already there' })
      const since = changedSince(client, plan)
      if (plan.verdict === 'cannot' && !carryUnknown) onNews({ kind: 'cannot', plan, wish })
      else if (onlyIfUnchanged && since.length > 0) onNews({ kind: 'changed since', differences: since, wish })
      else if (isAskedFor(wish, plan, since) || production) setAsking({ plan, wish, since })
      else await write(plan, wish, false)
    } catch (error) {
      onNews({ kind: 'failure', error: error as Error, operation: 'DescribeUserPoolClient' })
    }
  }

  return {
    begin: (wish, options = {}) => void begin(wish, options),
    busy,
    dialog: asking ? (
      <AskingDialog
        row={row}
        asking={asking}
        busy={busy}
        typed={production}
        returnTo={returnTo}
        onClose={() => setAsking(undefined)}
        onConfirm={() => void write(asking.plan, asking.wish, true)}
      />
    ) : null,
  }
}

type AskingDialogProps = {
  row: ChangedRow
  asking: Asking
  busy: string | false
  /** The name has to be typed whatever the change is. */
  typed: boolean
  returnTo: ChangeListeners['returnTo']
  onClose: () => void
  onConfirm: () => void
}

const AskingDialog = ({ row: { client }, asking, busy, typed, returnTo, onClose, onConfirm }: AskingDialogProps) => {
  const { plan, wish, since, error } = asking
  const words = wordsOf(wish)
  const unknown = plan.verdict === 'cannot' ? plan.unknown : undefined
  // Restoring a client can switch it off as well, and undoing can: it is asked as the switch itself asks.
  const isOff = switchesOff(plan.changes)
  const stale = useStaleSignIn()
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={words.ask(<bdi>{client.name}</bdi>)}
      consequences={unknown ? carrying(unknown) : isOff ? withOff(wish) : words.consequences}
      confirm={words.verb}
      danger={isOff}
      busy={busy}
      blocked={isOff ? stale : undefined}
      typed={isOff || unknown || typed ? { name: client.name, of: 'app client' } : undefined}
      onConfirm={onConfirm}
      returnTo={returnTo}
      error={error ? <FailureNotice failure={failureOf(error, 'UpdateUserPoolClient')} /> : undefined}
    >
      {since.length > 0 ? (
        <ChangeTable title={t`Changed by somebody else since you last looked`} changes={since} />
      ) : null}
      <ChangeTable title={t`What this changes`} changes={plan.changes} />
      <ShowTheCall operation="UpdateUserPoolClient" request={plan.request} changes={plan.changes} />
    </ConfirmDialog>
  )
}

/** What a wish means that switches revocation off, among whatever else: three sentences, as every question has at most. */
function withOff(wish: ChangeWish): readonly ReactNode[] {
  const off = wordsOf({ set: 'revocation', on: false }).consequences
  return wish.set === 'revocation' ? off : [...wordsOf(wish).consequences, ...off].slice(0, 3)
}

/** Everything is asked but switching revocation on, where nobody else has been at it. */
function isAskedFor(wish: ChangeWish, plan: Planned, since: readonly Difference[]): boolean {
  return wish.set !== 'revocation' || !wish.on || since.length > 0 || plan.verdict === 'cannot'
}

/** What it means to send what this build does not know. */
function carrying(unknown: readonly string[]): readonly ReactNode[] {
  const settings = <span className="font-mono">{unknown.join(', ')}</span>
  return [
    <Trans key="sent">Sent as they were read, without Curfew knowing what they mean: {settings}.</Trans>,
    t`Cognito may take them, refuse the whole change, or reset them.`,
    t`All settings are read back, and whatever differs is shown.`,
  ]
}
