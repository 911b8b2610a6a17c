import type { Store, Table } from '../store/Store.ts'
import type { Clock } from './Clock.ts'
import type { Policy } from './policies.ts'
import { ALPHANUMERIC, BASE32, type Random } from './Random.ts'

/** [D] Credentials from an identity pool last an hour. */
const LIFETIME_MS = 3_600_000

/** A role that an identity pool can hand out, and what it may do. Its trust policy is not evaluated. */
export interface Role {
  readonly arn: string
  readonly policies: readonly Policy[]
}

/** Long-lived keys of the account itself. */
export interface RootCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** Temporary credentials of a role. */
export interface TemporaryCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly roleArn: string
  readonly untilMs: number
}

/** Who may sign requests: the root account, and the roles' temporary credentials that identity pools hand out. */
export class Credentials {
  readonly root: RootCredentials
  readonly #roles: Table<Role>
  readonly #temporary: Table<TemporaryCredentials>
  readonly #clock: Clock
  readonly #random: Random
  readonly #accountId: string

  constructor(store: Store, clock: Clock, random: Random, account: { accountId: string; root: RootCredentials }) {
    this.root = account.root
    this.#roles = store.table('roles')
    this.#temporary = store.table('temporaryCredentials')
    this.#clock = clock
    this.#random = random
    this.#accountId = account.accountId
  }

  /** Makes a role known, and what it may do; false where there is one of that name. */
  addRole(name: string, policies: readonly Policy[]): boolean {
    const arn = `arn:aws:iam::${this.#accountId}:role/${name}`
    if (this.#roles.get(arn)) return false
    this.#roles.put(arn, { arn, policies })
    return true
  }

  role(arn: string): Role | undefined {
    return this.#roles.get(arn)
  }

  /** Temporary credentials for a role: an access key that begins ASIA, good for an hour. */
  assume(roleArn: string): TemporaryCredentials {
    const nowMs = this.#clock.nowMs()
    const made: TemporaryCredentials = {
      accessKeyId: `ASIA${this.#random.text(16, BASE32)}`,
      secretAccessKey: this.#random.text(40, ALPHANUMERIC),
      sessionToken: `IQoJb3JpZ2luX2Vj${this.#random.text(640, ALPHANUMERIC)}`,
      roleArn,
      untilMs: nowMs + LIFETIME_MS,
    }
    // Kept a day longer than they work, so that expired is told from unknown.
    this.#temporary.prune(({ untilMs }) => untilMs + 24 * LIFETIME_MS < nowMs, 2)
    this.#temporary.put(made.accessKeyId, made)
    return made
  }

  temporary(accessKeyId: string): TemporaryCredentials | undefined {
    return this.#temporary.get(accessKeyId)
  }

  /** Who IAM says the holder of a role's credentials is [D]. */
  assumedRoleArn(roleArn: string): string {
    const name = roleArn.slice(roleArn.lastIndexOf('/') + 1)
    return `arn:aws:sts::${this.#accountId}:assumed-role/${name}/CognitoIdentityCredentials`
  }
}
