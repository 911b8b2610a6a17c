import type { ChallengeNameType } from '@aws-sdk/client-cognito-identity-provider'
import type { Store, Table } from '../store/Store.ts'
import type { Client } from './Clients.ts'
import type { Clock } from './Clock.ts'
import type { Cryptography } from './Cryptography.ts'
import type { Entry } from './entry.ts'
import { CognitoError } from './errors.ts'
import type { Keys } from './keys.ts'
import { ALPHANUMERIC, type Random } from './Random.ts'
import { openSession, type Sealer, sealSession } from './sealing.ts'
import type { User } from './Users.ts'

/** What a Session can be good for: the answer to a challenge, or to go on from signing up. */
export type StepName = ChallengeNameType | 'SIGN_UP' | 'CONFIRM_SIGN_UP'

/** A challenge that a user was given, as its `Session` carries it. */
export interface Challenge {
  readonly id: string
  readonly name: StepName
  readonly clientId: string
  readonly sub: string
  readonly untilMs: number
  /** What the sign-in brought along, for the steps that follow. */
  readonly attempt: AttemptState
  /** What only this challenge knows: a code that was sent, an SRP exponent. */
  readonly state: Readonly<Record<string, string>>
}

/** The part of a sign-in's circumstances that outlives its first request. */
export interface AttemptState {
  /** It is an administrator's: it began with AdminInitiateAuth. */
  readonly isAdmin?: boolean | undefined
  /** The device that the app says it runs on. */
  readonly deviceKey?: string | undefined
  /** What was proven until now. */
  readonly proven?: Entry['proven']
}

/** A sign-in under way: at which client, and under what circumstances. */
export interface Attempt extends AttemptState {
  readonly client: Client
  /** Where the app says that the person is, if it may say so: `UserContextData.IpAddress`, or `ContextData.IpAddress`. */
  readonly ipAddress?: string | undefined
}

/** The challenges between a sign-in's first answer and its tokens. The state travels, sealed, in the Session string. */
export class Challenges {
  readonly #spent: Table<number>
  readonly #pretences: Table<string>
  readonly #clock: Clock
  readonly #random: Random
  readonly #cryptography: Cryptography
  readonly #keys: Keys

  constructor(
    store: Store,
    clock: Clock,
    random: Random,
    { cryptography, keys }: { readonly cryptography: Cryptography; readonly keys: Keys },
  ) {
    this.#cryptography = cryptography
    this.#spent = store.table('spentChallenges')
    this.#pretences = store.table('pretences')
    this.#clock = clock
    this.#random = random
    this.#keys = keys
  }

  /** A Session for one challenge; it lasts the client's AuthSessionValidity [D]. */
  async start(
    name: StepName,
    attempt: Attempt,
    user: Pick<User, 'sub'>,
    state: Challenge['state'] = {},
  ): Promise<string> {
    const { client, isAdmin, deviceKey, proven } = attempt
    const untilMs = this.#clock.nowMs() + (client.settings.AuthSessionValidity ?? 3) * 60_000
    const challenge: Challenge = {
      id: this.#random.uuid(),
      name,
      clientId: client.id,
      sub: user.sub,
      untilMs,
      attempt: { isAdmin, deviceKey, proven },
      state,
    }
    return sealSession(await this.#sealer(), this.#random, challenge)
  }

  /** The challenge of a Session, not yet spent. The two refusals by time and use are traced [T], the third reported [B]. */
  async open(session: string, name: StepName, client: Client): Promise<Challenge> {
    const challenge = await this.openAny(session, name)
    if (challenge.clientId !== client.id) throw refused('Invalid session for the user.')
    return challenge
  }

  /** The same where the request does not say at which client. */
  async openAny(session: string, name: StepName): Promise<Challenge> {
    const challenge = (await openSession(await this.#sealer(), session)) as Challenge | undefined
    if (!challenge || challenge.name !== name) throw refused('Invalid session for the user.')
    this.check(challenge)
    return challenge
  }

  /** The challenge of an SRP exchange, whose state is in its SECRET_BLOCK; undefined for a block of another's. */
  async openBlock(block: string, name: ChallengeNameType, client: Client): Promise<Challenge | undefined> {
    const challenge = (await openSession(await this.#sealer(), block)) as Challenge | undefined
    if (!challenge || challenge.clientId !== client.id || challenge.name !== name) return undefined
    this.check(challenge)
    return challenge
  }

  /** The secret from which the salts and ids of people are made who do not exist. */
  pretence(): string {
    const secret = this.#pretences.get('') ?? this.#random.text(64, ALPHANUMERIC)
    this.#pretences.put('', secret)
    return secret
  }

  /** Refuses a challenge that was answered already, or too late. */
  check(challenge: Challenge): void {
    if (this.#spent.get(challenge.id) !== undefined) {
      throw refused('Invalid session for the user, session can only be used once.')
    }
    if (this.#clock.nowMs() >= challenge.untilMs) throw refused('Invalid session for the user, session is expired.')
  }

  /** Marks the challenge as answered. A wrong answer does not spend it [T]; a right one does. */
  spend(challenge: Challenge): void {
    const nowMs = this.#clock.nowMs()
    this.#spent.prune((untilMs) => untilMs < nowMs - 86_400_000, 2)
    this.#spent.put(challenge.id, challenge.untilMs)
  }

  async #sealer(): Promise<Sealer> {
    return { cryptography: this.#cryptography, key: await this.#keys.sealing() }
  }
}

function refused(message: string): CognitoError {
  return new CognitoError('NotAuthorizedException', message)
}
