import { createHash, createHmac } from 'node:crypto'

/** The pool, client and people that every server has. */
export const POOL = 'us-east-1_Bench0001'
export const CLIENT = 'bench0client'
export const PASSWORD = 'Bench-pass-1'

/** A request as bytes, signed with the root account where asked for. */
export function requestOf(port: number, operation: string, body: object, isSigned = false): Buffer {
  const text = JSON.stringify(body)
  const host = `127.0.0.1:${port}`
  const head = [
    'POST / HTTP/1.1',
    `Host: ${host}`,
    'Content-Type: application/x-amz-json-1.1',
    `X-Amz-Target: AWSCognitoIdentityProviderService.${operation}`,
    `Content-Length: ${Buffer.byteLength(text)}`,
    ...(isSigned ? signed(text, host) : []),
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${text}`)
}

/** The request of a sign-in by password. */
export function signInRequest(port: number, username: string, client = CLIENT): Buffer {
  return requestOf(port, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: client,
    AuthParameters: { USERNAME: username, PASSWORD },
  })
}

/** Signature Version 4. */
function signed(text: string, host: string): string[] {
  const date = new Date().toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
  const scope = `${date.slice(0, 8)}/us-east-1/cognito-idp/aws4_request`
  const hash = (value: string) => createHash('sha256').update(value).digest('hex')
  const mac = (key: string | Buffer, value: string) => createHmac('sha256', key).update(value).digest()
  const canonical = `POST\n/\n\nhost:${host}\nx-amz-date:${date}\n\nhost;x-amz-date\n${hash(text)}`
  const key = scope.split('/').reduce<string | Buffer>(mac, 'AWS4test')
  const signature = mac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${hash(canonical)}`).toString('hex')
  return [
    `X-Amz-Date: ${date}`,
    `Authorization: AWS4-HMAC-SHA256 Credential=test/${scope}, SignedHeaders=host;x-amz-date, Signature=${signature}`,
  ]
}
