import type { Challenge, SignInApi, SignInStep } from '../cognito/signIn.ts'
import { type Failed, failureOf } from '../lib/failure.ts'
import { type Attempt, attemptOf, methodOf, whoIn } from './attempt.ts'
import { claimsOf } from './claims.ts'
import type { Devices, DeviceSecret } from './devices.ts'
import type { Begun } from './facts.ts'
import { skewOf } from './skew.ts'
import { keyUri } from './keyUri.ts'
import { noCookies } from './noCookies.ts'
import type { Proofs } from './proofs.ts'
import type { CodeSource, SignInAnswer, SignInWay } from './protocol/signIn.ts'
import {
  codeChoices,
  codeMember,
  codeSource,
  questionOf,
  type SetUp,
  setUpChoices,
  wayChoices,
  wayOf,
} from './questions.ts'
import * as refusals from './signInRefusals.ts'

/** What takes over when somebody has signed in; `half` seals the session, and without one it stays in memory. */
export type Begin = (begun: Begun, half: string | undefined) => Promise<void>

/** A question that waits for its answer. */
type Underway = { attempt: Attempt; challenge: Challenge; question: SignInAnswer }

type Step = SignInAnswer['step']

/** A sign-in from its first call to its tokens: one at a time, and every step of it an answer to the one before. */
export class SignIn {
  readonly #api: SignInApi
  readonly #devices: Devices
  readonly #proofs: Proofs
  readonly #now: () => number
  /** The deployment's short name, for whoever sets up an authenticator app. */
  readonly #name: string | undefined
  readonly #begin: Begin
  #latest: Attempt | undefined
  #underway: Underway | undefined

  /** @param parts.now this machine's clock, in milliseconds */
  constructor(
    parts: { api: SignInApi; devices: Devices; proofs: Proofs; now: () => number },
    name: string | undefined,
    begin: Begin,
  ) {
    this.#api = parts.api
    this.#devices = parts.devices
    this.#proofs = parts.proofs
    this.#now = parts.now
    this.#name = name
    this.#begin = begin
  }

  /**
   * Signs in with a user name and a password: by SRP, or with USER_PASSWORD_AUTH where the app client allows no SRP.
   * A device that Cognito does not take any more is forgotten, and the sign-in begun once more without it.
   */
  async withPassword(username: string, password: string, memoryOnly: boolean, half?: string): Promise<SignInAnswer> {
    const begin = async () => {
      const attempt = this.#started(username, memoryOnly, half, 'password')
      return this.#go(attempt, await this.#watched(attempt, async () => this.#proofs.signIn(attempt, password)))
    }
    try {
      return await begin()
    } catch (error) {
      if (!refusals.isDeviceForgotten(error)) throw error
      return begin()
    }
  }

  /** Signs in by what Cognito says that this person can choose from. */
  async byChoice(username: string, memoryOnly: boolean, half?: string): Promise<SignInAnswer> {
    const attempt = this.#started(username, memoryOnly, half, undefined)
    if (attempt.half !== undefined) attempt.device = await this.#devices.find(username)
    const begun = this.#watched(attempt, async () => this.#api.begin('USER_AUTH', whoIn(attempt)))
    return this.#go(attempt, await begun)
  }

  /** Answers the question for a new password. */
  async newPassword(newPassword: string, attributes: Readonly<Record<string, string>>): Promise<SignInAnswer> {
    const underway = this.#asked('new password')
    const given = Object.entries(attributes).map(([name, value]) => [`userAttributes.${name}`, value] as const)
    const responses = { NEW_PASSWORD: newPassword, ...Object.fromEntries(given) }
    return this.#go(underway.attempt, await this.#respond(underway, responses))
  }

  /** Answers the question for a code. One that does not fit asks again, as often as Cognito lets it. */
  async code(code: string): Promise<SignInAnswer> {
    const underway = this.#asked('code')
    const { attempt, challenge } = underway
    let step: SignInStep
    try {
      step = await this.#respond(underway, { [codeMember(challenge)]: code })
    } catch (error) {
      if (refusals.isWrongCode(error)) return this.#again(underway)
      throw error
    }
    if (!attempt.proven) attempt.proven = true
    else attempt.second = codeSource(challenge)
    return this.#go(attempt, step)
  }

  /** Answers the choice between second factors. */
  async chooseCode(from: CodeSource): Promise<SignInAnswer> {
    const underway = this.#asked('choose code')
    const answer = codeChoices(underway.challenge).get(from)
    if (answer === undefined) throw refusals.nothingToAnswer
    return this.#go(underway.attempt, await this.#respond(underway, { ANSWER: answer }))
  }

  /** Answers the choice between first factors. The password goes with the way `password`. */
  async chooseWay(way: SignInWay, password: string | undefined): Promise<SignInAnswer> {
    const underway = this.#asked('choose way')
    const { attempt, challenge } = underway
    const name = wayChoices(challenge).get(way)
    const secret = way === 'password' ? password : ''
    if (name === undefined || secret === undefined) throw refusals.nothingToAnswer
    attempt.by = way
    attempt.proven = way === 'password'
    const chosen: Record<string, string> = challenge.name === 'SELECT_CHALLENGE' ? { ANSWER: name } : {}
    if (name === 'PASSWORD_SRP') {
      const ask = async (SRP_A: string) => this.#respond(underway, { ...chosen, SRP_A })
      const proof = this.#watched(attempt, async () => this.#proofs.password(attempt, secret, ask))
      return this.#go(attempt, await proof)
    }
    const given = name === 'PASSWORD' ? { ...chosen, PASSWORD: secret } : chosen
    return this.#go(attempt, await this.#respond(underway, given))
  }

  /** Answers the question for a passkey, with what the browser gave as JSON text. */
  async passkey(credential: string): Promise<SignInAnswer> {
    const underway = this.#asked('passkey')
    try {
      const step = await this.#respond(underway, { CREDENTIAL: credential })
      underway.attempt.proven = true
      return await this.#go(underway.attempt, step)
    } catch (error) {
      throw refusals.asPasskey(error)
    }
  }

  /** Answers the choice of what to set up. */
  async chooseSetUp(of: SetUp): Promise<SignInAnswer> {
    const { attempt, challenge } = this.#asked('choose set-up')
    return this.#setUp(attempt, challenge, of)
  }

  /** Answers with the first code of the app that is being set up. */
  async setUpCode(code: string): Promise<SignInAnswer> {
    const underway = this.#asked('set up authenticator app')
    const { attempt, challenge } = underway
    let session: string
    try {
      session = await this.#watched(attempt, async () => this.#api.verifySoftwareToken(challenge.session, code))
    } catch (error) {
      if (refusals.isWrongCode(error)) return this.#again(underway)
      throw error
    }
    const step = await this.#respond({ attempt, challenge: { ...challenge, session } }, {})
    attempt.second = 'authenticator app'
    return this.#go(attempt, step)
  }

  /** Answers with the address that codes are to be sent to. */
  async setUpEmail(address: string): Promise<SignInAnswer> {
    const underway = this.#asked('set up email')
    return this.#go(underway.attempt, await this.#respond(underway, { EMAIL: address }))
  }

  #started(typed: string, memoryOnly: boolean, half: string | undefined, by: SignInWay | undefined): Attempt {
    if (!memoryOnly && half === undefined) throw noCookies
    this.#underway = undefined
    this.#latest = attemptOf(typed, memoryOnly ? undefined : half, by)
    return this.#latest
  }

  async #proveDevice(attempt: Attempt, device: DeviceSecret, challenge: Challenge): Promise<SignInStep> {
    try {
      const step = await this.#proofs.device(attempt, device, challenge)
      attempt.second ??= 'remembered device'
      return step
    } catch (error) {
      // Whatever Cognito has against the secret, with it this browser would never get in again.
      if (failureOf(error, '').class === 'rejected') throw await this.#forgetDevice(attempt)
      throw error
    }
  }

  async #go(attempt: Attempt, step: SignInStep): Promise<SignInAnswer> {
    const { device } = attempt
    if (step.kind === 'challenge') attempt.username = step.parameters.get('USER_ID_FOR_SRP') ?? attempt.username
    const asksDevice = step.kind === 'challenge' && step.name === 'DEVICE_SRP_AUTH' && device !== undefined
    const next = asksDevice ? await this.#proveDevice(attempt, device, step) : step
    if (next.kind === 'tokens') return this.#signedIn(attempt, next)
    attempt.by ??= wayOf(next)
    const setUps = next.name === 'MFA_SETUP' ? setUpChoices(next) : []
    const [only] = setUps
    if (only === undefined) return this.#ask(attempt, next, questionOf(next, attempt.username))
    if (setUps.length > 1) return this.#ask(attempt, next, { step: 'choose set-up', of: setUps })
    return this.#setUp(attempt, next, only)
  }

  async #setUp(attempt: Attempt, challenge: Challenge, of: SetUp): Promise<SignInAnswer> {
    if (of === 'email') return this.#ask(attempt, challenge, { step: 'set up email' })
    const { secret, session } = await this.#watched(attempt, async () =>
      this.#api.associateSoftwareToken(challenge.session),
    )
    const uri = keyUri(this.#name, attempt.username, secret)
    return this.#ask(attempt, { ...challenge, session }, { step: 'set up authenticator app', secret, uri })
  }

  #ask(attempt: Attempt, challenge: Challenge, question: SignInAnswer): SignInAnswer {
    if (this.#latest !== attempt) throw refusals.nothingToAnswer
    this.#underway = question.step === 'not supported' ? undefined : { attempt, challenge, question }
    return question
  }

  #again(underway: Underway): SignInAnswer {
    const { attempt, challenge, question } = underway
    const again = { ...question, wrong: true }
    return this.#ask(attempt, challenge, again)
  }

  async #signedIn(attempt: Attempt, { tokens, newDevice }: SignInStep & { kind: 'tokens' }): Promise<SignInAnswer> {
    const { half, typed } = attempt
    const deviceKey = newDevice?.key ?? attempt.device?.key
    const skewMs = skewOf(tokens, attempt.askedMs, this.#now())
    this.#underway = undefined
    await this.#begin({ tokens, how: methodOf(attempt), deviceKey, skewMs }, half)
    if (half === undefined) return { step: 'signed in' }
    if (newDevice === undefined) {
      if (attempt.device !== undefined) this.#devices.prolong()
      return { step: 'signed in' }
    }
    const names = [claimsOf(tokens).username, typed]
    const mayRemember = await this.#devices.confirm(tokens.access, newDevice, names)
    return mayRemember ? { step: 'signed in', mayRemember } : { step: 'signed in' }
  }

  #asked(step: Step): Underway {
    if (this.#underway?.question.step !== step) throw refusals.nothingToAnswer
    return this.#underway
  }

  async #respond(
    { attempt, challenge }: Pick<Underway, 'attempt' | 'challenge'>,
    responses: Readonly<Record<string, string>>,
  ): Promise<SignInStep> {
    return this.#watched(attempt, async () => this.#api.answer(challenge, { ...whoIn(attempt), ...responses }))
  }

  /** A step of a sign-in: notes when it began, and ends the sign-in where its failure does. */
  async #watched<T>(attempt: Attempt, work: () => Promise<T>): Promise<T> {
    attempt.askedMs = this.#now()
    try {
      return await work()
    } catch (error) {
      if (refusals.endsSignIn(error) && this.#latest === attempt) this.#underway = undefined
      if (attempt.device !== undefined && refusals.isUnknownDevice(error)) throw await this.#forgetDevice(attempt)
      throw refusals.asClient(error)
    }
  }

  async #forgetDevice(attempt: Attempt): Promise<Failed> {
    this.#underway = undefined
    await this.#devices.drop([attempt.username, attempt.typed])
    return refusals.deviceForgotten
  }
}
