import type { Challenge, SignInApi, SignInStep } from '../cognito/signIn.ts'
import { type SrpIdentity, type SrpProof, srpHalf, srpProof } from '../cognito/srp.ts'
import { unreadable } from '../cognito/tokens.ts'
import { type Attempt, whoIn } from './attempt.ts'
import { deviceIdentity, type Devices, type DeviceSecret } from './devices.ts'
import { isFlowNotEnabled } from './signInRefusals.ts'

const verifiers = new Set(['PASSWORD_VERIFIER', 'DEVICE_PASSWORD_VERIFIER'])

/** How an exchange of SRP begins and goes on; what is between is the same for a password and a device. */
type Parts = {
  /** Sends SRP_A. */
  ask: (publicValue: string) => Promise<SignInStep>
  /** Whose secret is proven. What the answer holds besides the proof is the attempt's, after this. */
  identify: (challenge: Challenge) => Promise<SrpIdentity>
}

/** Proves passwords and devices to Cognito. By SRP a secret does not leave the vault. */
export class Proofs {
  readonly #api: SignInApi
  readonly #devices: Devices
  readonly #now: () => number
  readonly #group: string

  /** @param now this machine's clock, milliseconds since the epoch: a proof holds the time */
  constructor(api: SignInApi, devices: Devices, now: () => number, poolId: string) {
    this.#api = api
    this.#devices = devices
    this.#now = now
    this.#group = poolId.slice(poolId.indexOf('_') + 1)
  }

  /** Begins a sign-in by SRP, or with USER_PASSWORD_AUTH where the app client allows no SRP. */
  async signIn(attempt: Attempt, password: string): Promise<SignInStep> {
    const { typed: USERNAME } = attempt
    try {
      return await this.password(attempt, password, async (SRP_A) =>
        this.#api.begin('USER_SRP_AUTH', { USERNAME, SRP_A }),
      )
    } catch (error) {
      if (!isFlowNotEnabled(error)) throw error
    }
    attempt.device = await this.#deviceOf(attempt)
    return this.#api.begin('USER_PASSWORD_AUTH', { ...whoIn(attempt), PASSWORD: password })
  }

  /** Proves a password by SRP. A step that asks for no proof is given back. */
  async password(attempt: Attempt, password: string, ask: Parts['ask']): Promise<SignInStep> {
    const identify = async ({ parameters }: Challenge) => {
      attempt.username = parameters.get('USER_ID_FOR_SRP') ?? attempt.username
      attempt.device = await this.#deviceOf(attempt)
      return { group: this.#group, name: attempt.username, password }
    }
    return this.#exchange(attempt, { ask, identify })
  }

  /** Answers DEVICE_SRP_AUTH: proves that this browser is the device. */
  async device(attempt: Attempt, device: DeviceSecret, challenge: Challenge): Promise<SignInStep> {
    const ask = async (SRP_A: string) => this.#api.answer(challenge, { ...whoIn(attempt), SRP_A })
    return this.#exchange(attempt, { ask, identify: async () => deviceIdentity(device) })
  }

  async #exchange(attempt: Attempt, { ask, identify }: Parts): Promise<SignInStep> {
    const half = srpHalf(crypto.getRandomValues(new Uint8Array(32)))
    const asked = await ask(half.publicValue)
    if (asked.kind === 'tokens' || !verifiers.has(asked.name)) return asked
    const { parameters } = asked
    const secretBlock = parameters.get('SECRET_BLOCK') ?? ''
    const question = { salt: parameters.get('SALT') ?? '', publicValue: parameters.get('SRP_B') ?? '', secretBlock }
    const identity = await identify(asked)
    let proof: SrpProof
    try {
      proof = await srpProof(half, identity, question, this.#now())
    } catch {
      throw unreadable('InitiateAuth', 'Cognito answered with numbers that no proof can be made from.')
    }
    return this.#api.answer(asked, {
      ...whoIn(attempt),
      PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
      PASSWORD_CLAIM_SIGNATURE: proof.signature,
      TIMESTAMP: proof.timestamp,
    })
  }

  async #deviceOf({ half, username }: Attempt): Promise<DeviceSecret | undefined> {
    return half === undefined ? undefined : this.#devices.find(username)
  }
}
