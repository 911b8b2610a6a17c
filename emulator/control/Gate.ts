import { answerDomain, type DomainPlace, endpointName } from '../oauth/domainEndpoints.ts'
import type { World } from '../domain/World.ts'
import { preflightAnswer, type Stamp } from '../wire/answers.ts'
import { type Api, operationName, type Outcome } from '../wire/Api.ts'
import type { FaultPlan, Faults } from './Faults.ts'
import type { LogEntry, RequestLog } from './RequestLog.ts'

/** What the gate stands between. */
export interface GateParts {
  readonly world: World
  readonly api: Api
  readonly faults: Faults
  readonly log: RequestLog
  readonly onBug: (error: unknown) => void
}

/** Stands before the API: lets planned faults strike, and keeps the log. */
export class Gate {
  readonly #parts: GateParts

  constructor(parts: GateParts) {
    this.#parts = parts
  }

  /** Answers an API call or a preflight from `address`. `Response.error()` means: drop the connection. */
  pass(request: Request, address: string): Promise<Response> {
    const isPreflight = request.method === 'OPTIONS'
    const operation = isPreflight ? 'preflight' : (operationName(request) ?? 'unknown')
    return this.#through(request, operation, (stamp) => this.#answer(request, isPreflight, stamp, address))
  }

  /** Answers a request to a pool's domain in the same way. */
  passDomain(request: Request, place: DomainPlace, address: string): Promise<Response> {
    const operation = request.method === 'OPTIONS' ? 'preflight' : endpointName(place)
    const answer = (stamp: Stamp) => answerDomain(this.#parts.world, place, request, stamp, address)
    return this.#through(request, operation, answer)
  }

  async #through(
    request: Request,
    operation: string,
    answer: (stamp: Stamp) => Outcome | Promise<Outcome>,
  ): Promise<Response> {
    const { world, faults, onBug } = this.#parts
    const stamp = { requestId: world.random.uuid(), nowMs: world.clock.nowMs() }
    const fault = faults.strike(operation)
    const instead = fault?.when === 'before' ? await faults.happen(fault, request, stamp) : undefined
    const outcome = instead ? { response: instead } : await answer(stamp)
    if ('bug' in outcome && outcome.bug !== undefined) onBug(outcome.bug)
    const lost = fault?.when === 'after' ? await faults.happen(fault, request, stamp) : undefined
    const response = lost ?? outcome.response
    this.#note(request, operation, stamp, { ...outcome, response }, fault, instead ?? lost)
    return response
  }

  #answer(request: Request, isPreflight: boolean, stamp: Stamp, address: string): Promise<Outcome> | Outcome {
    if (!isPreflight) return this.#parts.api.call(request, stamp, address)
    return { response: preflightAnswer(request.headers.get('access-control-request-headers'), stamp) }
  }

  #note(
    request: Request,
    operation: string,
    stamp: Stamp,
    outcome: Outcome,
    fault: FaultPlan | undefined,
    substitute: Response | undefined,
  ): void {
    const { response, clientId, accessKeyId, bug } = outcome
    // A fault's error has its code in the header, like any other.
    const errorCode = substitute ? response.headers.get('x-amzn-errortype')?.replace(/:$/, '') : outcome.errorCode
    const userAgent = request.headers.get('user-agent') ?? request.headers.get('x-amz-user-agent')
    const entry: LogEntry = {
      time: new Date(stamp.nowMs).toISOString(),
      operation,
      requestId: stamp.requestId,
      ...(response.type === 'error' ? { isDropped: true as const } : { status: response.status }),
      ...(errorCode !== undefined && { errorCode }),
      ...(accessKeyId !== undefined && { accessKeyId }),
      ...(clientId !== undefined && { clientId }),
      ...(userAgent !== null && { userAgent }),
      ...(fault && { fault: fault.when }),
      ...(bug !== undefined && { bug: bug instanceof Error ? (bug.stack ?? bug.message) : 'not an Error' }),
    }
    this.#parts.log.add(entry)
  }
}
