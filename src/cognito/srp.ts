/*
 * Secure Remote Password 6a as Cognito speaks it: a person, or a device, proves that it knows a secret without sending
 * it. cognito-facts 2.5 and the developer guide have the parts; the tests hold it against two other implementations.
 */

/** The 3,072-bit group of RFC 5054, with g = 2 [D]. */
const N = BigInt(
  '0xffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404ddef9519b3cd3a431b' +
    '302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7edee386bfb5a899fa5ae9f24117c4b1fe6' +
    '49286651ece45b3dc2007cb8a163bf0598da48361c55d39a69163fa8fd24cf5f83655d23dca3ad961c62f356208552bb9ed529077096966d' +
    '670c354e4abc9804f1746c08ca18217c32905e462e36ce3be39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf695581718' +
    '3995497cea956ae515d2261898fa051015728e5a8aaac42dad33170d04507a33a85521abdf1cba64ecfb850458dbef0a8aea71575d060c7d' +
    'b3970f85a6e1e4c7abf5ae8cdb0933d71e8c94e04a25619dcee3d2261ad2ee6bf12ffa06d98a0864d87602733ec86a64521f2b18177b200c' +
    'bbe117577a615d6c770988c0bad946e208e24fa074e5ab3143db5bfce0fd108e4b82d120a93ad2caffffffffffffffff',
)

/** SHA-256 of N and g as Cognito spells them: k of SRP-6a. */
const k = 0x538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6n

/** Digits of an exponent that `power` takes at once, and how many there are in a hash and in a + u·x. */
const windowBits = 4n
const hashWindows = 64
const proofWindows = 129

/** Whose secret it is: a person's in a pool (`group` is the pool's id behind its underscore), or a device's in its group. */
export type SrpIdentity = { group: string; name: string; password: string }

/** What Cognito says in PASSWORD_VERIFIER and DEVICE_PASSWORD_VERIFIER: two numbers in hex, and a block in base64. */
export type SrpQuestion = { salt: string; publicValue: string; secretBlock: string }

/** The two members of an answer that prove the secret. */
export type SrpProof = { signature: string; timestamp: string }

/** Cognito's half of the exchange is one that SRP-6a must not go on with: whoever sent it may not know the secret. */
export class SrpRefused extends Error {}

/** The client's half of an exchange: a secret, and the SRP_A in hex that was made from it. */
export type SrpHalf = { secret: Uint8Array; publicValue: string }

/** Begins an exchange. `secret` is 32 random bytes, used once. */
export function srpHalf(secret: Uint8Array): SrpHalf {
  // Never a multiple of N, which is a prime.
  return { secret, publicValue: power(2n, number(secret), hashWindows).toString(16) }
}

/**
 * The proof of a secret, as PASSWORD_CLAIM_SIGNATURE and TIMESTAMP.
 * @param now milliseconds since the epoch
 * Throws SrpRefused.
 */
export async function srpProof(
  { secret, publicValue }: SrpHalf,
  { group, name, password }: SrpIdentity,
  question: SrpQuestion,
  now: number,
): Promise<SrpProof> {
  const a = number(secret)
  const B = BigInt(`0x${question.publicValue}`)
  const u = number(await sha256(spelled(BigInt(`0x${publicValue}`)), spelled(B)))
  if (B % N === 0n || u === 0n) throw new SrpRefused()
  const x = await privateExponent(BigInt(`0x${question.salt}`), { group, name, password })
  const base = (((B - k * power(2n, x, hashWindows)) % N) + N) % N
  const shared = spelled(power(base, a + u * x, proofWindows))
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: spelled(u), info: utf8('Caldera Derived Key') }
  const hmac = { name: 'HMAC', hash: 'SHA-256', length: 128 }
  const key = await crypto.subtle.deriveKey(derivation, material, hmac, false, ['sign'])
  const timestamp = spelledTime(now)
  const block = Uint8Array.from(atob(question.secretBlock), (c) => c.charCodeAt(0))
  const claim = joined(utf8(group + name), block, utf8(timestamp))
  return { signature: toBase64(new Uint8Array(await crypto.subtle.sign('HMAC', key, claim))), timestamp }
}

/**
 * What ConfirmDevice is told, from which Cognito can check a device's secret later without knowing it. Both in base64.
 * @param salt 16 random bytes
 */
export async function srpVerifier(
  identity: SrpIdentity,
  salt: Uint8Array,
): Promise<{ salt: string; verifier: string }> {
  const s = number(salt)
  const verifier = power(2n, await privateExponent(s, identity), hashWindows)
  return { salt: toBase64(spelled(s)), verifier: toBase64(spelled(verifier)) }
}

/** x of SRP-6a. */
async function privateExponent(salt: bigint, { group, name, password }: SrpIdentity): Promise<bigint> {
  return number(await sha256(spelled(salt), await sha256(utf8(`${group}${name}:${password}`))))
}

/**
 * base^exponent mod N, by the same number of squarings and multiplications whatever the exponent is.
 * @param windows how many groups of four bits the exponent is taken to have
 */
function power(base: bigint, exponent: bigint, windows: number): bigint {
  const powers: [digit: bigint, power: bigint][] = []
  // One is spelled N + 1, so that multiplying by it costs as much as by anything else.
  for (let digit = 0n, next = N + 1n; digit < 1n << windowBits; digit += 1n, next = (next * base) % N) {
    powers.push([digit, next])
  }
  let result = 1n
  for (let at = BigInt(windows) - 1n; at >= 0n; at -= 1n) {
    for (let bit = 0n; bit < windowBits; bit += 1n) result = (result * result) % N
    const wanted = BigInt.asUintN(Number(windowBits), exponent >> (at * windowBits))
    let factor = 1n
    // All are looked at, whichever it is.
    for (const [digit, power] of powers) factor = digit === wanted ? power : factor
    result = (result * factor) % N
  }
  return result
}

/** `EEE MMM d HH:mm:ss z yyyy` in English and UTC, the day without a nought in front [B]. */
function spelledTime(now: number): string {
  const [weekday, day, month, year, time] = new Date(now).toUTCString().replace(',', '').split(' ')
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`
}

/** A number's shortest two's complement bytes, as Java writes them: a zero byte in front of a high first bit. */
function spelled(value: bigint): Uint8Array<ArrayBuffer> {
  const hex = value.toString(16)
  const even = hex.length % 2 === 0 ? hex : `0${hex}`
  const whole = even >= '8' ? `00${even}` : even
  return Uint8Array.from({ length: whole.length / 2 }, (_, at) => Number.parseInt(whole.slice(2 * at, 2 * at + 2), 16))
}

function number(bytes: Uint8Array): bigint {
  return BigInt(`0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`)
}

async function sha256(...parts: Uint8Array[]): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', joined(...parts)))
}

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}
