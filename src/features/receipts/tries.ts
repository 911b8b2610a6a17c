import { plural, t } from '@lingui/core/macro'

import { mayHaveEnded } from '../../lib/givenUp.ts'
import type { AskedAgain, Receipt, WhyGivenUp } from '../../vault/protocol.ts'

/** A try that is nearer than this has no time of day: it would be the minute that it is. */
export const soonMs = 60_000

/**
 * How often a sign-out was tried, and when it is tried next. Words that stand still: they are said in an alert.
 * @param next the time of the next try in words; undefined where it is less than a minute away
 */
export function triedText(tries: number, next: string | undefined): string {
  if (next === undefined) {
    return plural(tries, { one: 'Tried once; next within a minute.', other: 'Tried # times; next within a minute.' })
  }
  return plural(tries, { one: `Tried once; next at ${next}.`, other: `Tried # times; next at ${next}.` })
}

/**
 * What becomes of a sign-out that was accepted, and whose end nobody has seen.
 * @param next puts the time of the next try into words, where it is not less than a minute away
 * @param until when the refresh token expires, in words
 */
export function againText(again: AskedAgain, next: (at: Date) => string | undefined, until: string): string {
  if ('nextTryAt' in again) {
    const why = t`The endpoint shows no request id to a page, so Curfew asks again until it sees the end.`
    return `${why} ${triedText(again.tries, next(again.nextTryAt))}`
  }
  if (again.why === 'the token has expired') {
    return t`The refresh token has expired since, so nothing new can be had with it.`
  }
  const works = t`Whether the session has ended is not known: the refresh token may work until ${until}. Sign in again and sign out everywhere to be sure that it is ended.`
  return `${noMoreText(again.why)} ${works}`
}

/** Why a sign-out that Cognito did not answer is tried no more, and what goes on working. */
export function givenUpText(server: Extract<Receipt['server'], { step: 'given up' }>, until: string): string {
  if (server.why === 'the token has expired') {
    return t`Cognito never answered, but the refresh token has expired since, so nothing new can be had with it.`
  }
  const works = mayHaveEnded(server)
    ? t`Cognito never answered, so the refresh token may work until ${until}. Sign in again and sign out everywhere to be sure that it is ended.`
    : t`Cognito was never told, so the refresh token works until ${until}. Sign in again and sign out everywhere to end it.`
  return `${noMoreText(server.why)} ${works}`
}

function noMoreText(why: Exclude<WhyGivenUp, 'the token has expired'>): string {
  switch (why) {
    case 'a day has passed':
      return t`Curfew tried for a day.`
    case 'memory only':
      return t`Nothing is kept on a shared computer, so Curfew cannot try again.`
    case 'forgotten':
      return t`This browser no longer has what it needs to try again.`
    default:
      return why satisfies never
  }
}
