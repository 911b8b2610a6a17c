import type { Tokens } from '../cognito/person.ts'
import { payloadOf } from './claims.ts'
import type { ShownClaim, ShownClaims } from './protocol/claims.ts'

/** How every JWT and every refresh token of Cognito's begins: an opening brace and a quote, in base64url. */
const tokenLike = /ey[JA][\w-]{8,}/

/**
 * The claims of the access and the ID token as JSON text. A Lambda function can put anything into a claim: what looks
 * like a token is withheld, whoever put it there.
 */
export function shownClaims({ access, id }: Pick<Tokens, 'access' | 'id'>): ShownClaims {
  return { access: claimsIn(access), id: claimsIn(id) }
}

function claimsIn(jwt: string): readonly ShownClaim[] {
  return Object.entries(payloadOf(jwt)).map(([name, value]) => {
    const json = JSON.stringify(value)
    return tokenLike.test(json) ? { name } : { name, json }
  })
}
