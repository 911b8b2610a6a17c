import * as v from 'valibot'

import { type ConfigProblem, show } from './configFile.ts'
import type { Expected } from './configWords.ts'
import { isEmulated, isThisMachine } from './deployment.ts'

/**
 * The deployment's settings, read from `config.json` beside the page at start-up.
 * Nothing here is a secret: everyone who opens the page can read it.
 */
export type Config = v.InferOutput<typeof ConfigSchema>

/** What valibot says of a wrong value: not in words, since the worker reads the config too. */
const wrong = (expected: Expected) => expected

const text = (expected: Expected) => v.pipe(v.string(expected), v.nonEmpty(expected))
const matching = (pattern: RegExp, expected: Expected) => v.pipe(v.string(expected), v.regex(pattern, expected))

const origin = v.pipe(
  v.string(wrong('origin')),
  v.check((value) => isOrigin(value), wrong('origin')),
)

const regionPattern = /^[a-z]{2}(-[a-z]+)+-\d$/

const signInWays = v.pipe(
  v.array(v.picklist(['managed login', 'password', 'choice'], wrong('ways to sign in')), wrong('ways to sign in')),
  v.minLength(1, wrong('ways to sign in')),
  v.check((ways) => new Set(ways).size === ways.length, wrong('each way once')),
  v.readonly(),
)

const domain = v.pipe(
  v.string(wrong('domain')),
  v.check((value) => isDomain(value), wrong('domain')),
)

const scopes = v.pipe(
  v.array(matching(/^[\x21\x23-\x5b\x5d-\x7e]{1,256}$/, 'scopes'), wrong('scopes')),
  v.check((list) => list.includes('openid'), wrong('scopes')),
  v.readonly(),
)

const production = v.pipe(
  text('production'),
  v.maxLength(200, wrong('production')),
  v.check((pattern) => isPattern(pattern), wrong('production')),
)

/** Words that the page shows: the same in every language, or by language (`{ "en": …, "de": … }`), English among them. */
const words = (expected: Expected) =>
  v.union([text(expected), v.objectWithRest({ en: text(expected) }, text(expected))], expected)

const PersonSchema = v.strictObject(
  {
    username: text('user name'),
    password: text('password'),
    label: text('label'),
    role: words('role'),
    shows: v.optional(words('shows')),
  },
  unexpected,
)

const ConfigSchema = v.strictObject(
  {
    name: v.optional(text('name')),
    region: matching(regionPattern, 'region'),
    userPoolId: v.pipe(matching(/^[\w-]+_[0-9a-zA-Z]+$/, 'user pool id'), v.maxLength(55, wrong('55 characters'))),
    clientId: v.pipe(matching(/^[\w+]+$/, 'app client id'), v.maxLength(128, wrong('128 characters'))),
    clientName: v.optional(text('app client name')),
    clientNames: v.optional(v.record(v.string(), text('app client name'), wrong('app client names'))),
    identityPoolId: v.optional(matching(/^[\w-]+:[0-9a-f-]+$/, 'identity pool id')),
    regions: v.optional(
      v.pipe(
        v.array(
          v.strictObject({ region: matching(regionPattern, 'region'), cognitoIdp: v.optional(origin) }, unexpected),
          wrong('further Regions'),
        ),
        v.minLength(1, wrong('a Region')),
        v.maxLength(40, wrong('40 Regions')),
      ),
    ),
    domain: v.optional(domain),
    scopes: v.optional(scopes),
    ssoMinutes: v.optional(
      v.pipe(
        v.number(wrong('SSO minutes')),
        v.integer(wrong('SSO minutes')),
        v.minValue(0, wrong('SSO minutes')),
        v.maxValue(129_600, wrong('SSO minutes')),
      ),
    ),
    refreshTokenDays: v.optional(
      v.pipe(
        v.number(wrong('refresh token days')),
        v.minValue(1 / 24, wrong('60 minutes')),
        v.maxValue(3650, wrong('3650 days')),
      ),
    ),
    /** Finds production by name or id: what matches is framed in its own colour, and changed only after typing. */
    production: v.optional(production),
    /** Which ways to sign in are offered, and in which order; without it, a user name and a password. */
    signIn: v.optional(signInWays),
    endpoints: v.optional(
      v.strictObject(
        {
          cognitoIdp: v.optional(origin),
          cognitoIdentity: v.optional(origin),
        },
        unexpected,
      ),
    ),
    demo: v.optional(v.strictObject({ people: v.array(PersonSchema, wrong('people')) }, unexpected)),
  },
  unexpected,
)

/** Checks a parsed config file. Gives the config, or every problem in it, in the file's own terms. */
export function parseConfig(
  data: unknown,
): { ok: true; config: Config } | { ok: false; problems: readonly ConfigProblem[] } {
  if (Array.isArray(data)) {
    return { ok: false, problems: [{ field: 'config.json', found: show(data), expected: 'object' }] }
  }
  const result = v.safeParse(ConfigSchema, data)
  if (!result.success) return { ok: false, problems: result.issues.map(problemFrom) }
  const config = result.output
  const poolRegion = config.userPoolId.slice(0, config.userPoolId.lastIndexOf('_'))
  if (poolRegion !== config.region) {
    return {
      ok: false,
      problems: [
        { field: 'userPoolId', found: show(config.userPoolId), expected: 'pool of the Region', said: config.region },
      ],
    }
  }
  if (config.signIn?.includes('managed login') && config.domain === undefined) {
    return { ok: false, problems: [{ field: 'signIn', found: show(config.signIn), expected: 'domain as well' }] }
  }
  if (config.demo !== undefined && !isEmulated(config)) {
    return { ok: false, problems: [{ field: 'demo', found: show(config.demo), expected: 'emulator' }] }
  }
  return { ok: true, config }
}

function problemFrom(issue: v.BaseIssue<unknown>): ConfigProblem {
  // For a setting that should not be there, valibot's input is its name; what stands there is in the path.
  const stands = issue.expected === 'never' ? issue.path?.at(-1)?.value : issue.input
  return {
    field: v.getDotPath(issue) ?? 'config.json',
    found: stands === undefined ? 'nothing' : show(stands),
    // Every message of the schema is one of these.
    expected: issue.message as Expected,
  }
}

function unexpected(issue: v.StrictObjectIssue): Expected {
  if (issue.expected === 'never') return 'no such setting'
  return issue.input === undefined ? 'required' : 'object'
}

function isPattern(value: string): boolean {
  try {
    return new RegExp(value).source !== ''
  } catch {
    return false
  }
}

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false
  const url = new URL(value)
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine(url.hostname))
  return url.origin === value.replace(/\/$/, '') && safe
}

/** An origin; or, on this machine, where the emulator serves a domain: below `/_domain/{prefix}`. */
function isDomain(value: string): boolean {
  if (isOrigin(value)) return true
  const [, origin = '', path = ''] = /^(https?:\/\/[^/]+)(\/_domain\/[a-z0-9-]+)$/.exec(value) ?? []
  return path !== '' && isOrigin(origin) && isThisMachine(new URL(origin).hostname)
}
