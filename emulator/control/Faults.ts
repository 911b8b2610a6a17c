import type { Stamp } from '../wire/answers.ts'
import { CORS_HEADERS, errorAnswer, httpDate, resultAnswer } from '../wire/answers.ts'
import type { Call } from '../wire/Call.ts'
import { type Answer, isBodiless, type Reply } from '../wire/Reply.ts'

/** What arrives of an answer that is cut, and how long it was said to be. */
const BEGINNING = '{"'
const ANNOUNCED_BYTES = 1024

/** What goes wrong: exactly one of these. */
export type Mishap =
  | {
      readonly error: {
        readonly code: string
        readonly message?: string | undefined
        readonly status?: number | undefined
      }
    }
  | { readonly network: 'reset' | 'cut' }
  | { readonly delayMs: number }
  | { readonly hang: true }
  | { readonly answer: RawAnswer }

/** An answer sent as it is: nothing is added to it but what is asked for. */
export interface RawAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly body?: string | undefined
  /** Adds `x-amzn-requestid` and `date`. */
  readonly requestId?: boolean | undefined
  /** Adds the CORS headers of a real answer. */
  readonly cors?: boolean | undefined
}

/** A planned fault: which calls it strikes, and when in their course. */
export type FaultPlan = Mishap & {
  /** An operation's name, `*` for any operation, or `preflight` for CORS preflights. */
  readonly operation: string
  /** Strikes from the nth matching call on; 1 is the next. */
  readonly nth: number
  /** How many calls it strikes. */
  readonly times: number | 'always'
  /** `before`: the operation does not run. `after`: it runs and is committed, and its answer is lost. */
  readonly when: 'before' | 'after'
}

/** A fault as the control plane lists it. */
export type Fault = FaultPlan & { readonly id: number; readonly matched: number; readonly struck: number }

/** The faults of one emulator, in the order in which they were planned; the first that is due strikes. */
export class Faults {
  readonly #planned: { plan: FaultPlan; id: number; matched: number; struck: number }[] = []
  readonly #releases = new Set<() => void>()
  #nextId = 1

  add(plan: FaultPlan): Fault {
    const planned = { plan, id: this.#nextId, matched: 0, struck: 0 }
    this.#nextId += 1
    this.#planned.push(planned)
    return show(planned)
  }

  list(): Fault[] {
    return this.#planned.map(show)
  }

  /** Forgets all faults; what hangs is dropped. */
  clear(): void {
    this.#planned.length = 0
    for (const release of this.#releases) release()
  }

  /** The fault that strikes this call, if any. Every planned fault that could have counts the call. */
  strike(operation: string): FaultPlan | undefined {
    let due: FaultPlan | undefined
    for (const planned of this.#planned) {
      const { plan } = planned
      if (plan.operation !== operation && (plan.operation !== '*' || operation === 'preflight')) continue
      planned.matched += 1
      const isDue = planned.matched >= plan.nth && (plan.times === 'always' || planned.struck < plan.times)
      if (due || !isDue) continue
      planned.struck += 1
      due = plan
    }
    return due
  }

  /** Lets the fault happen: an answer in the place of the real one, or undefined to go on. */
  async happen(fault: FaultPlan, caller: Pick<Call, 'signal'>, stamp: Stamp): Promise<Reply | undefined> {
    if ('error' in fault) {
      const { code, message = `${code}, as a fault asked for.`, status } = fault.error
      return errorAnswer(code, message, stamp, status === undefined ? {} : { status })
    }
    if ('network' in fault) return fault.network === 'cut' ? cutAnswer(stamp) : 'dropped'
    if ('answer' in fault) return rawAnswer(fault.answer, stamp)
    await this.#wait(caller.signal, 'hang' in fault ? undefined : fault.delayMs)
    return 'hang' in fault ? 'dropped' : undefined
  }

  /** Waits for the time in real milliseconds, for the caller to give up, or for the faults to be cleared. */
  #wait(signal: AbortSignal, ms: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(() => done(), ms)
      const done = () => {
        clearTimeout(timer)
        this.#releases.delete(done)
        signal.removeEventListener('abort', done)
        resolve()
      }
      this.#releases.add(done)
      signal.addEventListener('abort', done)
    })
  }
}

function show({ plan, ...state }: { plan: FaultPlan; id: number; matched: number; struck: number }): Fault {
  return { ...plan, ...state }
}

/** A good answer that breaks off: status and headers as always, then a few bytes of the body. */
function cutAnswer(stamp: Stamp): Answer {
  const { status, headers } = resultAnswer({}, stamp)
  return { status, headers: { ...headers, 'content-length': String(ANNOUNCED_BYTES) }, body: BEGINNING, isCut: true }
}

function rawAnswer({ status, headers, body = '', requestId, cors }: RawAnswer, stamp: Stamp): Answer {
  const all = new Headers({
    ...(requestId && { 'x-amzn-requestid': stamp.requestId, date: httpDate(stamp.nowMs) }),
    ...(cors && CORS_HEADERS),
    ...headers,
  })
  if (!isBodiless(status) && !all.has('content-type')) all.set('content-type', 'text/plain;charset=UTF-8')
  return { status, headers: Object.fromEntries(all), body: isBodiless(status) ? '' : body }
}
