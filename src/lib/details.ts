import type { Failure } from './failure.ts'

/** What stands behind "details": enough for whoever looks into it, and nothing secret. */
export function detailsOf(failure: Failure): string {
  const lines = [
    `Operation: ${failure.operation}`,
    `Code: ${failure.code}`,
    `Message: ${failure.message}`,
    `Request id: ${failure.requestId ?? 'none, Cognito did not answer'}`,
    `Attempts: ${failure.attempts}`,
  ]
  return lines.join('\n')
}
