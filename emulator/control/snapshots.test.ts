import {
  AdminListUserSessionsCommand,
  AdminUserGlobalSignOutCommand,
  ListUsersCommand,
  SetUserPoolMfaConfigCommand,
  SetUserPoolSessionConfigurationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { expect, test } from 'vitest'
import { BASE, shopDomain } from '../oauth/testDomain.ts'
import { authorizeUrl, SHOP, shopSeed } from '../oauth/testShop.ts'
import { control, DEMO, sdk, signIn, testEmulator, verdict, vitals } from '../testing.ts'

test('a snapshot brings everything back, sessions included, and in another emulator all but them', async () => {
  const emulator = testEmulator()
  const tokens = await signIn(emulator)
  const snapshot = (await control(emulator, 'POST', 'snapshot')).text
  await sdk(emulator).send(new AdminUserGlobalSignOutCommand({ UserPoolId: DEMO.pool, Username: 'ada' }))
  expect((await vitals(emulator, tokens))[0]).toContain('revoked')
  await control(emulator, 'POST', 'seed', '"none"')
  await expect(signIn(emulator)).rejects.toThrow('does not exist')
  expect((await control(emulator, 'POST', 'restore', snapshot)).body).toEqual({})
  expect(await vitals(emulator, tokens)).toEqual(['ok', 'ok'])
  const other = testEmulator({ seed: 'none' })
  await control(other, 'POST', 'restore', snapshot)
  const users = (of: typeof emulator) => sdk(of).send(new ListUsersCommand({ UserPoolId: DEMO.pool }))
  expect((await users(other)).Users).toEqual((await users(emulator)).Users)
  expect(await signIn(other)).toBeDefined()
})

test('it has what session tracking, managed login, devices and second factors know', async () => {
  const emulator = testEmulator({ seed: shopSeed })
  const tracking = { UserSessionTracking: 'ENABLED' as const, TokenSession: { MaxPerUser: 3 } }
  const root = sdk(emulator)
  await root.send(new SetUserPoolSessionConfigurationCommand({ UserPoolId: SHOP.pool, ...tracking }))
  await root.send(
    new SetUserPoolMfaConfigCommand({ UserPoolId: SHOP.pool, SoftwareTokenMfaConfiguration: { Enabled: true } }),
  )
  const { browser, codeFor, redeem } = shopDomain(() => emulator)
  const person = browser()
  await person.signIn(authorizeUrl(BASE), 'lee', 'Any-password-1')
  const silently = async () => (await person.visit(authorizeUrl(BASE))).url.searchParams.get('code')
  const { json } = await redeem(await codeFor())
  const take = async (of: typeof emulator) => JSON.parse((await control(of, 'POST', 'snapshot')).text)
  const snapshot = await take(emulator)
  for (const table of ['ssoSessions', 'trackedSessions', 'domains', 'resourceServers', 'sessionConfigurations'])
    expect(snapshot.tables[table], table).not.toEqual([])
  expect(Object.keys(snapshot.tables)).toEqual(
    expect.arrayContaining(['devices', 'passkeys', 'clientSessionConfigurations']),
  )
  expect(JSON.stringify(snapshot.tables.pools)).toContain('SoftwareTokenMfaConfiguration')
  await control(emulator, 'POST', 'reset')
  expect(await silently()).toBeNull()
  await control(emulator, 'POST', 'restore', snapshot)
  expect(await take(emulator)).toEqual(snapshot)
  expect(await silently()).toMatch(/^[\da-f-]{36}$/)
  const listed = await root.send(new AdminListUserSessionsCommand({ UserPoolId: SHOP.pool, Username: 'lee' }))
  expect(listed.Sessions?.map(({ SessionType }) => SessionType).sort()).toEqual(['SSO', 'SSO', 'TOKEN'])
  expect(await verdict(emulator, 'ListUserSessions', { AccessToken: json['access_token'] })).toBe('ok')
})

test.each([
  [{}, 'version: expected 1, found nothing'],
  [{ version: 2, tables: {} }, 'version: expected 1, found 2'],
  [{ version: 1 }, 'tables: expected an object'],
  [{ version: 1, tables: { __proto__x: [] } }, 'tables.__proto__x: this emulator has no such table'],
  [{ version: 1, tables: { users: [['a']] } }, 'tables.users: expected a list of pairs'],
  [{ version: 1, tables: { users: [['a', 1]] } }, 'sum: the snapshot is not as it was taken'],
  [5, 'version: expected 1'],
])('%j is refused, and nothing changes', async (snapshot, message) => {
  const emulator = testEmulator()
  const { status, body } = await control(emulator, 'POST', 'restore', snapshot)
  expect([status, body['error']]).toEqual([400, expect.stringContaining(message)])
  expect(await signIn(emulator)).toBeDefined()
})
