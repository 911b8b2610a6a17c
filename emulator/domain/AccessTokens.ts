import type { Clients } from './Clients.ts'
import type { Clock } from './Clock.ts'
import type { Cryptography } from './Cryptography.ts'
import { CognitoError } from './errors.ts'
import { readJwt } from './jwt.ts'
import type { Keys } from './keys.ts'
import type { Pool, Pools } from './Pools.ts'
import type { Sessions } from './Sessions.ts'
import { type AccessClaims, API_SCOPE } from './tokens.ts'
import { isAccessClaims, isMachineToken, isTooEarly } from './tokenClaims.ts'
import type { User, Users } from './Users.ts'
import { checkUserState } from './userState.ts'

/** How many checked signatures are remembered: a signature that was right stays right. */
const REMEMBERED = 2048

/** What access tokens are checked against. */
export interface AccessTokenParts {
  readonly clock: Clock
  readonly cryptography: Cryptography
  readonly keys: Keys
  readonly pools: Pools
  readonly clients: Clients
  readonly users: Users
  readonly sessions: Sessions
}

/** The door that every operation with an access token goes through. */
export class AccessTokens {
  readonly #parts: AccessTokenParts
  readonly #verified = new Map<string, AccessClaims>()

  constructor(parts: AccessTokenParts) {
    this.#parts = parts
  }

  /**
   * The user and pool of an access token that Cognito would accept now: signature, expiry, pool, client, user, not
   * ended, scope, in this order [?]. All refusals are NotAuthorizedException in traced [T] or reported [B] words
   * (facts, 2.7), but for a deleted user (`userGone`, by default UserNotFoundException) and the user's state.
   */
  async live(
    token: string,
    userGone?: CognitoError,
    scope: string = API_SCOPE,
  ): Promise<{ user: User; pool: Pool; claims: AccessClaims }> {
    const claims = this.#verified.get(token) ?? (await this.#verify(token))
    const { clock, pools, clients, users, sessions } = this.#parts
    if (clock.nowSeconds() >= claims.exp) throw refused('Access Token has expired')
    const pool = pools.get(claims.iss.slice(claims.iss.lastIndexOf('/') + 1))
    if (claims.iss !== pools.issuer(pool.id)) throw refused('Invalid Access Token')
    clients.get(claims.client_id, pool.id)
    const user = users.bySub(pool.id, claims.sub)
    if (!user) throw userGone ?? new CognitoError('UserNotFoundException', 'User does not exist.')
    if (!user.enabled) throw refused('User is disabled.')
    if (sessions.isOver(claims, user)) throw refused('Access Token has been revoked')
    if (!claims.scope.split(' ').includes(scope)) throw refused('Access Token does not have required scopes')
    checkUserState(user)
    return { user, pool, claims }
  }

  async #verify(token: string): Promise<AccessClaims> {
    const keys = await this.#parts.keys.signing()
    const read = await readJwt(this.#parts.cryptography, [keys.access, keys.id], token)
    if (read.outcome !== 'verified') {
      const isMalformed = read.outcome === 'malformed'
      throw refused(isMalformed ? 'Invalid Access Token' : 'Could not verify signature for Access Token')
    }
    if (read.kid !== keys.access.kid) throw refused('Invalid Access Token')
    const { claims } = read
    // [?] Of a client's own token it is only known that it has not the scope that these operations need [D].
    if (isMachineToken(claims)) throw refused('Access Token does not have required scopes')
    if (!isAccessClaims(claims) || isTooEarly(claims, this.#parts.clock.nowSeconds())) {
      throw refused('Invalid Access Token')
    }
    const [oldest] = this.#verified.size < REMEMBERED ? [] : this.#verified.keys()
    if (oldest !== undefined) this.#verified.delete(oldest)
    this.#verified.set(token, claims)
    return claims
  }
}

/**
 * What a deleted user's token is answered with where UserNotFoundException is not declared: as a revoked one is [?].
 */
export function likeRevoked(): CognitoError {
  return refused('Access Token has been revoked')
}

function refused(message: string): CognitoError {
  return new CognitoError('NotAuthorizedException', message)
}
