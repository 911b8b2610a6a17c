import type { SigningKey } from '../domain/keys.ts'
import type { World } from '../domain/World.ts'

/**
 * A pool's jwks.json: two keys, one for ID tokens and one for access tokens [D]. Undefined where there is no such
 * pool.
 */
export async function jwks(world: World, poolId: string): Promise<object | undefined> {
  if (!world.pools.find(poolId)) return undefined
  const keys = await world.keys.signing()
  return { keys: [keys.id, keys.access].map(publicKey) }
}

function publicKey({ jwk }: SigningKey): object {
  return { alg: 'RS256', e: jwk.e, kid: jwk.kid, kty: 'RSA', n: jwk.n, use: 'sig' }
}

/**
 * A pool's openid-configuration (facts, 3.8) [B]. The issuer is AWS's, as in the tokens; the keys are where this
 * emulator serves them, at `origin`. The endpoints are those of
 * the pool's domain, below `/_domain` at the same origin; a pool without one has none [?].
 */
export function openidConfiguration(world: World, poolId: string, origin: string): object | undefined {
  if (!world.pools.find(poolId)) return undefined
  const domain = world.domains.ofPool(poolId)
  const base = domain && `${origin}/_domain/${domain.name}`
  return {
    ...(base !== undefined && {
      authorization_endpoint: `${base}/oauth2/authorize`,
      end_session_endpoint: `${base}/logout`,
      revocation_endpoint: `${base}/oauth2/revoke`,
      token_endpoint: `${base}/oauth2/token`,
      userinfo_endpoint: `${base}/oauth2/userInfo`,
    }),
    id_token_signing_alg_values_supported: ['RS256'],
    issuer: world.pools.issuer(poolId),
    jwks_uri: `${origin}/${poolId}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  }
}
