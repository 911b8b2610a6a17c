import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { type Failure, failureOf } from '../lib/failure.ts'
import { runTimers } from '../lib/testClock.ts'
import { domainApi } from './domain.ts'
import { call } from './failures.ts'
import { personApi } from './person.ts'
import { signInApi } from './signIn.ts'
import { Trouble } from './transport.ts'

// The pauses between attempts pass at once.
let stopClock = () => {}
beforeEach(() => {
  stopClock = runTimers(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
})
afterEach(() => {
  vi.useRealTimers()
  stopClock()
  vi.restoreAllMocks()
})

/** Time limits that pass when the test says so. */
function controlledLimits(): Map<number, AbortController> {
  const limits = new Map<number, AbortController>()
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const limit = new AbortController()
    limits.set(ms, limit)
    return limit.signal
  })
  return limits
}

/** A server that takes a request and never answers; `onAsked` is told. */
function hanging(onAsked: () => void) {
  return (async (_request: Request, { signal }: { signal: AbortSignal }) => {
    queueMicrotask(onAsked)
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error))
    })
  }) as unknown as typeof fetch
}

async function failureIn(work: Promise<unknown>): Promise<Failure> {
  return work.then(
    () => {
      throw new Error('it did not fail')
    },
    (error: unknown) => failureOf(error, ''),
  )
}

const begin = async (at: typeof place & { fetcher: typeof fetch }) =>
  signInApi(at, 'client').begin('USER_PASSWORD_AUTH', { USERNAME: 'ada', PASSWORD: 'x' })
const place = { region: 'us-east-1', endpoint: 'http://127.0.0.1:1' }
const end = (limit: AbortController | undefined) => limit?.abort(new DOMException('time is up', 'TimeoutError'))

describe('time limits', () => {
  it('one request: 10 s, and the next attempt begins', async () => {
    const limits = controlledLimits()
    let asked = 0
    const fetcher = hanging(() => {
      asked += 1
      end(limits.get(10_000))
    })
    const failure = await failureIn(personApi({ ...place, fetcher }, 'client').revoke('token'))
    expect(failure).toMatchObject({ code: 'TimedOut', message: 'No answer within 10 seconds.', class: 'transient' })
    expect([asked, failure.attempts]).toEqual([3, 3])
  })

  it.each([
    ['RevokeToken', 'transient'],
    ['InitiateAuth', 'unknown outcome'],
  ])('all attempts of %s: 25 s, and that is the end', async (operation, kind) => {
    const limits = controlledLimits()
    let asked = 0
    const fetcher = hanging(() => {
      asked += 1
      end(limits.get(25_000))
    })
    const api = personApi({ ...place, fetcher }, 'client')
    const failure = await failureIn(operation === 'RevokeToken' ? api.revoke('token') : begin({ ...place, fetcher }))
    expect(failure).toMatchObject({ operation, code: 'TimedOut', message: 'No answer within 25 seconds.', class: kind })
    expect(asked).toBe(1)
  })
})

describe('time limits of the domain', () => {
  it('all attempts: 25 s, and that is the end', async () => {
    const limits = controlledLimits()
    let asked = 0
    const fetcher = hanging(() => {
      asked += 1
      end(limits.get(25_000))
    })
    const api = domainApi({ domain: 'https://login.example.com', fetcher }, 'client')
    const failure = await failureIn(api.revoke('token'))
    const message = 'No answer within 25 seconds.'
    expect(failure).toMatchObject({ operation: 'oauth2/revoke', code: 'TimedOut', message, class: 'transient' })
    expect(asked).toBe(1)
  })
})

describe('the pauses between attempts', () => {
  it.each([
    [0, 250 + 250],
    [0.5, 375 + 625],
    [1, 500 + 1_000],
  ])('grow from 250 ms, with jitter (%f: %i ms in all)', async (jitter, all) => {
    vi.spyOn(Math, 'random').mockReturnValue(jitter)
    const fetcher = (async () => Promise.reject(new TypeError('Failed to fetch'))) as typeof fetch
    const began = Date.now()
    await failureIn(personApi({ ...place, fetcher }, 'client').revoke('token'))
    expect(Date.now() - began).toBe(all)
  })
})

describe('whatever else is thrown', () => {
  it.each([
    ['an error', new RangeError('with a secret in it'), 'RangeError'],
    ['something else', 'a text', 'unknown'],
  ])('%s becomes one failure without its words', async (_name, thrown, message) => {
    const failing = call('GetUser', async () => Promise.reject(thrown as Error))
    expect(await failureIn(failing)).toEqual({
      operation: 'GetUser',
      code: 'Unexpected',
      message,
      class: 'unknown outcome',
      attempts: 1,
    })
  })
})

describe('what the SDK makes of it', () => {
  it('trouble that it wraps is that trouble still', async () => {
    const trouble = new Trouble('NotCognito', 'Something answered 200.', 'request-1')
    const failing = call('GetUser', async () => Promise.reject(new Error('wrapped', { cause: trouble })))
    expect(await failureIn(failing)).toEqual({
      operation: 'GetUser',
      code: 'NotCognito',
      message: 'Something answered 200.',
      class: 'transient',
      attempts: 1,
      requestId: 'request-1',
    })
  })

  it('a refusal without a status is a refusal', async () => {
    const refusal = Object.assign(new Error('no'), { name: 'NewException', $fault: 'client', $metadata: {} })
    expect(await failureIn(call('GetUser', async () => Promise.reject(refusal)))).toEqual({
      operation: 'GetUser',
      code: 'NewException',
      message: 'no',
      class: 'rejected',
      attempts: 1,
    })
  })
})

describe('answers without a body', () => {
  const answering = (status: number, headers: Record<string, string>) =>
    personApi({ ...place, fetcher: async () => new Response(null, { status, headers }) }, 'client')

  it('204 with a request id counts as accepted', async () => {
    const accepted = await answering(204, { 'x-amzn-requestid': 'r' }).revoke('token')
    expect(accepted).toEqual({ requestId: 'r', attempts: 1 })
  })

  it('an error that is named in its header alone is that error', async () => {
    const headers = { 'x-amzn-requestid': 'r', 'x-amzn-errortype': 'UnsupportedOperationException:' }
    const failure = await failureIn(answering(400, headers).revoke('token'))
    expect(failure).toMatchObject({ code: 'UnsupportedOperationException', class: 'rejected', requestId: 'r' })
  })

  it.each([408, 429, 503])('status %i is no refusal, whatever its name', async (status) => {
    const headers = { 'x-amzn-requestid': 'r', 'x-amzn-errortype': 'SomethingNewException:' }
    const failure = await failureIn(answering(status, headers).getUser('token'))
    expect(failure).toMatchObject({ code: 'SomethingNewException', class: 'transient' })
  })
})
