/** What came back from a request. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The parsed body; empty where it is none. */
  readonly json: Readonly<Record<string, unknown>>
}

/**
 * An answer in a line: `200 {}` and `200 (empty)` for the two kinds of nothing, `200` for anything else that succeeded,
 * and `400 Name: message` or `400 error: error_description` for a refusal.
 */
export function said(answer: Answer): string {
  const { status, text } = answer
  if (status < 300) return `${status}${text === '' ? ' (empty)' : text === '{}' ? ' {}' : ''}`
  const name = codeOf(answer)
  const words = textAt(answer, 'message') || textAt(answer, 'Message') || textAt(answer, 'error_description')
  return `${status}${name && ` ${name}`}${words && `: ${words}`}`
}

/** The name of a refusal, such as `NotAuthorizedException` or `invalid_client`; empty where there is none. */
export function codeOf(answer: Answer): string {
  return textAt(answer, '__type') || textAt(answer, 'error')
}

/** A member of an answer's body, by its path: `AuthenticationResult.AccessToken`; undefined where it is not there. */
export function member({ json }: Answer, path: string): unknown {
  let value: unknown = json
  for (const name of path.split('.')) value = isRecord(value) ? value[name] : undefined
  return value
}

/** The same for one that has to be a text; empty where it is not. */
export function textAt(answer: Answer, path: string): string {
  const value = member(answer, path)
  return typeof value === 'string' ? value : ''
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
