import { type Config, type ConfigProblem, fetchConfig } from '../lib/config.ts'
import { type Failure, failureOf } from '../lib/failure.ts'
import { vault } from '../vault/client.ts'
import { isAppPath } from './paths.ts'

/** What the start came to: a page to show and, when all is well, the deployment. */
export type Started =
  | { state: 'wrong config'; problems: readonly ConfigProblem[] }
  | { state: 'open'; config: Config; into: 'sign-in' | 'app' }
  | { state: 'failed'; failure: Failure }

/** Reads the config while the worker loads, opens the vault, and says whether anybody is signed in. Never rejects. */
export async function start(): Promise<Started> {
  try {
    vault.wake()
    const read = await fetchConfig('/config.json')
    if (!read.ok) return { state: 'wrong config', problems: read.problems }
    const session = await vault.open(read.config)
    const more = session.state === 'signed in' || vault.outbox() > 0 || isAppPath(location.pathname)
    return { state: 'open', config: read.config, into: more ? 'app' : 'sign-in' }
  } catch (error) {
    return { state: 'failed', failure: failureOf(error, 'start') }
  }
}
