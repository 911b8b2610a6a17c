import { createHash, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Emulator, Seed } from '../index.ts'
import { post, signIn, testEmulator, verdict } from '../testing.ts'

const POOL = 'us-east-1_Passkeys1'
const seed: Seed = {
  version: 1,
  userPools: [
    {
      Id: POOL,
      PoolName: 'passkeys',
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
      WebAuthnConfiguration: { RelyingPartyId: 'example.com', UserVerification: 'required' },
      Clients: [
        { ClientId: 'web', ClientName: 'web', ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH'] },
      ],
      Users: [{ Username: 'mia', Password: 'p' }],
    },
    {
      Id: 'us-east-1_Without01',
      PoolName: 'without',
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
      Clients: [{ ClientId: 'bare', ClientName: 'bare', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] }],
      Users: [{ Username: 'mia', Password: 'p' }],
    },
    {
      Id: 'us-east-1_Never0001',
      PoolName: 'never',
      Clients: [{ ClientId: 'never', ClientName: 'never', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] }],
      Users: [{ Username: 'mia', Password: 'p' }],
    },
  ],
}

let emulator: Emulator
let AccessToken: string
beforeEach(async () => {
  emulator = testEmulator({ seed })
  AccessToken = (await signIn(emulator, 'web', 'mia', 'p')).AccessToken
})

const cborHead = (major: number, length: number) =>
  length < 24 ? Buffer.from([(major << 5) | length]) : Buffer.from([(major << 5) | 25, length >> 8, length & 255])
const cborBytes = (bytes: Buffer) => Buffer.concat([cborHead(2, bytes.length), bytes])
const cborText = (text: string) => Buffer.concat([cborHead(3, text.length), Buffer.from(text)])
const cborNumber = (value: number) => (value < 0 ? cborHead(1, -1 - value) : cborHead(0, value))
const cborMap = (...pairs: [Buffer, Buffer][]) => Buffer.concat([cborHead(5, pairs.length), ...pairs.flat()])

/** A software authenticator with one key. Each part of what it says can be changed. */
function authenticator(kind: 'ES256' | 'RS256') {
  const pair =
    kind === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 })
  const id = Buffer.from(`credential-${kind}`)
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
      const rest = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose])
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
interface Odd {
  readonly type?: string
  readonly challenge?: string
  readonly origin?: string
  readonly site?: string
  readonly flags?: number
  readonly attestation?: Buffer
  readonly key?: KeyObject
}
type Authenticator = ReturnType<typeof authenticator>

const register = async (key: Authenticator, odd: Odd = {}) => {
  const { body } = await post(emulator, 'StartWebAuthnRegistration', { AccessToken })
  const { challenge } = body['CredentialCreationOptions'] as { challenge: string }
  return verdict(emulator, 'CompleteWebAuthnRegistration', { AccessToken, Credential: key.create(challenge, odd) })
}
const ask = async () => {
  const AuthParameters = { USERNAME: 'mia', PREFERRED_CHALLENGE: 'WEB_AUTHN' }
  return (await post(emulator, 'InitiateAuth', { AuthFlow: 'USER_AUTH', ClientId: 'web', AuthParameters })).body
}
const enter = async (key: Authenticator, odd: Odd = {}) => {
  const { Session, ChallengeParameters } = await ask()
  const { CREDENTIAL_REQUEST_OPTIONS = '' } = ChallengeParameters as Record<string, string>
  const { challenge } = JSON.parse(CREDENTIAL_REQUEST_OPTIONS) as { challenge: string }
  const ChallengeResponses = { USERNAME: 'mia', CREDENTIAL: key.get(challenge, odd) }
  return verdict(emulator, 'RespondToAuthChallenge', {
    ClientId: 'web',
    ChallengeName: 'WEB_AUTHN',
    Session,
    ChallengeResponses,
  })
}
const WRONG = 'NotAuthorizedException: Incorrect username or password.'

describe.each(['ES256', 'RS256'] as const)('a passkey that signs by %s', (kind) => {
  const key = authenticator(kind)

  test('is registered, listed, asked for, accepted and deleted', async () => {
    expect((await ask())['ChallengeName']).toBe('SELECT_CHALLENGE')
    expect(await register(key)).toBe('ok')
    const listed = await post(emulator, 'ListWebAuthnCredentials', { AccessToken })
    expect(listed.body['Credentials']).toEqual([
      expect.objectContaining({
        CredentialId: key.id,
        RelyingPartyId: 'example.com',
        AuthenticatorTransports: ['internal'],
      }),
    ])
    const factors = await post(emulator, 'GetUserAuthFactors', { AccessToken })
    expect(factors.body['ConfiguredUserAuthFactors']).toEqual(['PASSWORD', 'WEB_AUTHN'])
    expect(await enter(key)).toBe('ok')
    const gone = { AccessToken, CredentialId: key.id }
    expect(await verdict(emulator, 'DeleteWebAuthnCredential', gone)).toBe('ok')
    expect(await verdict(emulator, 'DeleteWebAuthnCredential', gone)).toContain('ResourceNotFoundException')
  })

  test.each<[string, Odd, string]>([
    ['nothing', {}, 'ok'],
    ['another type', { type: 'webauthn.get' }, 'WebAuthnClientMismatchException'],
    ['another challenge', { challenge: 'AAAA' }, 'WebAuthnChallengeNotFoundException'],
    ['another origin', { origin: 'https://example.org' }, 'WebAuthnOriginNotAllowedException'],
    ['a look-alike origin', { origin: 'https://notexample.com' }, 'WebAuthnOriginNotAllowedException'],
    ['a clear origin', { origin: 'http://example.com' }, 'WebAuthnOriginNotAllowedException'],
    ['another site', { site: 'example.org' }, 'WebAuthnRelyingPartyMismatchException'],
    ['no verification', { flags: 0x41 }, 'WebAuthnCredentialNotSupportedException'],
    ['no CBOR', { attestation: Buffer.from([0xff]) }, 'WebAuthnCredentialNotSupportedException'],
  ])('registers with %s changed: %s', async (_, odd, expected) => {
    expect(await register(key, odd)).toContain(expected)
  })

  test.each<[string, Odd, string]>([
    ['nothing', {}, 'ok'],
    ['another type', { type: 'webauthn.create' }, WRONG],
    ['another challenge', { challenge: 'AAAA' }, WRONG],
    ['another origin', { origin: 'https://example.org' }, WRONG],
    ['another site', { site: 'example.org' }, WRONG],
    ['no verification', { flags: 1 }, WRONG],
    ['another key', { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }, WRONG],
  ])('signs in with %s changed: %s', async (_, odd, expected) => {
    await register(key)
    expect(await enter(key, odd)).toBe(expected)
  })
})

test('a registration is good once, and a pool has to offer passkeys', async () => {
  const key = authenticator('ES256')
  const Credential = key.create('AAAA')
  expect(await verdict(emulator, 'CompleteWebAuthnRegistration', { AccessToken, Credential })).toContain(
    'WebAuthnChallengeNotFoundException',
  )
  for (const [client, refusal] of [
    ['bare', 'WebAuthnConfigurationMissingException'],
    ['never', 'WebAuthnNotEnabledException'],
  ] as const) {
    const { AccessToken: other } = await signIn(emulator, client, 'mia', 'p')
    expect(await verdict(emulator, 'StartWebAuthnRegistration', { AccessToken: other })).toContain(refusal)
  }
})
