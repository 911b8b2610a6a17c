import { accessSync, constants, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { AwsCredentials } from './signed.ts'

/** What the command line and the environment ask for. */
export interface Options {
  /** Undefined: an emulator that the run starts itself. */
  readonly endpoint: string | undefined
  readonly region: string
  readonly credentials: AwsCredentials
  /** The throwaway pool to work in; undefined where one is made for the run. */
  readonly poolId: string | undefined
  /** Where results go as JSON. */
  readonly out: string | undefined
  /** Only scenarios whose names begin with this. */
  readonly only: string
  /** Names and claims are shown, and nothing is run. */
  readonly isList: boolean
}

/** A mistake in the command line or the environment, in a sentence. */
export class UsageError extends Error {}

/** How to run it. */
export const USAGE = `Usage: npm run conformance -- [options]

Asks Cognito, or what claims to be it, whether what emulator/README.md claims is so. Without options it asks an
emulator that it starts itself.

  --aws              ask AWS itself, in --region
  --endpoint URL     ask what listens there
  --region REGION    default: AWS_REGION, AWS_DEFAULT_REGION, else us-east-1 (for --aws it has to be said)
  --pool ID          work in this user pool. Its settings, app clients and people are changed, so it has to be one that
                     nobody needs
  --create-pool      make a user pool for the run, and delete it afterwards
  --only PREFIX      only the scenarios whose names begin so, such as revoke/
  --out FILE         write the results there, as JSON
  --list             show the scenarios, and run none

Credentials come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN. Anything but an emulator on this
machine needs --pool or --create-pool. The exit status is 0 where everything is the same, 1 where something differs or
could not be taken away again, and 2 where nothing could be run.
`

/** Reads the command line; `help` where it asks for that. Throws a `UsageError` for every mistake. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): Options | 'help' {
  const values = parse(args)
  if (values.help) return 'help'
  const { aws, endpoint: url, pool, 'create-pool': createPool, out, only, list } = values
  if (aws && url !== undefined) throw new UsageError('--aws and --endpoint: only one of them can be meant.')
  if (pool !== undefined && createPool) throw new UsageError('--pool and --create-pool: only one of them can be meant.')
  const said = values.region ?? (env['AWS_REGION'] || env['AWS_DEFAULT_REGION'])
  if (aws && !said) throw new UsageError('--aws: say in which --region, or set AWS_REGION.')
  const region = said || 'us-east-1'
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    throw new UsageError(`--region: expected one like us-east-1, found "${region}".`)
  }
  const endpoint = aws ? `https://cognito-idp.${region}.amazonaws.com` : readEndpoint(url)
  const isHere = endpoint === undefined || isLoopback(endpoint)
  if (!isHere && pool === undefined && !createPool) {
    throw new UsageError(
      `${aws ? '--aws' : '--endpoint'}: people, app clients and settings are made and deleted there. ` +
        'Name a user pool that nobody needs with --pool ID, or let the run make one with --create-pool.',
    )
  }
  if (pool !== undefined && endpoint === undefined) {
    throw new UsageError('--pool: there is none yet in an emulator of its own; add --endpoint or --aws.')
  }
  if (pool !== undefined && !/^[a-z0-9-]+_[0-9a-zA-Z]+$/.test(pool)) {
    throw new UsageError(`--pool: expected an id like ${region}_AbCdEfGhI, found "${pool}".`)
  }
  if (pool !== undefined && !pool.startsWith(`${region}_`)) {
    throw new UsageError(`--pool: ${pool} is not in ${region}.`)
  }
  if (out !== undefined) checkWritable(out)
  return {
    endpoint,
    region,
    credentials: readCredentials(env, isHere),
    poolId: pool,
    out,
    only,
    isList: list,
  }
}

/** Whether an address can only mean this machine. */
export function isLoopback(endpoint: string): boolean {
  const { hostname } = new URL(endpoint)
  return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        aws: { type: 'boolean', default: false },
        endpoint: { type: 'string' },
        region: { type: 'string' },
        pool: { type: 'string' },
        'create-pool': { type: 'boolean', default: false },
        only: { type: 'string', default: '' },
        out: { type: 'string' },
        list: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The options could not be read.')
  }
}

function readEndpoint(url: string | undefined): string | undefined {
  if (url === undefined) return undefined
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.pathname !== '/' || parsed.search !== '') {
    throw new UsageError(`--endpoint: expected an address like http://127.0.0.1:9229, found "${url}".`)
  }
  return parsed.origin
}

function readCredentials(env: NodeJS.ProcessEnv, isHere: boolean): AwsCredentials {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: token } = env
  // An emulator of this machine must not see anybody's real ones, only because they are set.
  if (isHere) return { accessKeyId: 'test', secretAccessKey: 'test' }
  if (!accessKeyId || !secretAccessKey) {
    const missing = accessKeyId ? 'AWS_SECRET_ACCESS_KEY' : 'AWS_ACCESS_KEY_ID'
    throw new UsageError(`${missing} is not set: without AWS credentials no pool can be worked in.`)
  }
  return { accessKeyId, secretAccessKey, ...(token && { sessionToken: token }) }
}

/** Before anything is run, rather than when all of it is done. */
function checkWritable(out: string): void {
  try {
    const isThere = statSync(out, { throwIfNoEntry: false })
    if (isThere?.isDirectory()) throw new Error('it is a folder')
    accessSync(isThere ? out : dirname(resolve(out)), constants.W_OK)
  } catch (error) {
    throw new UsageError(`--out: ${out} cannot be written: ${error instanceof Error ? error.message : ''}.`)
  }
}
