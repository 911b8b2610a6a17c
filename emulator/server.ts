import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createEmulator, type EmulatorOptions } from './index.ts'
import { callOfNode, sendReply } from './nodeCall.ts'
import { nodeCryptography } from './nodeCryptography.ts'
import type { webListener } from './webListener.ts'

/** The names by which only this machine can reach itself. */
const LOOPBACK = ['127.0.0.1', 'localhost', '::1']

/** How long a connection is kept that nothing is sent over, in milliseconds. */
const KEPT_MS = 10 * 60_000

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
  const emulator = createEmulator({ cryptography: nodeCryptography, ...rest })
  /** What cannot be answered costs its own connection, and nobody else's. */
  const giveUp = (error: unknown, outgoing: ServerResponse) => {
    outgoing.destroy()
    rest.onBug?.(error)
  }
  let others: Promise<ReturnType<typeof webListener>> | undefined
  const answerOther = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    others ??= import('./webListener.ts').then(({ webListener }) => webListener(emulator, giveUp))
    const listener = await others
    await listener(incoming, outgoing)
  }
  const answerCall = async (incoming: IncomingMessage, outgoing: ServerResponse, url: string) => {
    const call = callOfNode(incoming, outgoing, url)
    sendReply(await emulator.call(call, { address: incoming.socket.remoteAddress }), outgoing)
  }
  const hosts = new Hosts()
  const server = createServer({ joinDuplicateHeaders: true }, (incoming, outgoing) => {
    const { method, url, headers } = incoming
    const base = hosts.base(headers.host)
    if (base === undefined) refuse(incoming, outgoing)
    else if (url === '/' && base !== '' && (method === 'POST' || method === 'OPTIONS'))
      answerCall(incoming, outgoing, base).catch((error: unknown) => giveUp(error, outgoing))
    else answerOther(incoming, outgoing).catch((error: unknown) => giveUp(error, outgoing))
  })
  // A connection that a client has just taken up again must not be closed under it: fetch does not repeat a POST.
  server.keepAliveTimeout = KEPT_MS
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

/** What Host headers mean. Most requests have the one that the last one had. */
class Hosts {
  #last: { readonly host: string | undefined; readonly base: string | undefined } = { host: '', base: undefined }

  /** The URL of this server by that name, empty for one that no URL can be made of; undefined for another machine's. */
  base(host: string | undefined): string | undefined {
    if (host !== this.#last.host) {
      const name = /^(?:\[([^\]]+)\]|([^:]+))(?::\d+)?$/.exec(host ?? '')
      const isOurs = isLoopback((name?.[1] ?? name?.[2] ?? '').toLowerCase())
      const url = `http://${host}/`
      this.#last = { host, base: isOurs ? (URL.canParse(url) ? url : '') : undefined }
    }
    return this.#last.base
  }
}

function refuse(incoming: IncomingMessage, outgoing: ServerResponse): void {
  incoming.resume()
  outgoing.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' })
  outgoing.end('The emulator only answers requests for this machine: use 127.0.0.1 or localhost.\n')
}
