import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider'
import type { Store, Table } from '../store/Store.ts'
import type { AuthEvents } from './AuthEvents.ts'
import type { Client } from './Clients.ts'
import { lifetimes, rotates } from './clientSettings.ts'
import type { Clock } from './Clock.ts'
import type { Devices } from './Devices.ts'
import { CognitoError } from './errors.ts'
import type { Groups } from './Groups.ts'
import { signJwt } from './jwt.ts'
import type { Keys } from './keys.ts'
import type { Pools } from './Pools.ts'
import type { Random } from './Random.ts'
import { openRefreshToken, sealRefreshToken } from './sealing.ts'
import { accessClaims, idClaims } from './tokens.ts'
import type { User, Users } from './Users.ts'

/**
 * One sign-in and all the tokens that came of it. It is kept under the sign-in's event id, which every token carries;
 * `originJti` is the family's public name and is only in the tokens of clients that have revocation or rotation on.
 */
interface Family {
  readonly poolId: string
  readonly clientId: string
  readonly sub: string
  readonly originJti: string
  readonly authTimeSeconds: number
  /** When the refresh token stops; rotation never moves it [D]. */
  readonly refreshUntilMs: number
  /** When the last of its tokens will have expired, and the family can be forgotten. */
  readonly keepUntilMs: number
  /** The user's `endings` at sign-in: GlobalSignOut, AdminUserGlobalSignOut and AdminDisableUser raise it. */
  readonly endings: number
  readonly isRevoked: boolean
  /** The device that its refresh tokens are bound to. */
  readonly deviceKey?: string | undefined
  /** An administrator's sign-in, which knows no devices. */
  readonly isAdmin?: boolean | undefined
  /** How many refresh tokens it has been given; the first is number 1. */
  readonly refreshTokens: number
}

/** What a refresh token carries, sealed. */
export interface RefreshToken {
  readonly eventId: string
  readonly clientId: string
  /** Which of its family's refresh tokens it is. */
  readonly number: number
  readonly untilMs: number
}

/** A refresh token that rotation replaced: when it was first used, plus the grace period. */
interface Retired {
  readonly graceUntilMs: number
  readonly untilMs: number
}

/** What sessions are made of and checked against. */
export interface SessionParts {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly keys: Promise<Keys>
  readonly pools: Pools
  readonly users: Users
  readonly groups: Groups
  readonly authEvents: AuthEvents
  readonly devices: Devices
}

/**
 * The token families: how they begin, go on and end. RevokeToken ends one family; GlobalSignOut and its likes raise
 * the user's count of endings, which ends every family begun before. AWS seems to compare times of one second's
 * resolution there, so that a sign-in in the same second as a sign-out can be ended with it [?] (facts, part 5); a
 * count cannot misfire so, and makes tests repeatable, so the emulator is exact where AWS may not be.
 */
export class Sessions {
  readonly #parts: SessionParts
  readonly #families: Table<Family>
  readonly #retired: Table<Retired>

  constructor(parts: SessionParts) {
    this.#parts = parts
    this.#families = parts.store.table('families')
    this.#retired = parts.store.table('retiredRefreshTokens')
  }

  /** Begins a session: a new family, and its first three tokens. */
  begin(
    client: Client,
    user: User,
    origin: Pick<Family, 'deviceKey' | 'isAdmin'> = {},
  ): Promise<AuthenticationResultType> {
    const { clock, random } = this.#parts
    const nowMs = clock.nowMs()
    const eventId = random.uuid()
    const family: Family = {
      poolId: client.poolId,
      clientId: client.id,
      sub: user.sub,
      originJti: random.uuid(),
      authTimeSeconds: clock.nowSeconds(),
      refreshUntilMs: nowMs + lifetimes(client.settings).refresh * 1000,
      keepUntilMs: 0,
      endings: user.endings,
      isRevoked: false,
      ...origin,
      refreshTokens: 1,
    }
    this.#families.prune(({ keepUntilMs }) => keepUntilMs < nowMs, 2)
    this.#parts.authEvents.record(user, 'SignIn', 'Pass', eventId)
    return this.#issue(eventId, family, client, user, 1)
  }

  /** What a refresh token says, or undefined if this emulator never made it. Nothing is checked but that. */
  async read(token: string): Promise<RefreshToken | undefined> {
    return (await openRefreshToken(await this.#parts.keys, token)) as RefreshToken | undefined
  }

  /** Whose refresh token it is, if the family and the user still exist. */
  owner(token: RefreshToken): User | undefined {
    const family = this.#families.get(token.eventId)
    return family && this.#parts.users.bySub(family.poolId, family.sub)
  }

  /**
   * New access and ID tokens for a refresh token, and a new refresh token where the client rotates. The refusals and
   * their sentences are traced [T] or reported [B] (facts, 2.4 and 2.6); `onReuse` is what the operation answers to a
   * token that was rotated out and whose grace is over.
   */
  refresh(
    client: Client,
    token: RefreshToken | undefined,
    onReuse: CognitoError,
    bearer: { readonly deviceKey?: string | undefined; readonly isTrackingStrict?: boolean } = {},
  ): Promise<AuthenticationResultType> {
    const nowMs = this.#parts.clock.nowMs()
    const family = token && this.#families.get(token.eventId)
    const user = family && this.#parts.users.bySub(family.poolId, family.sub)
    if (!token || token.clientId !== client.id) throw refused('Invalid Refresh Token.')
    if (nowMs >= token.untilMs) throw refused('Refresh Token has expired')
    if (!family || !user) throw refused('Invalid Refresh Token.')
    if (isEnded(family, user) || !user.enabled) throw refused('Refresh Token has been revoked')
    checkUserState(user)
    if (!this.#isOnItsDevice(family, bearer)) throw refused('Invalid Refresh Token.')
    const key = `${token.eventId}/${token.number}`
    const retired = this.#retired.get(key)
    if (retired && nowMs >= retired.graceUntilMs) throw onReuse
    if (!rotates(client.settings)) return this.#issue(token.eventId, family, client, user, undefined)
    if (!retired) {
      const graceSeconds = client.settings.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0
      this.#retired.prune(({ untilMs }) => untilMs < nowMs, 2)
      this.#retired.put(key, { graceUntilMs: nowMs + graceSeconds * 1000, untilMs: token.untilMs })
    }
    const number = family.refreshTokens + 1
    return this.#issue(token.eventId, { ...family, refreshTokens: number }, client, user, number)
  }

  /**
   * Whether a refresh token comes from the device that it is bound to, while the pool keeps track of devices: the key
   * has to be there and right, and the device not forgotten [D], [T]. An administrator's sign-in has no device, and its
   * tokens are of no use to GetTokensFromRefreshToken there [T] (sdk-js-v3#7162); that other tokens without a device are
   * let pass is [?].
   */
  #isOnItsDevice(family: Family, bearer: { deviceKey?: string | undefined; isTrackingStrict?: boolean }): boolean {
    if (!this.#parts.pools.find(family.poolId)?.settings.DeviceConfiguration) return true
    if (family.deviceKey === undefined) return !(bearer.isTrackingStrict && family.isAdmin)
    return bearer.deviceKey === family.deviceKey && this.#parts.devices.find(family, family.deviceKey) !== undefined
  }

  /** Ends one family, for good; again and again without complaint [T]. */
  revoke(token: RefreshToken): void {
    const family = this.#families.get(token.eventId)
    if (family) this.#families.put(token.eventId, { ...family, isRevoked: true })
  }

  /**
   * Whether the session that a token belongs to was ended. A token without `origin_jti` cannot be matched with a
   * revocation of its family [D], only with an ending of everything.
   */
  isOver(claims: { readonly event_id: string; readonly origin_jti?: string }, user: User): boolean {
    const family = this.#families.get(claims.event_id)
    if (!family) return false
    return family.endings < user.endings || (family.isRevoked && claims.origin_jti !== undefined)
  }

  /** Stores the family, at once, and signs the answer. `number` is the new refresh token's, if there is to be one. */
  async #issue(
    eventId: string,
    family: Family,
    client: Client,
    user: User,
    number: number | undefined,
  ): Promise<AuthenticationResultType> {
    const { clock, random, pools, groups } = this.#parts
    const lives = lifetimes(client.settings)
    const tokensUntilMs = clock.nowMs() + Math.max(lives.access, lives.id) * 1000
    const keepUntilMs = Math.max(family.keepUntilMs, family.refreshUntilMs, tokensUntilMs)
    this.#families.put(eventId, { ...family, keepUntilMs })
    const source = {
      issuer: pools.issuer(family.poolId),
      client,
      user,
      groups: groups.of(user),
      eventId,
      originJti: family.originJti,
      deviceKey: family.deviceKey,
      authTimeSeconds: family.authTimeSeconds,
      nowSeconds: clock.nowSeconds(),
    }
    const keys = await this.#parts.keys
    const sealed: RefreshToken | undefined =
      number === undefined ? undefined : { eventId, clientId: client.id, number, untilMs: family.refreshUntilMs }
    const [AccessToken, IdToken, RefreshToken] = await Promise.all([
      signJwt(keys.access, accessClaims(source, random)),
      signJwt(keys.id, idClaims(source, random)),
      sealed && sealRefreshToken(keys, random, sealed),
    ])
    return { AccessToken, ExpiresIn: lives.access, TokenType: 'Bearer', RefreshToken, IdToken }
  }
}

function isEnded(family: Family, user: User): boolean {
  return family.isRevoked || family.endings < user.endings
}

/**
 * Refuses a user who has to do something first. The sentences are reported [B]; that tokens of a RESET_REQUIRED user
 * stop working at once is inferred from the operations that declare the exception [?].
 */
export function checkUserState(user: User): void {
  if (user.status === 'RESET_REQUIRED') {
    throw new CognitoError('PasswordResetRequiredException', 'Password reset required for the user')
  }
  if (user.status === 'UNCONFIRMED') throw new CognitoError('UserNotConfirmedException', 'User is not confirmed.')
}

function refused(message: string): CognitoError {
  return new CognitoError('NotAuthorizedException', message)
}
