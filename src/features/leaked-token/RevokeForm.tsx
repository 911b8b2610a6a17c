import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState, useSyncExternalStore } from 'react'

import { isProduction } from '../../lib/deployment.ts'
import { failureOf } from '../../lib/failure.ts'
import { blockedBy } from '../../lib/iam.ts'
import { leakStillWorks } from '../../lib/leakStillWorks.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Details } from '../../ui/Details.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { StillWorksRows } from '../../ui/StillWorksRows.tsx'
import { useNow } from '../../ui/useNow.ts'
import { vault } from '../../vault/client.ts'
import { leakClientsQuery, leakPoolsQuery, revokeLeaked } from './queries.ts'

/** More app clients than this are not tried one after another: each costs a request of five a second. */
const mostTried = 50

type RevokeFormProps = { tokenId: string; onReceipt: (receiptId: string) => void }

/** Which app client a refresh token may be of, and the button that revokes it. The token itself does not say. */
export const RevokeForm = ({ tokenId, onReceipt }: RevokeFormProps) => {
  const { config } = vault
  const access = useSyncExternalStore(vault.subscribe, vault.access)
  const [poolId, setPoolId] = useState(config.userPoolId)
  const [clientId, setClientId] = useState('')
  const [asking, setAsking] = useState(false)
  const now = useNow(vault.now, 10_000)
  const pools = useQuery(leakPoolsQuery())
  const clients = useQuery(leakClientsQuery(poolId))
  const revoke = useMutation({ ...revokeLeaked(), onSuccess: ({ receiptId }) => onReceipt(receiptId) })

  const own = { id: config.userPoolId, name: config.name ?? config.userPoolId }
  const poolName = pools.data?.find(({ id }) => id === poolId)?.name ?? own.name
  const known = clients.data ?? []
  const each = known.length <= mostTried
  const chosen = known.some(({ id }) => id === clientId) ? clientId : each ? '' : (known[0]?.id ?? '')
  const run = () => revoke.mutate({ tokenId, poolId, clientId: chosen === '' ? undefined : chosen })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (blocked !== undefined || revoke.isPending) return
    if (isProduction(config, poolName, poolId, access.accountId)) setAsking(true)
    else run()
  }
  const missing = blockedBy(access, 'cognito-idp:ListUserPoolClients', 'cognito-idp:DescribeUserPoolClient')
  const blocked = missing ?? emptyWhy(clients.isPending, known.length, clients.isError)
  const consequence = t`The session that it belongs to ends, and what came of it is refused by Cognito.`
  const ends = { operation: 'RevokeToken', identityPool: config.identityPoolId !== undefined } as const
  const preview = <StillWorksRows lines={leakStillWorks(ends, now, true)} overText={t`Ends at once`} now={vault.now} />
  const failure = revoke.error ? failureOf(revoke.error, 'RevokeToken (leaked)') : undefined

  return (
    <>
      <form onSubmit={submit} className="flex w-full flex-col items-start gap-4">
        <div className="grid w-full gap-4 sm:grid-cols-2">
          <SelectField
            label={t`User pool`}
            value={poolId}
            onChange={(event) => {
              setPoolId(event.target.value)
              setClientId('')
            }}
            choices={(pools.data ?? [own]).map(({ id, name }) => ({ value: id, label: `${name} (${id})` }))}
          />
          <SelectField
            label={t`App client`}
            value={chosen}
            onChange={(event) => setClientId(event.target.value)}
            choices={[
              ...(each ? [{ value: '', label: eachText(known.length) }] : []),
              ...known.map(({ id, name }) => ({ value: id, label: `${name} (${id})` })),
            ]}
            hint={t`Cognito takes a refresh token only from the app client that it was issued to. A client’s secret is fetched into the worker, used once and forgotten.`}
          />
        </div>
        {clients.error ? (
          <FailureNotice
            failure={failureOf(clients.error, 'ListUserPoolClients')}
            role="alert"
            onRetry={() => void clients.refetch()}
          />
        ) : null}
        <div className="flex w-full flex-col gap-2">
          <p className="max-w-prose text-sm">{consequence}</p>
          <Details summary={t`What still works, and until when`}>{preview}</Details>
        </div>
        <Button type="submit" variant="danger" busy={revoke.isPending && t`Revoking`} blocked={blocked}>
          <Trans>Revoke this token</Trans>
        </Button>
        {failure && !asking ? <FailureNotice failure={failure} role="alert" /> : null}
      </form>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={
          <Trans>
            Revoke a refresh token of <bdi>{poolName}</bdi>, which is production?
          </Trans>
        }
        consequences={[consequence]}
        confirm={t`Revoke this token`}
        danger
        typed={{ name: poolName, of: 'pool' }}
        busy={revoke.isPending && t`Revoking`}
        onConfirm={run}
        error={failure ? <FailureNotice failure={failure} /> : undefined}
        size="large"
      >
        {preview}
      </ConfirmDialog>
    </>
  )
}

function eachText(count: number): string {
  return plural(count, {
    one: 'Not known: try each of the # in turn',
    other: 'Not known: try each of the # in turn',
  })
}

function emptyWhy(reading: boolean, count: number, failed: boolean): string | undefined {
  if (reading) return t`The app clients are being read.`
  if (failed) return t`The app clients could not be read.`
  return count === 0 ? t`This pool has no app client, so it cannot have issued the token.` : undefined
}
