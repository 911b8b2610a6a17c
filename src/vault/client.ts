import type { CallRecord } from '../lib/calls.ts'
import type { Config } from '../lib/config.ts'
import { Asking, type VaultNews, type VaultPort } from './asking.ts'
import { withCall } from './callList.ts'
import { keepDeviceHalf, keepOutboxHalf, keepSessionHalf, newSessionHalf, shredSessionHalf } from './halves.ts'
import type { LogoutTrip } from './logoutTrip.ts'
import { ManagedLoginTrips } from './managedLoginTrips.ts'
import type { AnyReceipt, OperationName, SessionsNews, SessionState, VaultOperations } from './protocol.ts'
import type { Access } from './protocol/access.ts'
import type { SessionLimits } from './protocol/limits.ts'
import type { LoginOutcome, LoginWish } from './protocol/managedLogin.ts'
import type { SignInAnswer, SignInSteps } from './protocol/signIn.ts'
import { trustedWorker } from './trustedWorker.ts'

/** The vault's operations that go on with a sign-in. */
type Answering = Exclude<keyof SignInSteps, 'signIn' | 'signInByChoice'>

/**
 * The page's side of the vault: typed calls into the worker, and what the worker says of its own accord.
 * The page keeps states and results; it never sees a token.
 */
class VaultClient {
  readonly #asking: Asking
  readonly #trips: ManagedLoginTrips
  readonly #listeners = new Set<() => void>()
  readonly #receipts = new Map<string, AnyReceipt>()
  #config: Config | undefined
  /** Seals the session that is about to begin. */
  #half: string | undefined
  /** The half for the next session that is kept: one for all tries until one has led to it, so that two clicks are one wish. */
  #spare: string | undefined
  #mayRemember = false
  #session: SessionState = { state: 'signed out' }
  #outbox = 0
  #access: Access = { source: 'none', permissions: {} }
  #sessionsNews: SessionsNews = {}
  #limits: SessionLimits | undefined
  #news = 0
  #calls: readonly CallRecord[] = []

  constructor(start: () => VaultPort) {
    this.#asking = new Asking(start, (news) => this.#hear(news))
    this.#trips = new ManagedLoginTrips(this.#asking, () => this.config.domain)
  }

  /** Starts the worker, so that its code loads beside the page's. Asking for anything starts it too. */
  wake(): void {
    this.#asking.wake()
  }

  /** The deployment that was opened. */
  get config(): Config {
    if (this.#config === undefined) throw new Error('The vault has not been opened.')
    return this.#config
  }

  /** Who is signed in, as last heard. */
  session = (): SessionState => this.#session

  /** Cognito's clock minus this machine's, in milliseconds, as last measured; nothing while nobody is signed in. */
  skewMs = (): number => (this.#session.state === 'signed in' ? this.#session.session.skewMs : 0)

  /** The time on Cognito's clock. */
  now = (): Date => new Date(Date.now() + this.skewMs())

  /** How many sign-outs Cognito has not confirmed. */
  outbox = (): number => this.#outbox

  /** The operator's credentials and what they allow, as last heard. */
  access = (): Access => this.#access

  /** Whether this browser is remembered as a device of whoever is signed in only if they say so. */
  mayRemember = (): boolean => this.#mayRemember

  /** Until when the session lasts here, as last heard. */
  limits = (): SessionLimits | undefined => this.#limits

  /** The latest requests to Cognito, the newest last. */
  calls = (): readonly CallRecord[] => this.#calls

  /** Grows whenever there is something new in the activity. */
  activityNews = (): number => this.#news

  forgetCalls(): void {
    this.#calls = []
    this.#tell()
  }

  /** A receipt that changed since this page was opened. */
  receiptSeen = (id: string): AnyReceipt | undefined => this.#receipts.get(id)

  /** What the vault last said of the person's other sessions. */
  sessionsNews = (): SessionsNews => this.#sessionsNews

  /** Calls `listener` whenever anything above has changed. Gives the way to stop. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** Opens the vault for a deployment. Everything else waits for this. */
  async open(config: Config): Promise<SessionState> {
    this.#config = config
    return this.#heard(await this.ask('open', { config }))
  }

  /** Begins a session. The page answers the questions that follow with `answer`. */
  async signIn(args: { username: string; password: string; memoryOnly: boolean }) {
    if (!args.memoryOnly) keepOutboxHalf()
    return this.#begun(await this.ask('signIn', { ...args, half: this.#freshHalf(args.memoryOnly) }))
  }

  async signInByChoice(args: { username: string; memoryOnly: boolean }) {
    if (!args.memoryOnly) keepOutboxHalf()
    return this.#begun(await this.ask('signInByChoice', { ...args, half: this.#freshHalf(args.memoryOnly) }))
  }

  /** Answers a question of the sign-in that is under way. */
  async answer<Name extends Answering>(operation: Name, args: Parameters<SignInSteps[Name]>[0]) {
    if (this.#half !== undefined) newSessionHalf(this.#half)
    return this.#begun(await this.ask(operation, args))
  }

  #freshHalf(memoryOnly: boolean): string | undefined {
    if (!memoryOnly) this.#spare = newSessionHalf(this.#spare)
    this.#half = memoryOnly ? undefined : this.#spare
    return this.#half
  }

  /** Only a session that has begun gets its half into the cookie: a sign-in that fails costs no other tab its session. */
  async #begun(answer: SignInAnswer): Promise<SignInAnswer> {
    if (answer.step === 'signed in') this.#offerToRemember(answer.mayRemember ?? false)
    if (answer.step === 'signed in' && this.#half !== undefined) {
      keepSessionHalf(this.#half)
      this.#spare = undefined
      await this.ask('announce', {})
    }
    return answer
  }

  /** Remembers this browser as a device of whoever is signed in. */
  async rememberDevice(): Promise<void> {
    await this.ask('rememberDevice', {})
    this.#offerToRemember(false)
  }

  /** Whoever is signed in does not want this browser remembered. */
  doNotRemember(): void {
    this.#offerToRemember(false)
  }

  /** Sends the browser to managed login, which sends it back to the callback. */
  async beginManagedLogin(wish: LoginWish): Promise<void> {
    return this.#trips.begin(wish)
  }

  /** Takes what managed login sent back. Where somebody is signed in by it, the address is where they were headed. */
  async finishManagedLogin(query: string): Promise<LoginOutcome> {
    return this.#trips.finish(query)
  }

  /** Notes that the browser is to go on through managed login's logout page once Cognito has answered this sign-out. */
  goOnThroughLogout(receiptId: string): void {
    this.#trips.goingOn.add(receiptId)
  }

  /** Whether it is to go on; said once. */
  takeGoingOn(receiptId: string): boolean {
    return this.#trips.goingOn.delete(receiptId)
  }

  /** Sends the browser through managed login's logout page, which clears its cookie there and sends it back. */
  async endManagedLogin(trip: LogoutTrip): Promise<void> {
    return this.#trips.leave(trip)
  }

  /** What the browser is back for from the logout page: a receipt, or what one said that was not kept. */
  async returnFromManagedLogin(): Promise<{ receiptId?: string; verdict?: string }> {
    return this.#trips.comeBack()
  }

  /** Asks Cognito whether the session lives. */
  async check(): Promise<SessionState> {
    return this.#heard(await this.ask('check', {}))
  }

  async renew(): Promise<SessionState> {
    return this.#heard(await this.ask('renew', {}))
  }

  /** Signs out this device; `linked`: with the sign-in that it came through. On a shared computer the cookie goes too, unless declined. */
  async signOut({ linked = false, endCookie }: { linked?: boolean; endCookie?: boolean } = {}) {
    const session = this.#session.state === 'signed in' ? this.#session.session : undefined
    if (!session?.memoryOnly) keepOutboxHalf()
    const left = await this.ask('signOut', linked ? { linked } : {})
    if (left.receiptId !== undefined && session?.cookie && (endCookie ?? session.memoryOnly))
      this.goOnThroughLogout(left.receiptId)
    return left
  }

  /** Signs out everywhere and straight back in. The new session's half goes into the cookie once it has begun. */
  async stayAlone(args: { password: string; memoryOnly: boolean }) {
    const half = this.#freshHalf(args.memoryOnly)
    const stayed = await this.ask('stayAlone', { password: args.password, half })
    if (stayed.outcome === 'stayed') await this.#begun({ step: 'signed in' })
    return stayed
  }

  /** Asks the worker for one of its operations, and gives the result. Rejects with Failed. */
  async ask<Name extends OperationName>(
    operation: Name,
    args: Parameters<VaultOperations[Name]>[0],
  ): Promise<ReturnType<VaultOperations[Name]>> {
    return this.#asking.ask(operation, args)
  }

  #hear(message: VaultNews): void {
    switch (message.kind) {
      case 'session':
        this.#heard(message.state)
        return
      case 'receipt':
        this.#receipts.set(message.receipt.id, message.receipt)
        break
      case 'another tab':
        void this.ask('resume', {}).then(
          (state) => this.#heard(state),
          () => undefined,
        )
        this.#readReceiptsAgain()
        return
      case 'shred':
        shredSessionHalf(message.half)
        return
      case 'access':
        this.#access = message.access
        break
      case 'session half':
        keepSessionHalf(message.half)
        return
      case 'device half':
        keepDeviceHalf(message.half)
        return
      case 'outbox half':
        keepOutboxHalf(message.half)
        return
      case 'outbox':
        if (message.waiting !== this.#outbox) this.#readReceiptsAgain()
        this.#outbox = message.waiting
        break
      case 'sessions':
        this.#sessionsNews = message.news
        break
      case 'activity':
        this.#news += 1
        break
      case 'call':
        this.#calls = withCall(this.#calls, message.call)
        break
      case 'limits':
        this.#limits = message.limits
        break
      default:
        message satisfies never
    }
    this.#tell()
  }

  /** Another tab may have completed a sign-out that this one shows. */
  #readReceiptsAgain(): void {
    for (const id of this.#receipts.keys()) {
      void this.ask('receipt', { receiptId: id }).then(
        (receipt) => {
          if (receipt) this.#receipts.set(id, receipt)
          this.#tell()
        },
        () => undefined,
      )
    }
  }

  #offerToRemember(may: boolean): void {
    this.#mayRemember = may
    this.#tell()
  }

  #heard(state: SessionState): SessionState {
    this.#session = state
    if (state.state === 'signed out') this.#mayRemember = false
    this.#tell()
    return state
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

/** The page's one vault. */
export const vault = new VaultClient(trustedWorker)
