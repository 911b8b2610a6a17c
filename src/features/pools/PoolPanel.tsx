import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState, useSyncExternalStore } from 'react'

import { isProduction } from '../../lib/deployment.ts'
import { failureOf } from '../../lib/failure.ts'
import { blockedBy } from '../../lib/iam.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Identifier } from '../../ui/Identifier.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { vault } from '../../vault/client.ts'
import type { Pool } from '../../vault/protocol.ts'
import type { SessionTracking } from '../../vault/protocol/pools.ts'
import { poolQuery, trackingQuery } from './queries.ts'
import { ReuseList } from './ReuseList.tsx'
import { SettingDialog } from './SettingDialog.tsx'
import { SettingReport } from './SettingReport.tsx'
import { planBlocks } from './settingWords.ts'
import { useSetting } from './useSetting.ts'

const plans: Readonly<Record<string, string>> = {
  LITE: t`Lite plan`,
  ESSENTIALS: t`Essentials plan`,
  PLUS: t`Plus plan`,
}

type PoolPanelProps = { pool: Pool; startOpen: boolean }

/** One pool. Its settings cost a request or two, so they are read when it is opened. */
export const PoolPanel = ({ pool, startOpen }: PoolPanelProps) => {
  const [open, setOpen] = useState(startOpen)
  const settings = useQuery({ ...poolQuery(pool.id), enabled: open })
  const tracking = useQuery({ ...trackingQuery(pool.id), enabled: open })
  const failed = tracking.error ?? settings.error
  const plan = settings.data?.plan
  const { name } = pool
  return (
    <Panel
      title={<bdi className="wrap-anywhere">{name}</bdi>}
      aside={
        <span className="flex flex-wrap items-center gap-3">
          {plan === undefined ? null : <Badge>{plans[plan] ?? plan}</Badge>}
          <Identifier value={pool.id} of={t`id of ${name}`} head={10} />
          {open ? null : (
            <Button size="small" onClick={() => setOpen(true)}>
              <Trans>Show settings</Trans>
            </Button>
          )}
        </span>
      }
      footer={
        open && tracking.data ? (
          <ReuseList pool={pool} tracked={tracking.data.tracking} blocked={planBlocks(plan)} />
        ) : undefined
      }
    >
      {open ? (
        <>
          {failed ? (
            <FailureNotice
              failure={failureOf(failed, 'GetUserPoolSessionConfiguration')}
              role="alert"
              onRetry={() => {
                void tracking.refetch()
                void settings.refetch()
              }}
            />
          ) : null}
          {!failed && tracking.data === undefined ? <Skeleton label={t`Reading ${name}`} lines={7} /> : null}
          {tracking.data ? <Tracking pool={pool} now={tracking.data} noPlan={planBlocks(plan)} /> : null}
        </>
      ) : undefined}
    </Panel>
  )
}

type TrackingProps = { pool: Pool; now: SessionTracking; noPlan: string | undefined }

const Tracking = ({ pool, now, noPlan }: TrackingProps) => {
  const { name } = pool
  const access = useSyncExternalStore(vault.subscribe, vault.access)
  const production = isProduction(vault.config, name, pool.id, access.accountId)
  const setting = useSetting(
    (wish) => wish.wanted.of === 'pool' && wish.wanted.tracking && !now.tracking && !production,
  )
  const [typed, setTyped] = useState<string>()
  const limit = typed ?? String(now.maxPerUser)
  const number = Number(limit)
  const fits = /^\d{1,3}$/.test(limit) && number >= 1 && number <= 100
  const blocked = noPlan ?? blockedBy(access, 'cognito-idp:SetUserPoolSessionConfiguration')
  const was = { tracking: now.tracking, maxPerUser: now.maxPerUser }
  const change = (wanted: SessionTracking) => {
    setTyped(undefined)
    void setting.wish({ wanted: { of: 'pool', poolId: pool.id, ...wanted }, ...was })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (fits && blocked === undefined && !setting.busy) change({ tracking: now.tracking, maxPerUser: number })
  }
  return (
    <div className="flex flex-col gap-4">
      <div className="grid items-start gap-x-8 gap-y-6 md:grid-cols-2">
        <div className="flex flex-col items-start gap-1">
          <span className="text-sm font-medium">{t`Session tracking`}</span>
          <Switch
            label={t`Session tracking of ${name}`}
            checked={now.tracking}
            busy={setting.busy}
            blocked={blocked}
            onChange={(tracking) => change({ tracking, maxPerUser: now.maxPerUser })}
          />
          <p className="text-xs text-muted">
            {noPlan ??
              (now.tracking
                ? t`Cognito keeps a record of each session: people and operators can see and end single ones.`
                : t`Cognito keeps no record of sessions: they can only be ended all at once.`)}
          </p>
        </div>
        <form onSubmit={submit} className="flex items-start gap-3">
          <TextField
            label={t`Sessions per user`}
            inputMode="numeric"
            autoComplete="off"
            value={limit}
            onChange={(event) => setTyped(event.target.value.trim())}
            error={fits ? undefined : t`A whole number from 1 to 100`}
            hint={t`At the limit, the next sign-in ends the session that was not used for longest. Lowering it ends nothing before a user’s next sign-in.`}
            className="min-w-0 grow"
          />
          <Button
            type="submit"
            className="mt-6.5"
            busy={setting.busy}
            blocked={
              blocked ?? (typed === undefined || number === now.maxPerUser ? t`It is set to this already.` : undefined)
            }
            reason="tip"
          >
            <Trans context="verb">Change</Trans>
          </Button>
        </form>
      </div>
      <SettingReport setting={setting} />
      <SettingDialog setting={setting} target={{ name, of: 'pool' }} typed={production} />
    </div>
  )
}
