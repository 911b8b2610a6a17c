import { admitByNewPassword, admitByPassword, type Admission } from '../domain/admission.ts'
import { CognitoError } from '../domain/errors.ts'
import { letIn } from './authorize.ts'
import { type AuthorizeRequest, readAuthorizeRequest } from './authorizeRequest.ts'
import { type Asked, cookie, type Endpoint, setCookie } from './Asked.ts'
import { readForm } from './form.ts'
import { errorPage, escaped, field, hidden, page } from './page.ts'

/** How long a browser keeps the login page's cookie, in seconds: as long as the page waits for a password [D]. */
const PROMPT_SECONDS = 300

/** GET /login: asks for name and password. */
export const showLogin: Endpoint = (asked) => {
  const wanted = readAuthorizeRequest(asked)
  return wanted instanceof Response ? wanted : passwordPage(asked, wanted.loginHint)
}

/**
 * POST /login: signs in, and sends the browser back to the app with a new `cognito` cookie [D]. The form's secret has to
 * be the cookie's, or the page has waited longer than five minutes [D]; what AWS shows then is reported [B].
 */
export const login: Endpoint = async (asked) => {
  const wanted = readAuthorizeRequest(asked)
  if (wanted instanceof Response) return wanted
  const form = await readForm(asked.request)
  const secret = form?.get('_csrf') ?? ''
  if (!form || secret === '' || secret !== cookie(asked, 'XSRF-TOKEN') || !asked.world.prompts.isOpen(secret)) {
    return errorPage('Something went wrong')
  }
  const username = form.get('username') ?? ''
  const session = form.get('session') ?? ''
  try {
    return await goOn(asked, wanted, username, await admission(asked, wanted, form))
  } catch (error) {
    if (!(error instanceof CognitoError)) throw error
    // A refused new password can be mended while its challenge is open; everything else begins again.
    if (session === '' || error.code === 'NotAuthorizedException') return passwordPage(asked, username, error.message)
    return newPasswordPage(asked, username, session, fields(form), error.message)
  }
}

function admission({ world }: Asked, { client }: AuthorizeRequest, form: URLSearchParams): Promise<Admission> {
  const username = form.get('username') ?? ''
  const session = form.get('session') ?? ''
  if (session === '') return admitByPassword(world, client, username, form.get('password') ?? '')
  const attributes = fields(form).map((name) => [name, form.get(name) ?? ''])
  const responses = { USERNAME: username, NEW_PASSWORD: form.get('new_password') ?? '' }
  return admitByNewPassword(world, client, session, { ...responses, ...Object.fromEntries(attributes) })
}

function fields(form: URLSearchParams): string[] {
  return [...form.keys()].filter((name) => name.startsWith('userAttributes.'))
}

function goOn(
  asked: Asked,
  wanted: AuthorizeRequest,
  username: string,
  { user, challenge }: Admission,
): Response | Promise<Response> {
  const { world, sender } = asked
  if (user) {
    const session = world.sso.authenticate(wanted.client, user, sender, cookie(asked, 'cognito'))
    const seconds = world.configurations.longestReuseMinutes(user.poolId) * 60
    return letIn(asked, wanted, user, session, [setCookie(asked, 'cognito', session.cookie, seconds)])
  }
  const { ChallengeName: name = '', Session = '', ChallengeParameters } = challenge
  if (name === 'NEW_PASSWORD_REQUIRED') {
    const required: string[] = JSON.parse(ChallengeParameters['requiredAttributes'] ?? '[]')
    return newPasswordPage(asked, ChallengeParameters['USER_ID_FOR_SRP'] ?? username, Session, required)
  }
  return errorPage(`The challenge ${name} at managed login is not emulated by the Curfew emulator`, {
    'x-curfew-not-emulated': name,
  })
}

function passwordPage(asked: Asked, username: string, refusal?: string): Response {
  return form(asked, 'Sign in', refusal, [
    field(
      'Username',
      'username',
      `value="${escaped(username)}" autocomplete="username" autocapitalize="none" required`,
    ),
    field('Password', 'password', 'type="password" autocomplete="current-password" required'),
  ])
}

function newPasswordPage(
  asked: Asked,
  username: string,
  session: string,
  attributes: readonly string[],
  refusal?: string,
): Response {
  return form(asked, 'Choose a new password', refusal, [
    hidden('username', username),
    hidden('session', session),
    field('New password', 'new_password', 'type="password" autocomplete="new-password" required'),
    ...attributes.map((name) => field(name.slice('userAttributes.'.length), name, 'required')),
  ])
}

/** A form that posts to where the page is: the app's query comes along. */
function form(asked: Asked, title: string, refusal: string | undefined, parts: readonly string[]): Response {
  const secret = asked.world.prompts.open(cookie(asked, 'XSRF-TOKEN'))
  const alert = refusal === undefined ? '' : `<p role="alert">${escaped(refusal)}</p>\n`
  const body = `${alert}<form method="post">\n${[hidden('_csrf', secret), ...parts].join('\n')}\n<button>Continue</button>\n</form>`
  return page(title, body, { headers: { 'set-cookie': setCookie(asked, 'XSRF-TOKEN', secret, PROMPT_SECONDS) } })
}
