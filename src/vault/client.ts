import type { Config } from '../lib/config.ts'
import { Failed, type Failure } from '../lib/failure.ts'
import { currentHalves, keepOutboxHalf, keepSessionHalf, newSessionHalf, shredSessionHalf } from './halves.ts'
import type {
  OperationName,
  Receipt,
  SessionState,
  SignInAnswer,
  VaultMessage,
  VaultOperations,
  VaultRequest,
} from './protocol.ts'
import workerUrl from './worker.ts?worker&url'

type Waiting = { resolve: (value: never) => void; reject: (error: Failed) => void }

/** What the client needs of the worker it talks to. */
type VaultPort = Pick<Worker, 'postMessage' | 'addEventListener'>

/**
 * The page's side of the vault: typed calls into the worker, and what the worker says of its own accord.
 * The page keeps states and results; it never sees a token.
 */
class VaultClient {
  readonly #start: () => VaultPort
  readonly #waiting = new Map<number, Waiting>()
  readonly #listeners = new Set<() => void>()
  readonly #receipts = new Map<string, Receipt>()
  #port: VaultPort | undefined
  #config: Config | undefined
  #nextId = 1
  /** Seals the session that is about to begin. */
  #half: string | undefined
  #lost = false
  #session: SessionState = { state: 'signed out' }
  #outbox = 0

  constructor(start: () => VaultPort) {
    this.#start = start
  }

  /** Starts the worker, so that its code loads beside the page's. Asking for anything starts it too. */
  wake(): VaultPort {
    if (this.#port === undefined) {
      this.#port = this.#start()
      this.#port.addEventListener('message', (event) => this.#hear((event as MessageEvent<VaultMessage>).data))
      this.#port.addEventListener('error', () => this.#lose())
      this.#port.addEventListener('messageerror', () => this.#lose())
    }
    return this.#port
  }

  /** The deployment that was opened. */
  get config(): Config {
    if (this.#config === undefined) throw new Error('The vault has not been opened.')
    return this.#config
  }

  /** Who is signed in, as last heard. */
  session = (): SessionState => this.#session

  /** How many sign-outs Cognito has not been told of. */
  outbox = (): number => this.#outbox

  /** A receipt that changed since this page was opened. */
  receiptSeen = (id: string): Receipt | undefined => this.#receipts.get(id)

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
    return this.#heard(await this.#ask('open', { config }))
  }

  async signIn(args: { username: string; password: string; memoryOnly: boolean }) {
    if (!args.memoryOnly) keepOutboxHalf()
    this.#half = args.memoryOnly ? undefined : newSessionHalf()
    return this.#begun(await this.#ask('signIn', { ...args, half: this.#half }))
  }

  async answerNewPassword(args: { newPassword: string; attributes: Readonly<Record<string, string>> }) {
    return this.#begun(await this.#ask('answerNewPassword', args))
  }

  /** Only a session that has begun gets its half into the cookie: a sign-in that fails costs no other tab its session. */
  async #begun(answer: SignInAnswer): Promise<SignInAnswer> {
    if (answer.step === 'signed in' && this.#half !== undefined) {
      keepSessionHalf(this.#half)
      await this.#ask('announce', {})
    }
    return answer
  }

  /** Asks Cognito whether the session lives. */
  async check(): Promise<SessionState> {
    return this.#heard(await this.#ask('check', {}))
  }

  async renew(): Promise<SessionState> {
    return this.#heard(await this.#ask('renew', {}))
  }

  async signOut() {
    keepOutboxHalf()
    return this.#ask('signOut', {})
  }

  async signOutEverywhere() {
    return this.#ask('signOutEverywhere', {})
  }

  async signOutEverywhereInstead(receiptId: string) {
    return this.#ask('signOutEverywhereInstead', { receiptId })
  }

  async receipt(receiptId: string): Promise<Receipt | undefined> {
    return this.#ask('receipt', { receiptId })
  }

  async retryOutbox() {
    return this.#ask('retryOutbox', {})
  }

  async listPools() {
    return this.#ask('listPools', {})
  }

  async listAppClients(poolId: string) {
    return this.#ask('listAppClients', { poolId })
  }

  async describeAppClient(poolId: string, clientId: string) {
    return this.#ask('describeAppClient', { poolId, clientId })
  }

  async planRevocation(args: { poolId: string; clientId: string; enable: boolean }) {
    return this.#ask('planRevocation', args)
  }

  async commitRevocation(planId: string) {
    return this.#ask('commitRevocation', { planId })
  }

  async #ask<Name extends OperationName>(
    operation: Name,
    args: Parameters<VaultOperations[Name]>[0],
  ): Promise<ReturnType<VaultOperations[Name]>> {
    const id = this.#nextId
    this.#nextId += 1
    const request: VaultRequest = { id, operation, args, halves: currentHalves() }
    return new Promise((resolve, reject) => {
      if (this.#lost) {
        reject(new Failed(workerLost))
        return
      }
      this.#waiting.set(id, { resolve, reject })
      this.wake().postMessage(request)
    })
  }

  #hear(message: VaultMessage): void {
    switch (message.kind) {
      case 'result':
      case 'failure':
        this.#settle(message)
        return
      case 'session':
        this.#heard(message.state)
        return
      case 'receipt':
        this.#receipts.set(message.receipt.id, message.receipt)
        break
      case 'another tab':
        void this.#ask('resume', {}).then(
          (state) => this.#heard(state),
          () => undefined,
        )
        this.#readReceiptsAgain()
        return
      case 'shred':
        shredSessionHalf(message.half)
        return
      case 'outbox':
        if (message.waiting !== this.#outbox) this.#readReceiptsAgain()
        this.#outbox = message.waiting
        break
      default:
        message satisfies never
    }
    this.#tell()
  }

  #settle(message: Extract<VaultMessage, { kind: 'result' | 'failure' }>): void {
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.kind === 'failure') waiting?.reject(new Failed(message.failure))
    else waiting?.resolve(message.value as never)
  }

  /** Another tab may have completed a sign-out that this one shows. */
  #readReceiptsAgain(): void {
    for (const id of this.#receipts.keys()) {
      void this.#ask('receipt', { receiptId: id }).then(
        (receipt) => {
          if (receipt) this.#receipts.set(id, receipt)
          this.#tell()
        },
        () => undefined,
      )
    }
  }

  /** The worker's script did not load, or broke: nobody waits for an answer that cannot come. */
  #lose(): void {
    this.#lost = true
    for (const { reject } of this.#waiting.values()) reject(new Failed(workerLost))
    this.#waiting.clear()
  }

  #heard(state: SessionState): SessionState {
    this.#session = state
    this.#tell()
    return state
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

const workerLost: Failure = {
  operation: 'vault',
  code: 'WorkerLost',
  message: 'The worker could not be loaded, or stopped.',
  class: 'transient',
  attempts: 0,
}

/** The page's one vault. The page's one Trusted Types policy admits its script and nothing else. */
export const vault = new VaultClient(() => new Worker(trusted(workerUrl), { type: 'module', name: 'vault' }))

type Policy = { createScriptURL(url: string): string }
type PolicyFactory = { createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy }

function trusted(url: string): string {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes
  const policy = factory?.createPolicy('app-worker', {
    createScriptURL(wanted) {
      if (wanted !== workerUrl) throw new TypeError('Curfew starts one worker only.')
      return wanted
    },
  })
  return policy?.createScriptURL(url) ?? url
}
