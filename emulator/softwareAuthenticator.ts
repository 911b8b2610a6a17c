import { createHash, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'

/** What an authenticator says otherwise than it should. */
export interface Odd {
  readonly type?: string
  readonly challenge?: string
  readonly origin?: string
  readonly site?: string
  readonly flags?: number
  readonly attestation?: Buffer
  readonly key?: KeyObject
}

const cborHead = (major: number, length: number) =>
  length < 24 ? Buffer.from([(major << 5) | length]) : Buffer.from([(major << 5) | 25, length >> 8, length & 255])
const cborBytes = (bytes: Buffer) => Buffer.concat([cborHead(2, bytes.length), bytes])
const cborText = (text: string) => Buffer.concat([cborHead(3, text.length), Buffer.from(text)])
const cborNumber = (value: number) => (value < 0 ? cborHead(1, -1 - value) : cborHead(0, value))
const cborMap = (...pairs: [Buffer, Buffer][]) => Buffer.concat([cborHead(5, pairs.length), ...pairs.flat()])

/** A software authenticator with one key. Each part of what it says can be changed. */
export function softwareAuthenticator(kind: 'ES256' | 'RS256', name = `credential-${kind}`) {
  const pair =
    kind === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 })
  const id = Buffer.from(name)
  const jwk = pair.publicKey.export({ format: 'jwk' })
  const part = (text: unknown) => cborBytes(Buffer.from(String(text), 'base64url'))
  const cose =
    kind === 'ES256'
      ? cborMap(
          [cborNumber(1), cborNumber(2)],
          [cborNumber(3), cborNumber(-7)],
          [cborNumber(-1), cborNumber(1)],
          [cborNumber(-2), part(jwk.x)],
          [cborNumber(-3), part(jwk.y)],
        )
      : cborMap(
          [cborNumber(1), cborNumber(3)],
          [cborNumber(3), cborNumber(-257)],
          [cborNumber(-1), part(jwk.n)],
          [cborNumber(-2), part(jwk.e)],
        )
  const said = (type: string, challenge: unknown, odd: Odd) =>
    Buffer.from(
      JSON.stringify({
        type: odd.type ?? type,
        challenge: odd.challenge ?? challenge,
        origin: odd.origin ?? 'https://app.example.com',
      }),
    )
  const data = (odd: Odd, rest: Buffer) =>
    Buffer.concat([
      createHash('sha256')
        .update(odd.site ?? 'example.com')
        .digest(),
      Buffer.from([odd.flags ?? 0x45, 0, 0, 0, 1]),
      rest,
    ])
  const base = { id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key' }
  return {
    id: base.id,
    create(challenge: unknown, odd: Odd = {}) {
      const rest = Buffer.concat([Buffer.alloc(16), Buffer.from([id.length >> 8, id.length & 255]), id, cose])
      const attestationObject = cborMap(
        [cborText('fmt'), cborText('none')],
        [cborText('attStmt'), cborMap()],
        [cborText('authData'), cborBytes(data(odd, rest))],
      )
      return {
        ...base,
        authenticatorAttachment: 'platform',
        response: {
          clientDataJSON: said('webauthn.create', challenge, odd).toString('base64url'),
          attestationObject: (odd.attestation ?? attestationObject).toString('base64url'),
          transports: ['internal'],
        },
      }
    },
    get(challenge: unknown, odd: Odd = {}) {
      const client = said('webauthn.get', challenge, odd)
      const authenticatorData = data({ flags: 5, ...odd }, Buffer.alloc(0))
      const signed = Buffer.concat([authenticatorData, createHash('sha256').update(client).digest()])
      const signature = createSign('sha256')
        .update(signed)
        .sign(odd.key ?? pair.privateKey)
      const response = { clientDataJSON: client, authenticatorData, signature }
      const encoded = Object.entries(response).map(([name, bytes]) => [name, bytes.toString('base64url')])
      return JSON.stringify({ ...base, response: Object.fromEntries(encoded) as object })
    },
  }
}
