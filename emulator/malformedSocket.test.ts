import { connect } from 'node:net'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EmulatorServer, startServer } from './server.ts'

/** F-1 below HTTP: bytes that are no request, or the beginning of one, or one that says something else than it sends. */

/** How many connections. */
const CONNECTIONS = Math.floor(Number(process.env['CURFEW_REQUESTS'] ?? 20_000) * 0.02)

let server: EmulatorServer
beforeAll(async () => {
  server = await startServer({ port: 0, seed: 'none' })
})
afterAll(() => server.close())

/** Sends bytes, ends its half, and gives what came back once the other half has ended. */
function send(bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.end(bytes))
    let text = ''
    socket.on('data', (chunk) => (text += chunk.toString('latin1')))
    // A connection that is dropped is an end as well.
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(text))
  })
}

const line = fc.constantFrom(
  'POST / HTTP/1.1',
  'GET /_emulator/health HTTP/1.1',
  'POST /_emulator/reset HTTP/1.1',
  'OPTIONS * HTTP/1.1',
  'GET //evil HTTP/1.1',
  'GET http://evil.example/ HTTP/1.1',
  'CONNECT evil.example:443 HTTP/1.1',
  'GET /_domain/%ZZ/login HTTP/1.1',
  'GET /%00 HTTP/1.0',
  'PRI * HTTP/2.0',
)
const header = fc.oneof(
  fc.constantFrom(
    'Host: 127.0.0.1',
    'Host: evil.example',
    'Host: [::1',
    'Content-Length: 5',
    'Content-Length: -1',
    'Content-Length: 99999999999999999999',
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: chunked, gzip',
    'Connection: upgrade',
    'Upgrade: websocket',
    'Expect: 100-continue',
    'X-Amz-Target: AWSCognitoIdentityProviderService.GetUser',
    'Content-Type: application/x-amz-json-1.1',
    'no colon',
    ' folded',
    `Long: ${'x'.repeat(20_000)}`,
  ),
  fc.string({ unit: 'binary-ascii', maxLength: 100 }),
)
const body = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom('5\r\nhello', 'zz\r\n\r\n', '{}', ''),
)
const request = fc
  .tuple(fc.oneof(line, fc.string({ unit: 'binary-ascii', maxLength: 60 })), fc.array(header, { maxLength: 5 }), body)
  .map(([first, headers, rest]) => Buffer.from([first, ...headers, '', rest].join('\r\n')))

test(`${CONNECTIONS} connections that make no sense are answered or dropped, and the next request is served`, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        request,
        fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
      ),
      async (bytes) => {
        const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(await send(bytes)) ?? []
        expect(Number(status ?? 400)).toBeLessThan(500)
        const health = await fetch(`${server.url}/_emulator/health`)
        expect(await health.json()).toEqual({ status: 'ok' })
      },
    ),
    { numRuns: CONNECTIONS },
  )
}, 3_600_000)
