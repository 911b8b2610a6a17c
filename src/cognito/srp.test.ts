import { createHash } from 'node:crypto'

import * as identityJs from 'amazon-cognito-identity-js'
import { createSrpSession, signSrpSession, signSrpSessionWithDevice } from 'cognito-srp-helper'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'

import { srpHalf, SrpRefused, srpProof, srpVerifier } from './srp.ts'

const pool = 'us-east-1_Proof0001'
const group = 'Proof0001'
const now = Date.UTC(2030, 0, 2, 3, 4, 5)

/** Its typings do not speak of it. */
type Helper = new (group: string) => { N: { toString(base: number): string }; k: { toString(base: number): string } }
const { AuthenticationHelper } = identityJs as unknown as { AuthenticationHelper: Helper }

/** The group as the other implementation spells it. */
const N = BigInt(`0x${new AuthenticationHelper('x').N.toString(16)}`)

afterEach(() => void vi.restoreAllMocks())

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const hex = (value: bigint) => value.toString(16)
const numberOf = (given: Uint8Array) => BigInt(`0x${Buffer.from(given).toString('hex')}`)

/** What a server might say: any numbers, short ones and those with a high first bit included. */
const questions = fc.record({
  salt: fc.oneof(fc.bigInt({ min: 1n, max: 2n ** 128n - 1n }), fc.constantFrom(1n, 0x7fn, 0x80n, 0xffn)).map(hex),
  publicValue: fc.oneof(fc.bigInt({ min: 1n, max: N - 1n }), fc.constantFrom(1n, 0x80n, N - 1n)).map(hex),
  secretBlock: fc.uint8Array({ minLength: 1, maxLength: 900 }).map((block) => Buffer.from(block).toString('base64')),
})
const secrets = fc.oneof(bytes(32), fc.constantFrom(new Uint8Array(32), new Uint8Array(32).fill(255)))
const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 })

/** cognito-srp-helper's session with our secret and our clock in it. */
function theirs(secret: Uint8Array, name: string, password: string, timestamp: string) {
  return {
    ...createSrpSession(name, password, pool, false),
    smallA: hex(numberOf(secret)),
    largeA: srpHalf(secret).publicValue,
    timestamp,
  }
}

function parameters(question: { salt: string; publicValue: string; secretBlock: string }) {
  return { SALT: question.salt, SRP_B: question.publicValue, SECRET_BLOCK: question.secretBlock }
}

describe('SRP as two other implementations have it', () => {
  it('the public value', () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        let expected = 1n
        for (const bit of numberOf(secret).toString(2)) expected = (expected * expected * (bit === '1' ? 2n : 1n)) % N
        expect(srpHalf(secret).publicValue).toBe(hex(expected))
      }),
      { numRuns: 20 },
    )
  })

  it('the proof of a password, to the byte', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(secrets, words, words, questions, async (secret, name, password, question) => {
        const ours = await srpProof(srpHalf(secret), { group, name, password }, question, now)
        const signed = signSrpSession(theirs(secret, name, password, ours.timestamp), {
          ChallengeParameters: { ...parameters(question), USER_ID_FOR_SRP: name },
        })
        expect(ours.signature).toBe(signed.passwordSignature)
      }),
      { numRuns: 15 },
    )
  })

  it('the proof of a device', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(secrets, words, questions, async (secret, password, question) => {
        const device = { group: '-a1b2c3d4e', name: 'us-east-1_0b1c', password }
        const ours = await srpProof(srpHalf(secret), device, question, now)
        const signed = signSrpSessionWithDevice(
          theirs(secret, 'ada', 'x', ours.timestamp),
          { ChallengeParameters: { ...parameters(question), DEVICE_KEY: device.name } },
          device.group,
          password,
        )
        expect(ours.signature).toBe(signed.passwordSignature)
      }),
      { numRuns: 6 },
    )
  })

  it('what ConfirmDevice is told fits the proof that is made later', async () => {
    const { salt, verifier } = await srpVerifier(
      { group: 'g', name: 'k', password: 'p' },
      new Uint8Array(16).fill(0xf0),
    )
    const inner = createHash('sha256').update('gk:p').digest()
    const padded = Buffer.from(`00${'f0'.repeat(16)}`, 'hex')
    expect(salt).toBe(padded.toString('base64'))
    const x = createHash('sha256').update(padded).update(inner).digest()
    expect(hex(numberOf(Buffer.from(verifier, 'base64')))).toBe(srpHalf(x).publicValue)
  })

  it('k is the hash of the group, which is the other implementation’s', () => {
    const spelled = Buffer.from(`00${hex(N)}02`, 'hex')
    const k = createHash('sha256').update(spelled).digest('hex')
    expect(new AuthenticationHelper('x').k.toString(16)).toBe(k)
  })
})

describe('SRP goes no further with', () => {
  const identity = { group, name: 'ada', password: 'x' }
  const question = { salt: '1f', publicValue: '5', secretBlock: '' }
  const secret = new Uint8Array(32).fill(7)

  it.each(['0', hex(N), hex(2n * N)])('the public value %.8s', async (publicValue) => {
    await expect(srpProof(srpHalf(secret), identity, { ...question, publicValue }, now)).rejects.toThrow(SrpRefused)
  })

  it('a u of nought', async () => {
    vi.spyOn(crypto.subtle, 'digest').mockResolvedValueOnce(new ArrayBuffer(32))
    await expect(srpProof(srpHalf(secret), identity, question, now)).rejects.toThrow(SrpRefused)
  })

  it('control: another number is gone on with', async () => {
    expect((await srpProof(srpHalf(secret), identity, question, now)).signature).toMatch(/^[\w+/]{43}=$/)
  })
})

it.each([
  ['2026-09-05T01:02:03Z', 'Sat Sep 5 01:02:03 UTC 2026'],
  ['2030-12-31T23:59:59.999Z', 'Tue Dec 31 23:59:59 UTC 2030'],
  ['2028-02-29T00:00:00Z', 'Tue Feb 29 00:00:00 UTC 2028'],
])('the time %s is spelled %s', async (given, spelled) => {
  const question = { salt: '1f', publicValue: '5', secretBlock: '' }
  const identity = { group, name: 'ada', password: 'x' }
  const { timestamp } = await srpProof(srpHalf(new Uint8Array(32).fill(7)), identity, question, Date.parse(given))
  expect(timestamp).toBe(spelled)
})
