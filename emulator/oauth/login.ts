import { admitByAnswer, admitByPassword, type Admission } from '../domain/admission.ts'
import { CognitoError } from '../domain/errors.ts'
import type { SignInAnswer } from '../domain/signInAnswer.ts'
import { associate, verify } from '../domain/softwareTokens.ts'
import { type Asked, cookie, type Endpoint, setCookie } from './Asked.ts'
import { letIn } from './authorize.ts'
import { type AuthorizeRequest, readAuthorizeRequest } from './authorizeRequest.ts'
import { sentForm } from './loginForm.ts'
import { challengePage, passwordPage, type Step } from './loginPages.ts'
import { errorPage } from './page.ts'

/** The challenges that a page asks, and the response that its field for a code becomes. */
const ANSWERS = {
  EMAIL_OTP: 'EMAIL_OTP_CODE',
  MFA_SETUP: undefined,
  NEW_PASSWORD_REQUIRED: undefined,
  SELECT_MFA_TYPE: undefined,
  SMS_MFA: 'SMS_MFA_CODE',
  SOFTWARE_TOKEN_MFA: 'SOFTWARE_TOKEN_MFA_CODE',
} as const
type Asking = keyof typeof ANSWERS

/** What a page keeps beside name and session. */
const KEPT = ['attributes', 'destination', 'methods', 'secret']

/** GET /login: asks for name and password. */
export const showLogin: Endpoint = (asked) => {
  const wanted = readAuthorizeRequest(asked)
  return wanted instanceof Response ? wanted : passwordPage(asked, wanted.loginHint)
}

/**
 * POST /login: takes a password, or the answer to the challenge that came of it, until the browser can be sent back to
 * the app with a new `cognito` cookie [D]. Which challenges there are, and in which order, is as in the API; that managed
 * login asks nothing else of people is [?]. A page waits five minutes for a password, and three for each step after it
 * [D]. Passkeys, one-time passwords in the place of a password, and devices are not emulated here.
 */
export const login: Endpoint = async (asked) => {
  const wanted = readAuthorizeRequest(asked)
  if (wanted instanceof Response) return wanted
  const form = await sentForm(asked)
  if (!form) return errorPage('Something went wrong')
  // [D] Each step of a sign-in counts as one.
  asked.uses('UserAuthentication')
  const step = sentStep(form)
  try {
    if (!step) {
      const { username, password } = { username: text(form, 'username'), password: text(form, 'password') }
      return await goOn(asked, wanted, username, await admitByPassword(asked.world, wanted.client, username, password))
    }
    return await goOn(asked, wanted, step.username, await answered(asked, wanted, step, form))
  } catch (error) {
    if (!(error instanceof CognitoError)) throw error
    // A refused answer can be mended while its challenge is open; everything else begins again.
    const isOver = !step || error.code === 'NotAuthorizedException'
    if (isOver) return passwordPage(asked, text(form, 'username'), error.message)
    return challengePage(asked, { ...step, refusal: error.message })
  }
}

function sentStep(form: URLSearchParams): (Step & { readonly challenge: Asking }) | undefined {
  const challenge = text(form, 'challenge')
  if (!isAsking(challenge)) return undefined
  const about = KEPT.flatMap((name) => (form.has(name) ? [[name, text(form, name)]] : []))
  return {
    challenge,
    username: text(form, 'username'),
    session: text(form, 'session'),
    about: Object.fromEntries(about),
  }
}

async function answered(
  { world }: Asked,
  { client }: AuthorizeRequest,
  { challenge, username, session }: Step & { readonly challenge: Asking },
  form: URLSearchParams,
): Promise<Admission> {
  const code = ANSWERS[challenge]
  const attributes = [...form].filter(([name]) => name.startsWith('userAttributes.'))
  const responses = {
    USERNAME: username,
    ...(code !== undefined && { [code]: text(form, 'code') }),
    ...(challenge === 'SELECT_MFA_TYPE' && { ANSWER: text(form, 'answer') }),
    ...(challenge === 'NEW_PASSWORD_REQUIRED' && {
      NEW_PASSWORD: text(form, 'new_password'),
      ...Object.fromEntries(attributes),
    }),
  }
  if (challenge !== 'MFA_SETUP') return admitByAnswer(world, client, challenge, session, responses)
  const { Session = '' } = await verify(world, { Session: session }, text(form, 'code'), undefined)
  return admitByAnswer(world, client, challenge, Session, responses)
}

async function goOn(
  asked: Asked,
  wanted: AuthorizeRequest,
  username: string,
  { user, proven, challenge }: Admission,
): Promise<Response> {
  if (!user) return challengePage(asked, await nextStep(asked, username, challenge))
  const { world } = asked
  const session = world.sso.authenticate(wanted.client, user, world.sender, cookie(asked, 'cognito'))
  const seconds = world.configurations.cookieSeconds(user.poolId)
  return letIn(asked, wanted, user, session, [setCookie(asked, 'cognito', session.cookie, seconds)], proven)
}

/** What the page of a challenge has to say and to keep. Who has to set up a factor is given a key for an app at once. */
async function nextStep({ world }: Asked, given: string, answer: SignInAnswer): Promise<Step> {
  const { ChallengeName: challenge = '', Session: session = '', ChallengeParameters: parameters } = answer
  const username = parameters['USER_ID_FOR_SRP'] ?? given
  const step = { challenge, username, session }
  const names = (json = '[]'): readonly string[] => JSON.parse(json)
  switch (challenge) {
    case 'NEW_PASSWORD_REQUIRED': {
      const attributes = names(parameters['requiredAttributes']).map((name) => name.slice('userAttributes.'.length))
      return { ...step, about: { attributes: attributes.join(' ') } }
    }
    case 'SELECT_MFA_TYPE':
      return { ...step, about: { methods: names(parameters['MFAS_CAN_CHOOSE']).join(' ') } }
    case 'MFA_SETUP': {
      const isOffered = names(parameters['MFAS_CAN_SETUP']).includes('SOFTWARE_TOKEN_MFA')
      if (!isOffered) return { ...step, challenge: 'MFA_SETUP without an authenticator app', about: {} }
      const { SecretCode, Session = '' } = await associate(world, { Session: session })
      return { ...step, session: Session, about: { secret: SecretCode } }
    }
    default:
      return { ...step, about: { destination: parameters['CODE_DELIVERY_DESTINATION'] ?? '' } }
  }
}

function isAsking(name: string): name is Asking {
  return Object.hasOwn(ANSWERS, name)
}

function text(form: URLSearchParams, name: string): string {
  return form.get(name) ?? ''
}
