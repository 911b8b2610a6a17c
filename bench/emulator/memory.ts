import { collect, commandOf, type Contender, firstSignIn, tokensOf } from './contenders.ts'
import type { PoolFiles } from './pools.ts'
import { figure, type Row } from './report.ts'
import { CLIENT, requestOf } from './requests.ts'
import { start, stop, usage } from './servers.ts'

/** The same work for everybody: this many sign-ins, five GetUser for each, and a revocation for every fourth. */
const SIGN_INS = 200
/** Idle: this long after the first sign-in, by which every server has read its users. */
const IDLE_MS = 10_000
/** Within this time V8 has noticed that nothing happens any more, and given back what it can. */
const TIDY_MS = 40_000

/** Memory with all users: idle after a first sign-in, tidied up, and at its highest after the same work. */
export async function measureMemory(pool: PoolFiles, folder: string): Promise<Row[]> {
  console.log('Memory ...')
  const kinds = ['memory', 'disk', 'cognito-local'] as const
  const servers: Contender[] = []
  for (const kind of kinds) {
    const server = await start({ ...commandOf(kind, pool, folder), firstCall: firstSignIn })
    servers.push({ kind, server, users: pool.users, client: CLIENT })
  }
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS))
  const idle = servers.map(({ server }) => usage(server).rssMb)
  await new Promise((resolve) => setTimeout(resolve, TIDY_MS))
  const tidy = servers.map(({ server }) => usage(server).rssMb)
  const peak: number[] = []
  for (const contender of servers) peak.push(await peakOf(contender))
  const rows: Row[] = []
  for (const [index, name] of ['in memory', 'on disk'].entries()) {
    const what = `${pool.users} users, ${name} / cognito-local`
    rows.push(rowOf(`memory, idle, ${what}`, idle[index], idle[2], 0.7))
    rows.push(rowOf(`memory, idle and tidied up, ${what}`, tidy[index], tidy[2]))
    rows.push(rowOf(`memory, peak, ${what}`, peak[index], peak[2], 0.5))
  }
  return rows
}

async function peakOf(contender: Contender): Promise<number> {
  const { server } = contender
  const { port } = server
  const tokens = await tokensOf(contender, SIGN_INS)
  for (let turn = 0; turn < 5; turn += 1)
    await collect(
      port,
      tokens.map(({ access }) => requestOf(port, 'GetUser', { AccessToken: access })),
    )
  const revoked = tokens.filter((_, index) => index % 4 === 0)
  await collect(
    port,
    revoked.map(({ refresh }) => requestOf(port, 'RevokeToken', { ClientId: CLIENT, Token: refresh })),
  )
  const peak = usage(server).peakMb
  await stop(server)
  return peak
}

function rowOf(what: string, ours = Number.NaN, theirs = Number.NaN, atMost?: number): Row {
  const bar = atMost === undefined ? {} : { bar: { atMost } }
  return { what, ours: `${figure(ours)} MB`, theirs: `${figure(theirs)} MB`, ratio: ours / theirs, ...bar }
}
