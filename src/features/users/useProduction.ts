import { useQuery } from '@tanstack/react-query'

import { isProduction } from '../../lib/deployment.ts'
import { vault } from '../../vault/client.ts'
import { poolsQuery } from './queries.ts'

/** Whether what is done in a pool is done to production: then names have to be typed. */
export function useProduction(poolId: string): boolean {
  const pools = useQuery(poolsQuery())
  const { config } = vault
  const pool = pools.data?.pools.find(({ id }) => id === poolId)
  return isProduction(config, poolId, pool?.name, poolId === config.userPoolId ? config.name : undefined)
}
