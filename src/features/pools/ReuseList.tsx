import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState, useSyncExternalStore } from 'react'

import { isProduction } from '../../lib/deployment.ts'
import { failureOf } from '../../lib/failure.ts'
import { blockedBy } from '../../lib/iam.ts'
import { numberText } from '../../lib/numbers.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Identifier } from '../../ui/Identifier.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { vault } from '../../vault/client.ts'
import type { Pool } from '../../vault/protocol.ts'
import { poolClientsQuery, reuseQuery } from './queries.ts'
import { SettingDialog } from './SettingDialog.tsx'
import { SettingReport } from './SettingReport.tsx'
import { minutesText } from './settingWords.ts'
import { useSetting } from './useSetting.ts'

/** So many app clients are read at a time: each costs a request, and Cognito takes five a second for a pool. */
const atATime = 5

type ReuseListProps = { pool: Pool; tracked: boolean; blocked: string | undefined }

/** For how long each app client of a pool reuses an SSO session. */
export const ReuseList = ({ pool, tracked, blocked }: ReuseListProps) => {
  const [shown, setShown] = useState(0)
  const clients = useQuery({ ...poolClientsQuery(pool.id), enabled: shown > 0 })
  const all = clients.data ?? []
  const more = all.length > shown
  const next = numberText(Math.min(atATime, all.length - shown))
  const poolName = pool.name
  return (
    <div className="flex flex-col">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-6 py-4 max-sm:px-4">
        <div className="max-w-prose">
          <h3 className="text-sm font-medium">{t`SSO reuse`}</h3>
          <p className="text-xs text-muted">
            {tracked
              ? t`For how long after a sign-in at managed login an app client signs the same browser in without asking.`
              : t`For how long after a sign-in at managed login an app client signs the same browser in without asking. It counts only while the pool tracks sessions.`}
          </p>
        </div>
        {shown === 0 || more ? (
          <Button
            size="small"
            busy={clients.isFetching && t`Reading`}
            blocked={blocked}
            reason="tip"
            onClick={() => setShown(shown + atATime)}
          >
            {shown === 0 ? t`Show app clients` : t`Show ${next} more`}
          </Button>
        ) : null}
      </div>
      {clients.error ? (
        <div className="px-6 pb-4 max-sm:px-4">
          <FailureNotice
            failure={failureOf(clients.error, 'ListUserPoolClients')}
            role="alert"
            onRetry={() => void clients.refetch()}
          />
        </div>
      ) : null}
      {clients.data?.length === 0 ? (
        <p className="px-6 pb-4 text-sm text-muted max-sm:px-4">{t`This pool has no app clients.`}</p>
      ) : null}
      {all.length > 0 ? (
        <div className="border-t border-line">
          <Rows label={t`SSO reuse of the app clients of ${poolName}`} bare>
            {all.slice(0, shown).map((client) => (
              <ReuseRow key={client.id} pool={pool} client={client} tracked={tracked} />
            ))}
          </Rows>
        </div>
      ) : null}
    </div>
  )
}

type ReuseRowProps = { pool: Pool; client: { id: string; name: string }; tracked: boolean }

const ReuseRow = ({ pool, client, tracked }: ReuseRowProps) => {
  const access = useSyncExternalStore(vault.subscribe, vault.access)
  const reuse = useQuery(reuseQuery(pool.id, client.id))
  const production = isProduction(vault.config, pool.name, pool.id, access.accountId)
  const setting = useSetting(() => false)
  const [typed, setTyped] = useState<string>()
  const now = reuse.data?.ssoMinutes
  const { name } = client
  const minutes = typed ?? String(now ?? '')
  const number = Number(minutes)
  const fits = /^\d{1,6}$/.test(minutes) && number <= 129_600
  const blocked = tracked
    ? blockedBy(access, 'cognito-idp:SetUserPoolClientSessionConfiguration')
    : t`Switch session tracking on first: it counts only then.`
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!fits || blocked !== undefined || setting.busy || now === undefined) return
    setTyped(undefined)
    void setting.wish({
      wanted: { of: 'client', poolId: pool.id, clientId: client.id, ssoMinutes: number },
      ssoMinutes: now,
    })
  }
  return (
    <Row
      title={<bdi className="wrap-anywhere">{name}</bdi>}
      detail={
        <>
          <Identifier value={client.id} of={t`id of ${name}`} />
          {now === undefined ? null : <span> · {reuseText(now)}</span>}
          {reuse.error ? (
            <FailureNotice
              failure={failureOf(reuse.error, 'GetUserPoolClientSessionConfiguration')}
              role="alert"
              onRetry={() => void reuse.refetch()}
            />
          ) : null}
          {setting.news ? (
            <div className="mt-2">
              <SettingReport setting={setting} />
            </div>
          ) : null}
          <SettingDialog setting={setting} target={{ name, of: 'app client' }} typed={production} />
        </>
      }
      end={
        now === undefined ? (
          <span className="text-sm text-muted">{reuse.error ? t`Not read` : t`Reading`}</span>
        ) : (
          <form onSubmit={submit} className="flex items-end gap-3">
            <TextField
              label={t`Minutes for ${name}`}
              inputMode="numeric"
              autoComplete="off"
              value={minutes}
              onChange={(event) => setTyped(event.target.value.trim())}
              error={fits ? undefined : t`0 to 129600`}
              className="w-48"
            />
            <Button
              type="submit"
              busy={setting.busy}
              blocked={blocked ?? (typed === undefined || number === now ? t`It is set to this already.` : undefined)}
              reason="tip"
            >
              <Trans context="verb">Change</Trans>
            </Button>
          </form>
        )
      }
      endBelow
    />
  )
}

function reuseText(minutes: number): string {
  if (minutes === 0) return t`always asks again`
  const time = minutesText(minutes)
  return t`for ${time}`
}
