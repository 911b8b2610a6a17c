import type { Cryptography, Soon } from './Cryptography.ts'
import { text, toBase64Url } from './encoding.ts'
import type { Random } from './Random.ts'

const TAG_BYTES = 16
const NONCE_BYTES = 12
/** [B] The protected header that a Cognito refresh token decodes to; every one of them begins `eyJjdHkiOiJKV1Qi`. */
const REFRESH_HEADER = toBase64Url('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}')
/** The size of an RSA-OAEP wrapped key. Nothing is wrapped here: these bytes are noise, but sealed in like the rest. */
const WRAPPED_KEY_BYTES = 256
/** Makes a token of about 1,750 characters, so that apps meet the size they will meet on AWS [?]. */
const REFRESH_CONTENT_BYTES = 980
/** [T] Session strings on AWS were 1,543 characters long: 1,157 bytes with nonce and tag. */
const SESSION_CONTENT_BYTES = 1157 - NONCE_BYTES - TAG_BYTES

/** What seals and opens: the emulator's sealing key, and who does the arithmetic. */
export interface Sealer {
  readonly cryptography: Cryptography
  readonly key: CryptoKey
}

/**
 * A refresh token that carries `content`: five base64url parts like the JWE that Cognito hands out, readable by the
 * emulator only. The content is encrypted with A256GCM under the emulator's own key, with the first two parts
 * authenticated, so a token changed in any character is refused.
 */
export async function sealRefreshToken(sealer: Sealer, random: Random, content: object): Promise<string> {
  const { base64Url } = sealer.cryptography
  const head = `${REFRESH_HEADER}.${base64Url(random.bytes(WRAPPED_KEY_BYTES))}`
  const nonce = random.bytes(NONCE_BYTES)
  const sealed = await encrypt(sealer, nonce, head, content, REFRESH_CONTENT_BYTES)
  const tagAt = sealed.length - TAG_BYTES
  return [head, base64Url(nonce), base64Url(sealed.subarray(0, tagAt)), base64Url(sealed.subarray(tagAt))].join('.')
}

/** What `sealRefreshToken` put in, or undefined when this emulator never made this token. */
export async function openRefreshToken(sealer: Sealer, token: string): Promise<unknown> {
  const [header, wrapped, nonce, content, tag, ...more] = token.split('.')
  if (header !== REFRESH_HEADER || wrapped === undefined || more.length > 0) return undefined
  const parts = [nonce, content, tag].map((part) =>
    part === undefined ? undefined : sealer.cryptography.fromBase64Url(part),
  )
  const [nonceBytes, contentBytes, tagBytes] = parts
  if (!nonceBytes || !contentBytes || tagBytes?.length !== TAG_BYTES) return undefined
  const sealed = new Uint8Array(contentBytes.length + TAG_BYTES)
  sealed.set(contentBytes)
  sealed.set(tagBytes, contentBytes.length)
  return decrypt(sealer, nonceBytes, `${header}.${wrapped}`, sealed)
}

/** A challenge's `Session` that carries `content`: one opaque base64url string. */
export async function sealSession(sealer: Sealer, random: Random, content: object): Promise<string> {
  const nonce = random.bytes(NONCE_BYTES)
  const sealed = await encrypt(sealer, nonce, 'session', content, SESSION_CONTENT_BYTES)
  const all = new Uint8Array(nonce.length + sealed.length)
  all.set(nonce)
  all.set(sealed, nonce.length)
  return sealer.cryptography.base64Url(all)
}

/** What `sealSession` put in, or undefined when this emulator never made this session. */
export async function openSession(sealer: Sealer, session: string): Promise<unknown> {
  const all = sealer.cryptography.fromBase64Url(session)
  if (!all || all.length <= NONCE_BYTES + TAG_BYTES) return undefined
  return decrypt(sealer, all.slice(0, NONCE_BYTES), 'session', all.slice(NONCE_BYTES))
}

/** Encrypts the content, padded with spaces (which JSON does not mind) to the length its counterpart on AWS has. */
function encrypt(
  { cryptography, key }: Sealer,
  nonce: Uint8Array<ArrayBuffer>,
  bound: string,
  content: object,
  length: number,
): Soon<Uint8Array<ArrayBuffer>> {
  return cryptography.encrypt(
    key,
    nonce,
    cryptography.utf8(bound),
    cryptography.utf8(JSON.stringify(content).padEnd(length)),
  )
}

async function decrypt(
  { cryptography, key }: Sealer,
  nonce: Uint8Array<ArrayBuffer>,
  bound: string,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<unknown> {
  const plain = await cryptography.decrypt(key, nonce, cryptography.utf8(bound), sealed)
  return plain && JSON.parse(text(plain))
}
