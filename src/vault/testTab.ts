import { failureOf } from '../lib/failure.ts'
import { checkRequest } from './messages.ts'
import type { KeyHalves, Receipt, SessionState, VaultMessage, VaultOperations } from './protocol.ts'
import type { LoginWish } from './protocol/managedLogin.ts'
import type { SignInAnswer, SignInSteps } from './protocol/signIn.ts'
import { isOfSignOut } from './receipts.ts'
import type { VaultStorage } from './storage.ts'
import type { Surroundings } from './surroundings.ts'
import type { World } from './testWorld.ts'
import { openVault, type Vault } from './vault.ts'

/** The browser's cookies with the key halves. */
export type Jar = { session?: string; next?: string; outbox?: string; device?: string; signIn?: string }

const dayMs = 86_400_000

/** Where the console is, as a tab of it sees it. */
export const consoleOrigin = 'http://localhost:4173'

type Args<Name extends keyof VaultOperations> = Parameters<VaultOperations[Name]>[0]
type Answers<Name extends keyof VaultOperations> = Promise<ReturnType<VaultOperations[Name]>>

/**
 * One tab: a vault of its own, and a page that does with cookies and messages what client.ts does.
 */
export class Tab {
  readonly name: string
  readonly messages: VaultMessage[] = []
  /** What the page was told last. */
  state: SessionState = { state: 'signed out' }
  outbox = 0
  /** A dead tab does nothing more, wherever it was. */
  dead = false
  /** A deaf one does not hear the others. */
  deaf = false
  readonly #world: World
  readonly #storage: VaultStorage
  readonly #watchers = new Set<() => void>()
  #vault: Vault | undefined
  #halves: KeyHalves = {}
  #halfNumber = 0
  #half: string | undefined
  #resuming: Promise<void> = Promise.resolve()

  constructor(world: World, name: string, storage: VaultStorage) {
    this.#world = world
    this.name = name
    this.#storage = storage
  }

  /** Puts the vault together and opens it, as a page does when it loads. */
  async open(): Promise<void> {
    this.#vault = await openVault(this.#world.config, this.#surroundings(), {
      fetcher: async (input: RequestInfo | URL) => this.#world.send(this, input as Request),
      storage: this.#gated(),
      limits: this.#world.limits,
    })
    this.state = await this.run('open', { config: this.#world.config })
  }

  /** Asks the vault for an operation through its door, with the cookies as they are now. */
  async run<Name extends keyof VaultOperations>(operation: Name, args: Args<Name>): Answers<Name> {
    try {
      this.#dropOldHalf()
      const request = checkRequest({ id: 1, operation, args, halves: { ...this.#world.jar } })
      this.#halves = request.halves
      const value = await this.#opened().run(operation, request.args)
      if (this.dead) return await new Promise(() => {})
      this.#world.watch.inspect(value)
      return value as ReturnType<VaultOperations[Name]>
    } catch (error) {
      this.#world.watch.inspect(failureOf(error, operation))
      throw error
    }
  }

  async signIn([username, password]: readonly [string, string], memoryOnly = false) {
    this.#world.watch.hide(password)
    this.#keepOutboxHalf()
    this.#half = memoryOnly ? undefined : this.#nextSessionHalf()
    return this.answer('signIn', { username, password, memoryOnly, half: this.#half })
  }

  async signInByChoice(username: string, memoryOnly = false) {
    this.#half = memoryOnly ? undefined : this.#nextSessionHalf()
    return this.answer('signInByChoice', { username, memoryOnly, half: this.#half })
  }

  /** Goes a step of a sign-in, and keeps the half of the session that it led to. */
  async answer<Name extends keyof SignInSteps>(step: Name, args: Args<Name>): Promise<SignInAnswer> {
    const answer = await this.run<keyof SignInSteps>(step, args)
    if (this.#half !== undefined && answer.step === 'signed in') {
      this.#keepSessionHalf(this.#half)
      await this.run('announce', {})
    }
    return answer
  }

  /** Begins a sign-in at managed login, and gives the address to go to. */
  async beginManagedLogin(
    memoryOnly = false,
    returnTo = '/',
    more: Pick<LoginWish, 'first' | 'anew'> = {},
  ): Promise<URL> {
    if (!memoryOnly) this.#keepOutboxHalf()
    this.#world.jar.signIn ??= `sign-in-half-${this.#nextHalf()}`
    return new URL((await this.run('beginManagedLogin', { memoryOnly, returnTo, ...more })).url)
  }

  /** Hands over what came back to the callback. */
  async finishManagedLogin(query: string) {
    const half = this.#nextSessionHalf()
    const outcome = await this.run('finishManagedLogin', { query, half })
    if (outcome.failure === undefined && !outcome.again && !outcome.memoryOnly) {
      this.#keepSessionHalf(half)
      await this.run('announce', {})
    }
    return outcome
  }

  async signOut() {
    this.#keepOutboxHalf()
    return this.run('signOut', {})
  }

  async renew() {
    return this.run('renew', {})
  }

  async check() {
    return this.run('check', {})
  }

  async tick(): Promise<void> {
    return this.#opened().tick()
  }

  /** Signs out, and waits for the receipt to say the last of it. */
  async signOutToTheEnd(): Promise<Receipt> {
    const { receiptId } = await this.signOut()
    return this.receiptWhen(receiptId, (receipt) => receipt.proof.state !== 'waiting')
  }

  /** A receipt, once what the page was told of it is as `wanted`. */
  async receiptWhen(id: string | undefined, wanted: (receipt: Receipt) => boolean): Promise<Receipt> {
    const found = () => this.receiptsSeen(id).find(wanted)
    await this.until(() => found() !== undefined)
    return found() as Receipt
  }

  /** The receipt of a sign-out, as it is kept. */
  async receipt(receiptId: string): Promise<Receipt | undefined> {
    const kept = await this.run('receipt', { receiptId })
    return kept && isOfSignOut(kept) ? kept : undefined
  }

  /** Every state of a sign-out's receipt, or of all of them, that the page was told, in order. */
  receiptsSeen(id?: string): readonly Receipt[] {
    const seen = this.messages.flatMap((message) =>
      message.kind === 'receipt' && isOfSignOut(message.receipt) ? [message.receipt] : [],
    )
    return id === undefined ? seen : seen.filter((receipt) => receipt.id === id)
  }

  /** Resolves at the message after which `condition` holds. */
  async until(condition: () => boolean): Promise<void> {
    if (condition()) return
    await new Promise<void>((resolve) => {
      const watch = () => {
        if (!condition()) return
        this.#watchers.delete(watch)
        resolve()
      }
      this.#watchers.add(watch)
    })
  }

  /** The page is gone from one moment to the next. */
  kill(): void {
    this.dead = true
    this.#world.locks.release(this.name)
  }

  /** Closed in good order. */
  close(): void {
    this.kill()
    this.#vault?.close()
  }

  #nextHalf(): string {
    this.#halfNumber += 1
    return `${this.name.replaceAll(' ', '-')}-${this.#halfNumber}`.padEnd(30, 'x')
  }

  #dropOldHalf(): void {
    if (Date.now() >= this.#world.outboxHalfEndsMs) delete this.#world.jar.outbox
  }

  #keepOutboxHalf(half = `outbox-half-${this.#nextHalf()}`): void {
    this.#dropOldHalf()
    this.#world.jar.outbox ??= half
    this.#world.outboxHalfEndsMs = Date.now() + dayMs
  }

  #nextSessionHalf(): string {
    return (this.#world.jar.next = `session-half-${this.#nextHalf()}`)
  }

  #keepSessionHalf(half: string): void {
    this.#world.jar.session = half
    if (this.#world.jar.next === half) delete this.#world.jar.next
  }

  #opened(): Vault {
    if (this.#vault === undefined) throw new Error('this tab is not open')
    return this.#vault
  }

  #surroundings(): Surroundings {
    const world = this.#world
    return {
      origin: consoleOrigin,
      now: () => Date.now(),
      sleep: async (ms) => {
        await world.pass(this, 'sleep')
        return world.sleep(ms)
      },
      newId: () => world.newId(),
      deviceName: 'Firefox on a lamp',
      withLock: async (name, work) => {
        await world.pass(this, `lock ${name}`)
        const free = await world.locks.take(name, this.name)
        if (this.dead) {
          free()
          return new Promise(() => {})
        }
        try {
          return await work()
        } finally {
          if (!this.dead) free()
        }
      },
      tellTabs: () => {
        for (const tab of world.tabs) if (tab !== this && !this.dead) tab.#hearOthers()
      },
      emit: (message) => this.#hear(message),
      halves: () => this.#halves,
    }
  }

  /** When the tab has done what the others' last news asked of it. */
  async rest(): Promise<void> {
    await this.#resuming
  }

  #hearOthers(): void {
    if (this.dead || this.deaf) return
    this.#hear({ kind: 'another tab' })
    this.#resuming = this.run('resume', {}).then((state) => {
      this.state = state
      this.#tell()
    })
  }

  #hear(message: VaultMessage): void {
    if (this.dead) return
    this.messages.push(message)
    if (message.kind !== 'shred' && message.kind !== 'session half') this.#world.watch.inspect(message)
    if (message.kind === 'session') this.state = message.state
    if (message.kind === 'session half') this.#keepSessionHalf(message.half)
    if (message.kind === 'device half') this.#world.jar.device = message.half
    if (message.kind === 'outbox half') this.#keepOutboxHalf(message.half)
    if (message.kind === 'outbox') this.outbox = message.waiting
    if (message.kind === 'shred' && this.#world.jar.session === message.half) delete this.#world.jar.session
    this.#tell()
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher()
  }

  #gated(): VaultStorage {
    const pass = async (where: string) => this.#world.pass(this, where)
    const methods = Object.entries(this.#storage).map(([name, method]) => {
      const ask = method as (...args: unknown[]) => unknown
      if (name === 'close') return [name, ask] as const
      const held = async (...args: unknown[]) => {
        await pass(`${name} asked`)
        if (name === 'keepChange' && this.#world.forgetful) return undefined
        if (name === 'replace' && this.#world.careless) args[0] = (await this.#storage.record())?.generation ?? 0
        const value = await this.#world.during(async () => ask(...args))
        await pass(`${name} done`)
        return value
      }
      return [name, held] as const
    })
    return Object.fromEntries(methods) as VaultStorage
  }
}
