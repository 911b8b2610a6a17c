import type { Deployment, Live } from './facts.ts'
import { noCookies } from './noCookies.ts'
import { opened } from './record.ts'
import type { SessionRecord } from './storage.ts'
import type { Surroundings } from './surroundings.ts'

/** The key half of the session, which the page keeps in a cookie once the session has begun. */
export class SessionHalf {
  readonly #around: Pick<Surroundings, 'halves' | 'emit'>
  readonly #deployment: Deployment
  /** It opens the record, and the page has not shown yet that it keeps it: it has only just been told, or will be. */
  #late: string | undefined

  constructor(around: Pick<Surroundings, 'halves' | 'emit'>, deployment: Deployment) {
    this.#around = around
    this.#deployment = deployment
  }

  /**
   * What a record holds; undefined for one that this browser's halves do not open: it is nobody's session. The half of a
   * session that was about to begin opens it too: its page may be gone, and Cognito's session lives.
   */
  async open(record: SessionRecord & { state: 'signed in' }): Promise<Live | undefined> {
    const { session, next } = this.#around.halves()
    const live = await opened(record, session, this.#deployment)
    if (live) this.#late = undefined
    if (live || next === undefined) return live
    const begun = await opened(record, next, this.#deployment)
    if (begun) {
      this.#late = next
      this.#around.emit({ kind: 'session half', half: next })
    }
    return begun
  }

  /** The half as it is now; undefined where there is none. */
  find(): string | undefined {
    return this.#late ?? this.#around.halves().session
  }

  /** The half as it is now. Throws where the browser keeps no cookies. */
  get(): string {
    const half = this.find()
    if (half === undefined) throw noCookies
    return half
  }

  /** A session has begun with this one. Until the page has heard of it, its cookie has the one before, or none. */
  begins(half: string): void {
    this.#late = half
  }

  /** Looks at what the page has just shown: from then on its cookie alone counts. */
  see(): void {
    if (this.#around.halves().session === this.#late) this.#late = undefined
  }
}
