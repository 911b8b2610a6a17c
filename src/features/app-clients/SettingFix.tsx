import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { type ReactElement, type ReactNode, useRef, useState } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { blockedBy, type IamAction } from '../../lib/iam.ts'
import type { ShownOperation } from '../../lib/theCall.ts'
import { Button } from '../../ui/Button.tsx'
import { ChangeTable } from '../../ui/ChangeTable.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ShowTheCall } from '../../ui/ShowTheCall.tsx'
import { WrittenNotice } from '../../ui/WrittenNotice.tsx'
import { vault } from '../../vault/client.ts'
import type { Difference } from '../../vault/protocol.ts'
import type { PoolSetting, SettingOutcome, SettingPlan } from '../../vault/protocol/pools.ts'
import { noteResult } from './auditQuery.ts'
import type { Finding, SettingFix as Fix } from './findings.ts'
import { isInProduction } from './production.ts'
import { SettingUndo } from './SettingUndo.tsx'

type Ready = Extract<SettingPlan, { verdict: 'ready' }>

/** What there is to say after a setting was to be mended. */
export type SettingNews =
  | { kind: 'verdict'; verdict: Exclude<SettingPlan, { verdict: 'ready' }> }
  /** `undo` is the plan that can be undone; without one it was an undoing itself. */
  | { kind: 'outcome'; outcome: SettingOutcome; request: string; undo?: string }
  | { kind: 'changed since'; differences: readonly Difference[] }
  | { kind: 'failure'; error: Error }

type SettingFixProps = {
  finding: Finding
  fix: Fix
  /** The name of the pool or app client. */
  name: string
  onNews: (news: SettingNews) => void
}

/** One setting that mends a finding: looked at, confirmed, written once, read back, and noted in the audit. */
export const SettingFix = ({ finding, fix, name, onNews }: SettingFixProps) => {
  const { setting } = fix
  const { ask, verb, consequences, operation } = wordsOf(setting)
  const action: IamAction = `cognito-idp:${operation}`
  const { title, of, poolId, poolName } = finding
  const [ready, setReady] = useState<Ready>()
  const look = useMutation({
    mutationFn: async () => vault.ask('planPoolSetting', { setting }),
    onSuccess: (plan) => {
      if (plan.verdict === 'ready') setReady(plan)
      else onNews({ kind: 'verdict', verdict: plan })
      if (plan.verdict === 'already there') void noteResult(fix.after)
    },
    onError: (error) => onNews({ kind: 'failure', error }),
    meta: { operation, failure: 'in place' },
  })
  const commit = useMutation({
    mutationFn: async ({ planId }: Ready) => vault.ask('commitPoolSetting', { planId }),
    onSuccess: (outcome, { request, planId }) => {
      setReady(undefined)
      onNews({ kind: 'outcome', outcome, request, undo: planId })
      if ('now' in outcome) void noteResult({ at: fix.after.at, result: outcome.now })
    },
    meta: { operation, failure: 'in place', refresh: ['session-settings'] },
  })
  const production = isInProduction({ poolId, poolName })
  return (
    <>
      <Button
        data-fix
        size="small"
        busy={look.isPending && t`Reading`}
        blocked={blockedBy(vault.access(), action)}
        reason="tip"
        aria-label={`${finding.verb}: ${title.shown}, ${name}`}
        onClick={() => look.mutate()}
      >
        {finding.verb}
      </Button>
      <ConfirmDialog
        open={ready !== undefined}
        onClose={() => {
          setReady(undefined)
          commit.reset()
        }}
        title={ask(<bdi className="wrap-anywhere">{name}</bdi>)}
        consequences={consequences}
        confirm={verb}
        busy={commit.isPending && t`Writing`}
        typed={production ? { name, of } : undefined}
        onConfirm={() => ready && commit.mutate(ready)}
        error={commit.error ? <FailureNotice failure={failureOf(commit.error, operation)} /> : undefined}
      >
        {ready && ready.changedSinceSeen.length > 0 ? (
          <ChangeTable title={t`Changed by somebody else since you last looked`} changes={ready.changedSinceSeen} />
        ) : null}
        <ChangeTable title={t`What this changes`} changes={ready?.changes ?? []} />
        {ready ? <ShowTheCall operation={operation} request={ready.request} changes={ready.changes} /> : null}
      </ConfirmDialog>
    </>
  )
}

type SettingFixReportProps = SettingFixProps & {
  news: SettingNews
  onClose: () => void
}

/** What came of it. It takes focus once it is undone: nothing is left to be pressed then. */
export const SettingFixReport = (props: SettingFixReportProps) => {
  const { name } = props
  const section = useRef<HTMLElement>(null)
  return (
    <section ref={section} tabIndex={-1} aria-label={t`What came of ${name}`}>
      <SettingNotice {...props} returnTo={() => section.current} />
    </section>
  )
}

type SettingNoticeProps = SettingFixReportProps & { returnTo: () => HTMLElement | null }

const SettingNotice = ({ finding, fix, name, news, onNews, returnTo, onClose }: SettingNoticeProps) => {
  const close = (
    <Button size="small" onClick={onClose}>
      <Trans>Close</Trans>
    </Button>
  )
  const { done, operation } = wordsOf(fix.setting)
  if (news.kind === 'failure') {
    const failure = failureOf(news.error, operation)
    return <FailureNotice about={name} failure={failure} actions={close} role="alert" />
  }
  if (news.kind === 'outcome') {
    const { outcome, request } = news
    const changes = outcome.outcome === 'verified' ? outcome.changes : []
    const call = <ShowTheCall operation={operation} request={request} changes={changes} />
    const actions = (
      <>
        {news.undo !== undefined && outcome.outcome === 'verified' ? (
          <SettingUndo
            finding={finding}
            fix={fix}
            name={name}
            operation={operation}
            undo={news.undo}
            onNews={onNews}
            returnTo={returnTo}
          />
        ) : null}
        {close}
      </>
    )
    const said = news.undo === undefined ? t`The change of ${name} is undone` : done(name)
    return <WrittenNotice done={said} outcome={outcome} actions={actions} call={call} />
  }
  if (news.kind === 'changed since') {
    return (
      <Notice kind="warn" role="alert" title={t`${name} has changed since, so this was not undone`} actions={close}>
        <span>{t`Nothing was written. Change it in AWS if you still want to.`}</span>
        <ChangeTable title={t`Their change`} changes={news.differences} />
      </Notice>
    )
  }
  if (news.verdict.verdict === 'already there') {
    return (
      <Notice role="status" title={t`Nothing to change for ${name}`} actions={close}>
        <Trans>Somebody else has done it already.</Trans>
      </Notice>
    )
  }
  const settings = <span className="font-mono break-all">{news.verdict.unknown.join(', ')}</span>
  return (
    <Notice kind="danger" role="alert" title={t`Curfew cannot change ${name} safely`} actions={close}>
      <span>
        {finding.of === 'pool' ? (
          <Trans>
            The pool has settings that this version does not know, and an update would erase them: {settings}. Use a
            newer Curfew, or the AWS CLI. Nothing was changed.
          </Trans>
        ) : (
          <Trans>
            The app client has settings that this version does not know, and an update would erase them: {settings}. Use
            a newer Curfew, or the AWS CLI. Nothing was changed.
          </Trans>
        )}
      </span>
    </Notice>
  )
}

type Words = {
  /** The question before it. The name is an element: nobody's name becomes markup of the sentence. */
  ask: (name: ReactElement) => ReactNode
  verb: string
  /** What is so once it was read back: "Session tracking is on for shop". */
  done: (name: string) => string
  consequences: readonly string[]
  operation: ShownOperation
}

const words: Readonly<Record<PoolSetting['of'], Words>> = {
  'deletion protection': {
    ask: (name) => <Trans>Switch deletion protection on for {name}?</Trans>,
    verb: t`Switch protection on`,
    done: (name) => t`Deletion protection is on for ${name}`,
    consequences: [
      t`Whoever wants to delete the pool has to switch it off first.`,
      t`UpdateUserPool resets what is left out, so every other setting is sent as it was read.`,
    ],
    operation: 'UpdateUserPool',
  },
  pool: {
    ask: (name) => <Trans>Switch session tracking on for {name}?</Trans>,
    verb: t`Switch tracking on`,
    done: (name) => t`Session tracking is on for ${name}`,
    consequences: [t`Sessions that began before are not listed.`, t`App clients’ minutes of SSO reuse count again.`],
    operation: 'SetUserPoolSessionConfiguration',
  },
  client: {
    ask: (name) => <Trans>Reuse SSO sessions for 1 hour at most in {name}?</Trans>,
    verb: t`Limit to 1 hour`,
    done: (name) => t`SSO sessions are reused for 1 hour by ${name}`,
    consequences: [
      t`Counted from the last time that somebody typed a password: people are asked again more often.`,
      t`Nobody is signed out by it, and tokens live as long as before.`,
    ],
    operation: 'SetUserPoolClientSessionConfiguration',
  },
}

function wordsOf({ of }: PoolSetting): Words {
  return words[of]
}
