import { plural, t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { type FormEvent, useRef, useState, useSyncExternalStore } from 'react'

import { actTitle, endsOf, type UserAct } from '../../lib/acts.ts'
import { failureOf } from '../../lib/failure.ts'
import { blockedBy } from '../../lib/iam.ts'
import { userStillWork } from '../../lib/userStillWorks.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { OwnNotice } from '../../ui/OwnNotice.tsx'
import { StillWorksRows } from '../../ui/StillWorksRows.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { isBlank } from '../../ui/useEmpty.ts'
import { vault } from '../../vault/client.ts'
import type { SessionFacts } from '../../vault/protocol.ts'
import { actions } from './actWords.ts'
import { ownPlanWarning } from './ownWords.ts'
import { type Step, steps } from './steps.ts'
import type { Acts } from './useActs.ts'

type CompromisedPlanProps = {
  user: { poolId: string; username: string; sub?: string | undefined }
  /** The operator's own session, where the user is the operator. */
  oneself: SessionFacts | undefined
  acts: Acts
  longestMs: number | undefined
  production: boolean
}

/** Which of the steps are taken, and why: nothing is done before both are settled and confirmed. */
export const CompromisedPlan = ({ user, oneself, acts, longestMs, production }: CompromisedPlanProps) => {
  const access = useSyncExternalStore(vault.subscribe, vault.access)
  const [left, setLeft] = useState<ReadonlySet<Step>>(new Set())
  const [reason, setReason] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const [asking, setAsking] = useState(false)
  const refusalOf = (step: Step) => blockedBy(access, actions[step])
  const taken = steps.filter((step) => !left.has(step.do) && refusalOf(step.do) === undefined)

  const ask = (event: FormEvent) => {
    event.preventDefault()
    if (field.current && isBlank(field.current)) setReason('')
    else if (taken.length > 0) setAsking(true)
  }
  const choose = (step: Step, wanted: boolean) => {
    const next = new Set(left)
    if (wanted) next.delete(step)
    else next.add(step)
    setLeft(next)
  }
  const begin = () => {
    const skip = steps.filter((step) => !taken.includes(step)).map((step) => ({ do: step.do }))
    const wanted = taken.map((step) => ({ do: step.do }))
    const request = { ...user, plan: 'compromised account', acts: wanted, skip, reason: reason.trim() } as const
    acts.begin.mutate(longestMs === undefined ? request : { ...request, tokenLifetimeMs: longestMs })
  }
  const count = taken.length
  const meanings = oneself && count > 0 ? ownPlanWarning(taken, oneself.deviceKey) : []
  const take = plural(count, { one: 'Take # step', other: 'Take # steps' })
  const inOrder = taken.map(({ within }) => within).join(', ')
  const name = <bdi className="wrap-anywhere">{user.username}</bdi>
  return (
    <>
      <OwnNotice meanings={meanings} />
      <form onSubmit={ask} className="flex flex-col gap-6">
        <Panel title={t`Five steps`}>
          <ol className="flex flex-col gap-4">
            {steps.map((step) => {
              const refusal = refusalOf(step.do)
              return (
                <li key={step.do}>
                  <Checkbox
                    label={<span className="font-medium">{actTitle(step)}</span>}
                    hint={refusal ?? step.why}
                    checked={refusal === undefined && !left.has(step.do)}
                    disabled={refusal !== undefined}
                    onChange={(event) => choose(step.do, event.target.checked)}
                  />
                </li>
              )
            })}
          </ol>
        </Panel>
        <TextField
          ref={field}
          label={t`Reason`}
          className="max-w-2xl"
          hint={t`It goes on the receipt: what was seen, and who asked for this.`}
          value={reason}
          maxLength={2_000}
          onChange={(event) => setReason(event.target.value)}
          empty={t`Say why first: the receipt needs a reason.`}
        />
        <Button
          type="submit"
          variant="primary"
          className="self-start"
          blocked={taken.length === 0 ? t`Choose at least one step first` : undefined}
        >
          {take}
        </Button>
      </form>
      <ConfirmDialog
        open={asking}
        onClose={() => {
          acts.begin.reset()
          setAsking(false)
        }}
        title={
          <Plural
            value={count}
            one={<Trans>Take # step for {name}?</Trans>}
            other={<Trans>Take # steps for {name}?</Trans>}
          />
        }
        consequences={[
          t`In this order: ${inOrder}.`,
          t`A step that fails does not stop the others, and can be tried again.`,
          t`Cognito counts the user as active this month, which it bills by.`,
        ]}
        confirm={take}
        busy={acts.begin.isPending && t`Beginning`}
        onConfirm={begin}
        danger
        typed={production ? { name: user.username, of: 'user' } : undefined}
        error={
          acts.begin.error ? <FailureNotice failure={failureOf(acts.begin.error, 'AdminDisableUser')} /> : undefined
        }
        size="large"
      >
        <OwnNotice meanings={meanings} />
        <Preview taken={taken} longestMs={longestMs} />
      </ConfirmDialog>
    </>
  )
}

const Preview = ({ taken, longestMs }: { taken: readonly UserAct[]; longestMs: number | undefined }) => {
  const [opened] = useState(vault.now)
  const lines = endsOf(taken).flatMap((end) => userStillWork(end, longestMs, opened, true))
  return lines.length === 0 ? null : <StillWorksRows lines={lines} overText={t`Ends at once`} now={vault.now} />
}
