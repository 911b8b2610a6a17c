import { createDiffieHellmanGroup } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { webCryptography } from './domain/Cryptography.ts'
import { createEmulatorKeys } from './index.ts'
import { nodeCryptography } from './nodeCryptography.ts'

const bytes = (constraints: { minLength?: number; maxLength?: number } = {}) =>
  fc.uint8Array({ maxLength: 2000, ...constraints }).map((value) => new Uint8Array(value))
/** Node's buffers are arrays of bytes too, but not to a test. */
const plain = (value: Uint8Array | undefined) => value && new Uint8Array(value)
const pair = [nodeCryptography, webCryptography] as const
const both = [pair, [webCryptography, nodeCryptography]] as const

test('digests and base64url in Node are those of WebCrypto', async () => {
  fc.assert(
    fc.property(fc.oneof(bytes(), fc.string({ unit: 'binary' })), (value) => {
      expect(nodeCryptography.base64Url(value)).toBe(webCryptography.base64Url(value))
    }),
  )
  const spelled = fc.oneof(
    bytes().map((value) => webCryptography.base64Url(value)),
    fc.string({ unit: fc.constantFrom('A', 'Q', 'g', 'w', '-', '_', '+', '/', '=', ' ', '\n', 'ä') }),
  )
  fc.assert(
    fc.property(spelled, (text) => {
      expect(plain(nodeCryptography.fromBase64Url(text))).toEqual(webCryptography.fromBase64Url(text))
    }),
    { numRuns: 1000 },
  )
  await fc.assert(
    fc.asyncProperty(bytes({ minLength: 1 }), bytes(), async (key, message) => {
      expect(plain(await nodeCryptography.sha256(message))).toEqual(await webCryptography.sha256(message))
      expect(plain(await nodeCryptography.hmac(key, message))).toEqual(await webCryptography.hmac(key, message))
    }),
  )
})

test('what one seals the other opens, and neither opens what was changed in one bit or is bound to something else', async () => {
  const key = await createEmulatorKeys().sealing()
  const nonces = bytes({ minLength: 12, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(nonces, bytes(), bytes(), fc.nat(), async (nonce, bound, text, at) => {
      for (const [one, other] of both) {
        const sealed = await one.encrypt(key, nonce, bound, text)
        expect(plain(await other.decrypt(key, nonce, bound, sealed))).toEqual(text)
        const changed = sealed.map((byte, index) => (index === at % sealed.length ? byte ^ 1 : byte))
        expect(await other.decrypt(key, nonce, bound, changed)).toBeUndefined()
        expect(await other.decrypt(key, nonce, new Uint8Array([...bound, 0]), sealed)).toBeUndefined()
        expect(await other.decrypt(key, nonce, bound, sealed.slice(0, 15))).toBeUndefined()
        for (const length of [0, 128, 129, 5000]) {
          expect(await other.decrypt(key, new Uint8Array(length), bound, sealed)).toBeUndefined()
        }
      }
    }),
  )
})

test('what one signs the other verifies, and neither takes another signature', async () => {
  const { id, access } = await createEmulatorKeys().signing()
  const message = new TextEncoder().encode('a message')
  for (const one of pair) {
    const signature = await one.sign(id.privateKey, message)
    for (const other of pair) {
      expect(await other.verify(id.publicKey, signature, message)).toBe(true)
      expect(await other.verify(access.publicKey, signature, message)).toBe(false)
      expect(await other.verify(id.publicKey, signature.slice(1), message)).toBe(false)
      expect(await other.verify(id.publicKey, signature, message.slice(1))).toBe(false)
    }
  }
  await expect(nodeCryptography.sign(id.publicKey, message)).rejects.toThrow()
})

test('powers in Node are those of squaring and multiplying bit by bit, and so are the portable ones', () => {
  const modulus = BigInt(`0x${createDiffieHellmanGroup('modp15').getPrime('hex')}`)
  const bases = fc.oneof(fc.bigInt({ min: 0n, max: modulus - 1n }), fc.constantFrom(0n, 1n, 2n, modulus - 1n))
  const exponents = fc.oneof(
    fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
    fc.constantFrom(0n, 1n, 15n, 16n, modulus - 2n, modulus),
  )
  fc.assert(
    fc.property(bases, exponents, (base, exponent) => {
      let expected = 1n
      for (const bit of exponent.toString(2)) {
        expected = (expected * expected * (bit === '1' ? base : 1n)) % modulus
      }
      for (const { power } of pair) expect(power(base, exponent, modulus)).toBe(expected)
    }),
    { numRuns: 40 },
  )
})
