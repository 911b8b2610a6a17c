import { requiredAttributes } from '../domain/attributes.ts'
import { CognitoError } from '../domain/errors.ts'
import { confirmSignUp, signUp } from '../domain/signUp.ts'
import { type Asked, type Endpoint, redirect } from './Asked.ts'
import { named, readAuthorizeRequest } from './authorizeRequest.ts'
import { loginForm, loginLink, sentForm } from './loginForm.ts'
import { codeField } from './loginPages.ts'
import { errorPage, escaped, field, hidden, page } from './page.ts'

const PREFIX = 'userAttributes.'

/** GET /signup: asks for a name, a password and what the pool needs to know. The address is reported [B]. */
export const showSignup: Endpoint = (asked) => {
  const wanted = readAuthorizeRequest(asked)
  return wanted instanceof Response ? wanted : newUserPage(asked, new URLSearchParams())
}

/**
 * POST /signup: makes an unconfirmed user, then takes the code that was sent, and leads to the login page [?]; without
 * a code an administrator has to confirm the user. Refusals are those of SignUp and ConfirmSignUp. Signing up with an
 * address in the place of a name is not emulated here.
 */
export const signup: Endpoint = async (asked) => {
  const wanted = readAuthorizeRequest(asked)
  if (wanted instanceof Response) return wanted
  const form = await sentForm(asked)
  if (!form) return errorPage('Something went wrong')
  const { world, base, url } = asked
  const name = form.get('username') ?? ''
  const sentTo = form.get('destination')
  try {
    if (sentTo !== null) {
      confirmSignUp(world, named(asked, wanted, name), form.get('code') ?? '', false)
      return redirect(`${base}/login${url.search}`)
    }
    const attributes = [...form].flatMap(([key, Value]) =>
      key.startsWith(PREFIX) ? [{ Name: key.slice(PREFIX.length), Value }] : [],
    )
    const password = form.get('password') ?? ''
    const { details } = await signUp(world, named(asked, wanted, name), { name, password, attributes })
    return details ? codePage(asked, name, details.Destination ?? '') : waitingPage(asked)
  } catch (error) {
    if (!(error instanceof CognitoError)) throw error
    return sentTo === null ? newUserPage(asked, form, error.message) : codePage(asked, name, sentTo, error.message)
  }
}

function newUserPage(asked: Asked, form: URLSearchParams, refusal?: string): Response {
  const { pool } = asked
  const attributes = new Set([...requiredAttributes(pool), ...(pool.settings.AutoVerifiedAttributes ?? [])])
  const held = (name: string) => `value="${escaped(form.get(name) ?? '')}"`
  return loginForm(asked, {
    title: 'Sign up',
    refusal,
    fields: [
      field('Username', 'username', `${held('username')} autocomplete="username" autocapitalize="none" required`),
      field('Password', 'password', 'type="password" autocomplete="new-password" required'),
      ...[...attributes].map((name) => field(name, `${PREFIX}${name}`, `${held(`${PREFIX}${name}`)} required`)),
    ],
    links: [loginLink(asked, '/login', 'Back to sign in')],
  })
}

function codePage(asked: Asked, name: string, sentTo: string, refusal?: string): Response {
  return loginForm(asked, {
    title: 'Confirm your account',
    refusal,
    intro: `Enter the code that was sent to ${escaped(sentTo)}.`,
    fields: [hidden('username', name), hidden('destination', sentTo), codeField()],
  })
}

function waitingPage(asked: Asked): Response {
  const text = '<p>An administrator has to confirm your account before you can sign in.</p>'
  return page('Your account is not confirmed yet', `${text}\n<p>${loginLink(asked, '/login', 'Back to sign in')}</p>`)
}
