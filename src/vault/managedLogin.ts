import type { DomainPlace } from '../cognito/domain.ts'
import type { LoginClient } from '../cognito/managedLogin.ts'
import type { Tokens } from '../cognito/person.ts'
import type { Config } from '../lib/config.ts'
import { Failed, failureOf } from '../lib/failure.ts'
import { returnPath, signedInPath, signedOutPath } from '../lib/loginPaths.ts'
import { claimsOf } from './claims.ts'
import type { GivingBack } from './givingBack.ts'
import type { LoginOutcome, LoginWish } from './protocol/managedLogin.ts'
import { seal, unseal } from './seal.ts'
import { noCookies } from './noCookies.ts'
import type { Begin } from './signIn.ts'
import type { PendingSignIn, VaultStorage } from './storage.ts'
import type { Surroundings } from './surroundings.ts'
import { skewOf } from './skew.ts'

/** How long an answer of managed login is waited for, in milliseconds. */
const requestLifeMs = 10 * 60_000

/** More than what is known of Cognito's clock can be wrong by, in milliseconds. */
const clockErrorMs = 60_000

/** What is sealed of a request: the two secrets that its answer is held against, and what the person wanted. */
type Wanted = { verifier: string; nonce: string; memoryOnly: boolean; returnTo: string; anew?: true }

/**
 * Sign-in at managed login. A request is kept on disk, sealed, because the page goes away; it is found by its state, opens
 * in this browser only, is good for one answer, and for ten minutes. Several tabs may each have one.
 */
export class ManagedLogin {
  readonly #around: Surroundings
  readonly #storage: VaultStorage
  readonly #begin: Begin
  readonly #asksAnew: () => Promise<boolean>
  readonly #isSpent: (tokens: Tokens) => boolean
  readonly #giveBack: GivingBack['giveBack']
  readonly #place: DomainPlace | undefined
  readonly #client: LoginClient
  readonly #at: string

  /**
   * @param parts.asksAnew whether a cookie would undo an end that nobody in this browser wished
   * @param parts.isSpent whether a session of these tokens would be past its longest time at once
   */
  constructor(
    parts: {
      around: Surroundings
      storage: VaultStorage
      begin: Begin
      asksAnew: () => Promise<boolean>
      isSpent: (tokens: Tokens) => boolean
      giveBack: GivingBack['giveBack']
    },
    place: DomainPlace | undefined,
    { region, userPoolId, clientId, scopes }: Config,
  ) {
    this.#around = parts.around
    this.#storage = parts.storage
    this.#begin = parts.begin
    this.#asksAnew = parts.asksAnew
    this.#isSpent = parts.isSpent
    this.#giveBack = parts.giveBack
    this.#place = place
    const redirectUri = `${parts.around.origin}${signedInPath}`
    this.#client = { region, userPoolId, clientId, redirectUri, ...(scopes === undefined ? {} : { scopes }) }
    this.#at = `${userPoolId}|${clientId}`
  }

  /**
   * Keeps a new request, and gives the address to send the browser to. After an end that nobody in this browser wished,
   * such as a limit's, the person is asked anew: a cookie would undo it for whoever sits there.
   */
  async request({ memoryOnly, returnTo, first = 'sign in', anew = false }: LoginWish): Promise<{ url: string }> {
    const half = this.#around.halves().signIn
    if (half === undefined) throw withoutCookies
    const asksAnew = anew || (await this.#asksAnew())
    const { url, state, nonce, verifier } = await (await this.#flow()).request(first, asksAnew)
    const askedAt = new Date(this.#around.now())
    const back = { memoryOnly, returnTo: returnPath(returnTo) }
    const wanted: Wanted = { verifier, nonce, ...back, ...(asksAnew ? { anew: true } : {}) }
    const sealed = await seal(half, JSON.stringify(wanted), this.#about(state, askedAt))
    await this.#storage.keepSignIn({ state, askedAt, sealed }, this.#oldest())
    return { url }
  }

  /**
   * Takes what came back to the callback. Throws Failed where it is no answer to a request of this browser that waits for
   * one; the request is used up by the first answer, whatever that says. Of a cookie that stands for too old a proof no
   * session begins, unless the person was to be asked anew: where managed login does not, they would never get in.
   * @param half seals the session, unless nothing of it is to be kept
   */
  async finish(query: string, half: string | undefined): Promise<LoginOutcome> {
    const flow = await this.#flow()
    const state = new URLSearchParams(query).get('state') ?? ''
    const pending = state === '' ? undefined : await this.#storage.takeSignIn(state)
    const { nonce, verifier, askedAt, ...back } = await this.#opened(pending)
    const { memoryOnly } = back
    try {
      if (!memoryOnly && half === undefined) throw withoutCookies
      const askedMs = this.#around.now()
      const unfit = async (refresh: string) => this.#giveBack({ refresh, by: 'oauth2/revoke' }, memoryOnly)
      const { tokens, deviceKey } = await flow.redeem(query, { state, nonce, verifier }, askedMs, unfit)
      if (!back.anew && this.#isSpent(tokens)) {
        await this.#giveBack({ refresh: tokens.refresh, deviceKey, by: 'oauth2/revoke' }, memoryOnly)
        return { ...back, again: true }
      }
      const skewMs = skewOf(tokens, askedMs, this.#around.now())
      const unasked = back.anew && isOlder(tokens, askedAt.getTime() + skewMs) ? { unasked: true as const } : {}
      const how = { by: 'managed login', ...unasked } as const
      await this.#begin({ tokens, deviceKey, skewMs, how }, memoryOnly ? undefined : half)
      return back
    } catch (error) {
      return { ...back, failure: failureOf(error, 'oauth2/token') }
    }
  }

  /** The address that ends managed login's cookie and leads back here. */
  logoutUrl(): string {
    const parameters = new URLSearchParams({
      client_id: this.#client.clientId,
      logout_uri: `${this.#around.origin}${signedOutPath}`,
    })
    return `${this.#domain().domain}/logout?${parameters.toString()}`
  }

  async #opened(pending: PendingSignIn | undefined): Promise<Wanted & { askedAt: Date }> {
    if (pending === undefined) {
      throw refused('ForeignAnswer', 'No sign-in of this browser waits for this answer.')
    }
    const { state, askedAt, sealed } = pending
    if (sealed === undefined) throw refused('AnsweredBefore', 'This sign-in has had its answer.')
    const half = this.#around.halves().signIn
    const isLate = askedAt < this.#oldest()
    const plain = isLate || half === undefined ? undefined : await unseal(half, sealed, this.#about(state, askedAt))
    if (plain === undefined) throw refused('AnsweredLate', 'This sign-in was begun more than ten minutes ago.')
    return { ...(JSON.parse(plain) as Wanted), askedAt }
  }

  /** The code of the flow, which is loaded on first use. */
  async #flow() {
    const place = this.#domain()
    try {
      const { managedLogin } = await import('../cognito/managedLogin.ts')
      return managedLogin(place, this.#client)
    } catch {
      throw new Failed({
        ...refused('WorkerLost', 'A part of the vault could not be loaded.').failure,
        class: 'transient',
      })
    }
  }

  #domain(): DomainPlace {
    if (this.#place === undefined) throw refused('NoDomain', 'This deployment has no domain.')
    return this.#place
  }

  #oldest(): Date {
    return new Date(this.#around.now() - requestLifeMs)
  }

  #about(state: string, askedAt: Date): string {
    return `sign-in|${this.#at}|${state}|${askedAt.getTime()}`
  }
}

/** Whether the person proved who they are before a moment of Cognito's clock, which is known to some seconds only. */
function isOlder(tokens: Tokens, thanMs: number): boolean {
  return claimsOf(tokens).authTimeMs < thanMs - clockErrorMs
}

const withoutCookies = new Failed({ ...noCookies.failure, operation: 'oauth2/authorize' })

function refused(code: string, message: string): Failed {
  return new Failed({ operation: 'oauth2/authorize', code, message, class: 'rejected', attempts: 0 })
}
