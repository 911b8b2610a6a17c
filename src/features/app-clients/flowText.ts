import { t } from '@lingui/core/macro'

import type { AppClient } from '../../vault/protocol.ts'

const names: Readonly<Record<string, string>> = {
  ALLOW_USER_SRP_AUTH: 'SRP',
  ALLOW_USER_PASSWORD_AUTH: t({ message: 'password', context: 'sign-in flow' }),
  ALLOW_ADMIN_USER_PASSWORD_AUTH: t({ message: 'server-side password', context: 'sign-in flow' }),
  ALLOW_USER_AUTH: t({ message: 'choice', context: 'sign-in flow' }),
  ALLOW_CUSTOM_AUTH: t({ message: 'custom', context: 'sign-in flow' }),
  ALLOW_CLIENT_TOKEN_AUTH: t({ message: 'client token', context: 'sign-in flow' }),
}

/** How people sign in with an app client, in a word each. Refresh is no way to sign in. */
export function flowText({ authFlows, oauthFlows }: Pick<AppClient, 'authFlows' | 'oauthFlows'>): string {
  const own = authFlows.filter((flow) => flow !== 'ALLOW_REFRESH_TOKEN_AUTH').map((flow) => names[flow] ?? flow)
  const login = oauthFlows.map((flow) => t`managed login (${flow})`)
  return [...own, ...login].join(', ') || t({ message: 'none', context: 'sign-in flow' })
}
