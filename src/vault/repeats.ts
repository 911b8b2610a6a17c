import { OneMore } from './oneMore.ts'
import type { OperationName } from './protocol.ts'

/**
 * What becomes of an operation that is asked for again, with the same arguments, while it is under way:
 * - `one wish`: Cognito is asked once, and everybody gets that answer
 * - `one more`: one more look for all of them, since the one under way may be older than what they want to know of
 * - `own`: the operation sees to it itself, or asks nothing of Cognito
 */
type Repeat = 'one wish' | 'one more' | 'own'

const repeatOf: Record<OperationName, Repeat> = {
  open: 'own',
  resume: 'own',
  announce: 'own',
  check: 'own',
  renew: 'own',
  signOut: 'own',
  signOutEverywhere: 'own',
  signOutEverywhereInstead: 'own',
  receipt: 'own',
  retryOutbox: 'own',
  wait: 'own',

  signIn: 'one wish',
  signInByChoice: 'one wish',
  answerNewPassword: 'one wish',
  answerCode: 'one wish',
  chooseCode: 'one wish',
  chooseWay: 'one wish',
  answerPasskey: 'one wish',
  chooseSetUp: 'one wish',
  answerSetUp: 'one wish',
  setUpEmail: 'one wish',
  rememberDevice: 'one wish',

  active: 'own',
  limits: 'own',
  activity: 'own',
  clearActivity: 'own',
  claims: 'own',

  beginManagedLogin: 'own',
  finishManagedLogin: 'own',
  leaveManagedLogin: 'own',
  returnFromManagedLogin: 'own',

  listSessions: 'own',
  endSessions: 'own',
  retryEnding: 'one wish',
  stopEnding: 'own',
  stayAlone: 'own',
  listDevices: 'one more',
  forgetDevice: 'own',
  forgetOtherDevices: 'own',
  setDeviceRemembered: 'one wish',

  access: 'own',
  useCredentials: 'own',
  probeAccess: 'one wish',
  dropCredentials: 'own',

  listPools: 'one more',
  listAppClients: 'one more',
  describeAppClient: 'one more',
  createAppClient: 'one wish',
  planChange: 'one wish',
  planRestore: 'one wish',
  planUndo: 'one wish',
  commitChange: 'one wish',
  unfinishedChanges: 'own',
  verifyChange: 'one more',
  settleChange: 'own',

  listUsers: 'one more',
  listUsersInGroup: 'one more',
  listGroups: 'one more',
  userDetails: 'one more',
  userGroups: 'one more',
  userDevices: 'one more',
  userHistory: 'one more',
  userSessions: 'one more',
  endUserSession: 'one wish',
  signOutUser: 'one wish',
  forgetUserDevice: 'one wish',
  disableUser: 'one wish',
  enableUser: 'one wish',
  resetUserPassword: 'one wish',

  readLeaked: 'one wish',
  revokeLeaked: 'own',
  endLeakedUser: 'own',
  forgetLeaked: 'own',

  beginActs: 'own',
  retryActs: 'one wish',
  stopActs: 'own',

  poolsPage: 'one more',
  appClientsPage: 'one more',
  poolSettings: 'one more',
  sessionTracking: 'one more',
  clientSession: 'one more',
  planPoolSetting: 'one wish',
  planSettingUndo: 'one wish',
  commitPoolSetting: 'one wish',
  auditAppClient: 'one more',
}

/** Holds the rapid repeats of what is under way to as few requests as there are wishes. */
export class Repeats {
  readonly #wishes = new Map<string, { number: number; answer: Promise<unknown> }>()
  readonly #looks = new Map<string, OneMore<unknown>>()
  #wished = 0

  /**
   * Runs `work`, or joins what is under way.
   * @param whose the session that asks: nobody waits for another person's, or gets what was theirs
   */
  async take(
    operation: OperationName,
    args: unknown,
    whose: string | undefined,
    work: () => Promise<unknown>,
  ): Promise<unknown> {
    const repeat = repeatOf[operation]
    if (repeat === 'own') return work()
    const key = JSON.stringify([operation, args, whose])
    return repeat === 'one wish' ? this.#wish(key, work) : this.#look(key, work)
  }

  /** After another wish it is a new one: on, off and on again are three. */
  async #wish(key: string, work: () => Promise<unknown>): Promise<unknown> {
    const same = this.#wishes.get(key)
    if (same?.number === this.#wished) return same.answer
    this.#wished += 1
    const answer = work().finally(() => {
      if (this.#wishes.get(key)?.answer === answer) this.#wishes.delete(key)
    })
    this.#wishes.set(key, { number: this.#wished, answer })
    return answer
  }

  async #look(key: string, work: () => Promise<unknown>): Promise<unknown> {
    const looks = this.#looks.get(key) ?? new OneMore()
    this.#looks.set(key, looks)
    return looks.take(work).finally(() => {
      if (looks.rests) this.#looks.delete(key)
    })
  }
}
