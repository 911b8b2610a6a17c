import type { Store, Table } from '../store/Store.ts'
import type { Clock } from './Clock.ts'
import { CognitoError } from './errors.ts'
import type { User } from './Users.ts'

const HOUR_MS = 3_600_000

/**
 * How often one user may do something in an hour [D] (facts, part 6). For the two steps of a forgotten password AWS
 * says 5 to 20, by how risky the request looks; here it is always 5.
 */
const HOURLY = {
  ChangePassword: 5,
  ConfirmForgotPassword: 5,
  ConfirmSignUp: 15,
  ForgotPassword: 5,
  ResendConfirmationCode: 5,
  VerifyUserAttribute: 15,
} as const

interface Hour {
  readonly count: number
  readonly untilMs: number
}

/** The limits that hold for each user, whatever the quotas of the account. */
export class Attempts {
  readonly #hours: Table<Hour>
  readonly #clock: Clock

  constructor(store: Store, clock: Clock) {
    this.#hours = store.table('attempts')
    this.#clock = clock
  }

  /**
   * Counts one attempt. LimitExceededException, in reported words [B], when the hour that began with the first one has
   * seen enough of them; that the hour is counted so, and that successes count too, is [?].
   */
  count(user: User, what: keyof typeof HOURLY): void {
    const nowMs = this.#clock.nowMs()
    const key = `${user.poolId}/${user.sub}/${what}`
    const found = this.#hours.get(key)
    const hour = found && nowMs < found.untilMs ? found : { count: 0, untilMs: nowMs + HOUR_MS }
    if (hour.count >= HOURLY[what]) {
      throw new CognitoError('LimitExceededException', 'Attempt limit exceeded, please try after some time.')
    }
    this.#hours.prune(({ untilMs }) => untilMs < nowMs, 2)
    this.#hours.put(key, { ...hour, count: hour.count + 1 })
  }
}
