import type { CallOutcome, CallRecord, CallSink, CallTarget, Endpoint } from '../lib/calls.ts'

const word = /^[A-Za-z]\w{0,63}$/
const id = /^[\w.:-]{1,80}$/

/** Members of a signed request that say what is changed. Nothing else of a request is looked at. */
const targets = {
  Username: 'user',
  ClientId: 'client',
  UserPoolId: 'pool',
  GroupName: 'group',
  DeviceKey: 'device',
} as const satisfies Record<string, keyof CallTarget>

const longestName = 128

/** One request on its way: tells the sink that it has left, and then, once, how it ended. */
export class CallWatch {
  readonly #sink: CallSink
  readonly #record: CallRecord
  readonly #target: CallTarget | undefined

  private constructor(sink: CallSink, record: CallRecord, target: CallTarget | undefined) {
    this.#sink = sink
    this.#record = record
    this.#target = target
    sink.note(record, target)
  }

  /** Begins to watch `request`, of which the names of operation and target are read and nothing more. */
  static async of(request: Request, sink: CallSink): Promise<CallWatch> {
    const { headers } = request
    const [service = '', operation = ''] = (headers.get('x-amz-target') ?? '').split('.')
    const call = matching(id, headers.get('amz-sdk-invocation-id')) ?? crypto.randomUUID()
    const attempt = Number(/attempt=(\d+)/.exec(headers.get('amz-sdk-request') ?? '')?.[1] ?? 1)
    const record: CallRecord = {
      id: `${call} ${attempt}`,
      call,
      attempt,
      operation: matching(word, operation) ?? 'unnamed',
      endpoint: endpointOf(service),
      startedAt: new Date(sink.now()),
      outcome: { state: 'under way' },
    }
    return new CallWatch(sink, record, headers.has('authorization') ? await targetOf(request) : undefined)
  }

  /** Begins to watch a request to an endpoint of the user pool's domain. */
  static ofDomain(endpoint: string, call: string, attempt: number, sink: CallSink): CallWatch {
    const startedAt = new Date(sink.now())
    const outcome = { state: 'under way' } as const
    const record = { id: `${call} ${attempt}`, call, attempt, operation: endpoint, startedAt, outcome }
    return new CallWatch(sink, { ...record, endpoint: 'managed login' }, undefined)
  }

  /** Begins to watch a request for a user pool's public keys. */
  static ofKeys(operation: string, call: string, sink: CallSink): CallWatch {
    const startedAt = new Date(sink.now())
    const record = { id: `${call} 1`, call, attempt: 1, operation, startedAt, endpoint: 'user pool' } as const
    return new CallWatch(sink, { ...record, outcome: { state: 'under way' } }, undefined)
  }

  /** The answer has come, and all of it could be read. */
  answered({ status, headers }: Response, body: string): void {
    const code = status >= 400 ? (nameOf(headers.get('x-amzn-errortype')) ?? codeIn(body)) : undefined
    const requestId = matching(id, headers.get('x-amzn-requestid') ?? headers.get('x-amz-cognito-request-id'))
    this.#end({
      state: 'answered',
      durationMs: this.#lasted(),
      status,
      ...(code === undefined ? {} : { code }),
      ...(requestId === undefined ? {} : { requestId }),
    })
  }

  /** No answer of Cognito's has come. `status` is that of whatever answered instead. */
  lost(code: string, status?: number): void {
    this.#end({ state: 'no answer', durationMs: this.#lasted(), code, ...(status === undefined ? {} : { status }) })
  }

  #lasted(): number {
    return Math.max(0, this.#sink.now() - this.#record.startedAt.getTime())
  }

  #end(outcome: CallOutcome): void {
    this.#sink.note({ ...this.#record, outcome }, this.#target)
  }
}

function endpointOf(service: string): Endpoint {
  return service === 'AWSCognitoIdentityService' ? 'identity pool' : 'user pool'
}

/** `NotAuthorizedException:http://...` and `com.amazonaws#NotAuthorizedException` name the same. */
function nameOf(text: string | null): string | undefined {
  return matching(word, text?.split(':')[0]?.split('#').at(-1) ?? null)
}

function codeIn(body: string): string | undefined {
  const { __type, error } = objectIn(body)
  const type = __type ?? error
  return typeof type === 'string' ? nameOf(type) : undefined
}

async function targetOf(request: Request): Promise<CallTarget> {
  const sent = objectIn(await request.clone().text())
  const found = Object.entries(targets).flatMap(([member, name]) => {
    const value = sent[member]
    return typeof value === 'string' && value !== '' ? [[name, value.slice(0, longestName)] as const] : []
  })
  return Object.fromEntries(found)
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function matching(pattern: RegExp, text: string | null): string | undefined {
  return text !== null && pattern.test(text) ? text : undefined
}
