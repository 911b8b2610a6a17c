import { t } from '@lingui/core/macro'
import type { AppClient } from '../../vault/protocol.ts'

const names: Readonly<Record<string, string>> = {
  ALLOW_USER_SRP_AUTH: 'SRP',
  ALLOW_USER_PASSWORD_AUTH: 'password',
  ALLOW_ADMIN_USER_PASSWORD_AUTH: 'server-side password',
  ALLOW_USER_AUTH: 'choice',
  ALLOW_CUSTOM_AUTH: 'custom',
  ALLOW_CLIENT_TOKEN_AUTH: 'client token',
}

/** How people sign in with an app client, in a word each. Refresh is no way to sign in. */
export function flowText({ authFlows, oauthFlows }: Pick<AppClient, 'authFlows' | 'oauthFlows'>): string {
  const own = authFlows.filter((flow) => flow !== 'ALLOW_REFRESH_TOKEN_AUTH').map((flow) => names[flow] ?? flow)
  const login = oauthFlows.map((flow) => t`managed login (${flow})`)
  return [...own, ...login].join(', ') || 'none'
}
