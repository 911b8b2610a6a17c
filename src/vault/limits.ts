import type { Tokens } from '../cognito/person.ts'
import { idleMs, operatorIdleMs, sessionMs, warningMs } from '../lib/limits.ts'
import { claimsOf, familyOf } from './claims.ts'
import { authenticatedAtOf, type Live, signedInAtOf } from './facts.ts'
import type { LimitReason, SessionLimits } from './protocol/limits.ts'
import type { SessionKeeper } from './session.ts'
import type { VaultStorage } from './storage.ts'
import type { Surroundings } from './surroundings.ts'

/** How long a session may last here; milliseconds. */
export type LimitSettings = { idleMs: number; sessionMs: number; operatorIdleMs: number }

/** The limits of quality.md. */
export const usualLimits: LimitSettings = { idleMs, sessionMs, operatorIdleMs }

/** This close to the end, another tab's activity is looked up before anything is said. */
const unsureMs = warningMs + 30_000

/**
 * Ends a session that nobody uses, or that has lasted for too long. It goes by the clock on the wall: whoever calls
 * `enforce` late gets the same end as whoever calls it in time, so a machine that slept signs out when it wakes.
 * Activity in any tab counts; what the tabs share of it is a time on disk, and nothing of what was done.
 */
export class Limits {
  readonly #around: Surroundings
  readonly #storage: VaultStorage
  readonly #keeper: SessionKeeper
  readonly #leave: (reason: LimitReason, live: Live) => Promise<unknown>
  readonly #settings: LimitSettings
  /** The latest activity that this tab knows of, milliseconds on this machine's clock. */
  #activeMs = 0
  /** The family whose activity in other tabs has been looked up. */
  #known: string | undefined
  #told = ''
  #ending: Promise<unknown> | undefined

  /** @param leave signs a session out for good, as the person's own sign-out does */
  constructor(
    around: Surroundings,
    parts: {
      storage: VaultStorage
      keeper: SessionKeeper
      leave: (reason: LimitReason, live: Live) => Promise<unknown>
    },
    settings: LimitSettings = usualLimits,
  ) {
    this.#around = around
    this.#storage = parts.storage
    this.#keeper = parts.keeper
    this.#leave = parts.leave
    this.#settings = settings
  }

  /** True when nobody has done anything for so long that an operator's credentials are to be forgotten. */
  restsSince(lastUseMs: number): boolean {
    return this.#around.now() - Math.max(lastUseMs, this.#activeMs) >= this.#settings.operatorIdleMs
  }

  /**
   * Somebody signs in. Written before the session is, so that no tab takes the new session for an idle one.
   * @param shared false on a shared computer, where nothing is written
   */
  async begin(shared: boolean): Promise<void> {
    await this.#note(shared)
  }

  /** The person did something in this tab. Call it after `enforce`: what has ended does not begin anew. */
  async active(): Promise<void> {
    const live = this.#keeper.live
    if (live === undefined) return
    await this.#note(!live.memoryOnly)
    this.#tell()
  }

  /** The limits of the session that lives here, if one does. */
  standing(): SessionLimits | undefined {
    const live = this.#keeper.live
    if (live === undefined) return undefined
    return { idleEndsAt: new Date(this.#idleEnd(live)), endsAt: new Date(this.#end(live)) }
  }

  /** Signs the session out if it is past a limit, and waits until this browser is signed out; else tells the page. */
  async enforce(): Promise<void> {
    for (;;) {
      const live = this.#keeper.live
      if (live === undefined) break
      const now = this.#around.now()
      const unsure = this.#known !== familyOf(live.claims) || this.#idleEnd(live) - now < unsureMs
      if (unsure && !live.memoryOnly) {
        this.#activeMs = Math.max(this.#activeMs, await this.#storage.activeAt())
        if (this.#keeper.live !== live) continue
      }
      this.#known = familyOf(live.claims)
      const reason = this.#overstepped(live)
      if (reason === undefined) break
      this.#ending ??= this.#leave(reason, live).finally(() => {
        this.#ending = undefined
      })
      await this.#ending
      if (this.#keeper.live === live) return
    }
    this.#tell()
  }

  #overstepped(live: Live): LimitReason | undefined {
    const now = this.#around.now()
    if (now >= this.#end(live)) return 'time limit'
    return now >= this.#idleEnd(live) ? 'idle' : undefined
  }

  /**
   * Whether a session that begins with these tokens is past its longest time at once: a cookie began it, and who the
   * person is was proved too long ago.
   */
  isSpent(tokens: Tokens): boolean {
    const { authTimeMs, accessIssuedAtMs } = claimsOf(tokens)
    return accessIssuedAtMs - authTimeMs >= this.#settings.sessionMs
  }

  /**
   * The longest time counts from when the person proved who they are, so that no cookie stretches it. Who was asked for
   * that and let in by an older proof all the same has the time from the beginning: nobody could get in otherwise.
   */
  #end(live: Live): number {
    const { sessionMs } = this.#settings
    const [provedMs, beganMs] = [authenticatedAtOf(live).getTime(), signedInAtOf(live).getTime()]
    const fromMs = beganMs - provedMs >= sessionMs ? beganMs : provedMs
    return fromMs - live.skewMs + sessionMs
  }

  /** A clock that was set back must not stretch the time. */
  #idleEnd(live: Live): number {
    const activeMs = Math.min(this.#activeMs, this.#around.now())
    return Math.max(activeMs, signedInAtOf(live).getTime() - live.skewMs) + this.#settings.idleMs
  }

  async #note(shared: boolean): Promise<void> {
    this.#activeMs = Math.max(this.#activeMs, this.#around.now())
    // A full disk costs the other tabs this news; it must not cost the person what they were doing.
    if (shared) await this.#storage.noteActive(this.#activeMs).catch(() => undefined)
  }

  #tell(): void {
    const limits = this.standing()
    const told = limits === undefined ? '' : `${limits.idleEndsAt.getTime()} ${limits.endsAt.getTime()}`
    if (told === this.#told) return
    this.#told = told
    this.#around.emit({ kind: 'limits', limits })
  }
}
