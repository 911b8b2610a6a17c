import type { DomainPlace } from '../cognito/domain.ts'
import { type LoginClient, managedLogin } from '../cognito/managedLogin.ts'
import type { Tokens } from '../cognito/person.ts'
import { Failed, failureOf } from '../lib/failure.ts'
import { returnPath } from '../lib/loginPaths.ts'
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

/** What a sign-in at managed login needs of the vault around it. */
export type ManagedLoginParts = {
  around: Surroundings
  storage: VaultStorage
  begin: Begin
  /** Whether a cookie would undo an end that nobody in this browser wished. */
  asksAnew: () => Promise<boolean>
  /** Whether a session of these tokens would be past its longest time at once. */
  isSpent: (tokens: Tokens) => boolean
  giveBack: GivingBack['giveBack']
}

/**
 * Sign-in at managed login, in one piece with the code of its flow: it is loaded when it is first asked for. A request is
 * kept on disk, sealed, because the page goes away; it is found by its state, opens in this browser only, is good for one
 * answer, and for ten minutes. Several tabs may each have one.
 */
export class ManagedLoginRequests {
  readonly #around: Surroundings
  readonly #storage: VaultStorage
  readonly #parts: ManagedLoginParts
  readonly #flow: ReturnType<typeof managedLogin>
  readonly #at: string

  constructor(parts: ManagedLoginParts, place: DomainPlace, client: LoginClient) {
    this.#around = parts.around
    this.#storage = parts.storage
    this.#parts = parts
    this.#flow = managedLogin(place, client)
    this.#at = `${client.userPoolId}|${client.clientId}`
  }

  /**
   * Keeps a new request, and gives the address to send the browser to. After an end that nobody in this browser wished,
   * such as a limit's, the person is asked anew: a cookie would undo it for whoever sits there.
   */
  async request({ memoryOnly, returnTo, first = 'sign in', anew = false }: LoginWish): Promise<{ url: string }> {
    const half = this.#around.halves().signIn
    if (half === undefined) throw withoutCookies
    const asksAnew = anew || (await this.#parts.asksAnew())
    const { url, state, nonce, verifier } = await this.#flow.request(first, asksAnew)
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
    const state = new URLSearchParams(query).get('state') ?? ''
    const pending = state === '' ? undefined : await this.#storage.takeSignIn(state)
    const { nonce, verifier, askedAt, ...back } = await this.#opened(pending)
    const { memoryOnly } = back
    try {
      if (!memoryOnly && half === undefined) throw withoutCookies
      const askedMs = this.#around.now()
      const unfit = async (refresh: string) => this.#parts.giveBack({ refresh, by: 'oauth2/revoke' }, memoryOnly)
      const { tokens, deviceKey } = await this.#flow.redeem(query, { state, nonce, verifier }, askedMs, unfit)
      if (!back.anew && this.#parts.isSpent(tokens)) {
        await this.#parts.giveBack({ refresh: tokens.refresh, deviceKey, by: 'oauth2/revoke' }, memoryOnly)
        return { ...back, again: true }
      }
      const skewMs = skewOf(tokens, askedMs, this.#around.now())
      const unasked = back.anew && isOlder(tokens, askedAt.getTime() + skewMs) ? { unasked: true as const } : {}
      const how = { by: 'managed login', ...unasked } as const
      await this.#parts.begin({ tokens, deviceKey, skewMs, how }, memoryOnly ? undefined : half)
      return back
    } catch (error) {
      return { ...back, failure: failureOf(error, 'oauth2/token') }
    }
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
