import { type Failure, failureOf } from '../lib/failure.ts'
import type { SessionState } from './protocol.ts'

/** A call as it goes over the wire. */
export type Call = { tab: string; operation: string; body: Readonly<Record<string, unknown>>; keepalive: boolean }

/** The way between a tab and the emulator: may fail before or after `forward`, or answer by itself. */
export type Network = (call: Call, forward: () => Promise<Response>) => Promise<Response>

/** The failure that a promise ends in. */
export async function failureIn(work: Promise<unknown>): Promise<Failure> {
  try {
    await work
  } catch (error) {
    return failureOf(error, 'not a Failed')
  }
  throw new Error('it did not fail')
}

/** A connection that never gets there. */
export const lostBefore: Network = async () => Promise.reject(new TypeError('Failed to fetch'))

/** A connection on which the answer gets lost: the emulator has done what it was asked. */
export const lostAfter: Network = async (_call, forward) => {
  await forward()
  throw new TypeError('Failed to fetch')
}

/** `network` for the calls of some operations, nothing special for the others. */
export function only(operations: readonly string[], network: Network): Network {
  return async (call, forward) => (operations.includes(call.operation) ? network(call, forward) : forward())
}

/** An answer as Cognito would send it. */
export function answerOf(body: unknown, status = 200): Response {
  const code = status === 200 ? undefined : (body as { __type?: string }).__type
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-requestid': 'made-by-the-test',
      ...(code === undefined ? {} : { 'x-amzn-errortype': `${code}:` }),
    },
  })
}

/** An error as Cognito would send it. */
export function errorOf(code: string, message = '', status = 400): Network {
  return async () => answerOf({ __type: code, message }, status)
}

/** The facts of somebody who is signed in. */
export function factsIn(state: SessionState) {
  if (state.state !== 'signed in') throw new Error(`nobody is signed in: ${JSON.stringify(state)}`)
  return state.session
}
