import * as fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { fromBase64Url, toBase64Url } from '../domain/encoding.ts'
import type { Emulator } from '../index.ts'
import { DEMO, post, signIn, testEmulator, type Tokens, verdict } from '../testing.ts'

let emulator: Emulator
let tokens: Tokens

beforeEach(async () => {
  emulator = testEmulator()
  tokens = await signIn(emulator)
})

const probe = (AccessToken: string) => verdict(emulator, 'GetUser', { AccessToken })

test('it shows the user and leaves out what is not set', async () => {
  const { body } = await post(emulator, 'GetUser', { AccessToken: tokens.AccessToken })
  expect(body).toEqual({
    Username: 'ada',
    UserAttributes: [
      { Name: 'sub', Value: '0ada0000-0000-4000-8000-000000000001' },
      { Name: 'name', Value: 'Ada Lovelace' },
      { Name: 'email', Value: 'ada@example.com' },
      { Name: 'email_verified', Value: 'true' },
    ],
  })
})

test('whatever is no access token of this emulator is refused in the words for it', async () => {
  const [head = '', body = '', signature = ''] = tokens.AccessToken.split('.')
  const invalid = 'NotAuthorizedException: Invalid Access Token'
  const unverified = 'NotAuthorizedException: Could not verify signature for Access Token'
  const altered = (part: string, change: object) =>
    toBase64Url(JSON.stringify({ ...JSON.parse(new TextDecoder().decode(fromBase64Url(part))), ...change }))
  expect(await probe('abc')).toBe(invalid)
  expect(await probe('a.b.c')).toBe(invalid)
  expect(await probe(tokens.IdToken)).toBe(invalid)
  expect(await probe(tokens.RefreshToken)).toBe(invalid)
  expect(await probe(`${head}.${body}`)).toBe(invalid)
  expect(await probe(`${head}.${body}.`)).toBe(unverified)
  expect(await probe(`${tokens.AccessToken}.${signature}`)).toBe(invalid)
  expect(await probe(`${altered(head, { alg: 'none' })}.${body}.${signature}`)).toBe(invalid)
  expect(await probe(`${altered(head, { alg: 'HS256' })}.${body}.${signature}`)).toBe(invalid)
  expect(await probe(`${altered(head, { kid: 'another' })}.${body}.${signature}`)).toBe(unverified)
  expect(await probe(`${head}.${altered(body, { username: 'rhea' })}.${signature}`)).toBe(unverified)
  expect(await probe(`${head}.${toBase64Url('[]')}.${signature}`)).toBe(invalid)
  expect(await probe(`${head}.${toBase64Url('{')}.${signature}`)).toBe(invalid)
  expect(await probe((await signIn(testEmulator({ keys: await otherKeys() }))).AccessToken)).toBe(unverified)
})

test('a signature has one spelling: bits that base64 leaves over are not free', async () => {
  const others = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.replace(
    tokens.AccessToken.at(-1) ?? '',
    '',
  )
  for (const last of others.split('')) expect(await probe(tokens.AccessToken.slice(0, -1) + last)).not.toBe('ok')
})

test('a change of any one character makes an access token and a refresh token worthless', async () => {
  const alphabet = 'ABCXYZabcxyz0189-_=.'
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.constantFrom(...alphabet.split('')), fc.boolean(), async (at, sign, isAccess) => {
      const token = isAccess ? tokens.AccessToken : tokens.RefreshToken
      const index = at % token.length
      fc.pre(token[index] !== sign)
      const broken = token.slice(0, index) + sign + token.slice(index + 1)
      if (isAccess)
        expect(await probe(broken)).toMatch(
          /^NotAuthorizedException: (Invalid|Could not verify signature for) Access Token$/,
        )
      else {
        const request = { RefreshToken: broken, ClientId: DEMO.storefront }
        expect(await verdict(emulator, 'GetTokensFromRefreshToken', request)).toBe(
          'NotAuthorizedException: Invalid Refresh Token.',
        )
      }
    }),
    { numRuns: 1000 },
  )
})

async function otherKeys() {
  const { createEmulatorKeys } = await import('../index.ts')
  return createEmulatorKeys()
}
