import { t } from '@lingui/core/macro'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { type NewClient, newClientRequest } from '../../lib/newClient.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { ShowTheCall } from '../../ui/ShowTheCall.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { vault } from '../../vault/client.ts'
import type { Creation } from '../../vault/protocol/clientChanges.ts'
import { isInProduction } from './production.ts'

/** What Cognito takes as an app client's name. */
const nameRule = /^[\w +=,.@-]{1,128}$/

type CreateClientProps = {
  pools: readonly { id: string; name: string }[]
  onClose: () => void
  /** `request` is what was sent, as JSON text. */
  onCreated: (creation: Creation, poolName: string, request: string) => void
}

/** Asks for what a new app client is to be, and makes it, with token revocation on. */
export const CreateClient = ({ pools, onClose, onCreated }: CreateClientProps) => {
  const own = pools.find(({ id }) => id === vault.config.userPoolId) ?? pools[0]
  const [poolId, setPoolId] = useState(own?.id ?? '')
  const [name, setName] = useState('')
  const [confidential, setConfidential] = useState(false)
  const [choice, setChoice] = useState(false)
  const pool = pools.find(({ id }) => id === poolId)
  const wanted = { poolId, name: name.trim(), confidential, choice }
  const create = useMutation({
    mutationFn: async (args: NewClient) => vault.ask('createAppClient', args),
    onSuccess: (creation, args) => onCreated(creation, pool?.name ?? poolId, requestOf(args)),
    meta: { operation: 'CreateUserPoolClient', failure: 'in place' },
  })
  const wrong = name.trim() !== '' && !nameRule.test(name.trim())
  const missing = name.trim() === '' ? t`Give it a name first` : undefined
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t`Create an app client`}
      consequences={[
        t`Token revocation is on, and Cognito hides which users exist.`,
        t`People sign in with a password by SRP. Everything else has Cognito’s defaults.`,
      ]}
      confirm={t`Create app client`}
      busy={create.isPending && t`Creating`}
      typed={
        pool && isInProduction({ poolId: pool.id, poolName: pool.name }) ? { name: pool.name, of: 'pool' } : undefined
      }
      blocked={missing ?? (wrong ? t`Mend the name first` : undefined)}
      onConfirm={() => create.mutate(wanted)}
      error={create.error ? <FailureNotice failure={failureOf(create.error, 'CreateUserPoolClient')} /> : undefined}
    >
      <SelectField
        label={t`User pool`}
        value={poolId}
        choices={pools.map(({ id, name: poolName }) => ({ value: id, label: `${poolName} (${id})` }))}
        onChange={(event) => setPoolId(event.target.value)}
      />
      <TextField
        label={t`Name`}
        value={name}
        maxLength={128}
        autoComplete="off"
        error={wrong ? t`Letters, digits, spaces and + = , . @ - only` : undefined}
        onChange={(event) => setName(event.target.value)}
      />
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1.5 text-sm font-medium">{t`Type`}</legend>
        <Checkbox
          type="radio"
          name="new-client-type"
          label={t`Public`}
          hint={t`For browsers and phones, which cannot keep a secret`}
          checked={!confidential}
          onChange={() => setConfidential(false)}
        />
        <Checkbox
          type="radio"
          name="new-client-type"
          label={t`Confidential`}
          hint={t`For servers. Its secret does not reach this page: whoever needs it fetches it in AWS`}
          checked={confidential}
          onChange={() => setConfidential(true)}
        />
      </fieldset>
      <Checkbox
        label={t`Let people choose how to sign in`}
        hint={t`USER_AUTH: a passkey or a code instead of the password, where the pool allows them`}
        checked={choice}
        onChange={(event) => setChoice(event.target.checked)}
      />
      {missing === undefined && !wrong ? (
        <ShowTheCall operation="CreateUserPoolClient" request={requestOf(wanted)} changes={[]} />
      ) : null}
    </ConfirmDialog>
  )
}

function requestOf(wanted: NewClient): string {
  return JSON.stringify(newClientRequest(wanted))
}
