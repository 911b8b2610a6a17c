import { t } from '@lingui/core/macro'
import type { Failure } from './failure.ts'

/** What stands behind "details": enough for whoever looks into it, and nothing secret. */
export function detailsOf(failure: Failure): string {
  const lines = [
    t`Operation: ${failure.operation}`,
    t`Code: ${failure.code}`,
    t`Message: ${failure.message}`,
    t`Request id: ${failure.requestId ?? 'none, Cognito did not answer'}`,
    t`Attempts: ${failure.attempts}`,
  ]
  return lines.join('\n')
}
