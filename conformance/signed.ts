import { createHash, createHmac } from 'node:crypto'

/** What signs a request: an access key, and a session token where it is temporary. */
export interface AwsCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/**
 * The headers of a POST to `/`, signed for `cognito-idp` by Signature Version 4. `atMs` is the time that the endpoint
 * is to see.
 */
export function signed(
  request: { readonly url: URL; readonly headers: Readonly<Record<string, string>>; readonly body: string },
  by: { readonly credentials: AwsCredentials; readonly region: string; readonly atMs: number },
): Record<string, string> {
  const { credentials, region, atMs } = by
  const time = new Date(atMs).toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const scope = `${time.slice(0, 8)}/${region}/cognito-idp/aws4_request`
  const headers: Record<string, string> = {
    ...request.headers,
    'x-amz-date': time,
    ...(credentials.sessionToken !== undefined && { 'x-amz-security-token': credentials.sessionToken }),
  }
  const all = Object.entries({ ...headers, host: request.url.host }).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const names = all.map(([name]) => name).join(';')
  const lines = all.map(([name, value]) => `${name}:${value.trim()}\n`).join('')
  const canonical = ['POST', '/', '', lines, names, digest(request.body)].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', time, scope, digest(canonical)].join('\n')
  let key: string | Buffer = `AWS4${credentials.secretAccessKey}`
  for (const part of scope.split('/')) key = mac(key, part)
  const signature = mac(key, toSign).toString('hex')
  const credential = `${credentials.accessKeyId}/${scope}`
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`,
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function mac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
