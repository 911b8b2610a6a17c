import type { Config } from './config.ts'

/** The name of an app as the deployment's configuration gives it, else its client id: Cognito tells a person ids only. */
export function appName(config: Config, clientId: string | undefined): string {
  if (clientId === undefined) return 'Unknown app'
  const name = clientId === config.clientId ? config.clientName : undefined
  return name ?? config.clientNames?.[clientId] ?? `App client ${clientId}`
}
