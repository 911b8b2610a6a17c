import { t } from '@lingui/core/macro'

import * as blanks from './blanks.ts'
import { type Failure, isUnanswered } from './failure.ts'
import { causes, consequences, notKnown, type Words } from './causes.ts'
import { ownWords } from './operationWords.ts'

/** A failure in words a person can act on: what happened, and what it means and what to do. */
export type Told = { title: string; detail: string }

/**
 * What only the caller knows: until when a token that could not be ended goes on working, already as text; whether what
 * could not be read again is still shown as it was; and whether a sign-out is tried again.
 */
export type Circumstances = { refreshUntil?: string; action?: string; stale?: boolean | undefined; goesOn?: boolean }

/**
 * Turns a failure into words. An operation's own words win; else the cause is told, and what it means for what was asked.
 * A code that nobody has written words for still gets a useful sentence, with the code in it.
 */
export function told(failure: Failure, circumstances: Circumstances = {}): Told {
  const words = wordsFor(failure) ?? unknownCause(failure)
  const meaning = words.meaning ?? consequenceOf(failure, circumstances)
  const detail = [words.cause, meaning].filter((part) => part !== '').join(' ')
  const until = circumstances.refreshUntil ?? t({ message: 'it expires', context: 'the refresh token works until …' })
  return {
    title: words.title,
    detail: detail
      .replaceAll(blanks.until, until)
      .replaceAll(blanks.action, circumstances.action ?? `cognito-idp:${failure.operation}`),
  }
}

function consequenceOf(failure: Failure, { stale = false, goesOn = false }: Circumstances): string {
  if (stale) return t`What is shown was read before, and nothing was changed.`
  if (goesOn) {
    return t`You are signed out of this browser; Cognito has not taken the sign-out yet. Curfew goes on trying.`
  }
  const unanswered = isUnanswered(failure) ? notKnown.get(failure.operation) : undefined
  return unanswered ?? consequences.get(failure.operation) ?? ''
}

/** True when this operation's exception has words written for it. A test holds this against the SDK's own list. */
export function hasWords(operation: string, code: string): boolean {
  return wordsFor({ operation, code, message: '', class: 'rejected', attempts: 1 }) !== undefined
}

function wordsFor(failure: Failure): Words | undefined {
  // "InitiateAuth (to stay here)" is InitiateAuth with another meaning, and with words of its own where it has any.
  const operation = failure.operation.replace(/ \(.*\)$/, '')
  const own = ownWords.get(failure.operation)?.get(failure.code) ?? ownWords.get(operation)?.get(failure.code)
  const variant = own?.find((words) => words.when?.test(failure.message) ?? true)
  return variant ?? causes.get(failure.code)
}

function unknownCause({ code }: Failure): Words {
  return {
    title: t`Cognito refused this`,
    cause: t`It answered ${code}, which Curfew has no words for yet; the details below have the whole answer.`,
  }
}
