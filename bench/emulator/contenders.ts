import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { burst } from './load.ts'
import { type PoolFiles, writePool } from './pools.ts'
import { CLIENT, PASSWORD, requestOf, signInRequest } from './requests.ts'
import { type Command, type Server, start, stop } from './servers.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const SERVE = join(ROOT, 'dist/emulator/serve.cjs')
/** How `npm run emulator` starts it too (CONTRIBUTING.md). */
const FLAGS = ['--max-semi-space-size=4', '--no-parallel-scavenge', '--no-minor-gc-task']

/** The servers that are measured; `bare` makes two signatures and nothing else. */
export type Kind = 'memory' | 'disk' | 'cognito-local' | 'moto' | 'bare'

/** A server in the race, and the app client that people sign in at. */
export interface Contender {
  readonly kind: Kind
  readonly server: Server
  readonly users: number
  readonly client: string
}

/** Builds the emulator as it is shipped, and installs the newest cognito-local 5 into `folder`, whose version it gives. */
export function prepare(folder: string): string {
  const run = (command: string, args: readonly string[], cwd: string) =>
    execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'], timeout: 300_000 })
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
  run(process.execPath, [vite, 'build', '--ssr', 'emulator/serve.ts', '--logLevel', 'error'], ROOT)
  writeFileSync(join(folder, 'package.json'), '{"private":true}')
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--silent']
  run('npm', ['install', 'cognito-local@5', ...quiet], folder)
  const listed = execFileSync('npm', ['ls', 'cognito-local', '--parseable', '--long'], {
    cwd: folder,
    encoding: 'utf8',
  })
  return /cognito-local@([\d.]+)/.exec(listed)?.[1] ?? '5'
}

/** How a server is started on a pool. `folder` is where `prepare` was, and where data goes. */
export function commandOf(kind: Exclude<Kind, 'moto' | 'bare'>, pool: PoolFiles, folder: string): Command {
  const { users, seed, cognitoLocal } = pool
  if (kind === 'cognito-local') {
    const program = join(folder, 'node_modules/cognito-local/lib/bin/start.js')
    const env = { HOST: '127.0.0.1', PORT: '{port}' }
    // It may have been killed while it wrote its file, which does not survive that.
    return { args: [program], cwd: cognitoLocal, env, before: () => writePool(folder, users) }
  }
  const data = kind === 'disk' ? ['--data', join(folder, `data-${users}`)] : []
  return { args: [...FLAGS, SERVE, '--port', '{port}', '--seed', seed, ...data] }
}

/** The bare server, signing the one way or the other. */
export function bareCommand(how: 'subtle' | 'node'): Command {
  const firstCall = (port: number) => requestOf(port, 'Nothing', {})
  return { args: [fileURLToPath(new URL('bare.mjs', import.meta.url)), '{port}', how], firstCall }
}

/** moto's server, where Python has one. */
export const MOTO: Command = { program: 'moto_server', args: ['-H', '127.0.0.1', '-p', '{port}'] }

/** Starts moto's server with as many users; undefined where there is none. */
export async function startMoto(users: number): Promise<Contender | undefined> {
  const server = await start(MOTO).catch(() => undefined)
  if (!server) return undefined
  try {
    const { UserPool } = await ask(server.port, 'CreateUserPool', { PoolName: 'bench' })
    const UserPoolId = member(UserPool, 'Id')
    const ExplicitAuthFlows = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']
    const made = { UserPoolId, ClientName: 'bench', ExplicitAuthFlows }
    const client = member((await ask(server.port, 'CreateUserPoolClient', made))['UserPoolClient'], 'ClientId')
    for (let index = 0; index < users; index += 1) {
      const Username = `user${index}`
      const UserAttributes = [{ Name: 'email', Value: `${Username}@example.com` }]
      await ask(server.port, 'AdminCreateUser', { UserPoolId, Username, UserAttributes })
      await ask(server.port, 'AdminSetUserPassword', { UserPoolId, Username, Password: PASSWORD, Permanent: true })
    }
    return { kind: 'moto', server, users, client }
  } catch (error) {
    await stop(server)
    throw error
  }
}

async function ask(port: number, operation: string, body: object): Promise<Readonly<Record<string, unknown>>> {
  const answers = await collect(port, [requestOf(port, operation, body, true)])
  return JSON.parse(answers[0] || '{}')
}

function member(value: unknown, name: string): string {
  const found = typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name) : []
  return String(found?.[1])
}

/** Sends each request once and gives the bodies of the answers, in no order. */
export async function collect(port: number, requests: readonly Buffer[]): Promise<string[]> {
  const left = [...requests]
  const bodies: string[] = []
  await burst(
    port,
    () => left.pop(),
    120,
    (body) => bodies.push(body),
  )
  return bodies
}

/** The tokens of `count` sign-ins. */
export async function tokensOf(
  { server: { port }, users, client }: Contender,
  count: number,
): Promise<{ access: string; refresh: string }[]> {
  const requests = Array.from({ length: count }, (_, index) => signInRequest(port, `user${index % users}`, client))
  return (await collect(port, requests)).map((body) => {
    const { AccessToken, RefreshToken } = JSON.parse(body).AuthenticationResult
    return { access: String(AccessToken), refresh: String(RefreshToken) }
  })
}

/** Makes the folder of a server's data, so that what is measured is a start on data that is there. */
export async function plant(pool: PoolFiles, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const server = await start({ ...commandOf('disk', pool, folder), ...(pool.users > 0 && { firstCall: firstSignIn }) })
  await stop(server)
}

/** A sign-in as the first call: it waits for the key pair too. */
export function firstSignIn(port: number): Buffer {
  return signInRequest(port, 'user0', CLIENT)
}
