import type { Cryptography } from './Cryptography.ts'
import { text } from './encoding.ts'
import type { SigningKey } from './keys.ts'

/** What a JWT says; nothing about it is trusted before its signature was checked. */
export type Claims = Readonly<Record<string, unknown>>

/** Signs claims with RS256. The header is `{"kid","alg"}` in this order, so tokens begin `eyJraWQi` as on AWS [D]. */
export async function signJwt(
  { utf8, base64Url, sign }: Cryptography,
  key: SigningKey,
  claims: object,
): Promise<string> {
  const signed = `${key.head}.${base64Url(JSON.stringify(claims))}`
  return `${signed}.${base64Url(await sign(key.privateKey, utf8(signed)))}`
}

/** The outcome of reading a JWT: its claims, or which of the two things was wrong with it. */
export type ReadJwt =
  | { readonly outcome: 'verified'; readonly kid: string; readonly claims: Claims }
  | { readonly outcome: 'malformed' | 'bad signature' }

/**
 * Reads a JWT and checks its signature with whichever of the keys it names. Expiry and everything else is left to the
 * caller, who knows what the token is for.
 */
export async function readJwt(
  cryptography: Cryptography,
  keys: readonly SigningKey[],
  token: string,
): Promise<ReadJwt> {
  const [head, body, signature, ...more] = token.split('.')
  if (head === undefined || body === undefined || signature === undefined || more.length > 0)
    return { outcome: 'malformed' }
  const header = readPart(cryptography, head)
  const claims = readPart(cryptography, body)
  const signatureBytes = cryptography.fromBase64Url(signature)
  if (!header || !claims || !signatureBytes || header['alg'] !== 'RS256') return { outcome: 'malformed' }
  const key = keys.find(({ kid }) => kid === header['kid'])
  if (!key || !(await cryptography.verify(key.publicKey, signatureBytes, cryptography.utf8(`${head}.${body}`)))) {
    return { outcome: 'bad signature' }
  }
  return { outcome: 'verified', kid: key.kid, claims }
}

function readPart(cryptography: Cryptography, part: string): Claims | undefined {
  const bytes = cryptography.fromBase64Url(part)
  if (!bytes) return undefined
  try {
    const value: unknown = JSON.parse(text(bytes))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : undefined
  } catch {
    return undefined
  }
}
