import { commandOf, firstSignIn, MOTO } from './contenders.ts'
import type { PoolFiles } from './pools.ts'
import { figure, median, medianRatio, type Row } from './report.ts'
import { type Command, type Server, start, stop } from './servers.ts'

const ROUNDS = 7
const BAR = { atMost: 0.4 }

/** From the process being made to the first answer, of each server in turn: empty, and with all users. */
export async function measureStarts(empty: PoolFiles, full: PoolFiles, folder: string): Promise<Row[]> {
  console.log('Starts ...')
  const rows: Row[] = []
  for (const pool of [empty, full]) {
    const kinds = ['memory', 'disk', 'cognito-local'] as const
    const [memory = [], disk = [], local = []] = await inTurn(kinds.map((kind) => commandOf(kind, pool, folder)))
    const what = pool.users === 0 ? 'empty' : `${pool.users} users`
    rows.push(rowOf(`start, ${what}, in memory / cognito-local`, memory, local, BAR))
    rows.push(rowOf(`start, ${what}, on disk / cognito-local`, disk, local, BAR))
  }
  const signingIn = (['memory', 'disk', 'cognito-local'] as const).map((kind) => ({
    ...commandOf(kind, full, folder),
    firstCall: firstSignIn,
  }))
  const [memory = [], disk = [], local = []] = await inTurn(signingIn)
  rows.push(rowOf('start to first sign-in, in memory / cognito-local', memory, local))
  rows.push(rowOf('start to first sign-in, on disk / cognito-local', disk, local))
  const both = await inTurn([commandOf('memory', empty, folder), MOTO]).catch(() => undefined)
  if (both) rows.push(rowOf('start, empty, in memory / moto', both[0] ?? [], both[1] ?? []))
  return rows
}

async function inTurn(commands: readonly Command[]): Promise<Server[][]> {
  const starts = commands.map((): Server[] => [])
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const [index, command] of commands.entries()) {
      const server = await start(command)
      await stop(server)
      if (round >= 0) starts[index]?.push(server)
    }
  }
  return starts
}

function rowOf(what: string, ours: readonly Server[], theirs: readonly Server[], bar?: Row['bar']): Row {
  const ms = (servers: readonly Server[]) => servers.map(({ startMs }) => startMs)
  const cpu = (servers: readonly Server[]) => servers.map(({ startCpuMs }) => startCpuMs)
  return {
    what,
    ours: `${figure(median(ms(ours)))} ms`,
    theirs: `${figure(median(ms(theirs)))} ms`,
    ratio: medianRatio(ms(ours), ms(theirs)),
    cpuRatio: medianRatio(cpu(ours), cpu(theirs)),
    ...(bar && { bar }),
  }
}
