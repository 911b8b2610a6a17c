import * as v from 'valibot'

/**
 * The deployment's settings, read from `config.json` beside the page at start-up.
 * Nothing here is a secret: everyone who opens the page can read it.
 */
export type Config = v.InferOutput<typeof ConfigSchema>

/** One wrong value of the config file: which field, what stood there, and what was expected. */
export type ConfigProblem = { field: string; found: string; expected: string }

const text = (expected: string) => v.pipe(v.string(expected), v.nonEmpty(expected))
const matching = (pattern: RegExp, expected: string) => v.pipe(v.string(expected), v.regex(pattern, expected))

const originExpected = 'an origin such as https://cognito-idp.eu-west-1.amazonaws.com (https, or http on this machine)'
const origin = v.pipe(
  v.string(originExpected),
  v.check((value) => isOrigin(value), originExpected),
)

const PersonSchema = v.strictObject(
  {
    username: text('a user name'),
    password: text('a password'),
    label: text('the name to show'),
    role: text('a few words, such as "an operator"'),
  },
  unexpected,
)

const ConfigSchema = v.strictObject(
  {
    name: v.optional(text('a short name for this deployment, such as "demo"')),
    region: matching(/^[a-z]{2}(-[a-z]+)+-\d$/, 'an AWS Region such as eu-west-1'),
    userPoolId: v.pipe(
      matching(/^[\w-]+_[0-9a-zA-Z]+$/, 'a user pool id such as eu-west-1_AbCdEfGhI'),
      v.maxLength(55, 'at most 55 characters'),
    ),
    clientId: v.pipe(
      matching(/^[\w+]+$/, 'an app client id: letters, digits, _ and + only'),
      v.maxLength(128, 'at most 128 characters'),
    ),
    clientName: v.optional(text('the name of the app client, as people know it')),
    identityPoolId: v.optional(
      matching(/^[\w-]+:[0-9a-f-]+$/, 'an identity pool id such as eu-west-1:1234abcd-12ab-34cd-56ef-1234567890ab'),
    ),
    refreshTokenDays: v.optional(
      v.pipe(
        v.number('the refresh token lifetime in days, a number'),
        v.minValue(1 / 24, 'at least 60 minutes (0.0417 days)'),
        v.maxValue(3650, 'at most 3650 days'),
      ),
    ),
    endpoints: v.optional(
      v.strictObject(
        {
          cognitoIdp: v.optional(origin),
          cognitoIdentity: v.optional(origin),
        },
        unexpected,
      ),
    ),
    demo: v.optional(
      v.strictObject({ people: v.array(PersonSchema, 'a list of people to offer at sign-in') }, unexpected),
    ),
  },
  unexpected,
)

/** Checks a parsed config file. Gives the config, or every problem in it, in the file's own terms. */
export function parseConfig(
  data: unknown,
): { ok: true; config: Config } | { ok: false; problems: readonly ConfigProblem[] } {
  if (Array.isArray(data)) {
    return { ok: false, problems: [{ field: 'config.json', found: show(data), expected: 'an object' }] }
  }
  const result = v.safeParse(ConfigSchema, data)
  if (!result.success) return { ok: false, problems: result.issues.map(problemFrom) }
  const config = result.output
  const poolRegion = config.userPoolId.slice(0, config.userPoolId.lastIndexOf('_'))
  if (poolRegion !== config.region) {
    return {
      ok: false,
      problems: [
        { field: 'userPoolId', found: show(config.userPoolId), expected: `a pool of the Region "${config.region}"` },
      ],
    }
  }
  if (config.demo !== undefined && !isEmulated(config)) {
    const expected = 'nothing: people to sign in as are offered on an emulator only, never against AWS'
    return { ok: false, problems: [{ field: 'demo', found: show(config.demo), expected }] }
  }
  return { ok: true, config }
}

/** Reads and checks `config.json`. A file that is missing or is no JSON is a problem of the field "config.json". */
export async function fetchConfig(
  url: string,
  fetcher: typeof fetch = fetch,
): Promise<{ ok: true; config: Config } | { ok: false; problems: readonly ConfigProblem[] }> {
  const whole = (found: string, expected: string) => ({
    ok: false as const,
    problems: [{ field: 'config.json', found, expected }],
  })
  try {
    const response = await fetcher(url, { cache: 'no-store', credentials: 'same-origin', redirect: 'error' })
    if (!response.ok) return whole(`HTTP ${response.status}`, 'a file beside index.html')
    const body = await response.text()
    try {
      return parseConfig(JSON.parse(body))
    } catch (error) {
      return whole(show(body.slice(0, 60)), `JSON (${error instanceof Error ? error.message : 'it cannot be read'})`)
    }
  } catch {
    return whole('no answer', 'a file beside index.html')
  }
}

/** True for deployments that talk to an emulator on this machine and not to AWS. A proxy elsewhere may well lead to AWS. */
export function isEmulated(config: Config): boolean {
  const address = config.endpoints?.cognitoIdp
  return address !== undefined && isThisMachine(new URL(address).hostname)
}

function problemFrom(issue: v.BaseIssue<unknown>): ConfigProblem {
  // For a setting that should not be there, valibot's input is its name; what stands there is in the path.
  const stands = issue.expected === 'never' ? issue.path?.at(-1)?.value : issue.input
  return {
    field: v.getDotPath(issue) ?? 'config.json',
    found: stands === undefined ? 'nothing' : show(stands),
    expected: issue.message,
  }
}

function unexpected(issue: v.StrictObjectIssue): string {
  if (issue.expected === 'never') return 'no such setting: check its spelling'
  return issue.input === undefined ? 'this setting is required' : 'an object'
}

function show(value: unknown): string {
  const shown = JSON.stringify(value) ?? String(value)
  return shown.length > 80 ? `${shown.slice(0, 77)}…` : shown
}

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false
  const url = new URL(value)
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine(url.hostname))
  return url.origin === value.replace(/\/$/, '') && safe
}

function isThisMachine(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname) || hostname.endsWith('.localhost')
}
