import { connect, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'

/** How many requests are in flight at once. */
const CALLERS = 16

/** What a burst of requests came to. */
export interface Burst {
  readonly perSecond: number
  readonly done: number
  /** What each request cost this process, in microseconds of CPU: the server has that much less of the machine. */
  readonly cpuUs: number
}

/**
 * Sends requests that were built before, over raw keep-alive sockets, until `seconds` are over or `next` has no more.
 * Throws for any answer but 200. It reads no more of an answer than where it ends, unless `onBody` wants it.
 */
export function burst(
  port: number,
  next: () => Buffer | undefined,
  seconds: number,
  onBody?: (body: string) => void,
): Promise<Burst> {
  return new Promise((resolve, reject) => {
    const cpu = process.cpuUsage()
    const began = performance.now()
    const until = began + seconds * 1000
    let done = 0
    let isOver = false
    let failure: Error | undefined
    let open = CALLERS
    const fail = (error: Error) => {
      failure ??= error
      isOver = true
    }
    const send = (socket: Socket): boolean => {
      const request = isOver || performance.now() >= until ? undefined : next()
      if (request) socket.write(request)
      else socket.destroy()
      return request !== undefined
    }
    const caller = () => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true })
      let received: Buffer | undefined
      let end = -1
      let isWaiting = false
      socket.on('connect', () => (isWaiting = send(socket)))
      socket.on('error', fail)
      socket.on('close', () => {
        // Some servers close the connection behind every answer.
        if (isWaiting) fail(new Error('the connection was closed instead of an answer'))
        if (!isOver && performance.now() < until && !failure && end === -2) {
          caller()
          return
        }
        open -= 1
        if (open > 0) return
        const { user, system } = process.cpuUsage(cpu)
        const perSecond = (done * 1000) / (performance.now() - began)
        if (failure) reject(failure)
        else resolve({ perSecond, done, cpuUs: (user + system) / Math.max(1, done) })
      })
      socket.on('data', (part) => {
        received = received ? Buffer.concat([received, part]) : part
        if (end < 0) end = endOf(received, fail)
        if (end < 0 || received.length < end) return
        if (onBody) onBody(received.toString('utf8', received.indexOf('\r\n\r\n') + 4, end))
        done += 1
        const isLast = /\r\nconnection: close\r\n/i.test(received.toString('latin1', 0, 400))
        received = undefined
        isWaiting = false
        end = isLast ? -2 : -1
        if (isLast) socket.destroy()
        else isWaiting = send(socket)
      })
    }
    for (let count = 0; count < CALLERS; count += 1) caller()
  })
}

/** Where an answer ends; -1 while that is not known. */
function endOf(received: Buffer, fail: (error: Error) => void): number {
  const head = received.indexOf('\r\n\r\n')
  if (head < 0) return -1
  const text = received.toString('latin1', 0, head)
  if (!/^HTTP\/1\.[01] 200/.test(text)) fail(new Error(received.toString('latin1').slice(0, 1000)))
  const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1]
  if (length === undefined) fail(new Error(`no length: ${text}`))
  return head + 4 + Number(length ?? 0)
}
