import { beforeEach, describe, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { control, testEmulator } from '../testing.ts'
import { ORIGIN, shopDomain } from './testDomain.ts'
import { shopSeed } from './testShop.ts'

let emulator: Emulator
const { form, send } = shopDomain(() => emulator)

beforeEach(() => {
  emulator = testEmulator({ seed: shopSeed })
})

describe('on every endpoint', () => {
  test.each([
    ['/oauth2/authorize', 'GET', false],
    ['/login', 'GET', false],
    ['/logout', 'GET', false],
    ['/error', 'GET', false],
    ['/oauth2/token', 'POST', true],
    ['/oauth2/revoke', 'POST', true],
    ['/oauth2/userInfo', 'GET', true],
  ])('%s has the headers of a domain; readable from pages: %s %s', async (path, method, hasCors) => {
    const { headers } = await send(path, { method })
    expect(headers.get('access-control-allow-origin')).toBe(hasCors ? '*' : null)
    expect(headers.get('x-amz-cognito-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers.get('cache-control')).toBe('no-cache, no-store, max-age=0, must-revalidate')
    expect([headers.get('x-frame-options'), headers.get('server'), headers.get('x-amzn-requestid')]).toEqual([
      'DENY',
      'Server',
      null,
    ])
    const asked = await send(path, {
      method: 'OPTIONS',
      headers: { 'access-control-request-headers': 'authorization' },
    })
    expect([asked.status, asked.headers.get('access-control-allow-headers')]).toEqual(
      hasCors ? [200, 'authorization'] : [405, null],
    )
    expect((await send(path, { method: 'DELETE' })).status).toBe(405)
  })

  test('a domain or path that is not there is not found', async () => {
    expect((await send('/oauth2/nothing')).status).toBe(404)
    expect((await send('/login', {}, `${ORIGIN}/_domain/nobody`)).status).toBe(404)
    expect((await send('', {}, `${ORIGIN}/_domain/shop`)).status).toBe(404)
  })

  test('faults strike, and the log keeps no secret', async () => {
    await control(emulator, 'POST', 'faults', { operation: 'revoke', answer: { status: 503 } })
    expect((await form('/oauth2/revoke', { token: 'x', client_id: 'spa' })).status).toBe(503)
    expect((await form('/oauth2/revoke', { token: 'a.b.c', client_id: 'spa' })).status).toBe(400)
    const { text, body } = await control(emulator, 'GET', 'log')
    expect(body['entries']).toEqual([
      expect.objectContaining({ operation: 'revoke', status: 503, fault: 'before' }),
      expect.objectContaining({
        operation: 'revoke',
        status: 400,
        clientId: 'spa',
        errorCode: 'unsupported_token_type',
      }),
    ])
    expect(text).not.toContain('a.b.c')
  })
})
