import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { Failed, type Failure } from '../lib/failure.ts'
import { runTimers } from '../lib/testClock.ts'
import { personApi } from './person.ts'
import { signInApi } from './signIn.ts'

const place = { region: 'us-east-1', endpoint: 'http://127.0.0.1:1' }
const amzJson = 'application/x-amz-json-1.1'

function answering(...answers: (() => Response | Promise<Response>)[]) {
  const requests: Request[] = []
  const fetcher = (async (input: RequestInfo | URL) => {
    requests.push(input as Request)
    const answer = answers[Math.min(requests.length, answers.length) - 1]
    if (!answer) throw new TypeError('Failed to fetch')
    return answer()
  }) as typeof fetch
  const at = { ...place, fetcher }
  return { requests, api: personApi(at, 'client'), signIn: signInApi(at, 'client') }
}

function cognito(body: unknown, status = 200, headers: Record<string, string> = {}) {
  return () =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': amzJson, 'x-amzn-requestid': 'request-1', ...headers },
    })
}

function cognitoError(code: string, message = '', status = 400) {
  return cognito({ __type: code, message }, status, { 'x-amzn-errortype': `${code}:` })
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

// The pauses between attempts pass at once; what is counted is the attempts.
let stopClock = () => {}
beforeEach(() => {
  stopClock = runTimers(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
})
afterEach(() => {
  vi.useRealTimers()
  stopClock()
})

describe('what counts as an answer of Cognito', () => {
  it('a 200 with a request id does', async () => {
    const { api, requests } = answering(cognito({}))
    expect(await api.revoke('token')).toEqual({ requestId: 'request-1', attempts: 1 })
    const [request] = requests
    expect(request).toMatchObject({
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    })
    expect(request?.keepalive).toBe(true)
    expect(request?.headers.has('authorization')).toBe(false)
  })

  it.each([
    ['an empty 200 of a middle box', () => new Response('', { status: 200 }), 'NotCognito'],
    [
      'a portal’s page',
      () => new Response('<html>', { status: 200, headers: { 'content-type': 'text/html' } }),
      'NotCognito',
    ],
    ['a proxy’s 403', () => new Response('<html>', { status: 403 }), 'NotCognito'],
    ['a proxy’s 503', () => new Response('busy', { status: 503 }), 'NotCognito'],
    ['an empty 400', () => new Response('', { status: 400 }), 'NotCognito'],
    ['a truncated body', () => new Response('{"Auth', { headers: { 'x-amzn-requestid': 'r' } }), 'Unreadable'],
    [
      'an error without a name',
      () => new Response('{}', { status: 400, headers: { 'x-amzn-requestid': 'r' } }),
      'Unreadable',
    ],
    [
      'six megabytes',
      () => new Response('x'.repeat(6_000_000), { headers: { 'x-amzn-requestid': 'r' } }),
      'NotCognito',
    ],
  ])('%s does not', async (_name, answer, code) => {
    const { api, requests } = answering(answer)
    const failure = await failureOf(api.revoke('token'))
    expect(failure).toMatchObject({ operation: 'RevokeToken', code, class: 'transient' })
    expect(requests).toHaveLength(3)
  })

  it('a refused connection is one typed failure, and retried, whatever the browser calls it', async () => {
    for (const message of ['Failed to fetch', 'NetworkError when attempting to fetch resource.', 'Load failed']) {
      const { api, requests } = answering(async () => Promise.reject(new TypeError(message)))
      expect(await failureOf(api.revoke('token'))).toMatchObject({ code: 'Unreachable', class: 'transient' })
      expect(requests).toHaveLength(3)
    }
  })

  it('a firewall’s ForbiddenException counts even without a request id', async () => {
    const { api } = answering(
      () => new Response('{"__type":"ForbiddenException","message":"Request not allowed"}', { status: 403 }),
    )
    expect(await failureOf(api.revoke('token'))).toMatchObject({ code: 'ForbiddenException', class: 'rejected' })
  })
})

describe('retries, one owner per operation', () => {
  it('RevokeToken: throttling is retried and then succeeds', async () => {
    const busy = cognitoError('TooManyRequestsException', 'Too many requests')
    const { api, requests } = answering(busy, busy, cognito({}))
    expect(await api.revoke('token')).toMatchObject({ attempts: 3 })
    expect(requests).toHaveLength(3)
  })

  it('RevokeToken: a refusal is not retried', async () => {
    const { api, requests } = answering(cognitoError('UnsupportedOperationException'))
    expect(await failureOf(api.revoke('token'))).toMatchObject({
      class: 'rejected',
      attempts: 1,
      requestId: 'request-1',
    })
    expect(requests).toHaveLength(1)
  })

  it('InitiateAuth is sent once, whatever happens: each try counts towards the lockout', async () => {
    const { signIn, requests } = answering(cognitoError('InternalErrorException', '', 500))
    expect(await failureOf(signIn.begin('USER_SRP_AUTH', { USERNAME: 'ada' }))).toMatchObject({ class: 'transient' })
    expect(requests).toHaveLength(1)
  })

  it('GlobalSignOut: “revoked” after a lost answer of the same intent means that it was done', async () => {
    const lost = async () => Promise.reject(new TypeError('Failed to fetch'))
    const revoked = cognitoError('NotAuthorizedException', 'Access Token has been revoked')
    expect(await answering(lost, revoked).api.globalSignOut('token', { mayHaveTakenEffect: false })).toMatchObject({
      attempts: 2,
    })
    expect(await answering(revoked).api.globalSignOut('token', { mayHaveTakenEffect: true })).toMatchObject({
      attempts: 1,
    })
    const unnamed = () =>
      new Response('{"__type":"NotAuthorizedException","message":"Access Token has been revoked"}', { status: 400 })
    const done = await answering(unnamed).api.globalSignOut('token', { mayHaveTakenEffect: true })
    expect(done).toEqual({ requestId: '', attempts: 1 })
    expect(await failureOf(answering(revoked).api.globalSignOut('token', { mayHaveTakenEffect: false }))).toMatchObject(
      { class: 'rejected' },
    )
  })
})
