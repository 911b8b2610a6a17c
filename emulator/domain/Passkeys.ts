import type { WebAuthnCredentialDescription } from '@aws-sdk/client-cognito-identity-provider'
import type { Store, Table } from '../store/Store.ts'
import type { Clock } from './Clock.ts'
import type { Domains } from './Domains.ts'
import { CognitoError } from './errors.ts'
import type { Pool } from './Pools.ts'
import type { User } from './Users.ts'
import type { PasskeyKey } from './webauthn.ts'

/** [D] A user has at most this many passkeys. */
const MOST_PASSKEYS = 20
/** How long a registration may take [?]. */
const REGISTRATION_MS = 5 * 60_000

/** A passkey of a user. */
export interface Passkey {
  readonly id: string
  readonly key: PasskeyKey
  readonly relyingPartyId: string
  readonly transports: readonly string[]
  readonly attachment?: string | undefined
  readonly createdAtMs: number
}

/** The passkeys of all users, and the registrations under way. */
export class Passkeys {
  readonly #table: Table<Passkey>
  readonly #started: Table<{ readonly challenge: string; readonly untilMs: number }>
  readonly #clock: Clock

  constructor(store: Store, clock: Clock) {
    this.#table = store.table('passkeys', { ordered: true })
    this.#started = store.table('passkeyRegistrations')
    this.#clock = clock
  }

  /** Notes the challenge of a registration; an earlier one is void. LimitExceededException at twenty passkeys. */
  start(user: User, challenge: string): void {
    if (this.of(user).length >= MOST_PASSKEYS) {
      throw new CognitoError('LimitExceededException', 'The user has as many passkeys as there can be.')
    }
    const nowMs = this.#clock.nowMs()
    this.#started.prune(({ untilMs }) => untilMs < nowMs, 2)
    this.#started.put(`${user.poolId}/${user.sub}`, { challenge, untilMs: nowMs + REGISTRATION_MS })
  }

  /** The challenge of the registration under way, which is good for one answer. */
  take(user: User): string {
    const key = `${user.poolId}/${user.sub}`
    const started = this.#started.get(key)
    this.#started.delete(key)
    if (!started || this.#clock.nowMs() >= started.untilMs) {
      throw new CognitoError('WebAuthnChallengeNotFoundException', 'The challenge was not found.')
    }
    return started.challenge
  }

  add(user: User, passkey: Omit<Passkey, 'createdAtMs'>): void {
    this.#table.put(`${user.poolId}/${user.sub}/${passkey.id}`, { ...passkey, createdAtMs: this.#clock.nowMs() })
  }

  /** In the order of their ids. */
  of(user: User): Passkey[] {
    return this.#table.page(`${user.poolId}/${user.sub}/`, undefined, MOST_PASSKEYS).map(([, passkey]) => passkey)
  }

  /** Deletes a passkey, or ResourceNotFoundException in words of ours [?]. */
  delete(user: User, id: string): void {
    const key = `${user.poolId}/${user.sub}/${id}`
    if (!this.#table.get(key)) throw new CognitoError('ResourceNotFoundException', 'The passkey does not exist.')
    this.#table.delete(key)
  }
}

/** A passkey as ListWebAuthnCredentials shows it; AWS makes up the friendly name, how is [?]. */
export function passkeyType(passkey: Passkey): WebAuthnCredentialDescription {
  const { id, relyingPartyId, transports, attachment, createdAtMs } = passkey
  return {
    CredentialId: id,
    FriendlyCredentialName: 'Passkey',
    RelyingPartyId: relyingPartyId,
    ...(attachment !== undefined && { AuthenticatorAttachment: attachment }),
    AuthenticatorTransports: [...transports],
    CreatedAt: new Date(createdAtMs),
  }
}

interface Sites {
  readonly domains: Domains
}

/** Whether the pool lets people sign in by passkeys, and says for which site they are. */
export function hasPasskeys(world: Sites, pool: Pool): boolean {
  return isOffered(pool) && siteOf(world, pool) !== undefined
}

/**
 * The site that a pool's passkeys are for and how strict it is: what the pool says, else its domain by the name that AWS
 * would give it [?]. Refuses a pool that has neither, in words of ours [?].
 */
export function relyingParty(
  world: Sites,
  pool: Pool,
): { id: string; userVerification: string; isMultiFactor: boolean } {
  if (!isOffered(pool)) {
    throw new CognitoError('WebAuthnNotEnabledException', 'Passkeys are not enabled for this user pool.')
  }
  const id = siteOf(world, pool)
  if (id === undefined) {
    throw new CognitoError('WebAuthnConfigurationMissingException', 'The user pool has no relying party.')
  }
  const { UserVerification, FactorConfiguration } = pool.mfa?.WebAuthnConfiguration ?? {}
  const isMultiFactor = FactorConfiguration === 'MULTI_FACTOR_WITH_USER_VERIFICATION'
  const userVerification = isMultiFactor ? 'required' : (UserVerification ?? 'preferred')
  return { id, userVerification, isMultiFactor }
}

function isOffered({ settings }: Pool): boolean {
  return settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors?.includes('WEB_AUTHN') ?? false
}

function siteOf({ domains }: Sites, pool: Pool): string | undefined {
  const domain = domains.ofPool(pool.id)
  const region = pool.id.slice(0, pool.id.indexOf('_'))
  return (
    pool.mfa?.WebAuthnConfiguration?.RelyingPartyId ?? (domain && `${domain.name}.auth.${region}.amazoncognito.com`)
  )
}
