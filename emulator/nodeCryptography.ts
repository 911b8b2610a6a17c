import {
  createCipheriv,
  createDecipheriv,
  createDiffieHellman,
  createHmac,
  hash,
  KeyObject,
  sign,
  verify,
} from 'node:crypto'
import type { Cryptography } from './domain/Cryptography.ts'
import { modularPower } from './domain/modularPower.ts'

const TAG_BYTES = 16
const AES = 'aes-256-gcm'

/**
 * The port in Node. What takes microseconds is done on the spot: handing it to a thread costs more than the work. A
 * signature takes a third of a millisecond, so it goes to a thread, and both cores make signatures.
 */
export const nodeCryptography: Cryptography = {
  // Short ones are parts of a block that Node keeps, and need none of their own.
  utf8: (text) => Buffer.from(text),
  base64Url: (bytes) => bufferOf(bytes).toString('base64url'),
  fromBase64Url(encoded) {
    const bytes = Buffer.from(encoded, 'base64url')
    return bytes.toString('base64url') === encoded ? bytes : undefined
  },
  sha256: (bytes) => hash('sha256', bytes, 'buffer'),
  hmac: (key, message) => createHmac('sha256', key).update(message).digest(),
  sign: (key, bytes) =>
    new Promise((resolve, reject) => {
      sign('sha256', bytes, keyObject(key), (error, signature) => {
        if (error) reject(error)
        else resolve(signature)
      })
    }),
  verify: (key, signature, bytes) => verify('sha256', bytes, keyObject(key), signature),
  encrypt(key, nonce, bound, plain) {
    const cipher = createCipheriv(AES, keyObject(key), nonce).setAAD(bound)
    const sealed = Buffer.allocUnsafe(plain.length + TAG_BYTES)
    sealed.set(cipher.update(plain))
    cipher.final()
    sealed.set(cipher.getAuthTag(), plain.length)
    return sealed
  },
  decrypt(key, nonce, bound, sealed) {
    const tagAt = sealed.length - TAG_BYTES
    if (tagAt < 0) return undefined
    const secret = keyObject(key)
    try {
      // Throws for a nonce that nothing was sealed with: an empty one, or one of more than 128 bytes.
      const decipher = createDecipheriv(AES, secret, nonce, { authTagLength: TAG_BYTES }).setAAD(bound)
      decipher.setAuthTag(sealed.subarray(tagAt))
      const plain = decipher.update(sealed.subarray(0, tagAt))
      decipher.final()
      return plain
    } catch {
      return undefined
    }
  },
  power(base, exponent, modulus) {
    // A Diffie-Hellman exchange is this very power, in a quarter of the time. It refuses what an exchange must not be made
    // with, such as a base of 1.
    try {
      const exchange = createDiffieHellman(bigEndian(modulus))
      exchange.setPrivateKey(bigEndian(exponent))
      return BigInt(`0x${exchange.computeSecret(bigEndian(base)).toString('hex')}`)
    } catch {
      return modularPower(base, exponent, modulus)
    }
  },
}

function bigEndian(value: bigint): Buffer {
  const hex = value.toString(16)
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
}

function bufferOf(bytes: string | Uint8Array): Buffer {
  if (typeof bytes === 'string') return Buffer.from(bytes)
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}

/** Node's own form of the keys, which are few and live as long as their emulator. */
const keyObjects = new WeakMap<CryptoKey, KeyObject>()

function keyObject(key: CryptoKey): KeyObject {
  let found = keyObjects.get(key)
  if (!found) {
    found = KeyObject.from(key)
    keyObjects.set(key, found)
  }
  return found
}
