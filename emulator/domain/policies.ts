/** One statement of an IAM policy. Conditions and principals are not emulated. */
export interface Statement {
  readonly Sid?: string | undefined
  readonly Effect: 'Allow' | 'Deny'
  readonly Action: string | readonly string[]
  readonly Resource: string | readonly string[]
}

/** An IAM policy document. */
export interface Policy {
  readonly Version?: string | undefined
  readonly Statement: readonly Statement[]
}

/** What policies say of one action on one resource; an explicit deny wins over any allow. */
export type Verdict = 'allowed' | 'denied' | 'not allowed'

/**
 * Evaluates identity-based policies as IAM does: `*` and `?` are wildcards, actions are compared without regard to
 * case, resources with. An action without a resource of its own is asked with the resource `*`, which only a
 * statement for all resources covers.
 */
export function evaluate(policies: readonly Policy[], action: string, resource: string): Verdict {
  let verdict: Verdict = 'not allowed'
  for (const { Effect, Action, Resource } of policies.flatMap(({ Statement }) => Statement)) {
    const applies =
      list(Action).some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
      list(Resource).some((pattern) => matches(pattern, resource))
    if (!applies) continue
    if (Effect === 'Deny') return 'denied'
    verdict = 'allowed'
  }
  return verdict
}

function list(oneOrMore: string | readonly string[]): readonly string[] {
  return typeof oneOrMore === 'string' ? [oneOrMore] : oneOrMore
}

/** Whether `pattern` covers `value`. Greedy with one way back, so no pattern can take more than length x length steps. */
function matches(pattern: string, value: string): boolean {
  let at = 0
  let from = 0
  let star = -1
  let resume = 0
  while (at < value.length) {
    if (pattern[from] === '*') {
      star = from
      resume = at
      from += 1
    } else if (from < pattern.length && (pattern[from] === '?' || pattern[from] === value[at])) {
      from += 1
      at += 1
    } else if (star >= 0) {
      from = star + 1
      resume += 1
      at = resume
    } else return false
  }
  while (pattern[from] === '*') from += 1
  return from === pattern.length
}
