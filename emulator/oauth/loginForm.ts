import { type Asked, cookie, setCookie } from './Asked.ts'
import { readForm } from './form.ts'
import { escaped, hidden, page } from './page.ts'

/** [D] How long a page waits, in seconds: for a password, and for the code to set a new one with. */
export const PROMPT_SECONDS = { password: 300, reset: 480 } as const

/** What stands on a page of managed login. All of it is markup, in which whatever came from outside was escaped. */
export interface LoginForm {
  readonly title: string
  /** Why what was sent before was not taken. */
  readonly refusal?: string | undefined
  /** What is to be read before the fields. */
  readonly intro?: string
  readonly fields: readonly string[]
  /** Default: one that says Continue. */
  readonly buttons?: readonly string[]
  /** Where one can go instead. */
  readonly links?: readonly string[]
  readonly seconds?: number
}

/** A page with a form that posts to where the page is: the app's query comes along. */
export function loginForm(asked: Asked, wanted: LoginForm): Response {
  const { title, refusal, intro, fields, buttons = ['<button>Continue</button>'], links = [] } = wanted
  const { seconds = PROMPT_SECONDS.password } = wanted
  const secret = asked.world.prompts.open(cookie(asked, 'XSRF-TOKEN'), seconds * 1000)
  const alert = refusal === undefined ? [] : [`<p role="alert">${escaped(refusal)}</p>`]
  const parts = [hidden('_csrf', secret), ...fields, ...buttons].join('\n')
  const body = [
    ...alert,
    ...(intro === undefined ? [] : [`<p>${intro}</p>`]),
    `<form method="post">\n${parts}\n</form>`,
  ]
  return page(title, [...body, ...links.map((link) => `<p>${link}</p>`)].join('\n'), {
    headers: { 'set-cookie': setCookie(asked, 'XSRF-TOKEN', secret, seconds) },
  })
}

/**
 * What such a form sent, or undefined where its secret is not the cookie's, or the page has waited too long [D]: what
 * AWS shows then is reported [B].
 */
export async function sentForm(asked: Asked): Promise<URLSearchParams | undefined> {
  const form = await readForm(asked.request)
  const secret = form?.get('_csrf') ?? ''
  const isOurs = secret !== '' && secret === cookie(asked, 'XSRF-TOKEN') && asked.world.prompts.isOpen(secret)
  return isOurs ? form : undefined
}

/** A link to another page of managed login, with the app's query. */
export function loginLink({ base, url }: Asked, path: string, text: string): string {
  return `<a href="${escaped(`${base}${path}${url.search}`)}">${escaped(text)}</a>`
}
