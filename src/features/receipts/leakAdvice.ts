import { plural, t } from '@lingui/core/macro'

import { numberText, sentenceList } from '../../lib/numbers.ts'
import type { ClientTry, LeakReceipt } from '../../vault/protocol/leaks.ts'

/** More names than these are a number. */
const namedAtMost = 5

/** The app clients in whose name nothing could be revoked, because their revocation is off. */
export function revocationOff({ tried }: LeakReceipt): readonly ClientTry[] {
  return tried.filter(({ outcome }) => outcome === 'revocation off')
}

/** Whose token it is, where every other app client has refused it. */
export function probablyText(possible: readonly ClientTry[]): string {
  const count = possible.length
  const names = namesOf(possible)
  return plural(count, {
    one: `It is probably ${names}’s, and cannot be revoked alone`,
    other: `It is probably of one of ${names}, and cannot be revoked alone`,
  })
}

/** Why nothing was revoked in their name. */
export function offText(off: readonly ClientTry[]): string {
  const names = namesOf(off)
  return t`Token revocation is off for ${names}: Cognito revokes nothing in that name.`
}

export const findUserText = t`The token does not say whose it is; an access or ID token that leaked with it does. Find its user, and sign them out everywhere.`

/** Where only the app client that was named could be asked. */
export const tryEachText = t`Whether the token is this app client’s is not known: it can be tried with each.`

function namesOf(clients: readonly ClientTry[]): string {
  const named = clients.slice(0, namedAtMost).map(({ clientId, name }) => isolated((name ?? clientId).slice(0, 128)))
  const rest = numberText(clients.length - named.length)
  return sentenceList(clients.length > named.length ? [...named, t`${rest} more`] : named)
}

/** A name is anybody's text, and may run the other way: it keeps that to itself. */
function isolated(name: string): string {
  return `\u2068${name}\u2069`
}
