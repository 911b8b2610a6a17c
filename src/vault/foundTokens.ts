import { jwtPayload } from '../lib/jwtPayload.ts'
import type { TokenKind, TokenSays } from './protocol/leaks.ts'

/** A token in a text. The token itself stays in the vault. */
export type Found = { kind: TokenKind; token: string; issuer: string; says: TokenSays }

/** More tokens than this in one text are more than anybody reads. */
const mostTokens = 20
const longestText = 256

/** Five parts are a JWE, three a JWT. Each begins with the base64 of `{"`, whatever stands around it. */
const tokens = /eyJ[\w-]+(?:\.[\w-]+){4}|eyJ[\w-]+\.[\w-]+\.[\w-]+/g

/** The tokens of Cognito's in a text, each once, in order. A JWT of somebody else's kind is none. */
export function tokensIn(text: string): readonly Found[] {
  const all = new Set(text.match(tokens) ?? [])
  return [...all].flatMap((token) => foundIn(token)).slice(0, mostTokens)
}

function foundIn(token: string): readonly Found[] {
  if (token.split('.').length === 5) {
    return isSealed(token) ? [{ kind: 'refresh', token, issuer: '', says: { scopes: [] } }] : []
  }
  const payload = jwtPayload(token)
  const use = payload?.['token_use']
  if (payload === undefined || (use !== 'access' && use !== 'id')) return []
  return [{ kind: use, token, issuer: textIn(payload['iss']) ?? '', says: saysOf(payload) }]
}

/** A refresh token's header is the one thing of it that can be read (cognito-facts part 4). */
function isSealed(token: string): boolean {
  const header = jwtPayload(`.${token}`)
  return typeof header?.['enc'] === 'string'
}

function saysOf(payload: Readonly<Record<string, unknown>>): TokenSays {
  const known = {
    username: textIn(payload['username']) ?? textIn(payload['cognito:username']),
    sub: textIn(payload['sub']),
    clientId: textIn(payload['client_id']) ?? textIn(payload['aud']),
    familyId: textIn(payload['origin_jti']),
    issuedAt: momentIn(payload['iat']),
    expiresAt: momentIn(payload['exp']),
  }
  const present = Object.entries(known).filter(([, value]) => value !== undefined)
  const scopes = (textIn(payload['scope']) ?? '').split(' ').filter((scope) => scope !== '')
  return { ...(Object.fromEntries(present) as Partial<TokenSays>), scopes }
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, longestText) : undefined
}

function momentIn(value: unknown): Date | undefined {
  return typeof value === 'number' && Math.abs(value) < 8.64e12 ? new Date(value * 1000) : undefined
}
