import { t } from '@lingui/core/macro'

import type { CallOutcome, CallRecord, Endpoint } from '../../lib/calls.ts'

/** What kind of end a request came to. */
export function stateOf(outcome: CallOutcome): 'under way' | 'good' | 'refused' | 'lost' {
  if (outcome.state === 'under way') return 'under way'
  if (outcome.state === 'no answer') return 'lost'
  return outcome.status < 400 ? 'good' : 'refused'
}

/** The end of a request in a few words: "200", "400 NotAuthorizedException", "no answer: TimedOut". */
export function endText(outcome: CallOutcome): string {
  switch (outcome.state) {
    case 'under way':
      return t`under way`
    case 'answered':
      return outcome.code === undefined ? String(outcome.status) : `${outcome.status} ${outcome.code}`
    case 'no answer': {
      const { status, code } = outcome
      return status === undefined ? t`no answer: ${code}` : `${status}: ${code}`
    }
    default:
      return outcome satisfies never
  }
}

/** Which part of Cognito was asked, as a label. */
export const endpointText: Record<Endpoint, string> = {
  'user pool': t`user pool`,
  'identity pool': t`identity pool`,
  'managed login': t`managed login`,
}

/** The calls as JSON text, to attach to a report: what is on the screen, in one object for each request. */
export function exported(calls: readonly CallRecord[]): string {
  const lines = calls.map(({ call, attempt, operation, endpoint, startedAt, outcome }) => ({
    startedAt: startedAt.toISOString(),
    operation,
    endpoint,
    call,
    attempt,
    ...outcome,
  }))
  return `${JSON.stringify(lines, undefined, 2)}\n`
}
