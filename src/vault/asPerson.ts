import { Failed, failureOf } from '../lib/failure.ts'
import type { Live } from './facts.ts'
import type { SessionKeeper } from './session.ts'

/**
 * Runs a call with the live session's access token, and draws the consequence of a refusal that says that this session
 * has ended. Throws Failed; `SignedOut` when there is no session.
 * @param operation AWS's name of the call
 */
export async function asPerson<T>(
  keeper: SessionKeeper,
  operation: string,
  work: (accessToken: string, live: Live) => Promise<T>,
): Promise<T> {
  const live = await keeper.fresh()
  if (live === undefined) throw signedOut(operation)
  try {
    return await work(live.tokens.access, live)
  } catch (error) {
    // What is not there may be the thing that was asked about, and not the session: a refresh can tell.
    if (isNotFound(error)) void keeper.renew().catch(() => undefined)
    else await keeper.heed(live, error).catch(() => undefined)
    throw error
  }
}

/** Whether Cognito says that the thing that was asked about is not there. */
export function isNotFound(error: unknown): boolean {
  return failureOf(error, '').code === 'ResourceNotFoundException'
}

/** There is no session for an operation to be done with. */
export function signedOut(operation: string): Failed {
  return new Failed({
    operation,
    code: 'SignedOut',
    message: 'Nobody is signed in here.',
    class: 'rejected',
    attempts: 0,
  })
}
