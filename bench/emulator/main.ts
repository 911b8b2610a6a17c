// Measures the emulator, in memory and on disk, in one run with cognito-local, with moto's server where there is one, and
// with a bare node:http server that does nothing but the same two signatures, at several sizes of the pool. Prints each
// figure's ratio against its bar.
//
//   npm run bench -- emulator         (USERS=10,1000 ROUNDS=3 SECONDS=1 in the environment make it shorter)
//
// Loopback only. cognito-local is installed into a temporary folder, never into the project.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bareCommand, commandOf, type Contender, plant, prepare, startMoto } from './contenders.ts'
import { burst } from './load.ts'
import { measureMemory } from './memory.ts'
import { type PoolFiles, writePool } from './pools.ts'
import { type Entry, type Laps, type OperationName, OPERATIONS, race } from './race.ts'
import { figure, HEADING, lineOf, median, medianRatio, type Row, summaryOf } from './report.ts'
import { requestOf, CLIENT } from './requests.ts'
import { start, stop, stopAll } from './servers.ts'
import { measureStarts } from './starts.ts'

const sizes = (process.env['USERS'] ?? '10,1000,10000').split(',').map(Number)
const least = Math.min(...sizes)
const most = Math.max(...sizes)
const turns = { rounds: Number(process.env['ROUNDS'] ?? 5), seconds: Number(process.env['SECONDS'] ?? 1.5) }

/** Bars against cognito-local, by the size of the pool. */
const SIGN_IN: Readonly<Record<number, number>> = { 10: 6, 1000: 13, 10000: 85 }
const REVOKE: Readonly<Record<number, number>> = { 10: 25, 10000: 400 }
/** How many servers of each size are compared: two of the same size differ by more than the bar leaves room for. */
const PAIRS = 3
const SIGNED = ['sign-in', 'refresh'] as const
/** How the report names who is measured, and against whom. */
const WHERE = { memory: 'in memory', disk: 'on disk' } as const
const NAMES = { bare: 'bare', 'cognito-local': 'cognito-local', moto: 'moto', least: `${least} users` } as const

const folder = mkdtempSync(join(tmpdir(), 'curfew-bench-'))
try {
  console.log('Building the emulator and installing cognito-local into a temporary folder ...')
  console.log(
    `cognito-local ${prepare(folder)}, Node ${process.version}; ${turns.rounds} rounds of ${turns.seconds} s.`,
  )
  const pools = new Map([0, ...sizes].map((users) => [users, writePool(folder, users)]))
  const rows: Row[] = []
  // Shown as they come: a run takes minutes.
  const add = (more: readonly Row[]) => {
    for (const row of more) console.log(lineOf(row))
    rows.push(...more)
  }
  for (const pool of pools.values()) await plant(pool, folder)
  console.log(HEADING)
  const [empty, full] = [pools.get(0), pools.get(most)]
  if (empty && full) {
    add(await measureStarts(empty, full, folder))
    add(await measureMemory(full, folder))
  }
  const bare = await fasterBare()
  for (const users of sizes) add(await compare(users, bare, pools.get(users)))
  add(await compareSizes(pools.get(least), pools.get(most)))
  console.log(summaryOf(rows))
} finally {
  stopAll()
  rmSync(folder, { recursive: true, force: true })
}

async function contender(kind: 'memory' | 'disk' | 'cognito-local', pool: PoolFiles | undefined): Promise<Contender> {
  if (!pool) throw new Error('no such pool')
  const server = await start(commandOf(kind, pool, folder))
  return { kind, server, users: pool.users, client: CLIENT }
}

/** The bare server, with whichever of Node's two ways to sign is faster on this machine. */
async function fasterBare(): Promise<Contender> {
  const both = await Promise.all(
    (['subtle', 'node'] as const).map(async (how) => ({ how, server: await start(bareCommand(how)), rates: [0] })),
  )
  for (let round = 0; round < 4; round += 1) {
    for (const { server, rates } of both) {
      const request = requestOf(server.port, 'Nothing', {})
      const { perSecond } = await burst(server.port, () => request, turns.seconds / 2)
      if (round > 0) rates.push(perSecond)
    }
  }
  const [fast, slow] = both.sort((one, other) => median(other.rates) - median(one.rates))
  if (!fast || !slow) throw new Error('no bare server')
  console.log(`The bare server signs by ${fast.how}: ${figure(median(fast.rates))}/s; by ${slow.how} it would be`, {
    perSecond: figure(median(slow.rates)),
  })
  await stop(slow.server)
  return { kind: 'bare', server: fast.server, users: 0, client: '' }
}

async function compare(users: number, bare: Contender, pool: PoolFiles | undefined): Promise<Row[]> {
  const ours = [await contender('memory', pool), await contender('disk', pool)]
  const local = await contender('cognito-local', pool)
  const moto = users === least ? await startMoto(users) : undefined
  if (users === least && !moto) console.log('moto not measured: there is no moto_server on this machine.')
  const entries: Entry[] = [
    { name: 'bare', contender: bare, operations: SIGNED },
    ...ours.map((contender): Entry => ({ name: contender.kind, contender, operations: OPERATIONS })),
    { name: 'cognito-local', contender: local, operations: OPERATIONS },
    ...(moto ? [{ name: 'moto', contender: moto, operations: ['sign-in'] } as const] : []),
  ]
  console.log(`${users} users ...`)
  const found = await race(entries, turns)
  for (const { contender } of entries) if (contender !== bare) await stop(contender.server)
  const rows: Row[] = []
  const add = (what: OperationName, name: 'memory' | 'disk', reference: keyof typeof NAMES, atLeast?: number) => {
    const laps = found.get(what)
    if (laps) rows.push(row(`${what}, ${users} users, ${WHERE[name]}`, laps, name, reference, atLeast))
  }
  for (const what of SIGNED) {
    add(what, 'memory', 'bare', 0.85)
    add(what, 'disk', 'bare', 0.75)
  }
  for (const name of ['memory', 'disk'] as const) {
    add('sign-in', name, 'cognito-local', SIGN_IN[users])
    add('refresh', name, 'cognito-local')
    add('GetUser', name, 'cognito-local', 2.5)
    add('RevokeToken', name, 'cognito-local', REVOKE[users])
    add('ListUserPoolClients', name, 'cognito-local')
    if (moto) add('sign-in', name, 'moto', 3)
  }
  rows.push(...(users === most ? bytesRow(found.get('sign-in')) : []))
  const costs = [...found].map(
    ([what, laps]) => `${what} ${figure(median((laps.get('memory') ?? []).map(({ cpuUs }) => cpuUs)))}`,
  )
  console.log(`  the load generator's own CPU per request, in microseconds: ${costs.join(', ')}`)
  return rows
}

function row(what: string, laps: Laps, ours: 'memory' | 'disk', theirs: keyof typeof NAMES, atLeast?: number): Row {
  const rates = (name: Parameters<Laps['get']>[0]) => (laps.get(name) ?? []).map(({ perSecond }) => perSecond)
  // The generator's share of the machine belongs to the cost of a request, for everybody.
  const costs = (name: Parameters<Laps['get']>[0]) => (laps.get(name) ?? []).map((lap) => lap.serverUs + lap.cpuUs)
  return {
    what: `${what} / ${NAMES[theirs]}`,
    ours: `${figure(median(rates(ours)))}/s`,
    theirs: `${figure(median(rates(theirs)))}/s`,
    ratio: medianRatio(rates(ours), rates(theirs)),
    cpuRatio: medianRatio(costs(theirs), costs(ours)),
    ...(atLeast !== undefined && { bar: { atLeast } }),
  }
}

function bytesRow(laps: Laps | undefined): Row[] {
  const bytes = (name: 'disk' | 'cognito-local') => median((laps?.get(name) ?? []).map((lap) => lap.bytes))
  const ours = bytes('disk')
  return [
    {
      what: `bytes written per sign-in, ${most} users`,
      ours: figure(ours),
      theirs: figure(bytes('cognito-local')),
      ratio: ours,
      bar: { atMost: 8192 },
      shown: figure,
    },
  ]
}

/** Whether cost grows with the pool: the largest against the smallest, in memory. */
async function compareSizes(small: PoolFiles | undefined, large: PoolFiles | undefined): Promise<Row[]> {
  const entries: Entry[] = []
  for (let pair = 0; pair < PAIRS; pair += 1) {
    entries.push({ name: 'memory', contender: await contender('memory', large), operations: OPERATIONS })
    entries.push({ name: 'least', contender: await contender('memory', small), operations: OPERATIONS })
  }
  console.log(`${most} users against ${least} ...`)
  const found = await race(entries, { ...turns, rounds: Math.ceil(turns.rounds / 2) })
  return [...found].map(([what, laps]) => row(`${what}, ${most} users, in memory`, laps, 'memory', 'least', 0.95))
}
