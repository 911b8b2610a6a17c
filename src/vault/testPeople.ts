/* oxlint-disable no-restricted-imports -- as testWorld.ts: no part of the console imports this file */
import type { Seed } from '../../emulator/index.ts'
import { POOL, secondFactorSeed } from '../../emulator/operations/secondFactorPool.ts'
import { emulatorOrigin as origin, requestFor } from './testWire.ts'
import { World } from './testWorld.ts'

/** What everybody in these pools signs in with; long enough to be looked for in whatever a vault says. */
export const password = 'Copper-kettle-77'

type Changes = {
  pool?: Partial<NonNullable<Seed['userPools']>[number]>
  flows?: readonly string[]
  secret?: string
}

/** A world around the pool with every second factor, changed as a test wants it. */
export function peoplesWorld(mode: 'ON' | 'OPTIONAL', { pool: changes = {}, flows, secret }: Changes = {}): World {
  const [pool] = secondFactorSeed(mode).userPools ?? []
  if (pool === undefined) throw new Error('the seed has a pool')
  const clients = (pool.Clients ?? []).map((client) => ({
    ...client,
    PreventUserExistenceErrors: 'ENABLED',
    ...(flows === undefined ? {} : { ExplicitAuthFlows: flows }),
    ...(secret === undefined ? {} : { ClientSecret: secret }),
  }))
  const users = (changes.Users ?? pool.Users ?? []).map((user) =>
    user.TemporaryPassword === undefined ? { ...user, Password: password } : user,
  )
  const userPools = [{ ...pool, ...changes, Clients: clients, Users: users }]
  // What a test takes out of the pool is not in it at all.
  const seed = JSON.parse(JSON.stringify({ version: 1, userPools })) as Seed
  return new World({ seed, userPoolId: POOL, clientId: 'web', name: 'lamps' })
}

/** The code that was sent last. */
export async function lastCode(world: World): Promise<string> {
  const request = new Request(`${origin}/_emulator/codes`, { headers: { 'x-curfew-control': '1' } })
  const { codes } = (await (await world.emulator.fetch(request)).json()) as { codes: readonly { code: string }[] }
  return codes.at(-1)?.code ?? ''
}

/** A code of the same length that is not `code`. */
export function otherThan(code: string): string {
  return code.replace(/^./, (digit) => (digit === '1' ? '2' : '1'))
}

/** Calls Cognito beside every vault, as another app or an administrator would. */
export async function beside(world: World, operation: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await world.emulator.fetch(requestFor(operation, body))
  const text = await response.text()
  if (!response.ok) throw new Error(text)
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
}
