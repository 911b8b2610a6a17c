import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminResetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  DeleteUserPoolClientCommand,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { toBase64Url, utf8 } from './domain/encoding.ts'
import type { Keys, SigningKey } from './domain/keys.ts'
import { SHOP } from './oauth/testShop.ts'
import { advance, control, post, sdk } from './testing.ts'
import type { TokenWorld } from './tokenDoors.ts'

type Claims = Readonly<Record<string, unknown>>
const LEE = { UserPoolId: SHOP.pool, Username: 'lee' }

/** What a broken token is made from: a good one of that kind, and what made it. */
export interface Forge {
  readonly world: TokenWorld
  readonly kind: 'access' | 'id'
  readonly token: string
  readonly parts: readonly [head: string, body: string, signature: string]
  readonly claims: Claims
  readonly key: SigningKey
  readonly otherKey: SigningKey
  readonly foreignKey: SigningKey
  /** Signs anything, as the emulator would, unless told of another header or key. */
  readonly sign: (claims: object, header?: object, key?: CryptoKey) => Promise<string>
}

const encoded = (value: unknown) => toBase64Url(JSON.stringify(value))

/** A good token of `world`, whose emulator has the keys `mine`, and what it takes to break one. */
export async function forge(world: TokenWorld, kind: 'access' | 'id', mine: Keys, theirs: Keys): Promise<Forge> {
  const { access, id } = await mine.signing()
  const [key, otherKey] = kind === 'access' ? [access, id] : [id, access]
  const token = world.tokens[kind]
  const [head = '', body = '', signature = ''] = token.split('.')
  const claims: Claims = JSON.parse(Buffer.from(body, 'base64url').toString())
  const sign = async (wanted: object, header: object = { kid: key.kid, alg: 'RS256' }, by = key.privateKey) => {
    const signed = `${encoded(header)}.${encoded(wanted)}`
    const bytes = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', by, utf8(signed))
    return `${signed}.${toBase64Url(new Uint8Array(bytes))}`
  }
  const foreignKey = (await theirs.signing())[kind]
  return { world, kind, token, parts: [head, body, signature], claims, key, otherKey, foreignKey, sign }
}

const without =
  (...names: readonly string[]): Defect =>
  ({ sign, claims }) =>
    sign(Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name))))
const saying =
  (change: Claims): Defect =>
  ({ sign, claims }) =>
    sign({ ...claims, ...change })
/** Changed claims under the old signature. */
const resaying =
  (change: Claims): Defect =>
  ({ claims, parts: [head, , signature] }) =>
    `${head}.${encoded({ ...claims, ...change })}.${signature}`
const headed =
  (header: object): Defect =>
  ({ sign, claims }) =>
    sign(claims, header)
const after =
  (action: (world: TokenWorld, aws: ReturnType<typeof sdk>) => Promise<unknown>): Defect =>
  async ({ world, token }) => {
    await action(world, sdk(world.emulator))
    return token
  }

async function hmacSigned({ claims, key }: Forge, secret: string): Promise<string> {
  const signed = `${encoded({ kid: key.kid, alg: 'HS256' })}.${encoded(claims)}`
  const by = await crypto.subtle.importKey('raw', utf8(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return `${signed}.${toBase64Url(new Uint8Array(await crypto.subtle.sign('HMAC', by, utf8(signed))))}`
}

/** The last character of 256 bytes in base64url holds four bits that mean nothing; of claims, as many as there are. */
function respelled(part: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return part.slice(0, -1) + alphabet[alphabet.indexOf(part.at(-1) ?? '') + 1]
}

type Defect = (from: Forge) => string | Promise<string>

/** The defects, by their names in the matrix: each makes of a good token one with one thing wrong. */
export const JWT_DEFECTS: Readonly<Record<string, Defect>> = {
  'alg none, without a signature': ({ claims }) => `${encoded({ alg: 'none' })}.${encoded(claims)}.`,
  'alg none, with the old signature': ({ parts: [, body, signature] }) =>
    `${encoded({ alg: 'none' })}.${body}.${signature}`,
  "HS256, keyed with the public key's modulus": (from) => hmacSigned(from, from.key.jwk.n),
  'HS256, keyed with the public key in PEM': async (from) => {
    const spki = Buffer.from(await crypto.subtle.exportKey('spki', from.key.publicKey)).toString('base64')
    const lines = spki.match(/.{1,64}/g) ?? []
    return hmacSigned(from, `-----BEGIN PUBLIC KEY-----\n${lines.join('\n')}\n-----END PUBLIC KEY-----\n`)
  },
  'RS512 with the right key': async ({ sign, claims, key }) => {
    const { kty, n, e, d, p, q, dp, dq, qi } = await crypto.subtle.exportKey('jwk', key.privateKey)
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' }
    const jwk = { kty, n, e, d, p, q, dp, dq, qi } as JsonWebKey
    const by = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign'])
    return sign(claims, { kid: key.kid, alg: 'RS512' }, by)
  },
  'PS256 named over an RS256 signature': (from) => headed({ kid: from.key.kid, alg: 'PS256' })(from),
  'alg in small letters': (from) => headed({ kid: from.key.kid, alg: 'rs256' })(from),
  'no alg': (from) => headed({ kid: from.key.kid })(from),
  'a kid that is not there': headed({ kid: 'nobody', alg: 'RS256' }),
  'no kid': headed({ alg: 'RS256' }),
  "the kid of the pool's other key": (from) => headed({ kid: from.otherKey.kid, alg: 'RS256' })(from),
  "signed with the pool's other key": ({ sign, claims, otherKey: { kid, privateKey }, kind }) =>
    // As the other kind would be; an identity pool knows both keys, and looks at token_use.
    sign(kind === 'id' ? { ...claims, token_use: 'access' } : claims, { kid, alg: 'RS256' }, privateKey),
  "another emulator's key under the same kid": ({ sign, claims, key, foreignKey }) =>
    sign(claims, { kid: key.kid, alg: 'RS256' }, foreignKey.privateKey),
  "another emulator's key, brought along in the header": ({ sign, claims, foreignKey: { kid, jwk, privateKey } }) =>
    sign(claims, { kid, alg: 'RS256', jwk: { kty: 'RSA', ...jwk }, jku: 'http://127.0.0.1/jwks.json' }, privateKey),
  expired: after(({ emulator }) => advance(emulator, 3_601_000)),
  'not to be used yet': (from) => saying({ nbf: Number(from.claims['iat']) + 60 })(from),
  'exp as text': saying({ exp: '9999999999' }),
  'exp in milliseconds and a fraction': saying({ exp: 9_999_999_999_999.5 }),
  'exp taken out': without('exp'),
  'sub taken out': without('sub'),
  'iss taken out': without('iss'),
  'event_id taken out': without('event_id'),
  'token_use taken out': without('token_use'),
  'client_id or aud taken out': without('client_id', 'aud'),
  'scope taken out': without('scope'),
  'scope without what the door needs': saying({ scope: 'phone' }),
  'token_use of the other kind': (from) => saying({ token_use: from.kind === 'id' ? 'access' : 'id' })(from),
  'the same path at another issuer': saying({ iss: `https://evil.example/${SHOP.pool}` }),
  'an issuer whose pool is not there': saying({
    iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Nobody001',
  }),
  "another pool's issuer": saying({ iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Other0001' }),
  'another client that is not there': saying({ client_id: 'nobody', aud: 'nobody' }),
  "another pool's client": saying({ client_id: 'foreign', aud: 'foreign' }),
  'a sub that nobody has': saying({ sub: '00000000-0000-4000-8000-000000000000' }),
  "a client's own token": async ({ world: { domain } }) => {
    const fields = { grant_type: 'client_credentials', client_id: 'machine', client_secret: SHOP.secret }
    return (await domain.form('/oauth2/token', fields)).json['access_token'] ?? ''
  },
  'the other kind of token': ({ world: { tokens }, kind }) => tokens[kind === 'id' ? 'access' : 'id'],
  'a refresh token': ({ world: { tokens } }) => tokens.refresh,
  'the name changed, old signature': resaying({ username: 'mia', 'cognito:username': 'mia' }),
  'a later exp, old signature': resaying({ exp: 9_999_999_999 }),
  'a group added, old signature': resaying({ 'cognito:groups': ['operators'] }),
  'a space in the header, old signature': ({ key, parts: [, body, signature] }) =>
    `${toBase64Url(`{"kid": "${key.kid}","alg":"RS256"}`)}.${body}.${signature}`,
  'claims that are a list': ({ sign, claims }) => sign([claims]),
  'claims that are no JSON': ({ parts: [head, , signature] }) => `${head}.${toBase64Url('{"sub":')}.${signature}`,
  'the signature of another token': async ({ sign, claims, parts: [head, body] }) =>
    `${head}.${body}.${(await sign({ ...claims, iat: 1 })).split('.')[2]}`,
  'no signature': ({ parts: [head, body] }) => `${head}.${body}`,
  'an empty signature': ({ parts: [head, body] }) => `${head}.${body}.`,
  'half a signature': ({ parts: [head, body, signature] }) => `${head}.${body}.${signature.slice(0, 168)}`,
  'a signature with a byte too many': ({ parts: [head, body, signature] }) =>
    `${head}.${body}.${Buffer.concat([Buffer.from(signature, 'base64url'), Buffer.of(0)]).toString('base64url')}`,
  'header and claims swapped': ({ parts: [head, body, signature] }) => `${body}.${head}.${signature}`,
  'the claims twice': ({ parts: [head, body, signature] }) => `${head}.${body}.${body}.${signature}`,
  'an empty segment more': ({ token }) => `${token}.`,
  'a dot in front': ({ token }) => `.${token}`,
  'the whole token twice': ({ token }) => `${token}.${token}`,
  padding: ({ token }) => `${token}==`,
  'another spelling of the same signature': ({ parts: [head, body, signature] }) =>
    `${head}.${body}.${respelled(signature)}`,
  // Signed as it stands, so that the spelling is all that is wrong with it.
  'another spelling of the same claims': async ({ key, claims, parts: [head] }) => {
    const padded = [0, 1].map((spaces) => toBase64Url(JSON.stringify(claims) + ' '.repeat(spaces)))
    const signed = `${head}.${respelled(padded.find(({ length }) => length % 4 !== 0) ?? '')}`
    const bytes = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', key.privateKey, utf8(signed))
    return `${signed}.${toBase64Url(new Uint8Array(bytes))}`
  },
  'base64 instead of base64url': ({ token }) => `${token.replaceAll('-', '+').replaceAll('_', '/')}+/`,
  'a space behind': ({ token }) => `${token} `,
  'a line break within': ({ token }) => `${token.slice(0, 76)}\n${token.slice(76)}`,
  'Bearer in front': ({ token }) => `Bearer ${token}`,
  'in JSON': ({ token }) => `"${token}"`,
  'the words null and undefined': () => 'null.undefined',
  'of a user who was deleted': after((_, aws) => aws.send(new AdminDeleteUserCommand(LEE))),
  'of a user who was disabled': after((_, aws) => aws.send(new AdminDisableUserCommand(LEE))),
  'of a user who has to reset the password': after((_, aws) => aws.send(new AdminResetUserPasswordCommand(LEE))),
  'of a client that was deleted': after((_, aws) =>
    aws.send(new DeleteUserPoolClientCommand({ UserPoolId: SHOP.pool, ClientId: 'spa' })),
  ),
  'of a pool that was deleted': after(async (_, aws) => {
    await aws.send(new DeleteUserPoolDomainCommand({ UserPoolId: SHOP.pool, Domain: SHOP.domain }))
    await aws.send(new DeleteUserPoolCommand({ UserPoolId: SHOP.pool }))
  }),
  'of a session that was revoked': after(({ emulator, tokens }) =>
    post(emulator, 'RevokeToken', { Token: tokens.refresh, ClientId: 'spa' }),
  ),
  'from before everything was signed out': after((_, aws) => aws.send(new AdminUserGlobalSignOutCommand(LEE))),
  // The same people, clients and identities, so that nothing but the session is missing.
  'of a session that began after the snapshot': async ({ world, kind }) => {
    const { text } = await control(world.emulator, 'POST', 'snapshot')
    const { json } = await world.domain.redeem(await world.domain.codeFor())
    await control(world.emulator, 'POST', 'restore', text)
    return json[`${kind}_token`] ?? ''
  },
}
