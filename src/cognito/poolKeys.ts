import { Failed } from '../lib/failure.ts'
import type { Place } from './clients.ts'
import { CallWatch } from './callWatch.ts'
import { received, Trouble } from './transport.ts'

/** The public keys that a user pool signs with, by their ids. */
export type PoolKeys = ReadonlyMap<string, CryptoKey>

const operation = 'jwks.json'
const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const

/** A pool's public keys, which anybody may read. Throws Failed. */
export async function poolKeys(place: Place, poolId: string): Promise<PoolKeys> {
  const origin = (place.endpoint ?? `https://cognito-idp.${place.region}.amazonaws.com`).replace(/\/$/, '')
  const request = new Request(`${origin}/${encodeURIComponent(poolId)}/.well-known/jwks.json`, {
    redirect: 'error',
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
  })
  const watch = place.calls && CallWatch.ofKeys(operation, crypto.randomUUID(), place.calls)
  try {
    const { response, body } = await received(place.fetcher ?? fetch, request)
    watch?.answered(response, body)
    const keys = response.ok ? keysIn(body) : []
    if (keys.length === 0) throw new Trouble('NotCognito', `Something answered ${response.status} without any keys.`)
    const made = await Promise.all(keys.map(async (key) => [key.kid, await imported(key)] as const))
    return new Map(made)
  } catch (error) {
    const code = error instanceof Trouble ? error.code : 'Unreadable'
    watch?.lost(code)
    const message = error instanceof Trouble ? error.message : 'The keys could not be read.'
    throw new Failed({ operation, code, message, class: 'transient', attempts: 1 })
  }
}

/** Whether a JWT was signed with one of these keys (RS256, which is all that Cognito signs with). */
export async function isSignedWith(keys: PoolKeys, jwt: string): Promise<boolean> {
  const [head = '', payload = '', signature = ''] = jwt.split('.')
  const header = jsonIn(new TextDecoder().decode(bytesIn(head)))
  const { kid, alg } = isRecord(header) ? header : {}
  const key = typeof kid === 'string' ? keys.get(kid) : undefined
  if (key === undefined || alg !== 'RS256') return false
  return crypto.subtle.verify(algorithm, key, bytesIn(signature), new TextEncoder().encode(`${head}.${payload}`))
}

type Jwk = { kid: string; n: string; e: string }

function keysIn(body: string): readonly Jwk[] {
  const document = jsonIn(body)
  const keys = isRecord(document) && Array.isArray(document['keys']) ? document['keys'] : []
  return keys.flatMap((key: unknown) => {
    const { kid, n, e, kty } = isRecord(key) ? key : {}
    if (kty !== 'RSA' || typeof kid !== 'string' || typeof n !== 'string' || typeof e !== 'string') return []
    return [{ kid, n, e }]
  })
}

async function imported({ n, e }: Jwk): Promise<CryptoKey> {
  return crypto.subtle.importKey('jwk', { kty: 'RSA', alg: 'RS256', ext: true, n, e }, algorithm, false, ['verify'])
}

/** What is no base64url is no bytes at all, and no signature fits it. */
function bytesIn(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
