// First, because it is about what follows.
import { beFast } from './sparing.ts'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { openDiskStore, UnusableData } from './diskStore.ts'
import { BadControlRequest, type EmulatorOptions } from './index.ts'
import { openKeysFile, UnusableKeys } from './keysFile.ts'
import { type EmulatorServer, isLoopback, startServer } from './server.ts'

// Signatures are all that the pool of threads does, and they take a core each. More threads than cores, as there are by
// default on small machines, would keep the one from running that hands them out.
process.env['UV_THREADPOOL_SIZE'] ??= String(Math.max(2, availableParallelism()))

const USAGE = `Usage: npm run emulator -- [options]

  --port NUMBER            where to listen; 0 takes any free port (default 9229)
  --host HOST              127.0.0.1 (default), localhost or ::1
  --seed demo|none|FILE    what is in it at start (default demo)
  --credentials ID:SECRET  the root account's access key (default test:test)
  --data DIR               keep everything in this folder (default: in memory)
  --keys FILE              keep the signing keys in this file (default: new ones each time)
  --quotas                 AWS's request quotas hold (default: they do not)
  --region REGION          the Region of new pools and of signatures (default us-east-1)
`

/** A mistake in the command line, in a sentence. */
class UsageError extends Error {}

interface Settings extends EmulatorOptions {
  readonly port: number
  readonly host: string
  readonly data?: string
  readonly keysFile?: string
}

function settings(args: readonly string[]): Settings | 'help' {
  const { help, port, host, seed, credentials, region, quotas, data, keys } = parse(args)
  if (help) return 'help'
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new UsageError(`--port: expected 0 to 65535, found "${port}".`)
  if (!isLoopback(host)) {
    throw new UsageError(`--host: the emulator only listens on the loopback interface (127.0.0.1), found "${host}".`)
  }
  const [, accessKeyId = '', secretAccessKey = ''] = /^(\w{1,128}):(.+)$/.exec(credentials) ?? []
  if (!accessKeyId) throw new UsageError('--credentials: expected ID:SECRET, such as test:test.')
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region))
    throw new UsageError(`--region: expected one like us-east-1, found "${region}".`)
  if (keys !== undefined && data !== undefined) throw new UsageError('--keys: --data keeps the keys itself.')
  const onBug = (error: unknown) => console.error('Curfew emulator: internal error.', error)
  return {
    port: Number(port),
    host,
    seed: readSeed(seed),
    credentials: { accessKeyId, secretAccessKey },
    region,
    quotas,
    ...(data !== undefined && { data }),
    ...(keys !== undefined && { keysFile: keys }),
    onBug,
  }
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '9229' },
        host: { type: 'string', default: '127.0.0.1' },
        seed: { type: 'string', default: 'demo' },
        credentials: { type: 'string', default: 'test:test' },
        region: { type: 'string', default: 'us-east-1' },
        data: { type: 'string' },
        keys: { type: 'string' },
        quotas: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    return values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The options could not be read.')
  }
}

/** A file's seed is checked by the emulator itself, which says where it is wrong. */
function readSeed(seed: string): NonNullable<EmulatorOptions['seed']> {
  if (seed === 'demo' || seed === 'none') return seed
  try {
    return JSON.parse(readFileSync(seed, 'utf8'))
  } catch (error) {
    throw new UsageError(`--seed: ${seed} could not be read as JSON: ${error instanceof Error ? error.message : ''}`)
  }
}

async function main(): Promise<void> {
  const wanted = settings(process.argv.slice(2))
  if (wanted === 'help') {
    process.stdout.write(USAGE)
    return
  }
  const { data, keysFile, ...options } = wanted
  const kept = data === undefined ? undefined : await openDiskStore(data)
  const keys = keysFile === undefined ? kept?.keys : await openKeysFile(keysFile)
  const server = await startServer({ ...options, ...(kept && { store: kept.store }), ...(keys && { keys }) })
  const stop = (running: EmulatorServer) =>
    void running
      .close()
      .then(() => kept?.close())
      .then(() => process.exit(0))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop(server))
  beFast()
  process.stdout.write(`Curfew emulator listening on ${server.url}\n`)
}

const places = [
  [BadControlRequest, '--seed: '],
  [UnusableData, '--data: '],
  [UnusableKeys, '--keys: '],
] as const
const mistakes = [UsageError, ...places.map(([mistake]) => mistake)]

main().catch((error: unknown) => {
  const isMistake = mistakes.some((mistake) => error instanceof mistake)
  const message = error instanceof Error ? error.message : 'The emulator could not start.'
  const place = places.find(([mistake]) => error instanceof mistake)?.[1] ?? ''
  process.stderr.write(`Curfew emulator: ${place}${message}\n${error instanceof UsageError ? `\n${USAGE}` : ''}`)
  process.exit(isMistake ? 2 : 1)
})
