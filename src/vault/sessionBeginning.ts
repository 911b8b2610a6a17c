import { Failed, failureOf } from '../lib/failure.ts'
import { type Claims, claimsOf, familyOf } from './claims.ts'
import { leftHere } from './endings.ts'
import type { Begun, Kept, LeftBehind, Live } from './facts.ts'
import type { HeldSession } from './heldSession.ts'
import type { SessionHalf } from './sessionHalf.ts'
import type { SessionLock } from './sessionLock.ts'
import type { OutboxEntry, SessionRecord, VaultStorage } from './storage.ts'

/** How often a sign-in is kept anew where sign-outs that do not wait for the lock come between. */
const mostTries = 3

/** Makes the outbox entry of a session that is replaced, or ends it where it was in memory only. */
type EntryFor = (replaced: Live) => Promise<OutboxEntry | undefined>

/** The session as the beginning of another one needs it. */
type Held = Pick<HeldSession, 'live' | 'generation' | 'forgetEnd' | 'keep'>

/** Who is asked about the session that was, and who ends what was begun. */
type Concerned = {
  /** Whether a refusal of Cognito's has ended it here, by nobody's wish. */
  isRefused(live: Live): boolean
  /** Ends what could not be kept: nothing on disk tells of it. */
  giveBack(left: LeftBehind): Promise<void>
}

/** Makes what Cognito has begun the session of this browser, or has it ended. */
export class SessionBeginning {
  readonly #storage: VaultStorage
  readonly #lock: SessionLock
  readonly #half: SessionHalf
  readonly #session: Held
  readonly #concerned: Concerned

  constructor(
    parts: { storage: VaultStorage; lock: SessionLock; half: SessionHalf },
    session: Held,
    concerned: Concerned,
  ) {
    this.#storage = parts.storage
    this.#lock = parts.lock
    this.#half = parts.half
    this.#session = session
    this.#concerned = concerned
  }

  /**
   * Throws Failed when the tokens cannot be kept; what was begun is ended then.
   * @param insteadOf the session that it was begun for: whoever has signed out of that since does not want this one either
   */
  async install(begun: Begun, half: string | undefined, entryFor: EntryFor, insteadOf?: Live): Promise<void> {
    let claims: Claims | undefined
    try {
      claims = claimsOf(begun.tokens)
      const beganAtMs = claims.accessIssuedAtMs
      const kept = { ...begun, beganAtMs, rotates: undefined, awsCredentialsUntilMs: undefined }
      const isKept = await this.#lock.unlessFrozen(async () => this.#begin(kept, half, entryFor, insteadOf))
      if (!isKept) throw overtaken
    } catch (error) {
      await this.#concerned.giveBack({ ...begun, claims, memoryOnly: half === undefined })
      throw error instanceof Failed ? error : notKept(error)
    }
  }

  /** Keeps a session that has just begun, in the place of whatever lived here. Gives whether it could. */
  async #begin(kept: Kept, half: string | undefined, entryFor: EntryFor, insteadOf?: Live): Promise<boolean> {
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const record = half === undefined ? undefined : await this.#storage.record()
      if (insteadOf && this.#isLeft(insteadOf, record)) throw signedOut
      const seen = half === undefined ? this.#session.generation() : (record?.generation ?? 0)
      const replaced = record?.state === 'signed in' ? await this.#half.open(record) : undefined
      const live = this.#session.live()
      const inMemory = live?.memoryOnly ? live : undefined
      const entry = replaced && (await entryFor(replaced))
      this.#session.forgetEnd()
      if (await this.#session.keep(kept, half, seen, entry)) {
        if (half !== undefined) this.#half.begins(half)
        if (inMemory) await entryFor(inMemory)
        return true
      }
    }
    return false
  }

  /**
   * Whether somebody has signed out of a session, or a limit has: that is the newer wish. So is that of whoever has signed
   * in after its end, however that came. Who has signed in over it, where nobody knew of its end, is replaced.
   */
  #isLeft(live: Live, record: SessionRecord | undefined): boolean {
    const now = this.#session.live()
    if (live.memoryOnly) return now ? familyOf(now.claims) !== familyOf(live.claims) : !this.#concerned.isRefused(live)
    if (record?.state === 'signed out') return leftHere.has(record.reason) || record.isWished === true
    return (record?.after ?? 0) > live.generation
  }
}

/** The disk is full, or failed. */
function notKept(error: unknown): Failed {
  const { message } = failureOf(error, 'vault')
  return new Failed({ operation: 'vault', code: 'NotKept', message, class: 'transient', attempts: 0 })
}

/** The person was first, and wants no session here. */
const signedOut = new Failed({
  operation: 'vault',
  code: 'SignedOut',
  message: 'This browser was signed out meanwhile.',
  class: 'rejected',
  attempts: 0,
})

/** Others were first, each time. */
const overtaken = new Failed({
  operation: 'vault',
  code: 'Busy',
  message: 'This session was changed elsewhere as it began.',
  class: 'transient',
  attempts: 0,
})
