import { t } from '@lingui/core/macro'

import type { Failure } from './failure.ts'

/** What stands behind "details": enough for whoever looks into it, and nothing secret. */
export function detailsOf({ operation, code, message, requestId, attempts }: Failure): string {
  const lines = [
    t`Operation: ${operation}`,
    t`Code: ${code}`,
    t`Message: ${message}`,
    requestId === undefined ? t`Request id: none, Cognito did not answer` : t`Request id: ${requestId}`,
    t`Attempts: ${attempts}`,
  ]
  return lines.join('\n')
}
