import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { performance } from 'node:perf_hooks'
import { requestOf } from './requests.ts'

/** A server that runs. */
export interface Server {
  readonly port: number
  readonly child: ChildProcess
  /** From its process being made to its first answer to an API call, in milliseconds. */
  readonly startMs: number
  /** How much CPU it took until then, on all threads, in milliseconds. */
  readonly startCpuMs: number
}

/** How a server is started: the port is put where `{port}` stands. */
export interface Command {
  readonly program?: string
  readonly args: readonly string[]
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** What has to be done beforehand, each time. */
  readonly before?: () => void
  /** What is asked first; by default the revocation of what is no token. */
  readonly firstCall?: (port: number) => Buffer
}

const US_PER_TICK = 10_000
const running = new Set<ChildProcess>()

/** Starts a server and waits for its first answer, whatever it says. A port that was taken meanwhile is tried again. */
export async function start(command: Command): Promise<Server> {
  return attempt(command).catch(() => attempt(command))
}

async function attempt(command: Command): Promise<Server> {
  const { program = process.execPath, args, cwd, env = {}, firstCall } = command
  command.before?.()
  const port = await freePort()
  const filled = (text: string) => text.replaceAll('{port}', String(port))
  const began = performance.now()
  const child = spawn(program, args.map(filled), {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, filled(value)])) },
    ...(cwd !== undefined && { cwd }),
  })
  running.add(child)
  let said = ''
  let isMissing = false
  child.on('error', () => (isMissing = true))
  child.stderr?.on('data', (part: Buffer) => (said += part.toString()))
  const request = firstCall
    ? firstCall(port)
    : requestOf(port, 'RevokeToken', { ClientId: 'bench0client', Token: 'a.b.c.d.e' })
  while (performance.now() - began < 120_000) {
    if (isMissing || child.exitCode !== null) throw new Error(`${program} ended: ${said}`)
    if (await answers(port, request)) {
      const startMs = performance.now() - began
      return { port, child, startMs, startCpuMs: (ticks(child.pid) * US_PER_TICK) / 1000 }
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  throw new Error(`It did not answer: ${said}`)
}

/** Kills a server and waits until it is gone. */
export async function stop({ child }: Server): Promise<void> {
  running.delete(child)
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

/** Kills what is left when something has gone wrong. */
export function stopAll(): void {
  for (const child of running) child.kill('SIGKILL')
}

/** What the kernel says of a server: memory in MB, bytes that it has written to files, and CPU in microseconds. */
export function usage({ child }: Server): { rssMb: number; peakMb: number; written: number; cpuUs: number } {
  const read = (file: string, name: string) => {
    const found = new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${child.pid}/${file}`, 'utf8'))
    return Number(found?.[1])
  }
  return {
    rssMb: read('status', 'VmRSS') / 1024,
    peakMb: read('status', 'VmHWM') / 1024,
    written: read('io', 'write_bytes'),
    cpuUs: ticks(child.pid) * US_PER_TICK,
  }
}

/** How long the process has run on all its threads, in the kernel's hundredths of a second. */
function ticks(pid: number | undefined): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11)
  return Number(user) + Number(system)
}

function answers(port: number, request: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.on('connect', () => socket.write(request))
    socket.on('data', () => {
      resolve(true)
      socket.destroy()
    })
    socket.on('error', () => resolve(false))
    socket.on('close', () => resolve(false))
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return address.port
}
