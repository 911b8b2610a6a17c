import type { Cryptography } from './Cryptography.ts'
import { hmac, joined, sha256, toBase64, toHex, utf8 } from './encoding.ts'
import type { Random } from './Random.ts'

/** The 3,072-bit group of RFC 5054, which Cognito's SRP uses with g = 2 [D]. */
const N = BigInt(
  '0xffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74' +
    '020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f1437' +
    '4fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed' +
    'ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf05' +
    '98da48361c55d39a69163fa8fd24cf5f83655d23dca3ad961c62f356208552bb' +
    '9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b' +
    'e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf695581718' +
    '3995497cea956ae515d2261898fa051015728e5a8aaac42dad33170d04507a33' +
    'a85521abdf1cba64ecfb850458dbef0a8aea71575d060c7db3970f85a6e1e4c7' +
    'abf5ae8cdb0933d71e8c94e04a25619dcee3d2261ad2ee6bf12ffa06d98a0864' +
    'd87602733ec86a64521f2b18177b200cbbe117577a615d6c770988c0bad946e2' +
    '08e24fa074e5ab3143db5bfce0fd108e4b82d120a93ad2caffffffffffffffff',
)
const G = 2n

/** The longest public value that is looked at, in hex digits: N's own length and a byte of padding. */
const LONGEST_PUBLIC = 770

/** What an exchange is begun with. */
interface Arithmetic {
  readonly random: Random
  readonly cryptography: Cryptography
}

/** The server's half of an exchange: the secret exponent stays in the emulator, the public value goes out, in hex. */
export interface ServerHalf {
  readonly secret: string
  readonly publicValue: string
}

/** g^x mod N in hex: what a server needs to know of a password. `exponent` is x in hex. */
export function verifierOf({ power }: Cryptography, exponent: string): string {
  return power(G, BigInt(`0x${exponent}`), N).toString(16)
}

/** The number that a client's public value in hex spells, or undefined for none that SRP-6a goes on with. */
export function publicValue(hex: string): bigint | undefined {
  if (hex.length > LONGEST_PUBLIC || !/^[\da-f]+$/i.test(hex)) return undefined
  const value = BigInt(`0x${hex}`)
  return value % N === 0n ? undefined : value
}

/** Begins the server's half: B = k·v + g^b, with a fresh 256-bit b. */
export async function beginExchange({ random, cryptography }: Arithmetic, verifier: string): Promise<ServerHalf> {
  const secret = toHex(random.bytes(32))
  const k = await number(joined(padded(N), padded(G)))
  const value = (k * BigInt(`0x${verifier}`) + cryptography.power(G, BigInt(`0x${secret}`), N)) % N
  return { secret, publicValue: value.toString(16) }
}

/** What the client signs, besides the SECRET_BLOCK and the time: whose secret this is. */
export interface Claim {
  /** The pool's name without its Region, or the device group key. */
  readonly group: string
  /** The user id, or the device key. */
  readonly identity: string
  readonly secretBlock: Uint8Array<ArrayBuffer>
  readonly timestamp: string
}

/** The PASSWORD_CLAIM_SIGNATURE that a client makes who knows the password: HMAC under the exchange's key, in base64. */
export async function claimSignature(
  { power }: Cryptography,
  claim: Claim,
  exchange: { readonly clientValue: string; readonly half: ServerHalf; readonly verifier: string },
): Promise<string> {
  const clientValue = BigInt(`0x${exchange.clientValue}`)
  const u = await number(joined(padded(clientValue), padded(BigInt(`0x${exchange.half.publicValue}`))))
  const base = (clientValue * power(BigInt(`0x${exchange.verifier}`), u, N)) % N
  const shared = power(base, BigInt(`0x${exchange.half.secret}`), N)
  const { group, identity, secretBlock, timestamp } = claim
  return toBase64(await hmac(await derivedKey(shared, u), joined(utf8(group + identity), secretBlock, utf8(timestamp))))
}

/** [D] HKDF over S with u for the salt, 16 bytes (facts, 2.5). */
async function derivedKey(shared: bigint, u: bigint): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey('raw', padded(shared), 'HKDF', false, ['deriveBits'])
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt: padded(u), info: utf8('Caldera Derived Key') }
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, 128))
}

async function number(bytes: Uint8Array<ArrayBuffer>): Promise<bigint> {
  return BigInt(`0x${toHex(await sha256(bytes))}`)
}

/** The shortest two's complement spelling, as Java's BigInteger has it: a zero byte in front of a high first bit. */
function padded(value: bigint): Uint8Array<ArrayBuffer> {
  const hex = value.toString(16)
  const even = hex.length % 2 === 0 ? hex : `0${hex}`
  const whole = /^[89a-f]/.test(even) ? `00${even}` : even
  return Uint8Array.from({ length: whole.length / 2 }, (_, at) => Number.parseInt(whole.slice(at * 2, at * 2 + 2), 16))
}
