import { t } from '@lingui/core/macro'
import { useSyncExternalStore } from 'react'

import { accountOfRole } from '../lib/accountId.ts'
import type { Config } from '../lib/config.ts'
import { isEmulated, isProduction } from '../lib/deployment.ts'
import { Environment } from '../ui/AppFrame.tsx'
import { vault } from '../vault/client.ts'
import type { Access } from '../vault/protocol/access.ts'

/** Which account, Region and pool this is, emulator or AWS; the account where something has told it. */
export const Banner = () => {
  const { config } = vault
  const state = useSyncExternalStore(vault.subscribe, vault.session)
  const access = useSyncExternalStore(vault.subscribe, vault.access)
  const account = access.accountId ?? accountOfRole(state.state === 'signed in' ? state.session.roles[0] : undefined)
  const parts = [config.region, config.name ?? config.userPoolId]
  return (
    <Environment
      kind={isEmulated(config) ? t`Emulator` : 'AWS'}
      parts={account === undefined ? parts : [account, ...parts]}
      production={isFramed(config, access)}
    />
  )
}

/** Whether what is done here is done to production: the deployment, its pool, or the account. */
export function isFramed(config: Config, { accountId }: Access): boolean {
  return isProduction(config, config.name, config.userPoolId, accountId)
}
