import { Failed, type Failure, failureOf } from '../lib/failure.ts'
import { returnPath } from '../lib/loginPaths.ts'
import type { Asking } from './asking.ts'
import { forgetNextHalf, keepOutboxHalf, keepSessionHalf, keepSignInHalf, newSessionHalf } from './halves.ts'
import { keepTrip, type LogoutTrip, takeTrip } from './logoutTrip.ts'
import type { LoginOutcome, LoginWish } from './protocol/managedLogin.ts'

/** The browser's ways to managed login and back, and out through its logout page. */
export class ManagedLoginTrips {
  readonly #asking: Asking
  readonly #domain: () => string | undefined
  /** Receipts of sign-outs after which the browser goes on through the logout page. */
  readonly goingOn = new Set<string>()

  /** @param domain of the deployment: the browser is sent to no other */
  constructor(asking: Asking, domain: () => string | undefined) {
    this.#asking = asking
    this.#domain = domain
  }

  /** To managed login, which sends it back to the callback. */
  async begin(wish: LoginWish): Promise<void> {
    if (!wish.memoryOnly) keepOutboxHalf()
    keepSignInHalf()
    this.#leaveFor((await this.#asking.ask('beginManagedLogin', wish)).url)
  }

  /** Takes what came back to the callback, or goes on to managed login once more where it has to ask. */
  async finish(query: string): Promise<LoginOutcome> {
    const half = newSessionHalf()
    const outcome = await this.#asking.ask('finishManagedLogin', { query, half }).catch((error: unknown) => {
      // Of a worker that is lost nobody knows whether the session has begun: the next page looks.
      if (half !== undefined && failureOf(error, '').code !== 'WorkerLost') forgetNextHalf(half)
      throw error
    })
    const { memoryOnly, returnTo, again, failure } = outcome
    if (failure === undefined && !again && !memoryOnly && half !== undefined) {
      keepSessionHalf(half)
      await this.#asking.ask('announce', {})
    } else if (half !== undefined) forgetNextHalf(half)
    history.replaceState(null, '', returnPath(returnTo))
    if (again) await this.begin({ memoryOnly, returnTo, anew: true })
    return outcome
  }

  /** Through the logout page, which clears the cookie there and sends the browser back. */
  async leave(trip: LogoutTrip): Promise<void> {
    const { url } = await this.#asking.ask('leaveManagedLogin', { receiptId: trip.receiptId })
    keepTrip(trip)
    this.#leaveFor(url)
  }

  /** What the browser is back for from there. */
  async comeBack(): Promise<{ receiptId?: string; verdict?: string }> {
    const trip = takeTrip()
    if (trip === undefined) return {}
    const { receiptId, verdict } = trip
    const { known } = await this.#asking.ask('returnFromManagedLogin', { receiptId })
    return known ? { receiptId } : { verdict }
  }

  /** To the pages of the configured domain, and to no others. */
  #leaveFor(url: string): void {
    const domain = this.#domain()?.replace(/\/$/, '')
    if (domain === undefined || !url.startsWith(`${domain}/`)) throw new Failed(foreignAddress)
    location.assign(url)
  }
}

const foreignAddress: Failure = {
  operation: 'oauth2/authorize',
  code: 'ForeignAddress',
  message: 'The address does not belong to the configured domain.',
  class: 'rejected',
  attempts: 0,
}
