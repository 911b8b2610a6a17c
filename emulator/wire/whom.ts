import type { World } from '../domain/World.ts'

/**
 * Which user a request is about, for their share of the quotas: whose access token it carries, or whom it names in a pool
 * or at a client. A token that Cognito did not sign is nobody's.
 */
export async function whom(
  { accessTokens, clients, pools, users }: World,
  { AccessToken, UserPoolId, ClientId, Username }: Readonly<Record<string, unknown>>,
): Promise<string | undefined> {
  if (typeof AccessToken === 'string') return accessTokens.subject(AccessToken)
  if (typeof Username !== 'string') return undefined
  const poolId = UserPoolId ?? (typeof ClientId === 'string' ? clients.find(ClientId)?.poolId : undefined)
  const pool = typeof poolId === 'string' ? pools.find(poolId) : undefined
  return pool && users.find(pool, Username)?.sub
}
