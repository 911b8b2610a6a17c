import type { AwsCredentials, Place } from '../cognito/clients.ts'
import type { OperatorApi } from '../cognito/operator.ts'
import { Failed } from '../lib/failure.ts'
import type { IamAction } from '../lib/iam.ts'
import { familyOf } from './claims.ts'
import type { Live } from './facts.ts'
import type { Pasted } from './pastedCredentials.ts'
import type { Access, Permission } from './protocol/access.ts'
import type { SessionKeeper } from './session.ts'

/** Credentials this close to their end are exchanged for new ones, in milliseconds. */
const renewBeforeMs = 5 * 60_000
/** When pasted credentials end that do not say so: AWS itself says when. */
const farOff = new Date(8.64e15)

/** Which operations are wanted: those of a Region, for a person or for a job. */
export type Wanted = {
  /** The deployment's own Region, unless another is named. */
  region?: string | undefined
  /** A job paces itself: one request a call. */
  paced?: boolean | undefined
}

type Held = { credentials: AwsCredentials; family: string; pasted: boolean; apis: Map<string, OperatorApi> }

/** What an operator needs of the vault around it. */
type Parts = {
  keeper: SessionKeeper
  /** Where Cognito is in a Region. Throws Failed for one that this deployment does not name. */
  placeOf: (region: string | undefined) => Place
  identityPlace: Place
  identityPoolId: string | undefined
  /** Is told whenever `access` has changed. */
  onChange: (access: Access) => void
}

/**
 * The operator's AWS credentials: obtained from the identity pool for the session's ID token, or pasted; kept in this
 * worker's memory only, gone with the session. The code of the operator's operations is loaded on first use.
 */
export class Operator {
  readonly #parts: Parts
  readonly #permissions = new Map<string, Permission>()
  #accountId: string | undefined
  #held: Held | undefined
  #exchange: Promise<Held> | undefined
  #usedMs = 0

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** What the page may know of the credentials. */
  access(): Access {
    const held = this.#held
    const permissions = Object.fromEntries(this.#permissions)
    const accountId = this.#accountId
    const account = accountId === undefined ? {} : { accountId }
    if (held === undefined) return { source: 'none', permissions, ...account }
    const { accessKeyId, expiration } = held.credentials
    return {
      source: held.pasted ? 'pasted' : 'identity pool',
      ...(expiration === farOff ? {} : { expiresAt: expiration }),
      keyHint: `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}`,
      ...account,
      permissions,
    }
  }

  /** The operator's operations, signed with credentials that are good for a while. Throws Failed when there are none. */
  async api(wanted: Wanted = {}): Promise<OperatorApi> {
    this.#usedMs = this.#parts.keeper.now()
    const held = await this.#credentials()
    const name = `${wanted.region ?? ''} ${wanted.paced ?? false}`
    const made = held.apis.get(name) ?? (await this.#apiFor(held, wanted))
    held.apis.set(name, made)
    return made
  }

  /** The operations of the Region that a pool is in, which its id names. */
  async apiOf(poolId: string, paced?: boolean): Promise<OperatorApi> {
    return this.api({ region: poolId.slice(0, poolId.indexOf('_')), paced })
  }

  /** Uses pasted credentials from now on, in place of the identity pool's. Throws Failed for those that have expired. */
  use(pasted: Pasted): Access {
    const live = this.#parts.keeper.live
    if (live === undefined) throw signedOut
    const credentials = { ...pasted, expiration: pasted.expiration ?? farOff }
    if (credentials.expiration.getTime() <= this.#parts.keeper.cognitoNow()) {
      throw refused('ExpiredTokenException', 'These credentials have expired.', 'Credentials')
    }
    this.#forget()
    this.#held = { credentials, family: familyOf(live.claims), pasted: true, apis: new Map() }
    this.#usedMs = this.#parts.keeper.now()
    this.#changed()
    return this.access()
  }

  /** Forgets what is known of these operations, so that it can be found out anew. */
  forgetPermissions(operations: Iterable<string>): void {
    for (const operation of operations) this.#permissions.delete(actionOf(operation))
    this.#changed()
  }

  /** Forgets the credentials. They stay valid until they expire: nothing can revoke them. */
  drop(): Access {
    this.#forget()
    this.#changed()
    return this.access()
  }

  /** Forgets the credentials, and whatever exchange is under way, unless they are those of `live`. */
  serveOnly(live: Live | undefined): void {
    if (live === undefined) this.#exchange = undefined
    if (this.#held && this.#held.family !== (live && familyOf(live.claims))) this.drop()
  }

  /**
   * Forgets the credentials when nobody has needed them for long enough: `isRest` is told when they were last used. Gives
   * whether that is so.
   */
  restIf(isRest: (lastUseMs: number) => boolean): boolean {
    const rests = isRest(this.#usedMs)
    if (this.#held && rests) this.drop()
    return rests
  }

  /** Notes the account that an ARN of Cognito's names. */
  noteArn(arn: string | undefined): void {
    const accountId = /^arn:[\w-]+:[\w-]+:[\w-]*:(\d{12}):/.exec(arn ?? '')?.[1]
    if (accountId === undefined || accountId === this.#accountId) return
    this.#accountId = accountId
    this.#changed()
  }

  #forget(): void {
    this.#held = undefined
    this.#permissions.clear()
    this.#accountId = undefined
  }

  #changed(): void {
    this.#parts.onChange(this.access())
  }

  async #credentials(): Promise<Held> {
    const { keeper } = this.#parts
    const live = keeper.live
    const held = this.#held
    const isTheirs = held !== undefined && live !== undefined && held.family === familyOf(live.claims)
    if (isTheirs && held.pasted) return held
    if (isTheirs && held.credentials.expiration.getTime() - renewBeforeMs > keeper.cognitoNow()) return held
    if (this.#exchange) return this.#exchange
    const exchange = this.#obtain().finally(() => {
      if (this.#exchange === exchange) this.#exchange = undefined
    })
    this.#exchange = exchange
    return exchange
  }

  async #obtain(): Promise<Held> {
    const { keeper, identityPoolId, identityPlace } = this.#parts
    this.#held = undefined
    if (identityPoolId === undefined) throw refused('NoIdentityPool', 'This deployment has no identity pool.')
    const live = await keeper.fresh()
    if (live === undefined) throw signedOut
    const family = familyOf(live.claims)
    const { exchangeIdToken } = await import('../cognito/identity.ts')
    const pools = { identityPoolId, userPoolId: keeper.deployment.poolId }
    const credentials = await exchangeIdToken(identityPlace, pools, live.tokens.id)
    const now = keeper.live
    if (now === undefined || familyOf(now.claims) !== family) throw signedOut
    const held: Held = { credentials, family, pasted: false, apis: new Map() }
    // Whatever was pasted while the exchange was under way is the newer wish.
    this.#held ??= held
    await keeper.noteAwsCredentials(now, credentials.expiration)
    // Another tab may have signed out while that was written.
    if (keeper.live === undefined || familyOf(keeper.live.claims) !== family) throw signedOut
    this.#changed()
    return this.#held ?? held
  }

  async #apiFor(held: Held, { region, paced }: Wanted): Promise<OperatorApi> {
    const { keeper, placeOf } = this.#parts
    const { operatorApi } = await import('../cognito/operator.ts')
    return operatorApi(placeOf(region), held.credentials, {
      skewMs: keeper.skewMs(),
      paced: paced ?? false,
      onExpired: () => {
        if (this.#held === held) this.drop()
      },
      // What is still under way with credentials that were forgotten says nothing of whoever comes next.
      onAnswered: (operation, permission) => {
        if (this.#held === held) this.#note(operation, permission)
      },
    })
  }

  /** What one pool allows is allowed: a role that may do something in another pool only is told so when it tries. */
  #note(operation: string, permission: Permission): void {
    const action = actionOf(operation)
    const known = this.#permissions.get(action)
    if (known === permission || known === 'allowed') return
    this.#permissions.set(action, permission)
    this.#changed()
  }
}

function actionOf(operation: string): IamAction {
  return `cognito-idp:${operation}`
}

function refused(code: string, message: string, operation = 'GetCredentialsForIdentity'): Failed {
  return new Failed({ operation, code, message, class: 'rejected', attempts: 0 })
}

const signedOut = refused('SignedOut', 'Nobody is signed in here.')
