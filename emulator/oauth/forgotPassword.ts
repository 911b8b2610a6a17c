import { CognitoError } from '../domain/errors.ts'
import { confirmForgotPassword, forgotPassword as sendCode } from '../domain/recovery.ts'
import { type Asked, type Endpoint, redirect } from './Asked.ts'
import { named, readAuthorizeRequest } from './authorizeRequest.ts'
import { loginForm, loginLink, PROMPT_SECONDS, sentForm } from './loginForm.ts'
import { codeField } from './loginPages.ts'
import { errorPage, escaped, field, hidden } from './page.ts'

/** GET /forgotPassword: asks whose password it is. The page's address is reported [B], its texts are ours. */
export const showForgotPassword: Endpoint = (asked) => {
  const wanted = readAuthorizeRequest(asked)
  return wanted instanceof Response ? wanted : namePage(asked, wanted.loginHint)
}

/**
 * POST /forgotPassword: sends a code, then takes it with a new password, and leads back to the login page [?]. Refusals
 * are those of ForgotPassword and ConfirmForgotPassword. The page waits eight minutes for the code [D].
 */
export const forgotPassword: Endpoint = async (asked) => {
  const wanted = readAuthorizeRequest(asked)
  if (wanted instanceof Response) return wanted
  const form = await sentForm(asked)
  if (!form) return errorPage('Something went wrong')
  const { world, base, url } = asked
  const name = form.get('username') ?? ''
  const sentTo = form.get('destination')
  try {
    if (sentTo === null) {
      const { Destination = '' } = sendCode(world, named(asked, wanted, name), name)
      return codePage(asked, name, Destination)
    }
    const { code, password } = { code: form.get('code') ?? '', password: form.get('new_password') ?? '' }
    await confirmForgotPassword(world, named(asked, wanted, name), code, password)
    return redirect(`${base}/login${url.search}`)
  } catch (error) {
    if (!(error instanceof CognitoError)) throw error
    return sentTo === null ? namePage(asked, name, error.message) : codePage(asked, name, sentTo, error.message)
  }
}

function namePage(asked: Asked, name: string, refusal?: string): Response {
  return loginForm(asked, {
    title: 'Forgot your password?',
    refusal,
    intro: 'Enter your username. A code is sent to you, with which you can set a new password.',
    fields: [
      field('Username', 'username', `value="${escaped(name)}" autocomplete="username" autocapitalize="none" required`),
    ],
    links: [loginLink(asked, '/login', 'Back to sign in')],
  })
}

function codePage(asked: Asked, name: string, sentTo: string, refusal?: string): Response {
  return loginForm(asked, {
    title: 'Choose a new password',
    refusal,
    intro: `Enter the code that was sent to ${escaped(sentTo)}.`,
    fields: [
      hidden('username', name),
      hidden('destination', sentTo),
      codeField(),
      field('New password', 'new_password', 'type="password" autocomplete="new-password" required'),
    ],
    links: [loginLink(asked, '/forgotPassword', 'Send another code')],
    seconds: PROMPT_SECONDS.reset,
  })
}
