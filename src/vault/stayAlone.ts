import type { Accepted, PersonApi } from '../cognito/person.ts'
import { Failed, type Failure, failureOf } from '../lib/failure.ts'
import { aftermath, type StillWorks } from '../lib/stillWorks.ts'
import { lineOfSignOut } from './activityLines.ts'
import { signedOut } from './asPerson.ts'
import { familyOf, spansOf } from './claims.ts'
import { endingIn } from './endings.ts'
import { everywhereInTurn } from './everywhereLock.ts'
import { type Begun, leftoversOf, type Live } from './facts.ts'
import type { GivingBack } from './givingBack.ts'
import { prove, type Remains, remainsOf } from './proof.ts'
import type { BackStep, Proof, Stayed, StayReceipt, StayStep } from './protocol.ts'
import type { Receipts } from './receipts.ts'
import { noCookies } from './noCookies.ts'
import type { SessionKeeper } from './session.ts'
import type { SessionCalls } from './sessionCalls.ts'
import type { Begin, SignIn } from './signIn.ts'
import type { SignOut } from './signOut.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * GlobalSignOut seems to end everything that began up to the end of its second (cognito-facts part 5, inferred): a
 * sign-in has to wait for the next one, in milliseconds, with something to spare for clocks that round.
 */
const watermarkMs = 1_500

/** A new session that is refused all the same has hit the watermark: it is tried once more. */
const tries = 2

type Back = { begun: Begun; verified: boolean; failure?: Failure }

/**
 * All the other sessions, where Cognito keeps no list of them: signs out everywhere and straight back in. The password
 * is tried before anything is ended, so that a wrong one, or a second factor, costs nothing.
 */
export class StayAlone {
  readonly #around: Surroundings
  readonly #keeper: SessionKeeper
  readonly #person: PersonApi
  readonly #calls: SessionCalls
  readonly #receipts: Receipts
  readonly #signInWith: (begin: Begin) => SignIn
  readonly #letGo: SignOut['letGo']
  readonly #giveBack: GivingBack['giveBack']
  readonly #insure: GivingBack['insure']
  #staying: Promise<Stayed> | undefined

  /**
   * @param parts.signInWith a sign-in of its own, that ends in `begin`
   * @param parts.letGo has a session ended that this one replaces
   * @param parts.giveBack ends a session that was only begun on the way
   * @param parts.insure the same, should this tab be gone before it has ended with the others
   */
  constructor(
    around: Surroundings,
    parts: {
      keeper: SessionKeeper
      person: PersonApi
      calls: SessionCalls
      receipts: Receipts
      signInWith: (begin: Begin) => SignIn
      letGo: SignOut['letGo']
      giveBack: GivingBack['giveBack']
      insure: GivingBack['insure']
    },
  ) {
    this.#around = around
    this.#keeper = parts.keeper
    this.#person = parts.person
    this.#calls = parts.calls
    this.#receipts = parts.receipts
    this.#signInWith = parts.signInWith
    this.#letGo = parts.letGo
    this.#giveBack = parts.giveBack
    this.#insure = parts.insure
  }

  /**
   * Throws Failed while nothing has been ended. A second call while the first is under way is the same wish. Whoever wants
   * to sign out everywhere meanwhile, in any tab, waits: nothing would end the session that is still to begin.
   * @param half seals the new session; only a session that is kept in memory does without
   */
  async run(password: string, half: string | undefined): Promise<Stayed> {
    const stay = async () => this.#run(password, half)
    this.#staying ??= everywhereInTurn(this.#around, this.#keeper.deployment, stay).finally(() => {
      this.#staying = undefined
      this.#around.emit({ kind: 'sessions', news: {} })
    })
    return this.#staying
  }

  async #run(password: string, half: string | undefined): Promise<Stayed> {
    const live = await this.#keeper.fresh()
    if (live === undefined) throw signedOut('GlobalSignOut')
    if (!live.memoryOnly && half === undefined) throw noCookies
    const { username } = live.claims

    this.#tell('checking the password')
    const tried = await beforeAnythingEnds(async () => this.#signIn(username, password, live.memoryOnly, half))
    if (tried === undefined) return { outcome: 'needs more than a password' }

    this.#tell('signing out everywhere')
    const askedAt = new Date(this.#around.now())
    const accepted = await this.#endAll(live, tried)
    const receipt = await this.#receipts.put(
      this.#receipt(live, askedAt, accepted),
      lineOfSignOut,
      live.memoryOnly,
      true,
    )
    const proven = prove(
      this.#calls,
      this.#around,
      remainsOf(live, this.#calls.revocationFor(live.how)),
      this.#keeper.cognitoNow(live),
    )

    this.#tell('waiting')
    // Whatever takes time comes first: of a session that has begun nothing is on the disk until it is kept.
    const [proof] = await Promise.all([proven, this.#around.sleep(watermarkMs)])
    this.#tell('signing back in')
    const back = await this.#back(username, password, live.memoryOnly, half)
    const at = new Date(this.#around.now())
    const stillWorks = this.#works(live, proof)
    const notKept = 'begun' in back ? await this.#takePlace(live, back.begun, half) : undefined
    if ('begun' in back && notKept === undefined) {
      const step: BackStep = {
        step: 'signed in',
        at,
        ...(back.verified ? { verified: new Date(this.#around.now()) } : {}),
        ...(back.failure === undefined ? {} : { failure: back.failure }),
      }
      await this.#receipts.put({ ...receipt, proof, stillWorks, back: step }, lineOfSignOut, live.memoryOnly, true)
      return { outcome: 'stayed', receiptId: receipt.id }
    }
    await this.#keeper.takeAway(undefined, live, { unwritten: () => undefined })
    const failure = notKept ?? back.failure
    const failed: BackStep = { step: 'failed', at, ...(failure === undefined ? {} : { failure }) }
    await this.#receipts.put({ ...receipt, proof, stillWorks, back: failed }, lineOfSignOut, live.memoryOnly, true)
    return { outcome: 'signed out', receiptId: receipt.id }
  }

  /**
   * Makes the new session this browser's; gives why it could not be, such as that somebody has signed out here meanwhile.
   * What another tab has begun meanwhile, perhaps as somebody else, was ended by nobody, and is let go of.
   */
  async #takePlace(live: Live, begun: Begun, half: string | undefined): Promise<Failure | undefined> {
    try {
      const letGo = async (replaced: Live) =>
        familyOf(replaced.claims) === familyOf(live.claims) ? undefined : this.#letGo(replaced)
      await this.#keeper.install(begun, live.memoryOnly ? undefined : half, letGo, live)
      return undefined
    } catch (error) {
      return failureOf(error, 'vault')
    }
  }

  /** Ends everything; when that fails, the session that was only begun to try the password does not stay behind. */
  async #endAll(live: Live, tried: Begun): Promise<Accepted> {
    const by = 'GlobalSignOut'
    const over = await this.#insure(this.#leftOf(tried), live.memoryOnly)
    try {
      const isEndedOtherwise = async () => this.#keeper.isEndedFromHere(live, by)
      const intent = { mayHaveTakenEffect: false, isEndedOtherwise }
      const endAll = async () => this.#person.globalSignOut(live.tokens.access, intent)
      const accepted = await this.#keeper.asking(live, by, endAll)
      await over(true)
      return accepted
    } catch (error) {
      await over(false)
      const failure = failureOf(error, by)
      if (endingIn(failure) !== undefined) await this.#keeper.heed(live, error).catch(() => undefined)
      throw error
    }
  }

  async #back(
    username: string,
    password: string,
    memoryOnly: boolean,
    half: string | undefined,
  ): Promise<Back | { failure?: Failure }> {
    for (let attempt = 1; ; attempt += 1) {
      let begun: Begun | undefined
      try {
        begun = await this.#signIn(username, password, memoryOnly, half)
      } catch (error) {
        return { failure: failureOf(error, 'InitiateAuth') }
      }
      if (begun === undefined) return {}
      this.#tell('verifying')
      try {
        await this.#person.getUser(begun.tokens.access)
        return { begun, verified: true }
      } catch (error) {
        const failure = failureOf(error, 'GetUser')
        const over = endingIn(failure)
        // Whether it lives is not known then; what is known is that nobody has said that it does not.
        if (over === undefined) return { begun, verified: false, failure }
        // Not every refusal says that it has ended.
        await this.#drop(begun, memoryOnly)
        if (attempt === tries) return { failure }
        this.#tell('waiting')
        await this.#around.sleep(watermarkMs)
        this.#tell('signing back in')
      }
    }
  }

  /** Has a session ended that nobody is going to use. */
  async #drop(begun: Begun, memoryOnly: boolean): Promise<void> {
    await this.#giveBack(this.#leftOf(begun), memoryOnly)
  }

  #leftOf({ tokens, deviceKey, how }: Begun): Remains {
    return { refresh: tokens.refresh, deviceKey, by: this.#calls.revocationFor(how) }
  }

  /** A session that nobody uses yet; undefined when the account asks for more than a password. */
  async #signIn(
    username: string,
    password: string,
    memoryOnly: boolean,
    half: string | undefined,
  ): Promise<Begun | undefined> {
    let result: Begun | undefined
    const signIn = this.#signInWith(async (begun) => {
      result = begun
    })
    const answer = await signIn.withPassword(username, password, memoryOnly, half)
    return answer.step === 'signed in' ? result : undefined
  }

  #tell(staying: StayStep): void {
    this.#around.emit({ kind: 'sessions', news: { staying } })
  }

  #receipt(live: Live, askedAt: Date, accepted: Accepted): StayReceipt {
    const { poolId, clientId } = this.#keeper.deployment
    const waiting: Proof = { state: 'waiting' }
    return {
      id: this.#around.newId(),
      kind: 'other sessions',
      operation: 'GlobalSignOut',
      displayName: live.claims.displayName,
      username: live.claims.username,
      sub: live.claims.sub,
      poolId,
      clientId,
      askedAt,
      skewMs: live.skewMs,
      server: { step: 'accepted', at: new Date(this.#around.now()), ...accepted },
      proof: waiting,
      back: { step: 'waiting' },
      stillWorks: this.#works(live, waiting),
    }
  }

  /** What still works of the session that this browser had, and of the others, as far as it was observed. */
  #works(live: Live, proof: Proof): readonly StillWorks[] {
    const { refreshTokenDays } = this.#keeper.deployment
    const { cookie: _cookie, ...left } = leftoversOf(live, this.#keeper.deployment)
    const tokens = spansOf(live.claims, refreshTokenDays, live.beganAtMs)
    const now = new Date(this.#keeper.cognitoNow(live))
    return aftermath(
      'everywhere',
      proof.state === 'still answers' ? 'still answers' : 'accepted',
      { tokens, ...left },
      now,
    )
  }
}

/** A failure of the first sign-in means something else than usual: nothing was ended, and the session here goes on. */
async function beforeAnythingEnds<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const failure = failureOf(error, 'InitiateAuth')
    throw new Failed({ ...failure, operation: `${failure.operation} (to stay here)` })
  }
}
