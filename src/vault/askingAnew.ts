import type { Begun, Live } from './facts.ts'
import type { EndReason } from './protocol.ts'
import type { SessionKeeper } from './session.ts'
import type { VaultStorage } from './storage.ts'

/** Ends after which managed login's cookie may let in again: the person's own, and none at all. */
const wished = new Set<EndReason | undefined>([undefined, 'signed out here', 'signed out in another tab'])

/**
 * Whether managed login is to ask who the person is, whatever cookie there may be. How a session on disk ended says its
 * tombstone. One that is kept in memory leaves none, and its page may be killed: so there is a mark from its beginning
 * until somebody signs out of managed login by their own wish, with nothing of the person in it.
 */
export class AskingAnew {
  readonly #storage: VaultStorage
  readonly #keeper: () => SessionKeeper

  constructor(storage: VaultStorage, keeper: () => SessionKeeper) {
    this.#storage = storage
    this.#keeper = keeper
  }

  /** A session begins, and is kept in memory only or not. Written before it has begun, so that no death comes between. */
  async begins({ how }: Begun, memoryOnly: boolean): Promise<void> {
    if (memoryOnly && how.by === 'managed login') await this.#mark(true)
  }

  /** The session of this tab goes on: its mark is made again where somebody's own sign-out in another tab took it away. */
  async goesOn(): Promise<void> {
    const { live } = this.#keeper()
    if (!live?.memoryOnly || live.how.by !== 'managed login') return
    const isMarked = await this.#storage.isMarked().catch(() => true)
    if (!isMarked && this.#keeper().live === live) await this.#mark(true)
  }

  /** A session has left this browser: as the person wished, or not. */
  async ends({ how, memoryOnly }: Live, asWished: boolean): Promise<void> {
    if (how.by === 'managed login' && (asWished || memoryOnly)) await this.#mark(!asWished)
  }

  /** Whether a cookie would undo an end that nobody in this browser wished, for whoever sits there. */
  async isDue(): Promise<boolean> {
    return !wished.has(await this.#keeper().lastEnd()) || (await this.#storage.isMarked())
  }

  /** What a full disk costs is this mark, and not what somebody is doing. */
  async #mark(marked: boolean): Promise<void> {
    await this.#storage.mark(marked).catch(() => undefined)
  }
}
