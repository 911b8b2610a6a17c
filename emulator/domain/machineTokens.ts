import type { Client } from './Clients.ts'
import { lifetimes } from './clientSettings.ts'
import { signJwt } from './jwt.ts'
import type { World } from './World.ts'

/**
 * An access token for a client itself [D]: its subject is the client, and it has neither a user nor `origin_jti`, so
 * nothing revokes it. Its life is the client's, in seconds; scopes that have been deleted are not in it [D].
 */
export async function machineToken(
  { clock, keys, pools, random, cryptography, resourceServers }: World,
  client: Client,
  scopes: readonly string[],
): Promise<{ readonly token: string; readonly seconds: number }> {
  const nowSeconds = clock.nowSeconds()
  const seconds = lifetimes(client.settings).access
  const claims = {
    sub: client.id,
    token_use: 'access',
    scope: resourceServers.active(client.poolId, scopes).join(' '),
    auth_time: nowSeconds,
    iss: pools.issuer(client.poolId),
    exp: nowSeconds + seconds,
    iat: nowSeconds,
    version: 2,
    jti: random.uuid(),
    client_id: client.id,
  }
  return { token: await signJwt(cryptography, (await keys.signing()).access, claims), seconds }
}
