import { sameText, toHex, utf8 } from '../domain/encoding.ts'
import type { Cryptography } from '../domain/Cryptography.ts'
import { CognitoError } from '../domain/errors.ts'
import type { World } from '../domain/World.ts'
import type { Call } from './Call.ts'

/** [B] How far a request's date may be from the service's clock. */
const SKEW_MS = 5 * 60_000

/** Who signed a request. */
export type Caller =
  | { readonly kind: 'root'; readonly accessKeyId: string }
  | { readonly kind: 'role'; readonly accessKeyId: string; readonly roleArn: string }

/** The parts of an Authorization header. */
interface Authorization {
  readonly accessKeyId: string
  readonly day: string
  readonly region: string
  readonly service: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
}

/** The access key id that a request claims to be signed with, for the log; nothing is checked. */
export function claimedAccessKeyId(call: Call): string | undefined {
  return /Credential=([A-Za-z0-9]{1,128})\//.exec(call.headers.get('authorization') ?? '')?.[1]
}

/**
 * Verifies a request's Signature Version 4 (header form) and says who signed it. Throws what AWS's JSON services
 * throw, in their words [B] (facts, 1.13), among them those by which the SDKs know that their clock is wrong and try
 * again with the answer's Date.
 */
export async function verifySignature(
  world: World,
  call: Call,
  body: Uint8Array<ArrayBuffer>,
  service: string,
): Promise<Caller> {
  const header = call.headers.get('authorization')
  if (header === null) throw new CognitoError('MissingAuthenticationTokenException', 'Missing Authentication Token')
  const authorization = parse(header)
  const { accessKeyId } = authorization
  const { secretAccessKey, caller, untilMs } = lookUp(world, accessKeyId, call.headers.get('x-amz-security-token'))
  checkScope(world, authorization, service)
  const date = call.headers.get('x-amz-date') ?? ''
  checkDate(world.clock.nowMs(), date, authorization.day)
  const canonical = await canonicalRequest(world.cryptography, call, body, authorization)
  const expected = await sign(world.cryptography, authorization, secretAccessKey, date, canonical)
  if (!sameText(expected, authorization.signature)) {
    throw invalid(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access ' +
        'Key and signing method. Consult the service documentation for details.',
    )
  }
  if (untilMs !== undefined && world.clock.nowMs() >= untilMs) {
    throw new CognitoError('ExpiredTokenException', 'The security token included in the request is expired')
  }
  return caller
}

function parse(header: string): Authorization {
  const [algorithm, ...rest] = header.trim().split(/\s+/)
  const fields = new Map(
    rest
      .join('')
      .split(',')
      .map((field) => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('=') + 1)] as const),
  )
  const [accessKeyId, day, region, service, end, ...more] = fields.get('Credential')?.split('/') ?? []
  const signedHeaders = fields.get('SignedHeaders')?.toLowerCase().split(';')
  const signature = fields.get('Signature')
  if (
    algorithm !== 'AWS4-HMAC-SHA256' ||
    !accessKeyId ||
    !day ||
    !region ||
    !service ||
    end !== 'aws4_request' ||
    more.length > 0
  ) {
    throw incomplete('Authorization header requires AWS4-HMAC-SHA256 with a Credential of five parts.')
  }
  if (!signedHeaders?.includes('host') || !signature) {
    throw incomplete("Authorization header requires 'SignedHeaders' with host, and 'Signature'.")
  }
  return { accessKeyId, day, region, service, signedHeaders, signature }
}

function lookUp(
  world: World,
  accessKeyId: string,
  sessionToken: string | null,
): { secretAccessKey: string; caller: Caller; untilMs?: number } {
  const { root } = world.credentials
  if (accessKeyId === root.accessKeyId && sessionToken === null) {
    return { secretAccessKey: root.secretAccessKey, caller: { kind: 'root', accessKeyId } }
  }
  const temporary = world.credentials.temporary(accessKeyId)
  if (!temporary || sessionToken === null || !sameText(sessionToken, temporary.sessionToken)) {
    throw new CognitoError('UnrecognizedClientException', 'The security token included in the request is invalid.')
  }
  const { secretAccessKey, roleArn, untilMs } = temporary
  return { secretAccessKey, caller: { kind: 'role', accessKeyId, roleArn }, untilMs }
}

function checkScope(world: World, { service, region, day }: Authorization, expected: string): void {
  if (service !== expected) throw invalid(`Credential should be scoped to correct service: '${expected}'.`)
  if (region !== world.region) throw invalid(`Credential should be scoped to a valid Region, not '${region}'.`)
  if (!/^\d{8}$/.test(day)) throw invalid('Date in Credential scope must be of the form YYYYMMDD.')
}

function checkDate(nowMs: number, date: string, day: string): void {
  const [, year, month, date2, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? []
  const signedMs = Date.parse(`${year}-${month}-${date2}T${hour}:${minute}:${second}Z`)
  if (Number.isNaN(signedMs))
    throw incomplete("Authorization header requires 'X-Amz-Date' of the form YYYYMMDDTHHMMSSZ.")
  if (!date.startsWith(day))
    throw invalid('Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.')
  if (signedMs < nowMs - SKEW_MS) {
    throw invalid(
      `Signature expired: ${date} is now earlier than ${compact(nowMs - SKEW_MS)} (${compact(nowMs)} - 5 min.)`,
    )
  }
  if (signedMs > nowMs + SKEW_MS) {
    throw invalid(
      `Signature not yet current: ${date} is still later than ${compact(nowMs + SKEW_MS)} (${compact(nowMs)} + 5 min.)`,
    )
  }
}

async function canonicalRequest(
  { sha256 }: Cryptography,
  call: Call,
  body: Uint8Array<ArrayBuffer>,
  { signedHeaders }: Authorization,
): Promise<string> {
  const url = new URL(call.url)
  // By name and then by value: a name that goes on with a digit or a hyphen would come before its own beginning with `=`.
  const query = [...url.searchParams]
    .map(([name, value]): [string, string] => [escaped(name), escaped(value)])
    .sort(([one, first], [other, second]) => order(one, other) || order(first, second))
    .map((pair) => pair.join('='))
    .join('&')
  const headers = signedHeaders.map((name) => {
    // A page's own Request does not show its Host header, and there is only one it can be.
    const value = call.headers.get(name) ?? (name === 'host' ? url.host : '')
    return `${name}:${value.trim().replaceAll(/\s+/g, ' ')}\n`
  })
  const hash = toHex(await sha256(body))
  return [call.method, url.pathname, query, headers.join(''), signedHeaders.join(';'), hash].join('\n')
}

async function sign(
  { hmac, sha256 }: Cryptography,
  { day, region, service }: Authorization,
  secret: string,
  date: string,
  canonical: string,
): Promise<string> {
  const scope = `${day}/${region}/${service}/aws4_request`
  const toSign = `AWS4-HMAC-SHA256\n${date}\n${scope}\n${toHex(await sha256(utf8(canonical)))}`
  let key = utf8(`AWS4${secret}`)
  for (const part of [day, region, service, 'aws4_request']) key = await hmac(key, utf8(part))
  return toHex(await hmac(key, utf8(toSign)))
}

function escaped(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

function compact(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
}

function invalid(message: string): CognitoError {
  return new CognitoError('InvalidSignatureException', message)
}

function incomplete(message: string): CognitoError {
  return new CognitoError('IncompleteSignatureException', message)
}
