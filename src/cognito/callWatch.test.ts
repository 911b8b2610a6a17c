import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { CallRecord, CallTarget } from '../lib/calls.ts'
import { runTimers } from '../lib/testClock.ts'
import { exchangeIdToken } from './identity.ts'
import { operatorApi } from './operator.ts'
import { personApi } from './person.ts'

let stopClock = () => {}
beforeEach(() => {
  stopClock = runTimers(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
})
afterEach(() => {
  vi.useRealTimers()
  stopClock()
})

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'request-1', ...headers },
  })

function watched(answer: (request: Request) => Promise<Response>) {
  const notes: { call: CallRecord; target: CallTarget | undefined }[] = []
  let time = 1_000
  const place = {
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:1',
    calls: {
      now: () => (time += 5),
      note: (call: CallRecord, target: CallTarget | undefined) => void notes.push({ call, target }),
    },
    fetcher: (async (request: Request) => answer(request)) as typeof fetch,
  }
  const ends = () => notes.filter(({ call }) => call.outcome.state !== 'under way').map(({ call }) => call)
  return { notes, ends, place }
}

describe('the list of calls', () => {
  it('learns of a request as it leaves and as it ends', async () => {
    const { notes, place } = watched(async () => json({}))
    await personApi(place, 'client').revoke('a-refresh-token')
    const [left, ended] = notes.map(({ call }) => call)
    expect(left).toEqual({
      id: expect.stringMatching(/^[\w-]{36} 1$/) as unknown,
      call: expect.stringMatching(/^[\w-]{36}$/) as unknown,
      attempt: 1,
      operation: 'RevokeToken',
      endpoint: 'user pool',
      startedAt: new Date(1_005),
      outcome: { state: 'under way' },
    })
    expect(ended).toEqual({
      ...left,
      outcome: { state: 'answered', durationMs: 5, status: 200, requestId: 'request-1' },
    })
    expect(notes).toHaveLength(2)
  })

  it('has a line for every attempt of a call', async () => {
    let asked = 0
    const { ends, place } = watched(async () => {
      asked += 1
      if (asked === 1) throw new TypeError('Failed to fetch')
      if (asked === 2) return new Response('<html>', { status: 503 })
      return json({ __type: 'TooManyRequestsException' }, 400, { 'x-amzn-errortype': 'TooManyRequestsException:' })
    })
    await personApi(place, 'client')
      .revoke('token')
      .catch(() => undefined)
    expect(ends().map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
      [1, { state: 'no answer', durationMs: 5, code: 'Unreachable' }],
      [2, { state: 'no answer', durationMs: 5, code: 'NotCognito', status: 503 }],
      [3, { state: 'answered', durationMs: 5, status: 400, code: 'TooManyRequestsException', requestId: 'request-1' }],
    ])
    expect(new Set(ends().map(({ call }) => call)).size).toBe(1)
  })

  it.each([
    ['com.amazonaws.cognito#NotAuthorizedException', {}, 'NotAuthorizedException'],
    ['x', { 'x-amzn-errortype': 'NotAuthorizedException:http://internal/' }, 'NotAuthorizedException'],
    ['<script>alert(1)</script>', {}, undefined],
    [7, {}, undefined],
  ])('takes the name of an error and nothing else: %s', async (type, headers, code) => {
    const { ends, place } = watched(async () => json({ __type: type, message: 'a-token' }, 400, headers))
    await personApi(place, 'client')
      .getUser('token', 1)
      .catch(() => undefined)
    expect(ends()[0]?.outcome).toMatchObject(code === undefined ? { status: 400 } : { code })
    expect(JSON.stringify(ends())).not.toMatch(/script|a-token/)
  })

  it('says when it was stopped', async () => {
    const { ends, place } = watched(async () => {
      vi.spyOn(AbortSignal, 'timeout')
      throw Object.assign(new Error('stopped'), { name: 'AbortError' })
    })
    await personApi(place, 'client')
      .getUser('token', 1)
      .catch(() => undefined)
    expect(ends()[0]?.outcome).toMatchObject({ state: 'no answer' })
  })

  it('knows the identity pool, and never what was sent', async () => {
    const { notes, place } = watched(async (request) =>
      request.headers.get('x-amz-target')?.endsWith('GetId')
        ? json({ IdentityId: 'us-east-1:identity' })
        : json({
            Credentials: { AccessKeyId: 'ASIAKEY', SecretKey: 'secret-key', SessionToken: 's', Expiration: 9e9 },
          }),
    )
    await exchangeIdToken(place, { identityPoolId: 'p', userPoolId: 'us-east-1_x' }, 'an-id-token')
    expect(notes.map(({ call }) => call.endpoint)).toEqual(Array.from({ length: 4 }, () => 'identity pool'))
    expect(JSON.stringify(notes)).not.toMatch(/an-id-token|secret-key|ASIAKEY/)
    expect(notes.every(({ target }) => target === undefined)).toBe(true)
  })

  it('tells the target of a signed request by its names', async () => {
    const { notes, place } = watched(async () => json({ UserPoolClients: [] }))
    const credentials = { accessKeyId: 'A', secretAccessKey: 'B', sessionToken: 'C', expiration: new Date(9e12) }
    await operatorApi(place, credentials).listClients('us-east-1_Demo00001')
    expect(notes[0]?.target).toEqual({ pool: 'us-east-1_Demo00001' })
  })

  it('is not spoiled by a request that has no names at all', async () => {
    const { notes, place } = watched(async () => json({}))
    const { transport } = await import('./transport.ts')
    const handler = transport({ calls: place.calls, fetcher: place.fetcher })
    const request = {
      protocol: 'http:',
      hostname: '127.0.0.1',
      method: 'POST',
      path: '/',
      headers: { authorization: 'x' },
      body: 'no json',
      query: {},
    }
    await handler.handle(request as never)
    expect(notes[0]).toMatchObject({ call: { operation: 'unnamed', endpoint: 'user pool', attempt: 1 }, target: {} })
    await handler.handle({ ...request, body: '7' } as never)
    expect(notes[2]?.target).toEqual({})
  })
})
