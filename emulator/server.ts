import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { createEmulator, type EmulatorOptions } from './index.ts'

/** The names by which only this machine can reach itself. */
const LOOPBACK = ['127.0.0.1', 'localhost', '::1']

/** A listening emulator. */
export interface EmulatorServer {
  /** Where it listens, without a slash at the end. */
  readonly url: string
  /** Stops listening, drops every connection, and resolves when it is done. */
  readonly close: () => Promise<void>
}

/** Whether an address or name can only mean this machine. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.includes(host) || host.endsWith('.localhost')
}

/**
 * Serves an emulator over HTTP on the loopback interface; `port` 0 takes any free one. A request whose Host header
 * names another machine is refused: that is how a page on the internet would reach in, by a name that it points here.
 * Rejects when it cannot listen, and throws for a `host` that is not loopback.
 */
export async function startServer(
  options: EmulatorOptions & { readonly port: number; readonly host?: string },
): Promise<EmulatorServer> {
  const { port, host = '127.0.0.1', ...rest } = options
  if (!isLoopback(host)) throw new Error(`The emulator only listens on the loopback interface, not on ${host}.`)
  const emulator = createEmulator(rest)
  const listener = getRequestListener(
    async (request, { incoming, outgoing }) => {
      const response = await emulator.fetch(request, { address: incoming.socket.remoteAddress })
      if (response.type === 'error') outgoing.destroy()
      else if (response.headers.has('content-length')) await send(response, outgoing as ServerResponse)
      else return response
      return RESPONSE_ALREADY_SENT
    },
    // The emulator's handler does not throw: what arrives here is a request line that no URL can be made of.
    { errorHandler: () => new Response('', { status: 400 }) },
  )
  const server = createServer((incoming, outgoing) => {
    if (namesThisMachine(incoming.headers.host)) void listener(incoming, outgoing)
    else refuse(incoming, outgoing)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const boundPort = typeof address === 'object' && address ? address.port : port
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${boundPort}`,
    close: () =>
      new Promise((resolve) => {
        emulator.close()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/**
 * Sends an answer that says itself how long it is, as only a fault's does: it may be shorter, and break off. What there
 * is of it is on its way before the connection is dropped.
 */
async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  const reader = response.body?.getReader()
  try {
    for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
      const { value } = next
      await new Promise((resolve) => outgoing.write(value, resolve))
    }
    outgoing.end()
  } catch {
    outgoing.destroy()
  }
}

function namesThisMachine(host: string | undefined): boolean {
  const name = /^(?:\[([^\]]+)\]|([^:]+))(?::\d+)?$/.exec(host ?? '')
  return isLoopback((name?.[1] ?? name?.[2] ?? '').toLowerCase())
}

function refuse(incoming: IncomingMessage, outgoing: ServerResponse): void {
  incoming.resume()
  outgoing.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' })
  outgoing.end('The emulator only answers requests for this machine: use 127.0.0.1 or localhost.\n')
}
