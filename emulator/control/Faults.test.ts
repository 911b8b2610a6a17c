import { beforeEach, describe, expect, test } from 'vitest'
import { type Emulator } from '../index.ts'
import { control, controlRefusal, DEMO, post, signIn, testEmulator, verdict } from '../testing.ts'

let emulator: Emulator

beforeEach(() => {
  emulator = testEmulator()
})

const refused = (path: string, body: unknown) => controlRefusal(emulator, path, body)

describe('faults', () => {
  const plan = (fault: object) => control(emulator, 'POST', 'faults', fault)
  const probe = () => verdict(emulator, 'GetUser', { AccessToken: 'x' })
  const PLAIN = 'NotAuthorizedException: Invalid Access Token'

  test('an error strikes the next call of its operation, once', async () => {
    await plan({ operation: 'GetUser', error: { code: 'TooManyRequestsException', message: 'Rate exceeded' } })
    expect(await verdict(emulator, 'GlobalSignOut', { AccessToken: 'x' })).toBe(PLAIN)
    const { status, headers } = await post(emulator, 'GetUser', { AccessToken: 'x' })
    expect([status, headers.get('x-amzn-errortype')]).toEqual([400, 'TooManyRequestsException:'])
    expect(await probe()).toBe(PLAIN)
    const { faults } = (await control(emulator, 'GET', 'faults')).body as { faults: object[] }
    expect(faults).toEqual([expect.objectContaining({ id: 1, matched: 2, struck: 1 })])
  })

  test.each([
    ['InternalServerException', 500],
    ['ServiceUnavailable', 503],
    ['RequestTimeout', 408],
    ['OptInRequired', 403],
    ['ThrottlingException', 400],
  ])('%s has its own status', async (code, expected) => {
    await plan({ operation: 'GetUser', error: { code } })
    expect((await post(emulator, 'GetUser', { AccessToken: 'x' })).status).toBe(expected)
  })

  test('nth and times say which calls, and the first that is due strikes', async () => {
    await plan({ operation: '*', nth: 2, times: 2, error: { code: 'InternalErrorException' } })
    await plan({
      operation: 'GetUser',
      times: 'always',
      error: { code: 'ForbiddenException', message: 'no', status: 403 },
    })
    const seen = []
    for (let call = 0; call < 5; call += 1) seen.push(await probe())
    const internal = 'InternalErrorException: InternalErrorException, as a fault asked for.'
    expect(seen).toEqual([
      'ForbiddenException: no',
      internal,
      internal,
      'ForbiddenException: no',
      'ForbiddenException: no',
    ])
    await control(emulator, 'DELETE', 'faults')
    expect(await probe()).toBe(PLAIN)
  })

  test('before leaves the work undone, after does it and loses the answer', async () => {
    const tokens = await signIn(emulator)
    const revoke = () => verdict(emulator, 'RevokeToken', { Token: tokens.RefreshToken, ClientId: DEMO.storefront })
    const alive = () => verdict(emulator, 'GetUser', { AccessToken: tokens.AccessToken })
    await plan({ operation: 'RevokeToken', error: { code: 'InternalErrorException', message: 'x' } })
    expect([await revoke(), await alive()]).toEqual(['InternalErrorException: x', 'ok'])
    await plan({ operation: 'RevokeToken', when: 'after', error: { code: 'InternalErrorException', message: 'x' } })
    expect([await revoke(), await alive()]).toEqual([
      'InternalErrorException: x',
      'NotAuthorizedException: Access Token has been revoked',
    ])
  })

  test('a raw answer is sent as it is, with request id and CORS only if asked', async () => {
    await plan({
      operation: 'GetUser',
      answer: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' },
    })
    const raw = await emulator.fetch(target('GetUser'))
    expect([raw.status, raw.headers.get('content-type'), await raw.text()]).toEqual([200, 'text/html', '<html>'])
    expect([raw.headers.has('x-amzn-requestid'), raw.headers.has('access-control-allow-origin')]).toEqual([
      false,
      false,
    ])
    await plan({ operation: 'GetUser', answer: { status: 204, body: 'ignored', requestId: true, cors: true } })
    const empty = await emulator.fetch(target('GetUser'))
    expect([empty.status, await empty.text()]).toEqual([204, ''])
    expect([empty.headers.has('x-amzn-requestid'), empty.headers.has('access-control-allow-origin')]).toEqual([
      true,
      true,
    ])
  })

  test('a preflight can fail by itself, and no other fault strikes it', async () => {
    await plan({ operation: '*', error: { code: 'InternalErrorException' } })
    await plan({ operation: 'preflight', answer: { status: 403 } })
    const preflight = () => emulator.fetch(new Request('http://127.0.0.1/', { method: 'OPTIONS' }))
    expect([(await preflight()).status, (await preflight()).status]).toEqual([403, 200])
  })

  test('a delay goes on to the real answer, a reset drops the connection, and closing frees what hangs', async () => {
    await plan({ operation: 'GetUser', delayMs: 1 })
    expect(await probe()).toBe(PLAIN)
    await plan({ operation: 'GetUser', network: 'reset' })
    expect((await emulator.fetch(target('GetUser'))).type).toBe('error')
    await plan({ operation: 'GetUser', hang: true })
    const hanging = emulator.fetch(target('GetUser'))
    while (((await control(emulator, 'GET', 'faults')).body['faults'] as { struck: number }[])[2]?.struck !== 1);
    emulator.close()
    expect((await hanging).type).toBe('error')
    const { entries } = (await control(emulator, 'GET', 'log')).body as { entries: object[] }
    expect(entries.map((entry) => ('isDropped' in entry ? 'dropped' : 'answered'))).toEqual([
      'answered',
      'dropped',
      'dropped',
    ])
  })

  test('a cut answer has the head of a good one and a body that fails, and is logged as dropped', async () => {
    await plan({ operation: 'GetUser', network: 'cut' })
    const cut = await emulator.fetch(target('GetUser'))
    expect([cut.status, cut.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
    const reader = cut.body?.getReader()
    expect((await reader?.read())?.value?.length).toBe(2)
    await expect(reader?.read()).rejects.toThrow('dropped within the answer')
    const { entries } = (await control(emulator, 'GET', 'log')).body as { entries: object[] }
    expect(entries).toEqual([expect.objectContaining({ status: 200, isDropped: true, fault: 'before' })])
  })

  test.each([
    [{ hang: true }, 'operation: missing'],
    [{ operation: 'GetUser' }, 'a fault has exactly one of error, network, delayMs, hang, answer; found none'],
    [{ operation: 'GetUser', hang: true, delayMs: 1 }, 'found delayMs, hang'],
    [{ operation: 'GetUser', hang: false }, 'hang: expected true'],
    [{ operation: 'Get User', hang: true }, 'operation: expected a text like'],
    [{ operation: '*', nth: 0, hang: true }, 'nth: expected a number from 1 to'],
    [{ operation: '*', times: 0, hang: true }, 'times: expected a whole number from 1 or "always", found 0'],
    [{ operation: '*', when: 'during', hang: true }, 'when: expected one of before, after, found "during"'],
    [{ operation: '*', network: 'slow' }, 'network: expected one of reset, cut'],
    [{ operation: '*', error: {} }, 'error.code: missing'],
    [{ operation: '*', answer: { status: 99 } }, 'answer.status: expected a number from 200 to 599'],
    [
      { operation: '*', answer: { status: 200, headers: { 'a b': 'c' } } },
      'answer.headers: "a b" is not a header\'s name',
    ],
    [{ operation: '*', answer: { status: 200, headers: { a: 'b\nc' } } }, 'answer.headers["a"]: expected a text like'],
    [{ operation: '*', answer: { status: 200, headers: { trailer: 'x' } } }, '"trailer" cannot be sent'],
    [
      { operation: '*', answer: { status: 200, headers: { 'Transfer-Encoding': 'chunked' } } },
      'answer.headers: "Transfer-Encoding" cannot be sent: the body goes in one piece, and nothing follows it',
    ],
    [
      { operation: '*', answer: { status: 200, headers: { 'Content-Length': '-1' } } },
      'answer.headers: "content-length": expected a number of bytes, found "-1"',
    ],
    [
      { operation: '*', answer: { status: 200, headers: { 'Content-Length': '1', 'content-length': '2' } } },
      'expected a number of bytes, found "1, 2"',
    ],
    [5, 'the body: expected an object, found 5'],
    [null, 'the body: expected an object, found null'],
  ])('refuses %j', async (fault, message) => {
    expect(await refused('faults', fault)).toContain(message)
  })

  function target(operation: string): Request {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    }
    return new Request('http://127.0.0.1/', { method: 'POST', headers, body: '{}' })
  }
})

describe('the log', () => {
  test('tells what was asked by whom and how it ended', async () => {
    await post(emulator, 'GetUser', { AccessToken: 'x' }, { 'user-agent': 'tester/1' })
    const { body, headers } = await post(emulator, 'InitiateAuth', { AuthFlow: 'REFRESH_TOKEN', ClientId: 'nobody' })
    expect(body['__type']).toBe('ResourceNotFoundException')
    const { entries } = (await control(emulator, 'GET', 'log')).body as { entries: object[] }
    expect(entries).toEqual([
      {
        time: expect.stringMatching(/^\d{4}-/),
        operation: 'GetUser',
        status: 400,
        errorCode: 'NotAuthorizedException',
        requestId: expect.any(String),
        userAgent: 'tester/1',
      },
      expect.objectContaining({ clientId: 'nobody', requestId: headers.get('x-amzn-requestid') }),
    ])
    await control(emulator, 'DELETE', 'log')
    expect((await control(emulator, 'GET', 'log')).body).toEqual({ entries: [] })
  })
})
