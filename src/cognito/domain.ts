import type { CallSink } from '../lib/calls.ts'
import { Failed, type Failure } from '../lib/failure.ts'
import type { Accepted } from './accepted.ts'
import { CallWatch } from './callWatch.ts'
import { received, Trouble } from './transport.ts'

/** Where a user pool's domain is: its address without a slash at the end. */
export type DomainPlace = { domain: string; calls?: CallSink; fetcher?: typeof fetch }

/** The endpoints of a domain that a page may call (CORS: cognito-facts part 3), named as receipts and failures name them. */
export type DomainEndpoint = 'oauth2/token' | 'oauth2/revoke' | 'oauth2/userInfo'

/** What an endpoint answered with status 200. `requestId` is empty where the domain does not let a page read it. */
export type DomainAnswer = { body: string; json: Readonly<Record<string, unknown>> | undefined; requestId: string }

/** The calls of a session that began at managed login. */
export type DomainApi = ReturnType<typeof domainApi>

const operationLimitMs = 25_000
const firstBackOffMs = 250
const longestBackOffMs = 4_000

/** Errors that say "later" (RFC 6749, 4.1.2.1). */
const transientErrors = new Set(['server_error', 'temporarily_unavailable'])

/**
 * A person's operations at a domain, for a public app client. Every method throws only Failed; a failure's code is
 * OAuth's own, or one of the transport's.
 */
export function domainApi(place: DomainPlace, clientId: string) {
  return {
    /**
     * Ends one session at /oauth2/revoke. Idempotent, and 200 even for rubbish [D]: acceptance is no proof. Its answer is
     * empty, or empty JSON as RevokeToken's; anything else is not Cognito's. Survives the tab.
     */
    async revoke(refreshToken: string): Promise<Accepted> {
      const body = new URLSearchParams({ client_id: clientId, token: refreshToken })
      const call = { endpoint: 'oauth2/revoke', attempts: 3, fits: isEmpty } as const
      const { answer, attempts } = await askDomain(place, call, { method: 'POST', body, keepalive: true })
      return { requestId: answer.requestId, attempts }
    },

    /** The probe: does Cognito still accept this access token? Needs the scope openid [D]. */
    async userInfo(accessToken: string): Promise<void> {
      const headers = { authorization: `Bearer ${accessToken}` }
      const fits = ({ json }: DomainAnswer) => typeof json?.['sub'] === 'string'
      await askDomain(place, { endpoint: 'oauth2/userInfo', attempts: 3, fits }, { headers })
    },
  }
}

/** A call as its endpoint wants it. */
export type DomainCall = {
  endpoint: DomainEndpoint
  /** 3 only where a repeat is harmless; of a single attempt that got no answer the outcome is unknown. */
  attempts: 1 | 3
  /** Whether what came with status 200 is what this endpoint answers: a proxy answers 200 too. */
  fits: (answer: DomainAnswer) => boolean
}

/**
 * Calls an endpoint by Curfew's rules (quality.md, Retries and transport): no cookies, no cache, no redirect, 10 s for a
 * request and 25 s in all. Resolves with what came with status 200; throws Failed otherwise.
 */
export async function askDomain(
  { domain, calls, fetcher = fetch }: DomainPlace,
  { endpoint, attempts, fits }: DomainCall,
  init: RequestInit,
): Promise<{ answer: DomainAnswer; attempts: number }> {
  const signal = AbortSignal.timeout(operationLimitMs)
  const call = crypto.randomUUID()
  for (let attempt = 1; ; attempt += 1) {
    const request = new Request(`${domain}/${endpoint}`, { ...init, ...rules, signal })
    const watch = calls && CallWatch.ofDomain(endpoint, call, attempt, calls)
    const outcome = await once({ fetcher, watch }, request, endpoint, fits)
    if ('answer' in outcome) return { ...outcome, attempts: attempt }
    const failure = { operation: endpoint, attempts: attempt, ...outcome }
    if (outcome.class === 'rejected') throw new Failed(failure)
    if (signal.aborted || attempt === attempts) {
      throw new Failed({ ...failure, class: attempts === 1 ? 'unknown outcome' : 'transient' })
    }
    await pause(attempt)
  }
}

const rules = {
  redirect: 'error',
  credentials: 'omit',
  cache: 'no-store',
  referrerPolicy: 'no-referrer',
} as const

type Outcome = { answer: DomainAnswer } | Pick<Failure, 'code' | 'message' | 'class'>

async function once(
  { fetcher, watch }: { fetcher: typeof fetch; watch: CallWatch | undefined },
  request: Request,
  endpoint: DomainEndpoint,
  fits: DomainCall['fits'],
): Promise<Outcome> {
  let status: number | undefined
  const lost = (code: string, message: string): Outcome => {
    watch?.lost(code, status)
    return { code, message, class: 'transient' }
  }
  try {
    const { response, body } = await received(fetcher, request)
    status = response.status
    const json = recordIn(body)
    if (response.status === 200) {
      const answer = { body, json, requestId: response.headers.get('x-amz-cognito-request-id') ?? '' }
      if (!fits(answer)) return lost('NotCognito', 'Something answered 200 that is not what Cognito answers.')
      watch?.answered(response, body)
      return { answer }
    }
    const refused = refusal(response.status, body, json, endpoint)
    if (refused.code === 'NotCognito') watch?.lost(refused.code, status)
    else watch?.answered(response, body)
    return refused
  } catch (error) {
    if (error instanceof Trouble) return lost(error.code, error.message)
    return lost('TimedOut', `No answer within ${operationLimitMs / 1000} seconds.`)
  }
}

/**
 * What is refused with OAuth's own form is a refusal; everything else is somebody on the way, or trouble. The body of
 * userInfo's 401 is reported only [B], and its header is not for pages to read: there the status alone says it.
 */
function refusal(
  status: number,
  body: string,
  json: Readonly<Record<string, unknown>> | undefined,
  endpoint: DomainEndpoint,
): Pick<Failure, 'code' | 'message' | 'class'> {
  const bare = endpoint === 'oauth2/userInfo' && status === 401 && body.trim() === ''
  const code = bare ? 'invalid_token' : errorCode(json?.['error'])
  const message = descriptionText(json?.['error_description'])
  if (status === 429) return { code: 'TooManyRequestsException', message, class: 'transient' }
  if (code === undefined) {
    const said = `Something answered ${status} that is not an OAuth error.`
    return { code: 'NotCognito', message: said, class: 'transient' }
  }
  return { code, message, class: status >= 500 || isTransientError(code) ? 'transient' : 'rejected' }
}

/** An OAuth error code as it may be shown: it may come from an address that anybody can write. */
export function errorCode(value: unknown): string | undefined {
  return typeof value === 'string' && /^[a-z_]{1,64}$/.test(value) ? value : undefined
}

/** Whether the error asks to come back later. */
export function isTransientError(code: string): boolean {
  return transientErrors.has(code)
}

/** An error_description as plain text, in the characters that OAuth allows in it (RFC 6749, 4.1.2.1), and not too long. */
export function descriptionText(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '').slice(0, 200) : ''
}

function recordIn(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isEmpty({ body, json }: DomainAnswer): boolean {
  return body.trim() === '' || (json !== undefined && Object.keys(json).length === 0)
}

/** Exponential back-off with full jitter, as for the API's operations. */
async function pause(attempt: number): Promise<void> {
  const ceiling = Math.min(longestBackOffMs, firstBackOffMs * 2 ** attempt)
  const ms = firstBackOffMs + Math.random() * (ceiling - firstBackOffMs)
  await new Promise((done) => {
    setTimeout(done, ms)
  })
}
