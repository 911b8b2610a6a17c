import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { type ComponentProps, useState, useSyncExternalStore } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { blockedBy } from '../../lib/iam.ts'
import { numberText } from '../../lib/numbers.ts'
import { durationText } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { vault } from '../../vault/client.ts'
import type { ClientRow } from './auditRows.ts'
import { BulkCall } from './BulkCall.tsx'
import { beginBulk } from './bulkQuery.ts'
import { ChangeTable } from '../../ui/ChangeTable.tsx'
import { isInProduction } from './production.ts'
import type { Selection } from './selection.ts'
import { useStaleSignIn } from './useStaleSignIn.ts'

/** Up to so many are confirmed simply. */
const mostWithoutTyping = 50
/** Clients per second of one pool, at most; see the job's own shares. */
const perPoolASecond = 1.6

type BulkBarProps = {
  owner: string
  rows: readonly ClientRow[]
  selection: Selection
  /** Why nothing can be begun now. */
  blocked: string | undefined
}

/** What can be done with the selected rows together. */
export const BulkBar = ({ owner, rows, selection, blocked }: BulkBarProps) => {
  const keys = useSyncExternalStore(selection.subscribe, selection.keys)
  const [asking, setAsking] = useState<boolean>()
  const stale = useStaleSignIn()
  const begin = useMutation({
    mutationFn: async ({ change, on }: { change: readonly ClientRow[]; on: boolean }) => beginBulk(owner, change, on),
    onSuccess: () => {
      setAsking(undefined)
      selection.set(new Set())
    },
    meta: { operation: 'bulk switch', refresh: ['bulk switch'], failure: 'in place' },
  })
  if (keys.size === 0) return null
  const selected = rows.filter(({ key }) => keys.has(key))
  const on = asking ?? true
  const change = selected.filter(({ client }) => client.revocation !== on)
  const count = change.length
  const all = selected.length
  const left = all - count
  const each = numberText(count)
  const why = blocked ?? blockedBy(vault.access(), 'cognito-idp:UpdateUserPoolClient') ?? stale
  const blockedFor = (wanted: boolean) =>
    why ??
    (selected.some(({ client }) => client.revocation !== wanted)
      ? undefined
      : wanted
        ? t`Revocation is on for all of them`
        : t`Revocation is off for all of them`)
  const production = change.some(({ client, poolName }) => isInProduction({ poolId: client.poolId, poolName }))
  const typed = !on || count > mostWithoutTyping || production
  return (
    <div
      role="group"
      aria-label={t`Selected app clients`}
      className="flex flex-wrap items-center gap-2 rounded-md border border-lamp-line bg-lamp-tint px-4 py-2 text-sm"
    >
      <p role="status" className="mr-auto font-medium">
        {plural(all, { one: '# app client selected', other: '# app clients selected' })}
      </p>
      <Button size="small" blocked={blockedFor(true)} reason="tip" onClick={() => setAsking(true)}>
        <Trans>Switch revocation on</Trans>
      </Button>
      <Button size="small" blocked={blockedFor(false)} reason="tip" onClick={() => setAsking(false)}>
        <Trans>Switch revocation off</Trans>
      </Button>
      <Button size="small" onClick={() => selection.set(new Set())}>
        <Trans context="selection">Clear</Trans>
      </Button>
      <ConfirmDialog
        open={asking !== undefined}
        onClose={() => {
          setAsking(undefined)
          begin.reset()
        }}
        title={
          on
            ? plural(count, {
                one: 'Switch token revocation on for # app client?',
                other: 'Switch token revocation on for # app clients?',
              })
            : plural(count, {
                one: 'Switch token revocation off for # app client?',
                other: 'Switch token revocation off for # app clients?',
              })
        }
        consequences={[
          on
            ? t`Sessions that began before cannot be fully revoked.`
            : t`“Sign out this device” stops working for them: a stolen refresh token lives until it expires.`,
          ...(left === 0 ? [] : [leftAloneText(left, on)]),
          paceText(change),
        ]}
        confirm={plural(count, { one: 'Switch # app client', other: 'Switch # app clients' })}
        danger={!on}
        blocked={why}
        busy={begin.isPending && t`Beginning`}
        typed={typed ? targetOf(change) : undefined}
        onConfirm={() => begin.mutate({ change, on })}
        error={begin.error ? <FailureNotice failure={failureOf(begin.error, 'bulk switch')} /> : undefined}
      >
        <ChangeTable
          title={t`What this changes, in each of ${each}`}
          changes={[{ path: 'EnableTokenRevocation', before: String(!on), after: String(on) }]}
        />
        {change[0] ? <BulkCall client={change[0].client} count={count} on={on} /> : null}
      </ConfirmDialog>
    </div>
  )
}

/** What is typed: the name of the pool, as for a bulk sign-out; of several pools how many app clients they are. */
function targetOf(rows: readonly ClientRow[]): ComponentProps<typeof ConfirmDialog>['typed'] {
  const pools = new Set(rows.map(({ client }) => client.poolId))
  const name = rows[0]?.poolName
  const count = rows.length
  if (pools.size === 1 && name !== undefined) return { name, of: 'pool' }
  return {
    name: plural(count, { one: '# app client', other: '# app clients' }),
    of: 'app clients',
    ask: t`Type how many to go on`,
  }
}

function leftAloneText(left: number, on: boolean): string {
  return on
    ? plural(left, {
        one: 'Left alone, because it is on already: # app client.',
        other: 'Left alone, because it is on already: # app clients.',
      })
    : plural(left, {
        one: 'Left alone, because it is off already: # app client.',
        other: 'Left alone, because it is off already: # app clients.',
      })
}

function paceText(rows: readonly ClientRow[]): string {
  const perPool = new Map<string, number>()
  for (const { client } of rows) perPool.set(client.poolId, (perPool.get(client.poolId) ?? 0) + 1)
  const seconds = Math.max(0, ...perPool.values()) / perPoolASecond
  if (seconds < 60) return t`At Cognito’s pace it takes under a minute. It can be paused and stopped.`
  const time = durationText(seconds * 1_000)
  return t`At Cognito’s pace it takes about ${time}. It can be paused and stopped.`
}
