import { type Config, type ConfigProblem, fetchConfig } from '../lib/config.ts'
import { vault } from '../vault/client.ts'
import { isAppPath } from './paths.ts'

/** What the start came to: a page to show and, when all is well, the deployment. */
export type Started =
  | { state: 'wrong config'; problems: readonly ConfigProblem[] }
  | { state: 'open'; config: Config; into: 'sign-in' | 'app' }

/** Reads the config while the worker loads, opens the vault, and says whether anybody is signed in. */
export async function start(): Promise<Started> {
  vault.wake()
  const read = await fetchConfig('/config.json')
  if (!read.ok) return { state: 'wrong config', problems: read.problems }
  const session = await vault.open(read.config)
  const more = session.state === 'signed in' || vault.outbox() > 0 || isAppPath(location.pathname)
  const into = more ? 'app' : 'sign-in'
  return { state: 'open', config: read.config, into }
}
