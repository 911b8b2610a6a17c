import { t } from '@lingui/core/macro'
import type { Config } from './config.ts'

/** The name of an app as the deployment's configuration gives it, else its client id: Cognito tells a person ids only. */
export function appName(config: Config, clientId: string | undefined): string {
  if (clientId === undefined) return t`Unknown app`
  const name = clientId === config.clientId ? config.clientName : undefined
  return name ?? config.clientNames?.[clientId] ?? t`App client ${clientId}`
}
