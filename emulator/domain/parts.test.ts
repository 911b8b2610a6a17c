import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { memoryStore } from '../store/memoryStore.ts'
import { Clock } from './Clock.ts'
import { webCryptography } from './Cryptography.ts'
import { allowsFlow, lifetimes } from './clientSettings.ts'
import { fromBase64Url, sameText, toBase64Url } from './encoding.ts'
import { preferredRole } from './Groups.ts'
import { checkPasswordPolicy, hashPassword, hashWith, isPassword, randomPassword } from './passwords.ts'
import { evaluate } from './policies.ts'
import { Random } from './Random.ts'

const random = new Random((bytes) => crypto.getRandomValues(bytes))

test('a clock moves, stands still and runs on from where it stood', () => {
  let machineMs = 1000
  const clock = new Clock(() => machineMs)
  clock.advance(500)
  machineMs += 1
  expect([clock.nowMs(), clock.nowSeconds(), clock.frozen]).toEqual([1501, 1, false])
  clock.freeze(true)
  machineMs += 100
  expect([clock.nowMs(), clock.frozen]).toEqual([1501, true])
  clock.advance(10)
  clock.set(clock.nowMs() + 1)
  expect(clock.nowMs()).toBe(1512)
  clock.freeze(false)
  machineMs += 8
  expect(clock.nowMs()).toBe(1520)
  clock.set(5)
  expect(clock.nowMs()).toBe(5)
  clock.reset()
  expect(clock.nowMs()).toBe(machineMs)
})

test('randomness comes from the source alone, and ids have their form', () => {
  let next = 0
  const counted = () => new Random((bytes) => bytes.fill((next += 1)))
  const first = counted().uuid()
  next = 0
  expect(counted().uuid()).toBe(first)
  expect(first).toBe('01010101-0101-4101-8101-010101010101')
  expect(random.bytes(5000)).toHaveLength(5000)
  expect(random.text(1000, 'abc')).toMatch(/^[abc]{1000}$/)
})

test('an ordered table gives any page of any prefix, whatever was put and deleted', () => {
  const key = fc.stringMatching(/^[ab]\/[a-d]{1,3}$/)
  fc.assert(
    fc.property(fc.array(fc.tuple(key, fc.boolean())), key, fc.nat(5), (changes, after, limit) => {
      const table = memoryStore().table<number>('t', { ordered: true })
      const model = new Map<string, number>()
      for (const [index, [name, isPut]] of changes.entries()) {
        if (isPut) {
          table.put(name, index)
          model.set(name, index)
        } else {
          table.delete(name)
          model.delete(name)
        }
      }
      const inPrefix = [...model]
        .filter(([name]) => name.startsWith('a/'))
        .sort(([one], [other]) => (one < other ? -1 : 1))
      expect(table.page('a/', undefined, limit)).toEqual(inPrefix.slice(0, limit))
      expect(table.page('a/', after, 100)).toEqual(inPrefix.filter(([name]) => name > after))
      expect(table.count('a/')).toBe(inPrefix.length)
    }),
  )
})

test('a table without order cannot be paged, is cleaned round by round, and is emptied', () => {
  const store = memoryStore()
  const table = store.table<number>('t')
  expect(() => table.page('', undefined, 1)).toThrow('keeps no order')
  for (let at = 0; at < 10; at += 1) table.put(String(at), at)
  for (let round = 0; round < 5; round += 1) table.prune((value) => value % 2 === 0, 3)
  expect([0, 1, 2, 8, 9].map((at) => table.get(String(at)))).toEqual([undefined, 1, undefined, undefined, 9])
  store.clear()
  expect(table.get('1')).toBeUndefined()
})

test('base64url has one spelling for each bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromBase64Url(toBase64Url(bytes))).toEqual(new Uint8Array(bytes))
    }),
  )
  for (const wrong of ['A', 'AB', 'AA==', 'A+==', 'A A', 'é']) expect(fromBase64Url(wrong)).toBeUndefined()
})

test('texts are compared whole', () => {
  expect([
    sameText('', ''),
    sameText('ab', 'ab'),
    sameText('ab', 'abc'),
    sameText('abab', 'ab'),
    sameText('a', ''),
  ]).toEqual([true, true, false, false, false])
})

test('policies: wildcards, letter case, and a deny that wins', () => {
  const allow = (Action: string, Resource: string) => [{ Statement: [{ Effect: 'Allow' as const, Action, Resource }] }]
  expect(evaluate(allow('cognito-idp:*', '*'), 'cognito-idp:GetUser', 'arn')).toBe('allowed')
  expect(evaluate(allow('COGNITO-IDP:get*', 'a?n*'), 'cognito-idp:GetUser', 'arn:x')).toBe('allowed')
  expect(evaluate(allow('cognito-idp:GetUser**', 'arn*'), 'cognito-idp:GetUser', 'arn')).toBe('allowed')
  expect(evaluate(allow('cognito-idp:Get', '*'), 'cognito-idp:GetUser', 'arn')).toBe('not allowed')
  expect(evaluate(allow('*', 'ARN'), 'a:b', 'arn')).toBe('not allowed')
  expect(evaluate(allow('*', `${'*a'.repeat(30)}b`), 'a:b', 'a'.repeat(200))).toBe('not allowed')
  const denied = [
    ...allow('*', '*'),
    { Statement: [{ Effect: 'Deny' as const, Action: ['a:b', 'a:c'], Resource: ['arn'] }] },
  ]
  expect([evaluate(denied, 'a:c', 'arn'), evaluate(denied, 'a:d', 'arn')]).toEqual(['denied', 'allowed'])
})

test('lifetimes multiply the validity by its unit', () => {
  expect(lifetimes({})).toEqual({ access: 3600, id: 3600, refresh: 2_592_000 })
  const units = { AccessToken: 'minutes', IdToken: 'days', RefreshToken: 'seconds' } as const
  const validities = { AccessTokenValidity: 5, IdTokenValidity: 1, RefreshTokenValidity: 3600 }
  expect(lifetimes({ ...validities, TokenValidityUnits: units })).toEqual({ access: 300, id: 86_400, refresh: 3600 })
  expect(lifetimes({ RefreshTokenValidity: 0, TokenValidityUnits: units }).refresh).toBe(2_592_000)
})

test('flows: with ALLOW_ names only those, without any the old three', () => {
  expect(allowsFlow({ ExplicitAuthFlows: ['ALLOW_USER_AUTH'] }, 'USER_AUTH')).toBe(true)
  expect(allowsFlow({ ExplicitAuthFlows: ['ALLOW_USER_AUTH'] }, 'REFRESH_TOKEN')).toBe(false)
  expect(allowsFlow({}, 'REFRESH_TOKEN')).toBe(true)
  expect(allowsFlow({}, 'CUSTOM')).toBe(true)
  expect(allowsFlow({}, 'USER_AUTH')).toBe(false)
  expect(allowsFlow({ ExplicitAuthFlows: ['ADMIN_NO_SRP_AUTH'] }, 'ADMIN_USER_PASSWORD')).toBe(true)
})

test('the preferred role is that of the lowest precedence, unless several tie with different roles', () => {
  const group = (roleArn?: string, precedence?: number) => ({
    poolId: '',
    name: '',
    roleArn,
    precedence,
    createdAtMs: 0,
    modifiedAtMs: 0,
  })
  expect(preferredRole([])).toBeUndefined()
  expect(preferredRole([group(undefined, 0), group('a', 1), group('b', 2)])).toBe('a')
  expect(preferredRole([group('a', 1), group('b', 1)])).toBeUndefined()
  expect(preferredRole([group('a', 1), group('a', 1)])).toBe('a')
  expect(preferredRole([group('a'), group('b')])).toBeUndefined()
})

test('a password is found by its hash for its own user and pool only, and the made-up ones pass any policy', async () => {
  const hash = await hashPassword({ random, cryptography: webCryptography }, 'us-east-1_A', 'ada', 'pass')
  expect(Number.parseInt(hash.salt.slice(0, 2), 16)).toBeLessThan(128)
  expect(await isPassword(webCryptography, hash, 'us-east-1_A', 'ada', 'pass')).toBe(true)
  for (const [pool, user, password] of [
    ['us-east-1_B', 'ada', 'pass'],
    ['us-east-1_A', 'eve', 'pass'],
    ['us-east-1_A', 'ada', 'Pass'],
  ] as const) {
    expect(await isPassword(webCryptography, hash, pool, user, password)).toBe(false)
  }
  const kept = { seed: 'pass' }
  const user = { poolId: 'us-east-1_A', username: 'ada' }
  expect(await hashWith(webCryptography, kept, hash.salt, user)).toEqual(hash)
  expect(await hashWith(webCryptography, hash, '01', user)).toBe(hash)
  expect(await isPassword(webCryptography, kept, 'us-east-1_A', 'ada', 'pass')).toBe(true)
  expect(await isPassword(webCryptography, kept, 'us-east-1_A', 'ada', 'Pass')).toBe(false)
  const strict = {
    MinimumLength: 99,
    RequireLowercase: true,
    RequireUppercase: true,
    RequireNumbers: true,
    RequireSymbols: true,
  }
  expect(() => checkPasswordPolicy(strict, randomPassword(random, strict))).not.toThrow()
})
