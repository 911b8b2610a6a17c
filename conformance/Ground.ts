import { createHmac, randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { EmulatorControl } from '../emulator/client.ts'
import { type Answer, codeOf, member, said, textAt } from './Answer.ts'
import type { Caller } from './Caller.ts'
import { Discretion } from './Discretion.ts'
import type { Need } from './Scenario.ts'
import { Session } from './Session.ts'

/** An app client of the run's own. */
export interface App {
  readonly id: string
  readonly secret?: string
}

/** A person of the run's own. */
export interface Person {
  readonly username: string
  readonly password: string
}

/** A step that a scenario stands on was refused: it cannot say anything about its claim. */
export class StepRefused extends Error {
  /** The refusal's name, such as `AccessDeniedException`. */
  readonly code: string

  constructor(operation: string, answer: Answer) {
    super(`${operation} answered ${said(answer)}`)
    this.code = codeOf(answer)
  }
}

const FLOWS = [
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
]
/** Mail to this address goes nowhere: it is the mailbox simulator of AWS's mail service. */
const MAILBOX = 'success@simulator.amazonses.com'
/** Refusals to take something away that say that it is gone. */
const GONE = ['ResourceNotFoundException', 'UserNotFoundException']
/** For what AWS does within "a few seconds". */
const SETTLING_MS = 6000
/** How often a new domain is looked at before it is used, so far apart. */
const DOMAIN_LOOKS = 20

/** The throwaway pool that scenarios work in. Whatever is made here is taken away again by `cleanUp`. */
export class Ground {
  readonly caller: Caller
  readonly poolId: string
  readonly discretion: Discretion
  readonly #control: EmulatorControl | undefined
  readonly #isOwnPool: boolean
  readonly #apps = new Map<string, Promise<App>>()
  readonly #undo: (() => Promise<Answer>)[] = []
  readonly #elsewhere = new Map<string, Promise<Ground>>()
  #endpoints: Promise<Answer> | undefined
  #isTrackingKnown = false
  #movedMs = 0

  /** `control`: of the emulator, where it is one. `isOwnPool`: it was made for this run, and all of it may be changed. */
  constructor(
    caller: Caller,
    poolId: string,
    options: { control?: EmulatorControl | undefined; isOwnPool: boolean; discretion?: Discretion },
  ) {
    this.discretion = options.discretion ?? new Discretion()
    this.caller = caller
    this.poolId = poolId
    this.#control = options.control
    this.#isOwnPool = options.isOwnPool
    this.discretion.name(poolId, '<pool>')
  }

  /** Why something that a scenario needs is not to be had; undefined where it is. */
  lacks(need: Need): string | undefined {
    if (need === 'own pool') return this.#isOwnPool ? undefined : 'it changes a whole pool: run it with --create-pool'
    if (this.#control) return undefined
    if (need === 'clock') return 'it takes longer than a run may: only the emulator has a clock that can be moved'
    return 'it needs a project in Amazon Pinpoint, which a run does not make'
  }

  /** The refusal or success of an unsigned operation, in a line. */
  async says(operation: string, body: object): Promise<string> {
    return said(await this.caller.call(operation, body))
  }

  /** The same of a signed one, on this pool. */
  async adminSays(operation: string, body: object = {}): Promise<string> {
    return said(await this.caller.admin(operation, { UserPoolId: this.poolId, ...body }))
  }

  /** A step that has to succeed, signed, on this pool. */
  async step(operation: string, body: object = {}): Promise<Answer> {
    return succeeded(operation, await this.caller.admin(operation, { UserPoolId: this.poolId, ...body }))
  }

  /** A step that has to succeed, unsigned. */
  async openStep(operation: string, body: object): Promise<Answer> {
    return succeeded(operation, await this.caller.call(operation, body))
  }

  /** An app client with these settings, which scenarios that do not change it share. */
  app(settings: Readonly<Record<string, unknown>> = {}): Promise<App> {
    const key = JSON.stringify(settings)
    const made = this.#apps.get(key) ?? this.newApp(settings)
    this.#apps.set(key, made)
    return made
  }

  /** One that nobody else uses. */
  async newApp(settings: Readonly<Record<string, unknown>> = {}): Promise<App> {
    const made = await this.step('CreateUserPoolClient', {
      ClientName: 'curfew-conformance',
      ExplicitAuthFlows: FLOWS,
      ...settings,
    })
    const [id, secret] = [textAt(made, 'UserPoolClient.ClientId'), textAt(made, 'UserPoolClient.ClientSecret')]
    this.discretion.name(id, '<client>')
    this.discretion.hide(secret)
    this.#undo.push(() => this.caller.admin('DeleteUserPoolClient', { UserPoolId: this.poolId, ClientId: id }))
    return secret === '' ? { id } : { id, secret }
  }

  /** Somebody with a password: `temporary` has to change it, `email` has an address that is verified. */
  async person(kind: 'plain' | 'temporary' | 'email' = 'plain'): Promise<Person> {
    const { username, password } = this.#somebody()
    const verified = [
      { Name: 'email', Value: MAILBOX },
      { Name: 'email_verified', Value: 'true' },
    ]
    await this.step('AdminCreateUser', {
      Username: username,
      TemporaryPassword: password,
      MessageAction: 'SUPPRESS',
      ...(kind === 'email' && { UserAttributes: verified }),
    })
    this.#undo.push(() => this.caller.admin('AdminDeleteUser', { UserPoolId: this.poolId, Username: username }))
    if (kind !== 'temporary') {
      await this.step('AdminSetUserPassword', { Username: username, Password: password, Permanent: true })
    }
    return { username, password }
  }

  /** Somebody who signed up and did not confirm it. */
  async newcomer(app: App): Promise<Person> {
    const { username, password } = this.#somebody()
    await this.openStep('SignUp', { ClientId: app.id, Username: username, Password: password })
    this.#undo.push(() => this.caller.admin('AdminDeleteUser', { UserPoolId: this.poolId, Username: username }))
    return { username, password }
  }

  /** Signs somebody in by password. */
  async signIn(app: App, person: Person): Promise<Session> {
    const answer = await this.openStep('InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: app.id,
      AuthParameters: { USERNAME: person.username, PASSWORD: person.password, ...secretHash(app, person.username) },
    })
    return this.sessionOf(app, answer)
  }

  /** A session of somebody new, at an app client that may be shared unless it is given. */
  async session(app?: App): Promise<Session & { readonly person: Person }> {
    const at = app ?? (await this.app())
    const person = await this.person()
    return Object.assign(await this.signIn(at, person), { person })
  }

  /** The session whose tokens an answer holds. */
  sessionOf(app: App, answer: Answer, before?: Session): Session {
    const token = (name: string) => textAt(answer, `AuthenticationResult.${name}`)
    const tokens = {
      access: token('AccessToken'),
      id: token('IdToken'),
      refresh: token('RefreshToken') || (before?.refresh ?? ''),
    }
    for (const secret of Object.values(tokens)) this.discretion.hide(secret)
    return new Session(this, app, tokens)
  }

  /** The addresses of the pool's domain, which is made when it is first asked for. */
  async endpoint(name: 'token' | 'revocation' | 'userinfo'): Promise<string> {
    this.#endpoints ??= this.#discover()
    const url = textAt(await this.#endpoints, `${name}_endpoint`)
    if (url === '') throw new Error(`The pool's openid-configuration names no ${name}_endpoint`)
    return url
  }

  /** A group, where it is not there yet. */
  async group(GroupName: string): Promise<void> {
    const answer = await this.caller.admin('CreateGroup', { UserPoolId: this.poolId, GroupName })
    if (codeOf(answer) === 'GroupExistsException') return
    succeeded('CreateGroup', answer)
    this.#undo.push(() => this.caller.admin('DeleteGroup', { UserPoolId: this.poolId, GroupName }))
  }

  /** The id of another pool, made for the run. */
  async newPool(settings: object = {}): Promise<string> {
    const made = await this.step('CreateUserPool', { ...newPool(), ...settings })
    const id = textAt(made, 'UserPool.Id')
    this.discretion.name(id, '<pool>')
    this.#undo.push(() => this.caller.admin('DeleteUserPool', { UserPoolId: id }))
    return id
  }

  /** The ground of another pool, made for the run; one for all that ask with the same settings. */
  elsewhere(settings: object): Promise<Ground> {
    const key = JSON.stringify(settings)
    const made = this.#elsewhere.get(key) ?? this.#anew(settings)
    this.#elsewhere.set(key, made)
    return made
  }

  async #anew(settings: object): Promise<Ground> {
    const options = { control: this.#control, isOwnPool: true, discretion: this.discretion }
    return new Ground(this.caller, await this.newPool(settings), options)
  }

  /** Turns session tracking on or off. It is as it was once everything is taken away. */
  async track(UserSessionTracking: 'ENABLED' | 'DISABLED', MaxPerUser = 20): Promise<void> {
    if (!this.#isTrackingKnown) {
      const { json: before } = await this.step('GetUserPoolSessionConfiguration')
      this.#undo.push(() => this.caller.admin('SetUserPoolSessionConfiguration', before))
      this.#isTrackingKnown = true
    }
    await this.step('SetUserPoolSessionConfiguration', { UserSessionTracking, TokenSession: { MaxPerUser } })
  }

  /** What time it is at the endpoint. */
  nowMs(): number {
    return Date.now() + this.caller.clockOffsetMs
  }

  /** Lets a time go by that a run can wait for: moves the emulator's clock, and waits elsewhere. */
  async passes(ms: number): Promise<void> {
    if (this.#control) await this.later(ms)
    else await wait(ms)
  }

  /** Does something that AWS takes less than a second for at one moment of the emulator's clock, however slow this machine. */
  async atOneMoment<T>(work: () => Promise<T>): Promise<T> {
    await this.#control?.freezeClock(true)
    try {
      return await work()
    } finally {
      const clock = await this.#control?.freezeClock(false)
      if (clock) this.caller.clockOffsetMs = clock.nowMs - Date.now()
    }
  }

  /** Moves the emulator's clock on. It goes back once everything is taken away. */
  async later(ms: number): Promise<void> {
    const clock = await this.#control?.advanceClock(ms)
    this.#movedMs += ms
    if (clock) this.caller.clockOffsetMs = clock.nowMs - Date.now()
  }

  /** Leaves AWS the seconds that it documents for something; the emulator needs none. */
  async settle(): Promise<void> {
    if (!this.#control) await wait(SETTLING_MS)
  }

  /** Takes everything away again that was made, the newest first. Gives what could not be taken away, in lines. */
  async cleanUp(): Promise<string[]> {
    const left: string[] = []
    for (const undo of this.#undo.toReversed()) {
      const refusal = await undo().then(
        (answer) => (answer.status === 200 || GONE.includes(codeOf(answer)) ? undefined : said(answer)),
        (error: unknown) => String(error),
      )
      if (refusal !== undefined) left.push(this.discretion.of(refusal))
    }
    this.#undo.length = 0
    await this.later(-this.#movedMs)
    return left
  }

  async #discover(): Promise<Answer> {
    const url = `${this.caller.place.endpoint}/${this.poolId}/.well-known/openid-configuration`
    if (typeof member(await this.step('DescribeUserPool'), 'UserPool.Domain') !== 'string') {
      const domain = { UserPoolId: this.poolId, Domain: `curfew-conformance-${randomBytes(6).toString('hex')}` }
      await this.step('CreateUserPoolDomain', domain)
      this.#undo.push(() => this.caller.admin('DeleteUserPoolDomain', domain))
      const status = async () => textAt(await this.step('DescribeUserPoolDomain', domain), 'DomainDescription.Status')
      for (let look = 1; look < DOMAIN_LOOKS && (await status()) !== 'ACTIVE'; look += 1) await this.settle()
    }
    return succeeded('openid-configuration', await this.caller.send(url))
  }

  #somebody(): Person {
    const username = `curfew-${randomBytes(8).toString('hex')}`
    const password = `Aa1!${randomBytes(12).toString('hex')}`
    this.discretion.name(username, '<user>')
    this.discretion.hide(password)
    return { username, password }
  }
}

/** What a pool for a run is made with. */
export function newPool(): { readonly PoolName: string; readonly UserPoolTier: string } {
  return { PoolName: `curfew-conformance-${randomBytes(6).toString('hex')}`, UserPoolTier: 'ESSENTIALS' }
}

/** What proves a client's secret, where it has one. */
export function secretHash({ id, secret }: App, username: string): { SECRET_HASH?: string } {
  if (secret === undefined) return {}
  return { SECRET_HASH: createHmac('sha256', secret).update(`${username}${id}`).digest('base64') }
}

function succeeded(operation: string, answer: Answer): Answer {
  if (answer.status !== 200) throw new StepRefused(operation, answer)
  return answer
}
