import * as v from 'valibot'

import { type ConfigProblem, show } from './configFile.ts'
import { isEmulated, isThisMachine } from './deployment.ts'

/**
 * The deployment's settings, read from `config.json` beside the page at start-up.
 * Nothing here is a secret: everyone who opens the page can read it.
 */
export type Config = v.InferOutput<typeof ConfigSchema>

const text = (expected: string) => v.pipe(v.string(expected), v.nonEmpty(expected))
const matching = (pattern: RegExp, expected: string) => v.pipe(v.string(expected), v.regex(pattern, expected))

const originExpected = 'an origin such as https://cognito-idp.eu-west-1.amazonaws.com (https, or http on this machine)'
const origin = v.pipe(
  v.string(originExpected),
  v.check((value) => isOrigin(value), originExpected),
)

const regionPattern = /^[a-z]{2}(-[a-z]+)+-\d$/
const regionExpected = 'an AWS Region such as eu-west-1'

const signInExpected = 'a list of "managed login", "password" and "choice", the one to offer first at its head'
const signInWays = v.pipe(
  v.array(v.picklist(['managed login', 'password', 'choice'], signInExpected), signInExpected),
  v.minLength(1, signInExpected),
  v.check((ways) => new Set(ways).size === ways.length, 'each way to sign in once only'),
  v.readonly(),
)

const domainExpected =
  'the address of managed login such as https://login.example.com (https and nothing after the host; an emulator on this machine may be http, with a path)'
const domain = v.pipe(
  v.string(domainExpected),
  v.check((value) => isDomain(value), domainExpected),
)

const scopesExpected = 'a list of OAuth scopes such as "openid" and "email", with "openid" among them'
const scopes = v.pipe(
  v.array(matching(/^[\x21\x23-\x5b\x5d-\x7e]{1,256}$/, scopesExpected), scopesExpected),
  v.check((list) => list.includes('openid'), scopesExpected),
  v.readonly(),
)

const ssoExpected = 'the app client’s MaxValidityMinutes of SSO sessions, a whole number from 0 to 129600'

const productionExpected =
  'a regular expression for names and ids of production, such as "prod", of at most 200 characters'
const production = v.pipe(
  text(productionExpected),
  v.maxLength(200, productionExpected),
  v.check((pattern) => isPattern(pattern), productionExpected),
)

const PersonSchema = v.strictObject(
  {
    username: text('a user name'),
    password: text('a password'),
    label: text('the name to show'),
    role: text('a few words, such as "an operator"'),
    shows: v.optional(text('a sentence on what there is to see as this person')),
  },
  unexpected,
)

const ConfigSchema = v.strictObject(
  {
    name: v.optional(text('a short name for this deployment, such as "demo"')),
    region: matching(regionPattern, regionExpected),
    userPoolId: v.pipe(
      matching(/^[\w-]+_[0-9a-zA-Z]+$/, 'a user pool id such as eu-west-1_AbCdEfGhI'),
      v.maxLength(55, 'at most 55 characters'),
    ),
    clientId: v.pipe(
      matching(/^[\w+]+$/, 'an app client id: letters, digits, _ and + only'),
      v.maxLength(128, 'at most 128 characters'),
    ),
    clientName: v.optional(text('the name of the app client, as people know it')),
    clientNames: v.optional(
      v.record(v.string(), text('the name of the app client, as people know it'), 'names of app clients by their ids'),
    ),
    identityPoolId: v.optional(
      matching(/^[\w-]+:[0-9a-f-]+$/, 'an identity pool id such as eu-west-1:1234abcd-12ab-34cd-56ef-1234567890ab'),
    ),
    regions: v.optional(
      v.pipe(
        v.array(
          v.strictObject(
            { region: matching(regionPattern, regionExpected), cognitoIdp: v.optional(origin) },
            unexpected,
          ),
          'a list of further Regions, such as [{ "region": "eu-west-1" }]',
        ),
        v.minLength(1, 'at least one Region'),
        v.maxLength(40, 'at most 40 Regions'),
      ),
    ),
    domain: v.optional(domain),
    scopes: v.optional(scopes),
    ssoMinutes: v.optional(
      v.pipe(
        v.number(ssoExpected),
        v.integer(ssoExpected),
        v.minValue(0, ssoExpected),
        v.maxValue(129_600, ssoExpected),
      ),
    ),
    refreshTokenDays: v.optional(
      v.pipe(
        v.number('the refresh token lifetime in days, a number'),
        v.minValue(1 / 24, 'at least 60 minutes (0.0417 days)'),
        v.maxValue(3650, 'at most 3650 days'),
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
  if (config.signIn?.includes('managed login') && config.domain === undefined) {
    const expected = 'a "domain" as well: managed login is on the pages of the user pool’s domain'
    return { ok: false, problems: [{ field: 'signIn', found: show(config.signIn), expected }] }
  }
  if (config.demo !== undefined && !isEmulated(config)) {
    const expected = 'nothing: people to sign in as are offered on an emulator only, never against AWS'
    return { ok: false, problems: [{ field: 'demo', found: show(config.demo), expected }] }
  }
  return { ok: true, config }
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
