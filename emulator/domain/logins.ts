import { CognitoError } from './errors.ts'
import type { IdentityPool } from './IdentityPools.ts'
import { readJwt } from './jwt.ts'
import { isIdClaims, isTooEarly } from './tokenClaims.ts'
import type { IdClaims } from './tokens.ts'
import type { World } from './World.ts'

/** A login that an identity pool accepts: which provider vouches for whom. */
export interface Login {
  readonly provider: string
  readonly claims: IdClaims & Readonly<Record<string, unknown>>
}

/**
 * Checks the logins that GetId and GetCredentialsForIdentity are given: one ID token of a user pool that the identity
 * pool lists, or none for a guest. Several logins at once are not emulated. The refusals are traced [T] or reported
 * [B] (facts, part 7); their order is [?].
 */
export async function checkLogins(
  world: World,
  pool: IdentityPool,
  logins: Readonly<Record<string, string>>,
): Promise<Login | undefined> {
  const [first, ...more] = Object.entries(logins)
  if (!first) {
    if (pool.AllowUnauthenticatedIdentities) return undefined
    throw refused('Unauthenticated access is not supported for this identity pool.')
  }
  if (more.length > 0) {
    throw new CognitoError(
      'InvalidParameterException',
      'Several logins at once are not emulated by the Curfew emulator.',
    )
  }
  const [provider, token] = first
  const trusted = (pool.CognitoIdentityProviders ?? []).filter(({ ProviderName }) => ProviderName === provider)
  if (trusted.length === 0) throw unsupported()
  const keys = await world.keys.signing()
  const read = await readJwt(world.cryptography, [keys.id, keys.access], token)
  if (read.outcome !== 'verified') throw refused("Invalid login token. Couldn't verify signed token.")
  const { claims } = read
  const now = world.clock.nowSeconds()
  if (isTooEarly(claims, now)) throw refused("Invalid login token. Couldn't verify signed token.")
  if (claims['iss'] !== `https://${provider}`) throw refused("Invalid login token. Issuer doesn't match providerName")
  // [?] A token that is no ID token, or lacks a claim, is of nobody that the pool trusts.
  const entry = isIdClaims(claims) ? trusted.find(({ ClientId }) => ClientId === claims.aud) : undefined
  if (!entry || !isIdClaims(claims)) throw unsupported()
  if (claims.exp <= now) throw refused(`Invalid login token. Token expired: ${claims.exp} >= ${now}`)
  if (entry.ServerSideTokenCheck) checkAtPool(world, claims)
  return { provider, claims }
}

/**
 * ServerSideTokenCheck: the pool is asked whether the user still may and the session still is [D]. The sentence is
 * not known [?].
 */
function checkAtPool(world: World, claims: Login['claims']): void {
  const user = world.users.bySub(claims.iss.slice(claims.iss.lastIndexOf('/') + 1), claims.sub)
  if (!user || !user.enabled || world.sessions.isOver(claims, user)) {
    throw refused('Invalid login token. Token is revoked.')
  }
}

function unsupported(): CognitoError {
  return refused('Token is not from a supported provider of this identity pool.')
}

function refused(message: string): CognitoError {
  return new CognitoError('NotAuthorizedException', message)
}
