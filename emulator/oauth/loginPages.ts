import type { Asked } from './Asked.ts'
import { loginForm, loginLink } from './loginForm.ts'
import { errorPage, escaped, field, hidden } from './page.ts'

/** A challenge that a page asks, and what it says of it. */
export interface Step {
  readonly challenge: string
  readonly username: string
  readonly session: string
  /** What is kept from page to page beside these: where a code went, which attributes are missing. */
  readonly about: Readonly<Record<string, string>>
  readonly refusal?: string | undefined
}

/** [?] What the second factors are called. */
const METHODS: Readonly<Record<string, string>> = {
  EMAIL_OTP: 'Email message',
  SMS_MFA: 'Text message',
  SOFTWARE_TOKEN_MFA: 'Authenticator app',
}

/** The page for name and password. */
export function passwordPage(asked: Asked, username: string, refusal?: string): Response {
  const { AdminCreateUserConfig } = asked.pool.settings
  return loginForm(asked, {
    title: 'Sign in',
    refusal,
    fields: [
      field(
        'Username',
        'username',
        `value="${escaped(username)}" autocomplete="username" autocapitalize="none" required`,
      ),
      field('Password', 'password', 'type="password" autocomplete="current-password" required'),
    ],
    links: [
      loginLink(asked, '/forgotPassword', 'Forgot your password?'),
      ...(AdminCreateUserConfig?.AllowAdminCreateUserOnly ? [] : [loginLink(asked, '/signup', 'Sign up')]),
    ],
  })
}

/** The page of a challenge; one that says its name for a challenge that has none here. */
export function challengePage(asked: Asked, step: Step): Response {
  const { challenge, username, session, about, refusal } = step
  const kept = Object.entries({ challenge, username, session, ...about }).map(([name, value]) => hidden(name, value))
  const pageWith = (wanted: { title: string; intro?: string; fields: string[]; buttons?: string[] }) =>
    loginForm(asked, { ...wanted, refusal, fields: [...kept, ...wanted.fields] })
  switch (challenge) {
    case 'NEW_PASSWORD_REQUIRED':
      return pageWith({
        title: 'Choose a new password',
        fields: [
          field('New password', 'new_password', 'type="password" autocomplete="new-password" required'),
          ...listed(about['attributes']).map((name) => field(name, `userAttributes.${name}`, 'required')),
        ],
      })
    case 'SMS_MFA':
    case 'EMAIL_OTP':
    case 'SOFTWARE_TOKEN_MFA': {
      const intro =
        challenge === 'SOFTWARE_TOKEN_MFA'
          ? 'Enter the code that your authenticator app shows.'
          : `Enter the code that was sent to ${escaped(about['destination'] ?? '')}.`
      return pageWith({ title: 'Enter your code', intro, fields: [codeField()] })
    }
    case 'SELECT_MFA_TYPE': {
      const buttons = listed(about['methods']).map(
        (name) => `<button name="answer" value="${escaped(name)}">${escaped(METHODS[name] ?? name)}</button>`,
      )
      return pageWith({ title: 'Choose how to prove it is you', fields: [], buttons })
    }
    case 'MFA_SETUP': {
      const secret = escaped(about['secret'] ?? '')
      const intro = `Add this key to your authenticator app, then enter the code it shows: <code>${secret}</code>`
      return pageWith({ title: 'Set up your authenticator app', intro, fields: [codeField()] })
    }
    default:
      return errorPage(`The challenge ${challenge} at managed login is not emulated by the Curfew emulator`, {
        'x-curfew-not-emulated': challenge,
      })
  }
}

/** The field for a code that somebody reads elsewhere. */
export function codeField(): string {
  return field('Code', 'code', 'inputmode="numeric" autocomplete="one-time-code" required')
}

/** Names that were kept in a field of the form. */
function listed(names: string | undefined): string[] {
  return (names ?? '').split(' ').filter((name) => name !== '')
}
