import type { CreateUserPoolRequest, PasswordPolicyType } from '@aws-sdk/client-cognito-identity-provider'
import type { Store, Table } from '../store/Store.ts'
import type { Clock } from './Clock.ts'
import { CognitoError } from './errors.ts'
import type { PoolMfa } from './factors.ts'
import { DEFAULT_PASSWORD_POLICY } from './passwords.ts'
import { ALPHANUMERIC, type Random } from './Random.ts'

/** A user pool. `settings` is what CreateUserPool was given. */
export interface Pool {
  readonly id: string
  readonly name: string
  readonly settings: Omit<CreateUserPoolRequest, 'PoolName'>
  /** What SetUserPoolMfaConfig has set. */
  readonly mfa?: PoolMfa
  readonly createdAtMs: number
  readonly modifiedAtMs: number
}

/** The user pools of one Region of one account. */
export class Pools {
  readonly #table: Table<Pool>
  readonly #clock: Clock
  readonly #random: Random
  readonly #region: string
  readonly #accountId: string

  constructor(store: Store, clock: Clock, random: Random, place: { region: string; accountId: string }) {
    this.#table = store.table('pools', { ordered: true })
    this.#clock = clock
    this.#random = random
    this.#region = place.region
    this.#accountId = place.accountId
  }

  /** Makes a pool; the id is `{region}_` and nine letters and digits unless a seed gives one. */
  create(name: string, settings: Pool['settings'], id = `${this.#region}_${this.#random.text(9, ALPHANUMERIC)}`): Pool {
    const nowMs = this.#clock.nowMs()
    const pool: Pool = { id, name, settings, createdAtMs: nowMs, modifiedAtMs: nowMs }
    this.#table.put(id, pool)
    return pool
  }

  /** Sets what SetUserPoolMfaConfig sets. */
  setMfa(pool: Pool, mfa: PoolMfa, mode: Pool['settings']['MfaConfiguration']): Pool {
    const settings = mode === undefined ? pool.settings : { ...pool.settings, MfaConfiguration: mode }
    const changed: Pool = { ...pool, settings, mfa, modifiedAtMs: this.#clock.nowMs() }
    this.#table.put(pool.id, changed)
    return changed
  }

  find(id: string): Pool | undefined {
    return this.#table.get(id)
  }

  /** The pool, or ResourceNotFoundException in the words users report [B]. */
  get(id: string): Pool {
    const pool = this.#table.get(id)
    if (!pool) throw new CognitoError('ResourceNotFoundException', `User pool ${id} does not exist.`)
    return pool
  }

  page(after: string | undefined, limit: number): readonly Pool[] {
    return this.#table.page('', after, limit).map(([, pool]) => pool)
  }

  /** Replaces name and settings. */
  update(pool: Pool, change: Pick<Pool, 'name' | 'settings'>): Pool {
    const changed = { ...pool, ...change, modifiedAtMs: this.#clock.nowMs() }
    this.#table.put(pool.id, changed)
    return changed
  }

  delete(id: string): void {
    this.#table.delete(id)
  }

  /** The ARN that IAM policies name the pool by [D]. */
  arn(id: string): string {
    return `arn:aws:cognito-idp:${this.#region}:${this.#accountId}:userpool/${id}`
  }

  /**
   * The name of the pool as an identity pool's login provider [D]: the issuer without its scheme. A pool's Region is
   * the first part of its id.
   */
  providerName(id: string): string {
    return `cognito-idp.${id.slice(0, id.indexOf('_'))}.amazonaws.com/${id}`
  }

  /** The `iss` of the pool's tokens [D]: always AWS's own name, wherever the emulator listens. */
  issuer(id: string): string {
    return `https://${this.providerName(id)}`
  }
}

/** What the pool asks of passwords, defaults filled in. */
export function passwordPolicy(pool: Pool): PasswordPolicyType {
  const policy = pool.settings.Policies?.PasswordPolicy
  if (!policy) return DEFAULT_PASSWORD_POLICY
  const days = policy.TemporaryPasswordValidityDays
  // [D] Nought days means the default of seven.
  return { ...policy, TemporaryPasswordValidityDays: days || DEFAULT_PASSWORD_POLICY.TemporaryPasswordValidityDays }
}
