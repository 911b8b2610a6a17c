import type { IncomingMessage, ServerResponse } from 'node:http'
import { CognitoError } from './domain/errors.ts'
import { type Call, isBodiless, type Reply } from './index.ts'
import { tooLarge } from './wire/body.ts'

/** The call that a request to Node's server is. `url` is absolute. */
export function callOfNode(incoming: IncomingMessage, outgoing: ServerResponse, url: string): Call {
  const { headers } = incoming
  let signal: AbortSignal | undefined
  return {
    method: incoming.method ?? '',
    url,
    headers: {
      get(name) {
        const value = headers[name]
        return value === undefined ? null : typeof value === 'string' ? value : value.join(', ')
      },
    },
    // Only a call that is held up asks for it.
    get signal() {
      return (signal ??= givenUp(outgoing))
    },
    body: (limit) => read(incoming, limit),
  }
}

/** Sends a reply. What there is of a body that breaks off is on its way before the connection is dropped. */
export function sendReply(reply: Reply, outgoing: ServerResponse): void {
  if (reply === 'dropped') {
    outgoing.destroy()
    return
  }
  const { status, headers, body, isCut } = reply
  if (isBodiless(status)) {
    outgoing.writeHead(status, headers)
    outgoing.end()
  } else if (isCut || headers['content-length'] !== undefined) {
    // Node would not say a length that is not the body's if it saw the end coming.
    outgoing.writeHead(status, headers)
    outgoing.write(body, () => (isCut ? outgoing.destroy() : outgoing.end()))
  } else {
    const length = Buffer.byteLength(body)
    // A list of names and values is what Node needs least time for.
    const head = ['content-length', String(length)]
    for (const name in headers) head.push(name, headers[name] ?? '')
    outgoing.writeHead(status, head)
    // What is all ASCII, as tokens are, is copied instead of encoded.
    outgoing.end(body, length === body.length ? 'latin1' : 'utf8')
  }
}

function givenUp(outgoing: ServerResponse): AbortSignal {
  const controller = new AbortController()
  if (outgoing.destroyed) controller.abort()
  else outgoing.once('close', () => controller.abort())
  return controller.signal
}

function read(incoming: IncomingMessage, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const announced = incoming.headers['content-length']
    if (announced !== undefined && Number(announced) > limit) {
      reject(tooLarge(limit))
      return
    }
    const chunks: Buffer<ArrayBuffer>[] = []
    let length = 0
    incoming.on('data', (chunk: Buffer<ArrayBuffer>) => {
      length += chunk.length
      if (length <= limit) chunks.push(chunk)
      else reject(tooLarge(limit))
    })
    incoming.on('end', () => {
      const [only] = chunks
      resolve(only && chunks.length === 1 ? only : Buffer.concat(chunks))
    })
    // Nobody hears this: the caller is gone.
    incoming.on('error', () => reject(new CognitoError('SerializationException', 'The request body broke off.')))
  })
}
