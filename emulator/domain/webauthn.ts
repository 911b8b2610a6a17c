import { type Cbor, decodeCbor } from './cbor.ts'
import { fromBase64Url, joined, sameText, sha256, text, toBase64Url, toHex, utf8 } from './encoding.ts'
import { CognitoError } from './errors.ts'

/** A passkey's public key, with the algorithm it signs by: ES256 or RS256, the two that are offered. */
export interface PasskeyKey {
  readonly algorithm: 'ES256' | 'RS256'
  readonly jwk: JsonWebKey
}

/** What a passkey is asked by: the challenge in base64url, for which site, and whether it has to know its person. */
export interface Asked {
  readonly challenge: string
  readonly relyingPartyId: string
  readonly needsVerification: boolean
}

/** What an authenticator says of a key or a signature. */
interface AuthenticatorData {
  readonly isVerified: boolean
  /** Whether a new credential follows. */
  readonly hasCredential: boolean
  readonly rest: Uint8Array<ArrayBuffer>
}

/**
 * The credential in a RegistrationResponseJSON. Attestation is not looked at. The exceptions are the declared ones, the
 * words ours [?].
 */
export async function readRegistration(
  credential: unknown,
  asked: Asked,
): Promise<{ id: string; key: PasskeyKey; transports: string[]; attachment: string | undefined }> {
  const response = member(credential, 'response')
  await checkClientData(member(response, 'clientDataJSON'), 'webauthn.create', asked)
  const attestation = cbor(bytes(member(response, 'attestationObject')))
  const data = attestation instanceof Map ? attestation.get('authData') : undefined
  if (!(data instanceof Uint8Array)) throw unsupported()
  const { hasCredential, rest } = await readAuthenticatorData(new Uint8Array(data), asked)
  const length = ((rest[16] ?? 0) << 8) | (rest[17] ?? 0)
  if (!hasCredential || length === 0 || length > LONGEST_ID) throw unsupported()
  const id = rest.slice(18, 18 + length)
  const key = publicKey(cbor(rest.slice(18 + length)))
  await imported(key)
  const transports = member(response, 'transports')
  const attachment = member(credential, 'authenticatorAttachment')
  return {
    id: toBase64Url(id),
    key,
    transports: Array.isArray(transports) ? transports.filter((name) => typeof name === 'string') : [],
    attachment: typeof attachment === 'string' ? attachment : undefined,
  }
}

/** WebAuthn's limit for the id of a credential, in bytes. */
const LONGEST_ID = 1023

/** Whether an AuthenticationResponseJSON was signed by the key for what was asked; and whether it knew its person. */
export async function verifyAssertion(
  credential: unknown,
  key: PasskeyKey,
  asked: Asked,
): Promise<{ isVerified: boolean } | undefined> {
  const response = member(credential, 'response')
  const clientData = bytes(member(response, 'clientDataJSON'))
  const data = bytes(member(response, 'authenticatorData'))
  await checkClientData(member(response, 'clientDataJSON'), 'webauthn.get', asked)
  const { isVerified } = await readAuthenticatorData(data, asked)
  const isEs = key.algorithm === 'ES256'
  const signature = bytes(member(response, 'signature'))
  const signed = joined(data, await sha256(clientData))
  const how = isEs ? { name: 'ECDSA', hash: 'SHA-256' } : RS256
  const isRight = await crypto.subtle.verify(
    how,
    await imported(key),
    isEs ? rawSignature(signature) : signature,
    signed,
  )
  return isRight ? { isVerified } : undefined
}

const RS256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

/** The key, ready to check signatures. Whether it is one at all is found out here, before it is kept. */
async function imported({ algorithm, jwk }: PasskeyKey): Promise<CryptoKey> {
  const kind = algorithm === 'ES256' ? { name: 'ECDSA', namedCurve: 'P-256' } : RS256
  return crypto.subtle.importKey('jwk', jwk, kind, false, ['verify']).catch(() => {
    throw unsupported()
  })
}

/** The credential id of a response, or undefined. */
export function credentialId(credential: unknown): string | undefined {
  const id = member(credential, 'id')
  return typeof id === 'string' ? id : undefined
}

async function checkClientData(encoded: unknown, type: string, asked: Asked): Promise<void> {
  const data = json(text(bytes(encoded)))
  const challenge = member(data, 'challenge')
  if (member(data, 'type') !== type)
    throw new CognitoError('WebAuthnClientMismatchException', 'Wrong client data type.')
  if (typeof challenge !== 'string' || !sameText(challenge, asked.challenge)) {
    throw new CognitoError('WebAuthnChallengeNotFoundException', 'The challenge was not found.')
  }
  const origin = member(data, 'origin')
  const url = typeof origin === 'string' && URL.canParse(origin) ? new URL(origin) : undefined
  const host = url?.hostname ?? ''
  const isHome = host === asked.relyingPartyId || host.endsWith(`.${asked.relyingPartyId}`)
  if (!isHome || (url?.protocol !== 'https:' && host !== 'localhost' && !host.endsWith('.localhost'))) {
    throw new CognitoError('WebAuthnOriginNotAllowedException', 'The origin is not allowed.')
  }
}

async function readAuthenticatorData(data: Uint8Array<ArrayBuffer>, asked: Asked): Promise<AuthenticatorData> {
  const expected = toHex(await sha256(utf8(asked.relyingPartyId)))
  if (toHex(data.slice(0, 32)) !== expected) {
    throw new CognitoError('WebAuthnRelyingPartyMismatchException', 'The relying party does not match.')
  }
  const flags = data[32] ?? 0
  const isVerified = (flags & 4) !== 0
  if ((flags & 1) === 0 || (asked.needsVerification && !isVerified)) throw unsupported()
  return { isVerified, hasCredential: (flags & 0x40) !== 0, rest: data.slice(37) }
}

function publicKey(cose: Cbor): PasskeyKey {
  if (!(cose instanceof Map)) throw unsupported()
  const part = (label: number) => {
    const value: unknown = cose.get(label)
    return value instanceof Uint8Array ? toBase64Url(value) : ''
  }
  const algorithm: unknown = cose.get(3)
  if (algorithm === -7) {
    return { algorithm: 'ES256', jwk: { kty: 'EC', crv: 'P-256', x: part(-2), y: part(-3) } }
  }
  if (algorithm === -257) return { algorithm: 'RS256', jwk: { kty: 'RSA', n: part(-1), e: part(-2) } }
  throw unsupported()
}

/** An ECDSA signature out of its DER: r and s, 32 bytes each. Anything else becomes one that is wrong. */
function rawSignature(der: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const rLength = der[3] ?? 0
  const r = der.slice(4, 4 + rLength)
  const sLength = der[5 + rLength] ?? 0
  const s = der.slice(6 + rLength, 6 + rLength + sLength)
  const fixed = (number: Uint8Array) => joined(new Uint8Array(32), number).slice(-32)
  return joined(fixed(r), fixed(s))
}

function cbor(encoded: Uint8Array<ArrayBuffer>): Cbor {
  try {
    return decodeCbor(encoded)
  } catch {
    throw unsupported()
  }
}

function json(encoded: string): unknown {
  try {
    return JSON.parse(encoded)
  } catch {
    return undefined
  }
}

function bytes(encoded: unknown): Uint8Array<ArrayBuffer> {
  const decoded = typeof encoded === 'string' ? fromBase64Url(encoded) : undefined
  if (!decoded) throw unsupported()
  return decoded
}

function member(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null && Object.hasOwn(of, name) ? Reflect.get(of, name) : undefined
}

function unsupported(): CognitoError {
  return new CognitoError('WebAuthnCredentialNotSupportedException', 'The credential is not supported.')
}
