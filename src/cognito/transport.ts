import { FetchHttpHandler } from '@smithy/fetch-http-handler'

import type { CallSink } from '../lib/calls.ts'
import { CallWatch } from './callWatch.ts'

/** Longest a single request may take, in milliseconds. The SDK itself has no limit in a browser. */
const requestLimitMs = 10_000

const bodyLimitBytes = 5 * 1024 * 1024

/**
 * What went wrong between here and Cognito, before any Cognito error could be read.
 * - `Unreachable`: no answer (offline, refused, reset, or blocked by CORS: a browser does not tell them apart)
 * - `TimedOut`: no answer within the limit
 * - `NotCognito`: something answered that is not Cognito (a proxy's page, a captive portal, a redirect)
 * - `Unreadable`: an answer with Cognito's request id that cannot be read
 */
export type TroubleCode = 'Unreachable' | 'TimedOut' | 'NotCognito' | 'Unreadable'

/** One typed error for every way a request can fail without a Cognito answer. All are retryable for the SDK's retry strategy. */
export class Trouble extends Error {
  readonly code: TroubleCode
  readonly requestId: string | undefined
  /** The mark by which the SDK knows that an attempt may be repeated. */
  readonly $retryable = {}

  constructor(code: TroubleCode, message: string, requestId?: string) {
    super(message)
    this.name = code
    this.code = code
    this.requestId = requestId
  }
}

/** Is told of every attempt that may have taken effect although no answer says so. */
export type LostSink = () => void

/** Receives the raw JSON of an answer before the SDK drops what it does not know. */
export type RawSink = (body: unknown) => void

/**
 * The SDK's fetch handler with Curfew's rules: no redirects, no cookies, no cache, no referrer, a time limit that
 * includes the body, and no success without Cognito's request id.
 * @param options.keepalive lets the request outlive the tab (for sign-outs)
 * @param options.onRaw sees each answer's JSON as it came
 * @param options.onLost is told when an attempt ends without saying whether it took effect
 * @param options.calls is told of every request, without anything of what is in it
 * @param options.fetcher stands in for the global fetch in tests
 */
export function transport(
  options: {
    keepalive?: boolean
    onRaw?: RawSink
    onLost?: LostSink
    calls?: CallSink
    fetcher?: typeof fetch
  } = {},
): FetchHttpHandler {
  const fetcher = options.fetcher ?? fetch
  return new FetchHttpHandler({
    credentials: 'omit',
    cache: 'no-store',
    keepAlive: options.keepalive ?? false,
    requestInit: () => ({ redirect: 'error', referrerPolicy: 'no-referrer' }),
    customFetch: async (request) => {
      try {
        // The SDK makes a Request of every call.
        const response = await checked(fetcher, request as Request, options)
        if (response.status >= 500) options.onLost?.()
        return response
      } catch (error) {
        options.onLost?.()
        throw error
      }
    },
  })
}

type Sinks = { onRaw?: RawSink; calls?: CallSink }

async function checked(fetcher: typeof fetch, request: Request, sinks: Sinks): Promise<Response> {
  const watch = sinks.calls && (await CallWatch.of(request, sinks.calls))
  let status: number | undefined
  try {
    const { response, body } = await received(fetcher, request)
    status = response.status
    checkShape(response, body, sinks.onRaw)
    watch?.answered(response, body)
    return new Response(status === 204 ? null : body, { status, headers: response.headers })
  } catch (error) {
    watch?.lost(error instanceof Trouble ? error.code : 'Stopped', status)
    throw error
  }
}

/**
 * Sends one request and reads its answer within the limits of time and size, whoever answered. Throws Trouble, or the
 * reason for which the request's own signal was aborted.
 */
export async function received(fetcher: typeof fetch, request: Request): Promise<{ response: Response; body: string }> {
  const limit = AbortSignal.timeout(requestLimitMs)
  const signal = AbortSignal.any([request.signal, limit])
  try {
    const response = await fetcher(request, { signal })
    return { response, body: await readBounded(response) }
  } catch (error) {
    if (error instanceof Trouble) throw error
    if (request.signal.aborted) throw error
    if (limit.aborted) throw new Trouble('TimedOut', `No answer within ${requestLimitMs / 1000} seconds.`)
    throw new Trouble('Unreachable', 'No answer came back.')
  }
}

function checkShape(response: Response, body: string, onRaw?: RawSink): void {
  const requestId = response.headers.get('x-amzn-requestid') ?? undefined
  const json = parse(body)
  const saysError = typeof json === 'object' && json !== null && ('__type' in json || 'message' in json)
  if (response.ok) {
    if (requestId === undefined) {
      throw new Trouble('NotCognito', `Something answered ${response.status} without a Cognito request id.`)
    }
    if (body !== '' && json === undefined) throw new Trouble('Unreadable', 'The answer was cut short.', requestId)
    onRaw?.(json)
    return
  }
  const named = response.headers.has('x-amzn-errortype') || (saysError && '__type' in (json as object))
  if (named && (json !== undefined || body === '')) return
  if (requestId === undefined) {
    throw new Trouble('NotCognito', `Something answered ${response.status} that is not a Cognito error.`)
  }
  throw new Trouble('Unreadable', `Cognito answered ${response.status} without saying why.`, requestId)
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown
  } catch {
    return undefined
  }
}

async function readBounded(response: Response): Promise<string> {
  if (!response.body) return response.text()
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    if (bytes > bodyLimitBytes) {
      await reader.cancel()
      throw new Trouble('NotCognito', 'The answer was far larger than any Cognito answer.')
    }
    text += decoder.decode(value, { stream: true })
  }
}
