import { text } from '../domain/encoding.ts'
import { CognitoError, NotEmulated } from '../domain/errors.ts'
import { seenFrom, type World } from '../domain/World.ts'
import { errorAnswer, resultAnswer, type Stamp } from './answers.ts'
import { authorize } from './authorization.ts'
import type { Call } from './Call.ts'
import { checkRequest } from './constraints.ts'
import type { AnyOperation } from './Operation.ts'
import type { Quotas } from './Quotas.ts'
import type { Answer } from './Reply.ts'
import { claimedAccessKeyId, verifySignature } from './signature.ts'
import { whom } from './whom.ts'

/** The largest request that is read, in bytes. */
const LARGEST_REQUEST = 1024 * 1024

/** One AWS service that is spoken to by `POST /` and the header X-Amz-Target. */
export interface Service {
  /** What stands before the dot in X-Amz-Target. */
  readonly target: string
  /** The service's name in signatures and IAM actions. */
  readonly name: string
  readonly operations: Readonly<Record<string, AnyOperation>>
}

interface Target {
  readonly service: Service
  readonly name: string
  readonly operation: AnyOperation
}

function targetsOf(service: Service): [string, Target][] {
  return Object.entries(service.operations).map(([name, operation]) => [
    `${service.target}.${name}`,
    { service, name, operation },
  ])
}

/** What became of a request, for the log: never a token, a password or a secret. */
export interface Outcome<Sent = Answer> {
  readonly answer: Sent
  readonly errorCode?: string
  readonly clientId?: string
  readonly accessKeyId?: string | undefined
  /** A defect of the emulator, which the caller was only told of as an internal error. */
  readonly bug?: unknown
}

/** Where a call is held up: once it was accepted and before it runs, or once its work is committed. */
export interface Delays {
  readonly before?: () => Promise<unknown>
  readonly after?: () => Promise<unknown>
}

/** The operation that a request names, or undefined; nothing is checked. */
export function operationName(call: Pick<Call, 'headers'>): string | undefined {
  return /^[A-Za-z]{1,64}\.([A-Za-z]{1,64})$/.exec(call.headers.get('x-amz-target') ?? '')?.[1]
}

/** The AWS JSON 1.1 door: finds the operation, checks who asks and what, runs it, and turns what it says into HTTP. */
export class Api {
  readonly #world: World
  readonly #services: readonly Service[]
  /** What can be done, by the X-Amz-Target that asks for it. */
  readonly #targets: ReadonlyMap<string, Target>
  readonly #quotas: Quotas
  /** What the requests in flight are changing. */
  readonly #changing = new Set<string>()

  constructor(world: World, services: readonly Service[], quotas: Quotas) {
    this.#world = world
    this.#services = services
    this.#targets = new Map(services.flatMap(targetsOf))
    this.#quotas = quotas
  }

  /** Answers a request that came from `address`; never throws. */
  async call(call: Call, stamp: Stamp, address: string, delays: Delays = {}): Promise<Outcome> {
    const noted: { clientId?: string } = {}
    const accessKeyId = claimedAccessKeyId(call)
    try {
      const result = await this.#run(call, noted, address, delays)
      return { answer: resultAnswer(result, stamp), accessKeyId, ...noted }
    } catch (error) {
      if (error instanceof CognitoError) {
        const answer = errorAnswer(error.code, error.message, stamp, { cause: error })
        return { answer, errorCode: error.code, accessKeyId, ...noted }
      }
      const code = 'InternalErrorException'
      const answer = errorAnswer(code, 'The emulator met an internal error; its log says more.', stamp)
      return { answer, errorCode: code, accessKeyId, bug: error, ...noted }
    }
  }

  async #run(call: Call, noted: { clientId?: string }, address: string, delays: Delays): Promise<unknown> {
    const { service, name, operation } = this.#find(call)
    const body = await call.body(LARGEST_REQUEST)
    // The service knows who is asking before it looks at what is asked; the order of the two refusals is [?].
    const caller = operation.auth === 'none' ? undefined : await verifySignature(this.#world, call, body, service.name)
    const checked = checkRequest(operation.members, parseJson(body))
    const { ClientId, UserPoolId } = checked
    if (typeof ClientId === 'string') noted.clientId = ClientId
    // [?] Calls that are no requests at all, or are signed by nobody, are not counted.
    if (this.#quotas.state.enabled) this.#quotas.count(name, checked, await whom(this.#world, checked))
    if (caller) {
      const resource =
        operation.auth === 'pool' && typeof UserPoolId === 'string' ? this.#world.pools.arn(UserPoolId) : '*'
      authorize(this.#world, caller, `${service.name}:${name}`, resource)
    }
    const world = seenFrom(this.#world, this.#world.surroundings.sender(address, call.headers.get('user-agent')))
    return this.#alone(operation.changes?.(checked as never), async () => {
      await delays.before?.()
      const result = await operation.run(world, checked as never)
      await this.#world.store.commit()
      await delays.after?.()
      return result
    })
  }

  /**
   * Does work that nothing else may be doing to the same thing meanwhile, from when the request was accepted until it
   * is answered. ConcurrentModificationException is documented [D]; its words, and what AWS takes for overlap, are [?].
   */
  async #alone(thing: string | undefined, work: () => Promise<unknown>): Promise<unknown> {
    if (thing === undefined) return work()
    if (this.#changing.has(thing)) {
      throw new CognitoError('ConcurrentModificationException', `${thing} is being modified by another request.`)
    }
    this.#changing.add(thing)
    try {
      return await work()
    } finally {
      this.#changing.delete(thing)
    }
  }

  #find(call: Call): Target {
    const type = call.headers.get('content-type') ?? ''
    const target = call.headers.get('x-amz-target') ?? ''
    if (/^application\/x-amz-json-1\.[01]/.test(type)) {
      const found = this.#targets.get(target)
      if (found) return found
      const name = operationName(call)
      if (name !== undefined && this.#services.some((service) => target.startsWith(`${service.target}.`)))
        throw new NotEmulated(name)
    }
    throw new CognitoError(
      'UnknownOperationException',
      'A request needs Content-Type application/x-amz-json-1.1 and an X-Amz-Target of a known service.',
    )
  }
}

function parseJson(body: Uint8Array): unknown {
  if (body.length === 0) return {}
  try {
    return JSON.parse(text(body))
  } catch {
    throw new CognitoError('SerializationException', 'The request body is not JSON.')
  }
}
