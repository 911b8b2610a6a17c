import { t } from '@lingui/core/macro'

import { blockedBy } from '../../lib/iam.ts'
import { Switch } from '../../ui/Switch.tsx'
import { vault } from '../../vault/client.ts'
import { type ChangedRow, type ChangeListeners, useChange } from './useChange.tsx'

type RevocationSwitchProps = ChangeListeners & {
  row: ChangedRow
  /** Why it may not be switched off. */
  stale: string | undefined
}

/** EnableTokenRevocation of one app client. It moves only when Cognito agrees. */
export const RevocationSwitch = ({ row, stale, ...listeners }: RevocationSwitchProps) => {
  const { name, revocation } = row.client
  const { begin, busy, dialog } = useChange(row, listeners)
  return (
    <>
      <Switch
        label={t`Token revocation for ${name}`}
        checked={revocation}
        busy={busy}
        blocked={blockedBy(vault.access(), 'cognito-idp:UpdateUserPoolClient') ?? (revocation ? stale : undefined)}
        onChange={(on) => begin({ set: 'revocation', on })}
      />
      {dialog}
    </>
  )
}
