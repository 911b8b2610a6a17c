import { NotEmulated } from '../domain/errors.ts'
import type { Answer } from './Reply.ts'

/** The header by which a test can tell "the emulator cannot do this" from anything AWS would answer. */
const NOT_EMULATED_HEADER = 'x-curfew-not-emulated'

/** Headers this long would break clients: Node refuses a head of 16 kB. */
const LONGEST_HEADER = 1024

/**
 * What browsers are told about every answer, good or bad: without it a page sees an opaque failure instead of
 * Cognito's error. The list of exposed headers is traced [T] (facts, 1.7), but for the emulator's own marker.
 */
export const CORS_HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': `x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date,${NOT_EMULATED_HEADER}`,
} as const

/**
 * Statuses that are not 400. Every modelled client error is a 400 on the wire [D]/[T]; the errors of the layer before
 * the service have the statuses of API/CommonErrors [D], and where that page is silent (missing token, bad signature)
 * the same 403 [?]. Facts 1.10 and 1.12.
 */
const STATUSES: Readonly<Record<string, number>> = {
  AccessDeniedException: 403,
  ExpiredTokenException: 403,
  IncompleteSignatureException: 403,
  InternalErrorException: 500,
  InternalFailure: 500,
  InternalServerException: 500,
  InvalidSignatureException: 403,
  MissingAuthenticationTokenException: 403,
  NotAuthorized: 401,
  OptInRequired: 403,
  RequestEntityTooLarge: 413,
  RequestEntityTooLargeException: 413,
  RequestTimeout: 408,
  ServiceUnavailable: 503,
  UnknownOperationException: 404,
  UnrecognizedClientException: 403,
}

/** The status that an exception is sent with. */
function statusOf(code: string): number {
  return Object.hasOwn(STATUSES, code) ? (STATUSES[code] ?? 400) : 400
}

/** The time and id that every answer carries. */
export interface Stamp {
  readonly requestId: string
  readonly nowMs: number
}

/** A successful answer: the result as JSON 1.1, or a zero-length body where the operation has no result [D]. */
export function resultAnswer(result: unknown, stamp: Stamp): Answer {
  // Name by name: spreading costs more than all the rest of it.
  const headers = {
    'access-control-allow-origin': CORS_HEADERS['access-control-allow-origin'],
    'access-control-expose-headers': CORS_HEADERS['access-control-expose-headers'],
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': stamp.requestId,
    date: httpDate(stamp.nowMs),
  }
  const body = result === undefined ? '' : JSON.stringify(hasDate(result) ? plain(result) : result)
  return { status: 200, headers, body }
}

/** A refusal: bare shape name, lower-case `message`, and the same in headers, with AWS's trailing colon [T]. */
export function errorAnswer(
  code: string,
  message: string,
  stamp: Stamp,
  options: { status?: number; cause?: unknown } = {},
): Answer {
  const headers = {
    ...CORS_HEADERS,
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': stamp.requestId,
    'x-amzn-errortype': `${code}:`,
    'x-amzn-errormessage': headerText(message),
    ...(options.cause instanceof NotEmulated && { [NOT_EMULATED_HEADER]: headerText(options.cause.what) }),
    date: httpDate(stamp.nowMs),
  }
  return { status: options.status ?? statusOf(code), headers, body: JSON.stringify({ __type: code, message }) }
}

/**
 * The answer to a preflight. That every header is allowed which a signed or unsigned SDK call carries is inferred from
 * such calls working [?]; the age is captured [T].
 */
export function preflightAnswer(requestedHeaders: string | null, stamp: Stamp): Answer {
  return {
    status: 200,
    headers: {
      ...CORS_HEADERS,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': requestedHeaders ? headerText(requestedHeaders) : '*',
      'access-control-max-age': '172800',
      'content-type': 'text/plain;charset=UTF-8',
      'x-amzn-requestid': stamp.requestId,
      date: httpDate(stamp.nowMs),
    },
    body: '',
  }
}

/** Epoch milliseconds as an HTTP date, from which SDKs correct a wrong clock. */
export function httpDate(ms: number): string {
  const second = Math.floor(ms / 1000)
  if (second !== dated.second) dated = { second, text: new Date(ms).toUTCString() }
  return dated.text
}

/** The last date that was written: a thousand answers in one second have the same. */
let dated = { second: Number.NaN, text: '' }

/** Only what a header may hold, so that no text from a request can break or forge one. */
function headerText(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, LONGEST_HEADER)
}

/**
 * A result as it goes on the wire: dates become epoch seconds with milliseconds behind the point, absent members are
 * left out rather than null [D]/[T].
 */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return value.getTime() / 1000
  if (Array.isArray(value)) return value.map(plain)
  const members: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined) members[name] = plain(member)
  }
  return members
}

/** Whether there is a date anywhere in it: all else is on the wire what JSON makes of it. */
function hasDate(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (value instanceof Date) return true
  for (const name in value) if (hasDate((value as Readonly<Record<string, unknown>>)[name])) return true
  return false
}
