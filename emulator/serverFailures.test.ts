import { connect } from 'node:net'
import * as fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { emulatorControl } from './client.ts'
import { createEmulatorKeys } from './index.ts'
import * as nodeCall from './nodeCall.ts'
import { type EmulatorServer, startServer } from './server.ts'
import { memoryStore } from './store/memoryStore.ts'

/** What cannot be answered costs its own connection, and never the process with everybody else's. */

vi.mock(import('./nodeCall.ts'), { spy: true })

const keys = createEmulatorKeys()
const HEADERS = [
  'Host: 127.0.0.1',
  'Content-Type: application/x-amz-json-1.1',
  'X-Amz-Target: AWSCognitoIdentityProviderService.GetUser',
  'Content-Length: 2',
].join('\r\n')
const REQUESTS = {
  GetUser: `POST / HTTP/1.1\r\n${HEADERS}\r\n\r\n{}`,
  preflight: 'OPTIONS / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n',
  userInfo: 'GET /_domain/curfew-demo/oauth2/userInfo HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n',
} as const

let server: EmulatorServer
const bugs: unknown[] = []
afterEach(async () => {
  await server.close()
  bugs.length = 0
})

const start = async (options: object = {}) => {
  server = await startServer({ port: 0, keys, onBug: (error) => bugs.push(error), ...options })
}

/** Sends a request, and gives the first line of the answer: empty where the connection is dropped without any. */
function firstLine(request: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(request))
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      if (text.includes('\r\n')) socket.destroy()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(text.split('\r\n')[0] ?? ''))
  })
}

test('an answer that Node refuses to send drops its connection and is told; the next one is sent', async () => {
  await start()
  const refusal = new TypeError('Trailers are invalid with this transfer encoding')
  vi.mocked(nodeCall.sendReply).mockImplementationOnce(() => {
    throw refusal
  })
  expect(await firstLine(REQUESTS.GetUser)).toBe('')
  expect(bugs).toEqual([refusal])
  expect(await firstLine(REQUESTS.GetUser)).toBe('HTTP/1.1 400 Bad Request')
})

test.each(['GetUser', 'preflight', 'userInfo'] as const)(
  'where the data could not be kept, %s drops its connection, and it is told why',
  async (operation) => {
    const away = new Error('no room')
    await start({ seed: 'none', store: { ...memoryStore(), commit: () => Promise.reject(away) } })
    expect(await firstLine(REQUESTS[operation])).toBe('')
    expect(bugs).toEqual([away])
    expect(await firstLine('GET /_emulator/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')).toBe('HTTP/1.1 200 OK')
  },
)

describe('every answer that a fault may have can be sent', () => {
  const names = ['trailer', 'transfer-encoding', 'content-length', 'connection', 'keep-alive', 'upgrade', 'te', 'date']
  const others = ['expect', 'host', 'set-cookie', 'content-type', 'content-encoding', 'http2-settings', '__proto__']
  const values = ['', 'x', 'chunked', 'chunked, gzip', 'gzip', 'close', 'upgrade', '0', '2', '99', '-1', '1e3', ' 3']
  const name = fc
    .oneof(fc.constantFrom(...names, ...others), fc.stringMatching(/^[!#$%&'*+.^_`|~\w-]{1,20}$/))
    .chain((text) => fc.constantFrom(text, text.toUpperCase()))
  const value = fc.oneof(fc.constantFrom(...values), fc.stringMatching(/^[ -~]{0,40}$/))
  const answer = fc.record({
    status: fc.oneof(fc.constantFrom(200, 204, 205, 304), fc.integer({ min: 200, max: 599 })),
    headers: fc.array(fc.tuple(name, value), { maxLength: 3 }).map((pairs) => Object.fromEntries(pairs)),
    body: fc.constantFrom('', '{}', 'ü', '\ud800'),
    cors: fc.boolean(),
    requestId: fc.boolean(),
  })

  test.each(['GetUser', 'preflight', 'userInfo'] as const)('of %s', async (operation) => {
    await start()
    const control = emulatorControl(server.url)
    let sent = 0
    await fc.assert(
      fc.asyncProperty(answer, async (raw) => {
        const planned = await control.addFault({ operation, answer: raw }).catch((error: unknown) => String(error))
        if (typeof planned === 'string') expect(planned).toContain('refused with 400')
        else {
          sent += 1
          expect(await firstLine(REQUESTS[operation])).toContain(`HTTP/1.1 ${raw.status} `)
        }
        expect(bugs).toEqual([])
      }),
      { numRuns: 200 },
    )
    expect(sent).toBeGreaterThan(50)
  })
})
