import { answerDomain, type DomainPlace, endpointName } from '../oauth/domainEndpoints.ts'
import type { World } from '../domain/World.ts'
import { preflightAnswer, type Stamp } from '../wire/answers.ts'
import { type Api, type Delays, operationName, type Outcome } from '../wire/Api.ts'
import type { Call } from '../wire/Call.ts'
import type { Quotas } from '../wire/Quotas.ts'
import { type Answer, type Reply, responseOf } from '../wire/Reply.ts'
import type { FaultPlan, Faults } from './Faults.ts'
import type { Noted, RequestLog } from './RequestLog.ts'

/** What the gate stands between. */
export interface GateParts {
  readonly world: World
  readonly api: Api
  readonly faults: Faults
  readonly log: RequestLog
  readonly quotas: Quotas
  readonly onBug: (error: unknown) => void
}

/** Stands before the API: lets planned faults strike, and keeps the log. */
export class Gate {
  readonly #parts: GateParts

  constructor(parts: GateParts) {
    this.#parts = parts
  }

  /** Answers an API call or a preflight from `address`. */
  pass(call: Call, address: string): Promise<Reply> {
    const isPreflight = call.method === 'OPTIONS'
    const operation = isPreflight ? 'preflight' : (operationName(call) ?? 'unknown')
    return this.#through(call, operation, (stamp, delays) => this.#answer(call, isPreflight, stamp, delays, address))
  }

  /** Answers a request to a pool's domain in the same way. */
  async passDomain(request: Request, place: DomainPlace, address: string): Promise<Response> {
    const operation = request.method === 'OPTIONS' ? 'preflight' : endpointName(place)
    const answer = async (stamp: Stamp, delays: Delays) => {
      await delays.before?.()
      const { world, quotas } = this.#parts
      const { response, ...outcome } = await answerDomain(world, quotas, place, request, stamp, address)
      await delays.after?.()
      return { answer: response, ...outcome }
    }
    const sent = await this.#through<Response>(request, operation, answer)
    return sent instanceof Response ? sent : responseOf(sent)
  }

  async #through<Sent extends Answer | Response>(
    caller: Pick<Call, 'headers' | 'signal'>,
    operation: string,
    answer: (stamp: Stamp, delays: Delays) => Outcome<Sent> | Promise<Outcome<Sent>>,
  ): Promise<Sent | Reply> {
    const { world, faults, onBug } = this.#parts
    const stamp = { requestId: world.random.uuid(), nowMs: world.clock.nowMs() }
    const fault = faults.strike(operation)
    let isDue = fault !== undefined
    const happen = async () => {
      if (!fault || !isDue) return undefined
      isDue = false
      return faults.happen(fault, caller, stamp)
    }
    // A delay is part of the call, so that calls which it makes overlap do so for the operation too.
    const isDelay = fault !== undefined && 'delayMs' in fault
    const delays: Delays = isDelay ? { [fault.when]: happen } : {}
    const instead = fault?.when === 'before' && !isDelay ? await happen() : undefined
    const outcome: Outcome<Sent | Reply> = instead ? { answer: instead } : await answer(stamp, delays)
    if (outcome.bug !== undefined) onBug(outcome.bug)
    // Also the delay of a call that was refused before it came to it.
    const lost = await happen()
    this.#note(caller, operation, stamp, outcome, fault, instead ?? lost)
    return lost ?? outcome.answer
  }

  #answer(call: Call, isPreflight: boolean, stamp: Stamp, delays: Delays, address: string): Promise<Outcome> | Outcome {
    if (!isPreflight) return this.#parts.api.call(call, stamp, address, delays)
    return { answer: preflightAnswer(call.headers.get('access-control-request-headers'), stamp) }
  }

  #note(
    { headers }: Pick<Call, 'headers'>,
    operation: string,
    stamp: Stamp,
    outcome: Outcome<Reply | Response>,
    fault: FaultPlan | undefined,
    substitute: Reply | undefined,
  ): void {
    const { clientId, accessKeyId, bug } = outcome
    const sent = substitute ?? outcome.answer
    // A fault's error has its code in the header, like any other.
    const errorCode = substitute
      ? substitute !== 'dropped' && substitute.headers['x-amzn-errortype']?.replace(/:$/, '')
      : outcome.errorCode
    const isDropped = sent === 'dropped' || (substitute !== undefined && substitute !== 'dropped' && substitute.isCut)
    const userAgent = headers.get('user-agent') ?? headers.get('x-amz-user-agent')
    // Name by name: ten thousand entries are kept, and spreading makes each of them slow and large.
    const entry: { -readonly [Name in keyof Noted]: Noted[Name] } = {
      timeMs: stamp.nowMs,
      operation,
      requestId: stamp.requestId,
    }
    if (sent !== 'dropped') entry.status = sent.status
    if (isDropped) entry.isDropped = true
    if (errorCode) entry.errorCode = errorCode
    if (accessKeyId !== undefined) entry.accessKeyId = accessKeyId
    if (clientId !== undefined) entry.clientId = clientId
    if (userAgent !== null) entry.userAgent = userAgent
    if (fault) entry.fault = fault.when
    if (bug !== undefined) entry.bug = bug instanceof Error ? (bug.stack ?? bug.message) : 'not an Error'
    this.#parts.log.add(entry)
  }
}
