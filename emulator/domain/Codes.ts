import type { CodeDeliveryDetailsType } from '@aws-sdk/client-cognito-identity-provider'
import type { Store, Table } from '../store/Store.ts'
import type { Clock } from './Clock.ts'
import { type Delivery, deliveryDetails } from './delivery.ts'
import { CognitoError } from './errors.ts'
import type { Random } from './Random.ts'
import type { SentCodes } from './SentCodes.ts'
import type { User } from './Users.ts'

const HOUR_MS = 3_600_000

/** What a code can be good for, and for how long: an hour for passwords [D], a day for the others [B] (identity-js#189). */
const LIVES_MS = {
  'sign-up': 24 * HOUR_MS,
  'password reset': HOUR_MS,
  'email verification': 24 * HOUR_MS,
  'phone_number verification': 24 * HOUR_MS,
} as const

/** What a code is good for. */
export type CodePurpose = keyof typeof LIVES_MS

/** A code that was sent and not used yet. */
interface PendingCode {
  readonly code: string
  readonly attribute: Delivery['attribute']
  /** Where it was sent, which is what using it proves. */
  readonly value: string
  readonly untilMs: number
}

/** The confirmation codes that users were sent. A newer one replaces an older one of the same purpose [?]. */
export class Codes {
  readonly #pending: Table<PendingCode>
  readonly #clock: Clock
  readonly #random: Random
  readonly #sent: SentCodes

  constructor(store: Store, clock: Clock, random: Random, sent: SentCodes) {
    this.#pending = store.table('codes')
    this.#clock = clock
    this.#random = random
    this.#sent = sent
  }

  /** Makes a code of six digits, "sends" it, and says where to as the API shows it. */
  send(user: User, purpose: CodePurpose, to: Delivery): CodeDeliveryDetailsType {
    const nowMs = this.#clock.nowMs()
    const code = this.#random.text(6, '0123456789')
    this.#pending.prune(({ untilMs }) => untilMs < nowMs, 2)
    const untilMs = nowMs + LIVES_MS[purpose]
    this.#pending.put(key(user, purpose), { code, attribute: to.attribute, value: to.value, untilMs })
    const channel = to.attribute === 'email' ? 'EMAIL' : 'SMS'
    this.#sent.send(user, { channel, destination: to.value, purpose, code })
    return deliveryDetails(to)
  }

  /**
   * Uses a code up and says which attribute it went to. The words for a code that is too old are reported [B], those for
   * a wrong one are [?]; that there is no code at all is answered like one that is too old is [?].
   */
  redeem(user: User, purpose: CodePurpose, code: string): Delivery {
    const pending = this.check(user, purpose, code)
    this.#pending.delete(key(user, purpose))
    return pending
  }

  /**
   * Forgets the codes that would prove this attribute: its value is another now, or gone. A code proves only what it was
   * sent to; that one which was sent elsewhere is answered as if there had been none is [?].
   */
  forget(user: User, attribute: Delivery['attribute']): void {
    this.#pending.delete(key(user, `${attribute} verification`))
    if (this.#pending.get(key(user, 'sign-up'))?.attribute === attribute) this.#pending.delete(key(user, 'sign-up'))
  }

  /** As `redeem`, but leaves the code usable. */
  check(user: User, purpose: CodePurpose, code: string): Delivery {
    const pending = this.#pending.get(key(user, purpose))
    if (!pending || this.#clock.nowMs() >= pending.untilMs) throw expiredCode()
    if (pending.code !== code) throw codeMismatch()
    return { attribute: pending.attribute, value: pending.value }
  }
}

/** [T] aws-sdk-ios-samples#144, with the headers. */
export function expiredCode(): CognitoError {
  return new CognitoError('ExpiredCodeException', 'Invalid code provided, please request a code again.')
}

/** [?] The words. */
export function codeMismatch(): CognitoError {
  return new CognitoError('CodeMismatchException', 'Invalid verification code provided, please try again.')
}

function key(user: User, purpose: CodePurpose): string {
  return `${user.poolId}/${user.sub}/${purpose}`
}
