import { createHash, generateKeyPairSync } from 'node:crypto'
import { CreateUserPoolDomainCommand } from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Emulator, Seed } from '../index.ts'
import { type Odd, softwareAuthenticator } from '../softwareAuthenticator.ts'
import { post, sdk, signIn, testEmulator, verdict } from '../testing.ts'

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

type Authenticator = ReturnType<typeof softwareAuthenticator>

const register = async (key: Authenticator, odd: Odd = {}) => {
  const { body } = await post(emulator, 'StartWebAuthnRegistration', { AccessToken })
  const { challenge } = body['CredentialCreationOptions'] as { challenge: string }
  return verdict(emulator, 'CompleteWebAuthnRegistration', { AccessToken, Credential: key.create(challenge, odd) })
}
test('a registration that is begun again is completed by its later challenge', async () => {
  await post(emulator, 'StartWebAuthnRegistration', { AccessToken })
  expect(await register(softwareAuthenticator('ES256'))).toBe('ok')
})

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
  const key = softwareAuthenticator(kind)

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
    ['no new credential', { flags: 0x05 }, 'WebAuthnCredentialNotSupportedException'],
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

describe('what no authenticator sends', () => {
  const key = softwareAuthenticator('ES256')
  const site = createHash('sha256').update('example.com').digest()
  /** A map with one member: authData as byte string of up to 255 bytes. */
  const withData = (data: Buffer) =>
    Buffer.concat([Buffer.from([0xa1, 0x68]), Buffer.from('authData'), Buffer.from([0x58, data.length]), data])
  const cose = (...bytes: number[]) =>
    withData(Buffer.concat([site, Buffer.from([0x45, 0, 0, 0, 1]), Buffer.alloc(17), Buffer.from([1, 7, ...bytes])]))

  test.each<[string, Buffer]>([
    ['nothing at all', Buffer.alloc(0)],
    ['a list', Buffer.from([0x82, 0x01, 0x20])],
    ['lists in lists', Buffer.alloc(12, 0x81)],
    ['a map without authData', Buffer.from([0xa1, 0x01, 0x02])],
    [
      'authData that is a number',
      Buffer.concat([Buffer.from([0xa1, 0x68]), Buffer.from('authData'), Buffer.from([1])]),
    ],
    ['bytes that end early', Buffer.from([0x58, 0x05, 0x01])],
    ['a text of four bytes of length', Buffer.from([0x7a, 0, 0, 0, 1, 0x61])],
    ['a length of eight bytes', Buffer.from([0x5b, 0, 0, 0, 0, 0, 0, 0, 1, 0])],
    ['a float', Buffer.from([0xf9, 0x3c, 0x00])],
    ['nobody present', withData(Buffer.concat([site, Buffer.from([0x44, 0, 0, 0, 1])]))],
    ['nothing behind the flags', withData(Buffer.concat([site, Buffer.from([0x45, 0, 0, 0, 1])]))],
    ['no key behind the id', cose()],
    ['a key without its numbers', cose(0xa1, 0x03, 0x26)],
    ['a key that is no map', cose(0x01)],
    ['a key of an algorithm that is not offered', cose(0xa1, 0x03, 0x26 + 1)],
  ])('%s is no attestation', async (_, attestation) => {
    expect(await register(key, { attestation })).toContain('WebAuthnCredentialNotSupportedException')
  })

  test('an id of no length, which nobody could name again, or beyond what there is', async () => {
    for (const name of ['', 'x'.repeat(1024)]) {
      expect(await register(softwareAuthenticator('ES256', name))).toContain('WebAuthnCredentialNotSupportedException')
    }
  })

  test('authenticator data that ends before its flags is of no site', async () => {
    expect(await register(key, { attestation: withData(Buffer.from([1, 2, 3])) })).toContain(
      'WebAuthnRelyingPartyMismatchException',
    )
    expect(await register(key, { attestation: withData(site) })).toContain('WebAuthnCredentialNotSupportedException')
  })

  test.each<[string, unknown, string]>([
    ['no response', {}, 'WebAuthnCredentialNotSupportedException'],
    ['a response that is none', { response: 'x' }, 'WebAuthnCredentialNotSupportedException'],
    ['client data that is a number', { response: { clientDataJSON: 1 } }, 'WebAuthnCredentialNotSupportedException'],
    [
      'client data that is no base64url',
      { response: { clientDataJSON: '!' } },
      'WebAuthnCredentialNotSupportedException',
    ],
    ['client data that is no JSON', { response: { clientDataJSON: 'e30x' } }, 'WebAuthnClientMismatchException'],
  ])('a credential with %s', async (_, Credential, expected) => {
    await post(emulator, 'StartWebAuthnRegistration', { AccessToken })
    expect(await verdict(emulator, 'CompleteWebAuthnRegistration', { AccessToken, Credential })).toContain(expected)
  })

  test('client data without a challenge or an origin', async () => {
    await post(emulator, 'StartWebAuthnRegistration', { AccessToken })
    const told = async (data: object) => {
      const clientDataJSON = Buffer.from(JSON.stringify({ type: 'webauthn.create', ...data })).toString('base64url')
      return verdict(emulator, 'CompleteWebAuthnRegistration', {
        AccessToken,
        Credential: { response: { clientDataJSON } },
      })
    }
    expect(await told({ challenge: 7 })).toContain('WebAuthnChallengeNotFoundException')
    expect(await register(key, { origin: 'nowhere' })).toContain('WebAuthnOriginNotAllowedException')
  })

  test('a signature of nothing', async () => {
    await register(key)
    const { Session, ChallengeParameters } = await ask()
    const { CREDENTIAL_REQUEST_OPTIONS = '' } = ChallengeParameters as Record<string, string>
    const { challenge } = JSON.parse(CREDENTIAL_REQUEST_OPTIONS) as { challenge: string }
    const sent = JSON.parse(key.get(challenge)) as { response: object }
    const CREDENTIAL = JSON.stringify({ ...sent, response: { ...sent.response, signature: '' } })
    const ChallengeResponses = { USERNAME: 'mia', CREDENTIAL }
    const answer = { ClientId: 'web', ChallengeName: 'WEB_AUTHN', Session, ChallengeResponses }
    expect(await verdict(emulator, 'RespondToAuthChallenge', answer)).toBe(WRONG)
  })

  test('what is said beside the key is kept only where it is text', async () => {
    const { body } = await post(emulator, 'StartWebAuthnRegistration', { AccessToken })
    const { challenge } = body['CredentialCreationOptions'] as { challenge: string }
    const { response } = key.create(challenge)
    const complete = async (transports: unknown, of = response) => {
      const Credential = { response: { ...of, transports }, authenticatorAttachment: 7 }
      expect(await verdict(emulator, 'CompleteWebAuthnRegistration', { AccessToken, Credential })).toBe('ok')
      const listed = await post(emulator, 'ListWebAuthnCredentials', { AccessToken })
      return listed.body['Credentials'] as Record<string, unknown>[]
    }
    const [first] = await complete(['usb', 7])
    expect(first).toMatchObject({ AuthenticatorTransports: ['usb'] })
    expect(first).not.toHaveProperty('AuthenticatorAttachment')
    const again = await post(emulator, 'StartWebAuthnRegistration', { AccessToken })
    const next = (again.body['CredentialCreationOptions'] as { challenge: string }).challenge
    const other = await complete('usb', softwareAuthenticator('ES256', 'other').create(next).response)
    expect(other.map((each) => each['AuthenticatorTransports'])).toEqual(expect.arrayContaining([['usb'], []]))
  })

  test.each<[string, string, string]>([
    ['no JSON', '{', 'InvalidParameterException: CREDENTIAL is not JSON.'],
    ['no credential', '7', WRONG],
    ['an id that is no text', '{"id":7}', WRONG],
    ['the id of another passkey', '{"id":"AAAA"}', WRONG],
    ['an id and nothing else', JSON.stringify({ id: key.id }), WRONG],
  ])('a sign-in by %s', async (_, CREDENTIAL, expected) => {
    await register(key)
    const { Session } = await ask()
    const ChallengeResponses = { USERNAME: 'mia', CREDENTIAL }
    const answer = { ClientId: 'web', ChallengeName: 'WEB_AUTHN', Session, ChallengeResponses }
    expect(await verdict(emulator, 'RespondToAuthChallenge', answer)).toBe(expected)
  })
})

test('a user has twenty passkeys at most', async () => {
  for (let n = 0; n < 20; n += 1) expect(await register(softwareAuthenticator('ES256', `key ${n}`))).toBe('ok')
  expect(await verdict(emulator, 'StartWebAuthnRegistration', { AccessToken })).toContain('LimitExceededException')
})

test('a registration is good once, and a pool has to offer passkeys', async () => {
  const key = softwareAuthenticator('ES256')
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

test('choosing a passkey may bring its credential along', async () => {
  const key = softwareAuthenticator('ES256')
  await register(key)
  const choose = async (odd: Odd = {}) => {
    const AuthParameters = { USERNAME: 'mia' }
    const request = { AuthFlow: 'USER_AUTH', ClientId: 'web', AuthParameters }
    const { Session, ChallengeName, ChallengeParameters } = (await post(emulator, 'InitiateAuth', request)).body
    const { CREDENTIAL_REQUEST_OPTIONS = '' }: Record<string, string> = Object(ChallengeParameters)
    const { challenge }: { challenge: string } = JSON.parse(CREDENTIAL_REQUEST_OPTIONS)
    const ChallengeResponses = { USERNAME: 'mia', ANSWER: 'WEB_AUTHN', CREDENTIAL: key.get(challenge, odd) }
    const answer = { ClientId: 'web', ChallengeName, Session, ChallengeResponses }
    const said = await verdict(emulator, 'RespondToAuthChallenge', answer)
    return [ChallengeName, said, await verdict(emulator, 'RespondToAuthChallenge', answer)]
  }
  const spent = 'NotAuthorizedException: Invalid session for the user, session can only be used once.'
  expect(await choose()).toEqual(['SELECT_CHALLENGE', 'ok', spent])
  expect(await choose({ challenge: 'AAAA' })).toEqual(['SELECT_CHALLENGE', WRONG, WRONG])
})

test("a pool without a relying party has its domain's name on AWS for one", async () => {
  const name = { UserPoolId: 'us-east-1_Without01', Domain: 'without' }
  await sdk(emulator).send(new CreateUserPoolDomainCommand(name))
  const { AccessToken: other } = await signIn(emulator, 'bare', 'mia', 'p')
  const { body } = await post(emulator, 'StartWebAuthnRegistration', { AccessToken: other })
  expect(body['CredentialCreationOptions']).toMatchObject({
    rp: { id: 'without.auth.us-east-1.amazoncognito.com' },
  })
})
