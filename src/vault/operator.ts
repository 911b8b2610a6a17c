import type { AwsCredentials, Place } from '../cognito/clients.ts'
import type { OperatorApi } from '../cognito/operator.ts'
import { Failed } from '../lib/failure.ts'
import { familyOf } from './claims.ts'
import type { Live } from './facts.ts'
import type { SessionKeeper } from './session.ts'

/** Credentials this close to their end are exchanged for new ones, in milliseconds. */
const renewBeforeMs = 5 * 60_000

/**
 * The operator's AWS credentials: obtained from the identity pool for the session's ID token, kept in this worker's memory
 * only, gone with the session. The code of the operator's operations is loaded on first use.
 */
export class Operator {
  readonly #keeper: SessionKeeper
  readonly #places: { idp: Place; identity: Place }
  readonly #identityPoolId: string | undefined
  #held: { credentials: AwsCredentials; family: string; api: OperatorApi } | undefined
  #exchange: Promise<OperatorApi> | undefined

  constructor(keeper: SessionKeeper, places: { idp: Place; identity: Place }, identityPoolId: string | undefined) {
    this.#keeper = keeper
    this.#places = places
    this.#identityPoolId = identityPoolId
  }

  /** The operator's operations, signed with credentials that are good for a while. Throws Failed when there are none. */
  async api(): Promise<OperatorApi> {
    const live = this.#keeper.live
    const held = this.#held
    const good =
      held !== undefined &&
      live !== undefined &&
      held.family === familyOf(live.claims) &&
      held.credentials.expiration.getTime() - renewBeforeMs > this.#keeper.cognitoNow()
    if (good) return held.api
    if (this.#exchange) return this.#exchange
    const exchange = this.#obtain().finally(() => {
      if (this.#exchange === exchange) this.#exchange = undefined
    })
    this.#exchange = exchange
    return exchange
  }

  /**
   * Forgets the credentials, and whatever exchange is under way, unless they are those of `live`. They stay valid until
   * they expire: nothing can revoke them.
   */
  serveOnly(live: Live | undefined): void {
    if (live === undefined) this.#exchange = undefined
    if (this.#held && this.#held.family !== (live && familyOf(live.claims))) this.#drop()
  }

  #drop(): void {
    this.#held = undefined
  }

  async #obtain(): Promise<OperatorApi> {
    this.#drop()
    if (this.#identityPoolId === undefined) throw refused('NoIdentityPool', 'This deployment has no identity pool.')
    const live = await this.#keeper.fresh()
    if (live === undefined) throw signedOut
    const family = familyOf(live.claims)
    const [{ exchangeIdToken }, { operatorApi }] = await Promise.all([
      import('../cognito/identity.ts'),
      import('../cognito/operator.ts'),
    ])
    const pools = { identityPoolId: this.#identityPoolId, userPoolId: this.#keeper.deployment.poolId }
    const credentials = await exchangeIdToken(this.#places.identity, pools, live.tokens.id)
    const now = this.#keeper.live
    if (now === undefined || familyOf(now.claims) !== family) throw signedOut
    const api = operatorApi(this.#places.idp, credentials, { skewMs: now.skewMs, onExpired: () => this.#drop() })
    this.#held = { credentials, family, api }
    await this.#keeper.noteAwsCredentials(now, credentials.expiration)
    return api
  }
}

function refused(code: string, message: string): Failed {
  return new Failed({ operation: 'GetCredentialsForIdentity', code, message, class: 'rejected', attempts: 0 })
}

const signedOut = refused('SignedOut', 'Nobody is signed in here.')
