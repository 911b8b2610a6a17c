import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider'
import type { Table } from '../store/Store.ts'
import type { AuthEvents } from './AuthEvents.ts'
import type { Client, Clients } from './Clients.ts'
import { lifetimes, rotates } from './clientSettings.ts'
import type { Clock } from './Clock.ts'
import type { Cryptography } from './Cryptography.ts'
import { type DeviceBinding, isForgotten, isOnItsDevice } from './deviceBinding.ts'
import type { Devices } from './Devices.ts'
import type { Entry } from './entry.ts'
import { CognitoError } from './errors.ts'
import type { Grant } from './Grant.ts'
import type { Groups } from './Groups.ts'
import { signJwt } from './jwt.ts'
import type { Keys } from './keys.ts'
import type { Pools } from './Pools.ts'
import type { Random } from './Random.ts'
import type { RefreshToken, RefreshTokens } from './RefreshTokens.ts'
import type { ResourceServers } from './ResourceServers.ts'
import type { Rotations } from './Rotations.ts'
import { NOBODY, type Sender } from './Surroundings.ts'
import { accessClaims, idClaims, isOpenid } from './tokens.ts'
import type { TrackedSession, TrackedSessions } from './TrackedSessions.ts'
import type { User, Users } from './Users.ts'
import { checkUserState } from './userState.ts'

/**
 * One sign-in and all the tokens that came of it. It is kept under the sign-in's event id, which every token carries;
 * `originJti` is the family's public name and is only in the tokens of clients that have revocation or rotation on.
 */
interface Family extends DeviceBinding {
  readonly clientId: string
  readonly originJti: string
  readonly authTimeSeconds: number
  /** When the refresh token stops; rotation never moves it [D]. */
  readonly refreshUntilMs: number
  /** When the last of its tokens will have expired, and the family can be forgotten. */
  readonly keepUntilMs: number
  /** The user's `endings` at sign-in: GlobalSignOut, AdminUserGlobalSignOut and AdminDisableUser raise it. */
  readonly endings: number
  readonly isRevoked: boolean
  /** When it ends, or ended, as a tracked session: then all its tokens die, also those without `origin_jti`. */
  readonly overAtMs?: number
  /** Its record's id, where the pool tracked sessions at sign-in. */
  readonly sessionId?: string
  /** What its access tokens are for, where managed login was told. */
  readonly resource?: string
  /** How many refresh tokens it has been given; the first is number 1. */
  readonly refreshTokens: number
}

/** What the circumstances of a sign-in make of its session: its device, what managed login granted, and the entry. */
export type Beginning = Partial<Grant> & Entry & Pick<Family, 'deviceKey'>

/** What sessions are made of and checked against. */
export interface SessionParts {
  readonly families: Table<Family>
  readonly rotations: Rotations
  readonly refreshTokens: RefreshTokens
  readonly clock: Clock
  readonly random: Random
  readonly cryptography: Cryptography
  readonly keys: Keys
  readonly pools: Pools
  readonly clients: Clients
  readonly users: Users
  readonly groups: Groups
  readonly authEvents: AuthEvents
  readonly devices: Devices
  readonly tracked: TrackedSessions
  readonly resourceServers: ResourceServers
}

/**
 * The token families: how they begin, go on and end. RevokeToken ends one family; GlobalSignOut and its likes raise
 * the user's count of endings, which ends every family begun before. AWS seems to compare times of one second's
 * resolution there, so that a sign-in in the same second as a sign-out can be ended with it [?] (facts, part 5); a
 * count cannot misfire so, and makes tests repeatable, so the emulator is exact where AWS may not be.
 */
export class Sessions {
  /** What they are made of, and copies of them too. */
  readonly parts: SessionParts
  readonly #sender: Sender

  constructor(parts: SessionParts, sender = NOBODY) {
    this.parts = parts
    this.#sender = sender
  }

  /** The same sessions, as a request from `sender` sees them: what it begins or uses is recorded as its doing. */
  from(sender: Sender): Sessions {
    return new Sessions(this.parts, sender)
  }

  /** Begins a session: a new family, and its first three tokens. */
  begin(client: Client, user: User, beginning: Beginning = {}): Promise<AuthenticationResultType> {
    const { deviceKey, browser, ipAddress, proven: challenges, scope, resource } = beginning
    const { clock, random, authEvents } = this.parts
    const nowMs = clock.nowMs()
    const eventId = random.uuid()
    const refreshUntilMs = nowMs + lifetimes(client.settings).refresh * 1000
    // Not spread: see Users.create.
    const family: { -readonly [Name in keyof Family]: Family[Name] } = {
      poolId: client.poolId,
      clientId: client.id,
      sub: user.sub,
      originJti: random.uuid(),
      authTimeSeconds: beginning.authTimeSeconds ?? clock.nowSeconds(),
      refreshUntilMs,
      keepUntilMs: Math.max(refreshUntilMs, tokensUntilMs(client, nowMs)),
      endings: user.endings,
      isRevoked: false,
      deviceKey,
      refreshTokens: 1,
    }
    if (scope !== undefined) family.scope = scope
    if (resource !== undefined) family.resource = resource
    this.parts.families.prune(({ keepUntilMs }) => keepUntilMs < nowMs, 2)
    const entry = { type: 'SignIn', response: 'Pass', id: eventId, ipAddress, challenges } as const
    authEvents.from(browser ?? this.#sender).record(user, entry)
    if (user.isNew) this.parts.users.noteSignIn(user)
    const sessionId = this.#track(eventId, family, user, beginning.originSessionId)
    if (sessionId !== undefined) family.sessionId = sessionId
    this.parts.families.put(eventId, family)
    return this.#issue(eventId, family, client, user, 1, beginning.nonce)
  }

  /** Records the session, if the pool tracks sessions; the user's least recently used ones make room for it [D]. */
  #track(of: string, family: Family, user: User, originSessionId: string | undefined): string | undefined {
    const { clock, tracked } = this.parts
    for (const evicted of tracked.makeRoom(user, (eventId) => this.isLive(eventId, user)))
      this.end(evicted, clock.nowMs())
    const { clientId, refreshUntilMs: untilMs } = family
    return tracked.begin(user, { type: 'TOKEN', of, clientId, originSessionId, untilMs }, this.#sender)
  }

  /** What a refresh token says, or undefined if this emulator never made it. Nothing is checked but that. */
  read(token: string): Promise<RefreshToken | undefined> {
    return this.parts.refreshTokens.read(token)
  }

  /** Whose refresh token it is, if the family and the user still exist. */
  owner(token: RefreshToken): User | undefined {
    const family = this.parts.families.get(token.eventId)
    return family && this.parts.users.bySub(family.poolId, family.sub)
  }

  /**
   * New access and ID tokens for a refresh token, and a new refresh token where the client rotates. The refusals and
   * their sentences are traced [T] or reported [B] (facts, 2.4 and 2.6); `onReuse` is what the operation answers to a
   * token that was rotated out and whose grace is over.
   */
  refresh(
    client: Client,
    token: RefreshToken | undefined,
    onReuse: () => CognitoError,
    deviceKey?: string,
  ): Promise<AuthenticationResultType> {
    const nowMs = this.parts.clock.nowMs()
    const family = token && this.parts.families.get(token.eventId)
    const user = family && this.parts.users.bySub(family.poolId, family.sub)
    if (!token) throw refused('Invalid Refresh Token.')
    if (token.clientId !== client.id) {
      // [T] Since January 2022 the token of another client of the pool is told as that (aws-sdk-js#4016); another pool's [?].
      const isOfPool = this.parts.clients.find(token.clientId)?.poolId === client.poolId
      throw refused(isOfPool ? 'Refresh Token has different Client' : 'Invalid Refresh Token.')
    }
    if (nowMs >= token.untilMs) throw refused('Refresh Token has expired')
    if (!family || !user) throw refused('Invalid Refresh Token.')
    if (isEnded(family, user, nowMs) || !user.enabled) throw refused('Refresh Token has been revoked')
    checkUserState(user)
    if (!isOnItsDevice(this.parts, family, deviceKey)) throw refused('Invalid Refresh Token.')
    if (this.parts.rotations.isReplaced(token)) throw onReuse()
    this.#touch(family, client, user)
    const isRotated = this.parts.rotations.replace(token, client)
    const refreshTokens = family.refreshTokens + (isRotated ? 1 : 0)
    const keepUntilMs = Math.max(family.keepUntilMs, tokensUntilMs(client, nowMs))
    if (isRotated || keepUntilMs > family.keepUntilMs)
      this.parts.families.put(token.eventId, { ...family, refreshTokens, keepUntilMs })
    return this.#issue(token.eventId, family, client, user, isRotated ? refreshTokens : undefined)
  }

  /** Notes in the session's record that it was used; rotation is also activity of the SSO session it came through [D]. */
  #touch({ sessionId }: Family, client: Client, user: User): void {
    if (sessionId === undefined) return
    const { tracked } = this.parts
    tracked.touch(user, sessionId, this.#sender)
    const parent = tracked.find(user, sessionId)?.originSessionId
    if (parent !== undefined && rotates(client.settings)) tracked.touch(user, parent)
  }

  /** Ends one family, for good; again and again without complaint [T]. */
  revoke(token: RefreshToken): void {
    const family = this.parts.families.get(token.eventId)
    if (family) this.parts.families.put(token.eventId, { ...family, isRevoked: true })
  }

  /**
   * Whether the session that a token belongs to was ended. A token without `origin_jti` cannot be matched with a
   * revocation of its family [D], only with an ending of everything. A session that is not known here, because the
   * emulator was reset since or went back to an older snapshot, is over as well.
   */
  isOver(claims: { readonly event_id: string; readonly origin_jti?: string | undefined }, user: User): boolean {
    const family = this.parts.families.get(claims.event_id)
    if (!family) return true
    if (family.isRevoked && claims.origin_jti !== undefined) return true
    return family.endings < user.endings || this.parts.clock.nowMs() >= (family.overAtMs ?? Number.POSITIVE_INFINITY)
  }

  /** Ends one family as a tracked session at that time: with its access tokens, whatever they carry. */
  end(eventId: string, atMs: number): void {
    const family = this.parts.families.get(eventId)
    if (family) this.parts.families.put(eventId, { ...family, overAtMs: Math.min(atMs, family.overAtMs ?? atMs) })
  }

  /** Whether the family's refresh token is alive: at a client that is gone none is, nor on a device that was forgotten. */
  isLive(eventId: string, user: User): boolean {
    const { families, clients, clock, devices } = this.parts
    const family = families.get(eventId)
    const nowMs = clock.nowMs()
    if (family === undefined || clients.find(family.clientId) === undefined) return false
    return !isEnded(family, user, nowMs) && nowMs < family.refreshUntilMs && !isForgotten(devices, family)
  }

  /** The record that session tracking keeps of a family, if it does. */
  recordOf(eventId: string): { readonly user: User; readonly record: TrackedSession } | undefined {
    const { tracked, users } = this.parts
    const family = this.parts.families.get(eventId)
    const user = family && users.bySub(family.poolId, family.sub)
    const record = user && family.sessionId !== undefined ? tracked.find(user, family.sessionId) : undefined
    return user && record && { user, record }
  }

  /** Signs the answer. `number` is the new refresh token's, if there is to be one. */
  async #issue(
    eventId: string,
    family: Family,
    client: Client,
    user: User,
    number: number | undefined,
    nonce?: string,
  ): Promise<AuthenticationResultType> {
    const { clock, cryptography, random, keys, pools, groups, refreshTokens, resourceServers } = this.parts
    const lives = lifetimes(client.settings)
    const source = {
      issuer: pools.issuer(family.poolId),
      client,
      user,
      groups: groups.of(user),
      eventId,
      originJti: family.originJti,
      deviceKey: family.deviceKey,
      authTimeSeconds: family.authTimeSeconds,
      grantedScope: family.scope && resourceServers.active(family.poolId, family.scope.split(' ')).join(' '),
      resource: family.resource,
      nonce,
      nowSeconds: clock.nowSeconds(),
    }
    const signing = await keys.signing()
    const sealed: RefreshToken | undefined =
      number === undefined ? undefined : { eventId, clientId: client.id, number, untilMs: family.refreshUntilMs }
    const [AccessToken, IdToken, RefreshToken] = await Promise.all([
      signJwt(cryptography, signing.access, accessClaims(source, random)),
      // [D] Without the scope openid there is no ID token.
      isOpenid(family.scope) ? signJwt(cryptography, signing.id, idClaims(source, random)) : undefined,
      sealed && refreshTokens.seal(sealed),
    ])
    return { AccessToken, ExpiresIn: lives.access, TokenType: 'Bearer', RefreshToken, IdToken }
  }
}

/** When tokens that are made now will have expired. */
function tokensUntilMs(client: Client, nowMs: number): number {
  const { access, id } = lifetimes(client.settings)
  return nowMs + Math.max(access, id) * 1000
}

function isEnded(family: Family, user: User, nowMs: number): boolean {
  return family.isRevoked || family.endings < user.endings || nowMs >= (family.overAtMs ?? Number.POSITIVE_INFINITY)
}

function refused(message: string): CognitoError {
  return new CognitoError('NotAuthorizedException', message)
}
