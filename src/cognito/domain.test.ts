import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { Failed, type Failure } from '../lib/failure.ts'
import { runTimers } from '../lib/testClock.ts'
import { domainApi } from './domain.ts'

const domain = 'https://login.example.com'

function answering(...answers: (() => Response | Promise<Response>)[]) {
  const requests: Request[] = []
  const fetcher = (async (input: RequestInfo | URL) => {
    requests.push(input as Request)
    const answer = answers[Math.min(requests.length, answers.length) - 1]
    if (!answer) throw new TypeError('Failed to fetch')
    return answer()
  }) as typeof fetch
  return { requests, api: domainApi({ domain, fetcher }, 'client') }
}

async function failureOf(call: Promise<unknown>): Promise<Failure> {
  try {
    await call
  } catch (error) {
    if (error instanceof Failed) return error.failure
    throw error
  }
  throw new Error('the call succeeded')
}

const ok = () => new Response('', { status: 200 })
const lost = async () => Promise.reject(new TypeError('Load failed'))

let stopClock = () => {}
beforeEach(() => {
  stopClock = runTimers(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
})
afterEach(() => {
  vi.useRealTimers()
  stopClock()
})

describe('requests to a domain', () => {
  it('follow the rules: no cookie, no cache, no redirect, no referrer; a sign-out outlives its tab', async () => {
    const { api, requests } = answering(ok)
    expect(await api.revoke('token')).toEqual({ requestId: '', attempts: 1 })
    const [request] = requests
    expect(request).toMatchObject({
      url: `${domain}/oauth2/revoke`,
      method: 'POST',
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      keepalive: true,
    })
    expect(request?.headers.get('content-type')).toContain('application/x-www-form-urlencoded')
    expect(request?.headers.has('authorization')).toBe(false)
    expect(await request?.text()).toBe('client_id=client&token=token')
  })

  it('show the request id where the domain lets a page read it', async () => {
    const named = () => new Response('', { headers: { 'x-amz-cognito-request-id': 'request-1' } })
    expect(await answering(named).api.revoke('token')).toEqual({ requestId: 'request-1', attempts: 1 })
  })

  it.each([
    ['a lost answer', lost],
    ['throttling', () => new Response('', { status: 429 })],
    ['a fault', () => Response.json({ error: 'server_error' }, { status: 500 })],
    ['a portal’s page', () => new Response('<html>')],
    ['a portal’s JSON', () => Response.json({ portal: 'https://sign-in.example.com' })],
    ['six megabytes', () => new Response('x'.repeat(6_000_000))],
    ['a 204', () => new Response(null, { status: 204 })],
  ])('are repeated after %s, three times in all', async (_name, trouble) => {
    const { api, requests } = answering(trouble, trouble, ok)
    expect(await api.revoke('token')).toMatchObject({ attempts: 3 })
    expect(requests).toHaveLength(3)
    const never = answering(trouble)
    expect(await failureOf(never.api.revoke('token'))).toMatchObject({ class: 'transient', attempts: 3 })
    expect(never.requests).toHaveLength(3)
  })

  it('are not repeated after a refusal', async () => {
    const { api, requests } = answering(() => Response.json({ error: 'invalid_client' }, { status: 401 }))
    const failure = await failureOf(api.revoke('token'))
    expect(failure).toEqual({
      operation: 'oauth2/revoke',
      code: 'invalid_client',
      message: '',
      class: 'rejected',
      attempts: 1,
    })
    expect(requests).toHaveLength(1)
  })

  it('userInfo answers with somebody, or it is not userInfo', async () => {
    const { api, requests } = answering(() => Response.json({ sub: 'x' }))
    await api.userInfo('token')
    expect(requests[0]?.headers.get('authorization')).toBe('Bearer token')
    for (const other of [ok, () => Response.json({}), () => new Response('[]')]) {
      expect(await failureOf(answering(other).api.userInfo('token'))).toMatchObject({ code: 'NotCognito' })
    }
  })
})
