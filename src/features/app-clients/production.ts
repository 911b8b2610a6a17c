import { isProduction } from '../../lib/deployment.ts'
import { vault } from '../../vault/client.ts'

/** Whether what is done in a pool is done to production: then names have to be typed. */
export function isInProduction({ poolId, poolName }: { poolId: string; poolName: string }): boolean {
  const { config } = vault
  const ofDeployment = poolId === config.userPoolId ? config.name : undefined
  return isProduction(config, poolName, poolId, ofDeployment, vault.access().accountId)
}
