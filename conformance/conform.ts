import { emulatorControl, type EmulatorControl } from '../emulator/client.ts'
import { startServer } from '../emulator/server.ts'
import { said, textAt } from './Answer.ts'
import { Caller } from './Caller.ts'
import { Ground, newPool } from './Ground.ts'
import { isLoopback, type Options, UsageError } from './options.ts'
import { Pace } from './Pace.ts'
import { type Outcome, runScenarios } from './runScenarios.ts'
import type { Scenario } from './Scenario.ts'

/** A fifth below the five requests a second that AWS gives each operation on the app clients of a pool. */
const PER_SECOND = 4

/** What became of a run. */
export interface Conformance {
  /** What was asked: an address. */
  readonly endpoint: string
  readonly region: string
  readonly outcomes: readonly Outcome[]
  /** What was made and could not be taken away again, in lines. */
  readonly left: readonly string[]
}

/**
 * Runs scenarios where the options say, and takes everything away again that it made, whatever happens meanwhile.
 * `stopped` ends it early, after the scenario that is under way. Throws a `UsageError` where nothing can be run.
 */
export async function conform(
  options: Options,
  scenarios: readonly Scenario[],
  tell: (outcome: Outcome) => void,
  stopped: () => boolean = () => false,
): Promise<Conformance> {
  const own =
    options.endpoint === undefined ? await startServer({ port: 0, seed: 'none', region: options.region }) : null
  try {
    const endpoint = own?.url ?? options.endpoint ?? ''
    return await at(endpoint, options, scenarios, tell, stopped)
  } finally {
    await own?.close()
  }
}

async function at(
  endpoint: string,
  { region, credentials, poolId }: Options,
  scenarios: readonly Scenario[],
  tell: (outcome: Outcome) => void,
  stopped: () => boolean,
): Promise<Conformance> {
  const control = await controlOf(endpoint)
  const caller = new Caller({ endpoint, region, credentials, ...(!control && { pace: new Pace(PER_SECOND) }) })
  if (control) caller.clockOffsetMs = (await control.clock()).nowMs - Date.now()
  const made = poolId ?? (await createPool(caller))
  const ground = new Ground(caller, made, { control, isOwnPool: poolId === undefined })
  const outcomes: Outcome[] = []
  const left: string[] = []
  try {
    for (const scenario of scenarios) if (!stopped()) outcomes.push(...(await runScenarios(ground, [scenario], tell)))
  } finally {
    left.push(...(await ground.cleanUp()))
    if (poolId === undefined) left.push(...(await deletePool(caller, made)))
  }
  return { endpoint, region, outcomes, left }
}

/** The control plane, where the endpoint is an emulator of this project on this machine. */
async function controlOf(endpoint: string): Promise<EmulatorControl | undefined> {
  if (!isLoopback(endpoint)) return undefined
  try {
    const response = await fetch(`${endpoint}/_emulator/health`)
    return response.ok ? emulatorControl(endpoint) : undefined
  } catch (error) {
    throw new UsageError(`Nothing answers at ${endpoint}: ${error instanceof Error ? error.message : ''}.`)
  }
}

async function createPool(caller: Caller): Promise<string> {
  const answer = await caller.admin('CreateUserPool', newPool()).catch((error: unknown) => {
    throw new UsageError(`Nothing answers at ${caller.place.endpoint}: ${error instanceof Error ? error.message : ''}.`)
  })
  const id = textAt(answer, 'UserPool.Id')
  if (id === '') throw new UsageError(`No user pool could be made: ${said(answer)}`)
  return id
}

async function deletePool(caller: Caller, UserPoolId: string): Promise<string[]> {
  const answer = await caller.admin('DeleteUserPool', { UserPoolId })
  return answer.status === 200 ? [] : [`The user pool ${UserPoolId}: ${said(answer)}`]
}
