import type { Challenge } from '../cognito/signIn.ts'
import type { CodeSource, SignInAnswer, SignInWay } from './protocol/signIn.ts'

/** Where the code comes from that a challenge asks for, and in which member of the answer it goes (cognito-facts 2.5). */
const codes: ReadonlyMap<string, { from: CodeSource; member: string }> = new Map([
  ['SOFTWARE_TOKEN_MFA', { from: 'authenticator app', member: 'SOFTWARE_TOKEN_MFA_CODE' }],
  ['SMS_MFA', { from: 'text message', member: 'SMS_MFA_CODE' }],
  ['SMS_OTP', { from: 'text message', member: 'SMS_OTP_CODE' }],
  ['EMAIL_OTP', { from: 'email', member: 'EMAIL_OTP_CODE' }],
])

/** The first factors by the challenge that asks for them. With SRP the password stays here. */
const ways: ReadonlyMap<string, SignInWay> = new Map([
  ['PASSWORD_SRP', 'password'],
  ['PASSWORD', 'password'],
  ['WEB_AUTHN', 'passkey'],
  ['SMS_OTP', 'text message'],
  ['EMAIL_OTP', 'email'],
])

/** A way to set up a second factor on the way in. Text messages are not: Cognito asks for a number elsewhere [D]. */
export type SetUp = Exclude<CodeSource, 'text message'>

/**
 * What a person is asked for a challenge, where the challenge alone says it.
 * @param username how Cognito calls the person
 */
export function questionOf(challenge: Challenge, username: string): SignInAnswer {
  const { name, parameters } = challenge
  const code = codes.get(name)
  if (code) {
    const sentTo = parameters.get('CODE_DELIVERY_DESTINATION')
    return { step: 'code', from: code.from, ...(sentTo === undefined ? {} : { sentTo }) }
  }
  switch (name) {
    case 'NEW_PASSWORD_REQUIRED': {
      const required = namesIn(parameters.get('requiredAttributes'))
      const requiredAttributes = required.map((attribute) => attribute.replace(/^userAttributes\./, ''))
      return { step: 'new password', username, requiredAttributes }
    }
    case 'SELECT_MFA_TYPE':
      return { step: 'choose code', from: [...codeChoices(challenge).keys()] }
    case 'SELECT_CHALLENGE':
    case 'PASSWORD':
    case 'PASSWORD_SRP':
      return { step: 'choose way', ways: [...wayChoices(challenge).keys()] }
    case 'WEB_AUTHN':
      return { step: 'passkey', options: parsed(parameters.get('CREDENTIAL_REQUEST_OPTIONS')) }
    default:
      return { step: 'not supported', challenge: name }
  }
}

/** The member of an answer in which the code goes that `challenge` asks for. */
export function codeMember({ name }: Challenge): string {
  return codes.get(name)?.member ?? ''
}

/** Where the code comes from that `challenge` asks for. */
export function codeSource({ name }: Challenge): CodeSource | undefined {
  return codes.get(name)?.from
}

/** The second factors that SELECT_MFA_TYPE leaves to choose from, each with Cognito's name for it. */
export function codeChoices({ parameters }: Challenge): ReadonlyMap<CodeSource, string> {
  return choices(namesIn(parameters.get('MFAS_CAN_CHOOSE')), (name) => codes.get(name)?.from)
}

/** The first factors that there are to choose from, each with Cognito's name for it. */
export function wayChoices({ name, available }: Challenge): ReadonlyMap<SignInWay, string> {
  const offered = name === 'SELECT_CHALLENGE' ? available : [name]
  return choices(offered.toSorted(srpFirst), (offer) => ways.get(offer))
}

/** The way that a challenge belongs to, where it asks for a first factor. */
export function wayOf({ name }: Challenge): SignInWay | undefined {
  return ways.get(name)
}

/** What MFA_SETUP lets a person set up here. Without a list Cognito means an authenticator app, the first there was. */
export function setUpChoices({ parameters }: Challenge): readonly SetUp[] {
  const names = namesIn(parameters.get('MFAS_CAN_SETUP') ?? '["SOFTWARE_TOKEN_MFA"]')
  return names.flatMap((name) => {
    const from = codes.get(name)?.from
    return from === undefined || from === 'text message' ? [] : [from]
  })
}

/** Each thing once, by the first name that stands for it. */
function choices<T>(names: readonly string[], thingOf: (name: string) => T | undefined): ReadonlyMap<T, string> {
  const found = new Map<T, string>()
  for (const name of names) {
    const thing = thingOf(name)
    if (thing !== undefined && !found.has(thing)) found.set(thing, name)
  }
  return found
}

function srpFirst(one: string, other: string): number {
  return Number(other === 'PASSWORD_SRP') - Number(one === 'PASSWORD_SRP')
}

/** Cognito puts lists into parameters as JSON; what is none is an empty one. */
function namesIn(json: string | undefined): readonly string[] {
  const names = parsed(json)
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []
}

function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? '') as unknown
  } catch {
    return undefined
  }
}
