import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Emulator } from './index.ts'

/**
 * Answers what is no API call by the emulator's `fetch`. It is loaded when the first such request comes: `Request` and
 * `Response` take Node as long to load as all of the emulator.
 * @param giveUp is told of what could not be answered
 */
export function webListener(
  emulator: Emulator,
  giveUp: (error: unknown, outgoing: ServerResponse) => void,
): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  const listener = getRequestListener(
    async (request, { incoming, outgoing }) => {
      try {
        const response = await emulator.fetch(request, { address: incoming.socket.remoteAddress })
        if (response.type === 'error') outgoing.destroy()
        else if (response.headers.has('content-length')) await send(response, outgoing as ServerResponse)
        else return response
      } catch (error) {
        giveUp(error, outgoing as ServerResponse)
      }
      return RESPONSE_ALREADY_SENT
    },
    // What the emulator throws does not come here: it is a request line that no URL can be made of.
    { errorHandler: () => new Response('', { status: 400 }) },
  )
  return async (incoming, outgoing) => listener(incoming, outgoing)
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
