import type { Clients } from './Clients.ts'
import type { Clock } from './Clock.ts'
import type { Cryptography } from './Cryptography.ts'
import { CognitoError, type ErrorCode } from './errors.ts'
import { readJwt } from './jwt.ts'
import type { Keys } from './keys.ts'
import type { Pool, Pools } from './Pools.ts'
import { Remembered } from './Remembered.ts'
import type { Sessions } from './Sessions.ts'
import { type AccessClaims, API_SCOPE } from './tokens.ts'
import { isAccessClaims, isMachineToken, isTooEarly } from './tokenClaims.ts'
import { declared } from './undeclared.ts'
import type { User, Users } from './Users.ts'
import { checkUserState } from './userState.ts'

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

/** Whose access token it is. */
interface Bearer {
  /** As they are when this is read, not when the token was checked: another request may have come in between. */
  readonly user: User
  readonly pool: Pool
  readonly claims: AccessClaims
}

/** The door that every operation with an access token goes through. */
export class AccessTokens {
  readonly #parts: AccessTokenParts
  /** A signature that was right stays right. */
  readonly #verified = new Remembered<AccessClaims>()

  constructor(parts: AccessTokenParts) {
    this.#parts = parts
  }

  /**
   * The user and pool of an access token that Cognito would accept now: signature, expiry, pool, client, user, not
   * ended, scope, in this order [?]. All refusals are NotAuthorizedException in traced [T] or reported [B] words
   * (facts, 2.7), but for what is gone (pool, client, user) and the user's state; of those, the operation's `undeclared`
   * are put as `declared` says.
   */
  async live(token: string, undeclared: readonly ErrorCode[] = [], scope: string = API_SCOPE): Promise<Bearer> {
    const claims = this.#verified.get(token) ?? (await this.#verify(token))
    try {
      return this.#bearer(claims, scope)
    } catch (error) {
      throw declared(error, undeclared)
    }
  }

  /** The `sub` of a token that Cognito signed, whatever became of it since; undefined for any other. */
  async subject(token: string): Promise<string | undefined> {
    try {
      return (this.#verified.get(token) ?? (await this.#verify(token))).sub
    } catch (error) {
      if (error instanceof CognitoError) return undefined
      throw error
    }
  }

  #bearer(claims: AccessClaims, scope: string): Bearer {
    const { clock, pools, clients, users, sessions } = this.#parts
    if (clock.nowSeconds() >= claims.exp) throw refused('Access Token has expired')
    const pool = pools.get(claims.iss.slice(claims.iss.lastIndexOf('/') + 1))
    if (claims.iss !== pools.issuer(pool.id)) throw refused('Invalid Access Token')
    clients.get(claims.client_id, pool.id)
    const user = users.bySub(pool.id, claims.sub)
    if (!user) throw new CognitoError('UserNotFoundException', 'User does not exist.')
    if (!user.enabled) throw refused('User is disabled.')
    if (sessions.isOver(claims, user)) throw refused('Access Token has been revoked')
    if (!claims.scope.split(' ').includes(scope)) throw refused('Access Token does not have required scopes')
    checkUserState(user)
    return {
      pool,
      claims,
      get user() {
        return users.bySub(pool.id, claims.sub) ?? user
      },
    }
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
    this.#verified.set(token, claims)
    return claims
  }
}

function refused(message: string): CognitoError {
  return new CognitoError('NotAuthorizedException', message)
}
