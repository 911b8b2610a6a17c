import type { Claims } from './jwt.ts'
import type { AccessClaims, IdClaims } from './tokens.ts'

/**
 * Whether the claims of a signed JWT are those of an access token, and all there. Nothing else is signed with its key
 * but the tokens of clients themselves, which `isMachineToken` tells; a claim that is missing must never be taken for
 * one that asks nothing, so a token without `exp` is no token that lives for ever.
 */
export function isAccessClaims(claims: Claims): claims is Claims & AccessClaims {
  const hasTexts = areTexts(claims, ['sub', 'iss', 'client_id', 'event_id', 'scope', 'username'])
  return claims['token_use'] === 'access' && hasTexts && areTimes(claims)
}

/** Whether the claims are those of an ID token, and all there. */
export function isIdClaims(claims: Claims): claims is Claims & IdClaims {
  return claims['token_use'] === 'id' && areTexts(claims, ['sub', 'iss', 'aud', 'event_id']) && areTimes(claims)
}

/** Whether it is the access token of a client itself, which has neither a user nor a sign-in [D]. */
export function isMachineToken(claims: Claims): boolean {
  return claims['token_use'] === 'access' && claims['sub'] === claims['client_id'] && claims['username'] === undefined
}

/** Whether a token says that it is not to be taken yet. Cognito makes none that do; RFC 7519 has them refused. */
export function isTooEarly({ nbf }: Claims, nowSeconds: number): boolean {
  return nbf !== undefined && !(typeof nbf === 'number' && nbf <= nowSeconds)
}

function areTexts(claims: Claims, names: readonly string[]): boolean {
  return names.every((name) => typeof claims[name] === 'string')
}

function areTimes(claims: Claims): boolean {
  return ['exp', 'iat', 'auth_time'].every((name) => Number.isInteger(claims[name]))
}
