import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { failureOf } from '../../lib/failure.ts'
import type { ShownOperation } from '../../lib/theCall.ts'
import { Button } from '../../ui/Button.tsx'
import { ChangeTable } from '../../ui/ChangeTable.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { ShowTheCall } from '../../ui/ShowTheCall.tsx'
import { vault } from '../../vault/client.ts'
import type { SettingPlan } from '../../vault/protocol/pools.ts'
import { noteResult } from './auditQuery.ts'
import type { Finding, SettingFix } from './findings.ts'
import { isInProduction } from './production.ts'
import type { SettingNews } from './SettingFix.tsx'

type Ready = Extract<SettingPlan, { verdict: 'ready' }>

type SettingUndoProps = {
  finding: Finding
  fix: SettingFix
  /** The name of the pool or app client. */
  name: string
  operation: ShownOperation
  /** The plan that was written. */
  undo: string
  onNews: (news: SettingNews) => void
  /** Where focus goes once it is undone: nothing can be undone then. */
  returnTo: () => HTMLElement | null
}

/** Puts back a setting that mended a finding, unless anybody has changed anything since. */
export const SettingUndo = ({ finding, fix, name: target, operation, undo, onNews, returnTo }: SettingUndoProps) => {
  const { of, poolId, poolName } = finding
  const [ready, setReady] = useState<Ready>()
  const look = useMutation({
    mutationFn: async () => vault.ask('planSettingUndo', { planId: undo }),
    onSuccess: (plan) => {
      if (plan.verdict !== 'ready') onNews({ kind: 'verdict', verdict: plan })
      else if (plan.changedSinceSeen.length > 0) onNews({ kind: 'changed since', differences: plan.changedSinceSeen })
      else setReady(plan)
    },
    onError: (error) => onNews({ kind: 'failure', error }),
    meta: { operation, failure: 'in place' },
  })
  const commit = useMutation({
    mutationFn: async ({ planId }: Ready) => vault.ask('commitPoolSetting', { planId }),
    onSuccess: (outcome, { request }) => {
      setReady(undefined)
      onNews({ kind: 'outcome', outcome, request })
      if ('now' in outcome) void noteResult({ at: fix.after.at, result: outcome.now })
    },
    meta: { operation, failure: 'in place', refresh: ['session-settings'] },
  })
  const name = <bdi className="wrap-anywhere">{target}</bdi>
  return (
    <>
      <Button size="small" busy={look.isPending && t`Reading`} onClick={() => look.mutate()}>
        <Trans>Undo</Trans>
      </Button>
      <ConfirmDialog
        open={ready !== undefined}
        onClose={() => {
          setReady(undefined)
          commit.reset()
        }}
        title={<Trans>Undo the change of {name}?</Trans>}
        consequences={[t`What the change mended is as it was before. Everything else stays.`]}
        confirm={t`Undo the change`}
        busy={commit.isPending && t`Writing`}
        typed={isInProduction({ poolId, poolName }) || fix.setting.of === 'pool' ? { name: target, of } : undefined}
        onConfirm={() => ready && commit.mutate(ready)}
        returnTo={returnTo}
        error={commit.error ? <FailureNotice failure={failureOf(commit.error, operation)} /> : undefined}
      >
        <ChangeTable title={t`What this changes`} changes={ready?.changes ?? []} />
        {ready ? <ShowTheCall operation={operation} request={ready.request} changes={ready.changes} /> : null}
      </ConfirmDialog>
    </>
  )
}
