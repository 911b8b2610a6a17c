import { AdminUserGlobalSignOutCommand, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider'
import { expect, test } from 'vitest'
import { control, DEMO, sdk, signIn, testEmulator, vitals } from '../testing.ts'

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

test.each([
  [{}, 'version: expected 1, found nothing'],
  [{ version: 2, tables: {} }, 'version: expected 1, found 2'],
  [{ version: 1 }, 'tables: expected an object'],
  [{ version: 1, tables: { __proto__x: [] } }, 'tables.__proto__x: this emulator has no such table'],
  [{ version: 1, tables: { users: [['a']] } }, 'tables.users: expected a list of pairs'],
  [5, 'version: expected 1'],
])('%j is refused, and nothing changes', async (snapshot, message) => {
  const emulator = testEmulator()
  const { status, body } = await control(emulator, 'POST', 'restore', snapshot)
  expect([status, body['error']]).toEqual([400, expect.stringContaining(message)])
  expect(await signIn(emulator)).toBeDefined()
})
