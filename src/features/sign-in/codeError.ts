import { t } from '@lingui/core/macro'
import type { Failure } from '../../lib/failure.ts'
import { told } from '../../lib/words.ts'

const aboutTheCode = new Set(['CodeMismatchException', 'EnableSoftwareTokenMFAException', 'ExpiredCodeException'])

/** Why a code was not taken, in words for its field. Undefined for a failure that is about something else. */
export function codeError(wrong: boolean | undefined, failure: Failure | undefined): string | undefined {
  if (failure !== undefined) {
    if (!aboutTheCode.has(failure.code)) return undefined
    const { title, detail } = told(failure)
    return `${title}. ${detail}`
  }
  return wrong ? t`That code did not match. Check it and type it once more.` : undefined
}
