import type { Config } from '../lib/config.ts'
import { type ConfigProblem, readConfigFile } from '../lib/configFile.ts'
import { type Failure, failureOf } from '../lib/failure.ts'
import { signedInPath, signedOutPath } from '../lib/loginPaths.ts'
import { vault } from '../vault/client.ts'
import type { SessionState } from '../vault/protocol.ts'
import type { LoginOutcome } from '../vault/protocol/managedLogin.ts'
import { takeCallback } from './callback.ts'
import { isAppPath } from './paths.ts'

/** What the start came to: a page to show and, when all is well, the deployment. */
export type Started =
  | { state: 'wrong config'; problems: readonly ConfigProblem[] }
  /** `leftWith` is what a receipt said that is not kept, for whoever is back from managed login's logout page. */
  | { state: 'open'; config: Config; into: 'sign-in' | 'app'; leftWith?: string }
  | { state: 'open'; config: Config; into: 'returning'; finishing: Promise<LoginOutcome | Failure> }
  | { state: 'failed'; failure: Failure }

/** Reads the config while the worker loads, opens the vault, and says whether anybody is signed in. Never rejects. */
export async function start(): Promise<Started> {
  const callback = takeCallback()
  try {
    vault.wake()
    const read = await readConfigFile('/config.json')
    if (!read.ok) return { state: 'wrong config', problems: read.problems }
    const opened = await open(read.data)
    if ('problems' in opened) return { state: 'wrong config', problems: opened.problems }
    const { config, session } = opened
    if (callback !== undefined) return { state: 'open', config, into: 'returning', finishing: finish(callback) }
    const leftWith = location.pathname === signedOutPath ? await comeBack() : undefined
    if (location.pathname === signedInPath) history.replaceState(null, '', '/')
    const more = session.state === 'signed in' || isAppPath(location.pathname)
    return { state: 'open', config, into: more ? 'app' : 'sign-in', ...leftWith }
  } catch (error) {
    return { state: 'failed', failure: failureOf(error, 'start') }
  }
}

type Opened = { config: Config; session: SessionState } | { problems: readonly ConfigProblem[] }

/** The worker checks the config. What is wrong with one that it refuses, the page finds out by itself. */
async function open(data: unknown): Promise<Opened> {
  // Whatever it is: a vault opens with a config that has been checked, or not at all.
  const config = data as Config
  try {
    return { config, session: await vault.open(config) }
  } catch (error) {
    if (failureOf(error, 'start').code !== 'BadMessage') throw error
    const checked = await import('../lib/config.ts').then(({ parseConfig }) => parseConfig(data))
    if (checked.ok) throw error
    return { problems: checked.problems }
  }
}

async function finish(callback: string): Promise<LoginOutcome | Failure> {
  try {
    return await vault.finishManagedLogin(callback)
  } catch (error) {
    return failureOf(error, 'oauth2/authorize')
  }
}

/** Back from managed login's logout page: to the receipt of the sign-out that led there. */
async function comeBack(): Promise<{ leftWith: string } | undefined> {
  const { receiptId, verdict } = await vault.returnFromManagedLogin()
  history.replaceState(null, '', receiptId === undefined ? '/' : `/receipts/${encodeURIComponent(receiptId)}`)
  return verdict === undefined ? undefined : { leftWith: verdict }
}
