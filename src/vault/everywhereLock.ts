import { failureOf } from '../lib/failure.ts'
import type { Deployment } from './facts.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * Lets one tab at a time end every session of the user: another one that wants it too waits, and finds what came of the
 * first. One that froze at it holds nobody up for long.
 */
export async function everywhereInTurn<T>(
  around: Pick<Surroundings, 'withLock'>,
  { poolId, clientId }: Deployment,
  work: () => Promise<T>,
): Promise<T> {
  let began = false
  try {
    return await around.withLock(`curfew everywhere ${poolId} ${clientId}`, async () => {
      began = true
      return work()
    })
  } catch (error) {
    if (began || failureOf(error, '').code !== 'Busy') throw error
    return work()
  }
}
