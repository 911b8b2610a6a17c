import { answerDomain, type DomainPlace, endpointName } from '../oauth/domainEndpoints.ts'
import type { World } from '../domain/World.ts'
import { preflightAnswer, type Stamp } from '../wire/answers.ts'
import { type Api, type Delays, operationName, type Outcome } from '../wire/Api.ts'
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
    return this.#through(request, operation, (stamp, delays) =>
      this.#answer(request, isPreflight, stamp, delays, address),
    )
  }

  /** Answers a request to a pool's domain in the same way. */
  passDomain(request: Request, place: DomainPlace, address: string): Promise<Response> {
    const operation = request.method === 'OPTIONS' ? 'preflight' : endpointName(place)
    const answer = async (stamp: Stamp, delays: Delays) => {
      await delays.before?.()
      const outcome = await answerDomain(this.#parts.world, place, request, stamp, address)
      await delays.after?.()
      return outcome
    }
    return this.#through(request, operation, answer)
  }

  async #through(
    request: Request,
    operation: string,
    answer: (stamp: Stamp, delays: Delays) => Outcome | Promise<Outcome>,
  ): Promise<Response> {
    const { world, faults, onBug } = this.#parts
    const stamp = { requestId: world.random.uuid(), nowMs: world.clock.nowMs() }
    const fault = faults.strike(operation)
    let isDue = fault !== undefined
    const happen = async () => {
      if (!fault || !isDue) return undefined
      isDue = false
      return faults.happen(fault, request, stamp)
    }
    // A delay is part of the call, so that calls which it makes overlap do so for the operation too.
    const isDelay = fault !== undefined && 'delayMs' in fault
    const delays: Delays = isDelay ? { [fault.when]: happen } : {}
    const instead = fault?.when === 'before' && !isDelay ? await happen() : undefined
    const outcome = instead ? { response: instead } : await answer(stamp, delays)
    if ('bug' in outcome && outcome.bug !== undefined) onBug(outcome.bug)
    // Also the delay of a call that was refused before it came to it.
    const lost = await happen()
    const response = lost ?? outcome.response
    this.#note(request, operation, stamp, { ...outcome, response }, fault, instead ?? lost)
    return response
  }

  #answer(
    request: Request,
    isPreflight: boolean,
    stamp: Stamp,
    delays: Delays,
    address: string,
  ): Promise<Outcome> | Outcome {
    if (!isPreflight) return this.#parts.api.call(request, stamp, address, delays)
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
    const isCut = substitute !== undefined && fault !== undefined && 'network' in fault && fault.network === 'cut'
    const userAgent = request.headers.get('user-agent') ?? request.headers.get('x-amz-user-agent')
    const entry: LogEntry = {
      time: new Date(stamp.nowMs).toISOString(),
      operation,
      requestId: stamp.requestId,
      ...(response.type !== 'error' && { status: response.status }),
      ...((response.type === 'error' || isCut) && { isDropped: true as const }),
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
