import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  DeleteUserPoolClientCommand,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  SetUserPoolClientSessionConfigurationCommand,
  SetUserPoolSessionConfigurationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { advance, control, DEMO, post, sdk, signIn, testEmulator, type Tokens, verdict, vitals } from '../testing.ts'

const REVOKED = [
  'NotAuthorizedException: Access Token has been revoked',
  'NotAuthorizedException: Refresh Token has been revoked',
]
const ADA = { UserPoolId: DEMO.pool, Username: 'ada' }

let emulator: Emulator
let web: Tokens
let kiosk: Tokens

beforeEach(async () => {
  emulator = testEmulator()
  const wholeSecond = new Date(Math.floor(Date.now() / 1000) * 1000).toISOString()
  await control(emulator, 'POST', 'clock', { now: wholeSecond, frozen: true })
  web = await signIn(emulator)
  kiosk = await signIn(emulator, DEMO.kiosk)
})

test('GlobalSignOut ends every session at every client, and a second one with the same token is refused', async () => {
  const stranger = await signIn(emulator, DEMO.storefront, 'rhea', 'Night-watch-26')
  const { status, text } = await post(emulator, 'GlobalSignOut', { AccessToken: web.AccessToken })
  expect([status, text]).toEqual([200, '{}'])
  expect(await vitals(emulator, web)).toEqual(REVOKED)
  expect(await vitals(emulator, kiosk, DEMO.kiosk)).toEqual(REVOKED)
  expect(await vitals(emulator, stranger)).toEqual(['ok', 'ok'])
  expect(await verdict(emulator, 'GlobalSignOut', { AccessToken: web.AccessToken })).toBe(REVOKED[0])
})

test('a sign-in in the same millisecond as a global sign-out is not ended with it', async () => {
  await post(emulator, 'GlobalSignOut', { AccessToken: kiosk.AccessToken })
  expect(await vitals(emulator, await signIn(emulator))).toEqual(['ok', 'ok'])
})

test('AdminUserGlobalSignOut does the same from outside, as often as asked, by any of the names', async () => {
  for (const Username of ['ada', 'ADA', '0ada0000-0000-4000-8000-000000000001']) {
    await sdk(emulator).send(new AdminUserGlobalSignOutCommand({ ...ADA, Username }))
  }
  expect(await vitals(emulator, web)).toEqual(REVOKED)
  await expect(sdk(emulator).send(new AdminUserGlobalSignOutCommand({ ...ADA, Username: 'x' }))).rejects.toMatchObject({
    name: 'UserNotFoundException',
    message: 'User does not exist.',
  })
})

test('AdminDisableUser ends everything for good: enabling revives nothing', async () => {
  await sdk(emulator).send(new AdminDisableUserCommand(ADA))
  expect(await vitals(emulator, web)).toEqual(['NotAuthorizedException: User is disabled.', REVOKED[1]])
  await expect(signIn(emulator)).rejects.toThrow('User is disabled.')
  await sdk(emulator).send(new AdminEnableUserCommand(ADA))
  expect(await vitals(emulator, web)).toEqual(REVOKED)
  expect(await vitals(emulator, await signIn(emulator))).toEqual(['ok', 'ok'])
})

test('a deleted user is gone, and a new one of the same name is somebody else', async () => {
  await sdk(emulator).send(new AdminDeleteUserCommand(ADA))
  expect(await vitals(emulator, web)).toEqual([
    'UserNotFoundException: User does not exist.',
    'NotAuthorizedException: Invalid Refresh Token.',
  ])
  expect(await verdict(emulator, 'GlobalSignOut', { AccessToken: web.AccessToken })).toBe(REVOKED[0])
})

test('a deleted client takes its tokens along, and only them', async () => {
  await sdk(emulator).send(new DeleteUserPoolClientCommand({ UserPoolId: DEMO.pool, ClientId: DEMO.kiosk }))
  const gone = `ResourceNotFoundException: User pool client ${DEMO.kiosk} does not exist.`
  expect(await vitals(emulator, kiosk, DEMO.kiosk)).toEqual([gone, gone])
  expect(await vitals(emulator, web)).toEqual(['ok', 'ok'])
})

test('a deleted pool takes everything along', async () => {
  const pool = { UserPoolId: DEMO.pool }
  await expect(sdk(emulator).send(new DeleteUserPoolCommand(pool))).rejects.toThrow('It has a domain configured')
  await sdk(emulator).send(new DeleteUserPoolDomainCommand({ ...pool, Domain: 'curfew-demo' }))
  const tracking = { UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 5 } } as const
  await sdk(emulator).send(new SetUserPoolSessionConfigurationCommand({ ...pool, ...tracking }))
  const minutes = { ClientId: DEMO.storefront, SSOSession: { MaxValidityMinutes: 5 } }
  await sdk(emulator).send(new SetUserPoolClientSessionConfigurationCommand({ ...pool, ...minutes }))
  await sdk(emulator).send(new DeleteUserPoolCommand(pool))
  expect(await vitals(emulator, web)).toEqual([
    `ResourceNotFoundException: User pool ${DEMO.pool} does not exist.`,
    `ResourceNotFoundException: User pool client ${DEMO.storefront} does not exist.`,
  ])
  const { tables } = JSON.parse((await control(emulator, 'POST', 'snapshot')).text)
  const settings = ['brandings', 'sessionConfigurations', 'clientSessionConfigurations', 'clientsByReuse']
  const keys = settings.flatMap((name) => tables[name].map(([key]: [string]) => key))
  expect(keys.filter((key) => key.startsWith(DEMO.pool))).toEqual([])
})

test('a new password leaves sessions alive', async () => {
  await sdk(emulator).send(new AdminSetUserPasswordCommand({ ...ADA, Password: 'Other-word-1', Permanent: true }))
  expect(await vitals(emulator, web)).toEqual(['ok', 'ok'])
})

test('access tokens run out after an hour, refresh tokens after thirty days', async () => {
  await advance(emulator, 3_600_000 - 1)
  expect(await vitals(emulator, web)).toEqual(['ok', 'ok'])
  await advance(emulator, 1)
  expect(await vitals(emulator, web)).toEqual(['NotAuthorizedException: Access Token has expired', 'ok'])
  await advance(emulator, 30 * 86_400_000 - 3_600_000 - 1)
  expect((await vitals(emulator, web))[1]).toBe('ok')
  await advance(emulator, 1)
  expect((await vitals(emulator, web))[1]).toBe('NotAuthorizedException: Refresh Token has expired')
})
