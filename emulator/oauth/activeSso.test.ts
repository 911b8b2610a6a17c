import {
  AdminRevokeUserSessionCommand,
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, expect, test } from 'vitest'
import { sha256, toBase64Url, utf8 } from '../domain/encoding.ts'
import { control } from '../testing.ts'
import { LEE, MINUTE, SsoStage } from './ssoStage.ts'
import { BASE } from './testDomain.ts'
import { SHOP, shopSeed } from './testShop.ts'

/** How long an SSO session is active, which is as long as any app client of the pool would reuse it. */

const POOL = { UserPoolId: SHOP.pool }
const CLIENTS = (shopSeed.userPools?.[0]?.Clients ?? []).map(({ ClientId }) => ClientId)
const REDEEMED = expect.objectContaining({ token_type: 'Bearer' })

let stage: SsoStage

beforeEach(async () => {
  stage = await SsoStage.begin()
  await stage.track()
})

const forAll = async (minutes: number) => {
  for (const clientId of CLIENTS) await stage.reuseFor(clientId, minutes)
}
const types = async () => (await stage.sessions()).map(({ SessionType }) => SessionType)
const create = async () => {
  const command = new CreateUserPoolClientCommand({ ...POOL, ClientName: 'new' })
  return (await stage.aws.send(command)).UserPoolClient?.ClientId ?? ''
}
const remove = (ClientId: string) => stage.aws.send(new DeleteUserPoolClientCommand({ ...POOL, ClientId }))
/** After how many minutes, in tens, a session that begins now in a new browser is not listed any more. */
const minutesActive = async () => {
  const ids = async () => (await stage.sessions()).map(({ SessionId }) => SessionId)
  const others = await ids()
  stage.browser = stage.newBrowser()
  await stage.signIn()
  const isActive = async () => (await ids()).some((id) => !others.includes(id))
  let minutes = 0
  while (await isActive()) {
    await stage.advance(10 * MINUTE)
    minutes += 10
  }
  return minutes
}

test('it is the longest of the clients that are there: their own minutes, or sixty', async () => {
  expect(await minutesActive()).toBe(60)
  await forAll(10)
  expect(await minutesActive()).toBe(10)
  await stage.reuseFor('rotating', 120)
  expect(await minutesActive()).toBe(120)
  await stage.reuseFor('spa', 60)
  await stage.reuseFor('rotating', 10)
  expect(await minutesActive()).toBe(60)
  await stage.reuseFor('spa', 10)
  const unset = await create()
  expect(await minutesActive()).toBe(60)
  await remove(unset)
  await stage.reuseFor('rotating', 200)
  await remove('rotating')
  expect(await minutesActive()).toBe(10)
})

test('other pools have nothing to do with it', async () => {
  await forAll(0)
  expect(await minutesActive()).toBe(0)
})

test('a session that nobody reuses is neither listed nor revoked by its id', async () => {
  await stage.signIn()
  const SessionId = await stage.idOf('SSO')
  await forAll(0)
  expect(await types()).toEqual([])
  await expect(stage.aws.send(new AdminRevokeUserSessionCommand({ ...LEE, SessionId }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  })
  await stage.reuseFor('api', 10)
  expect(await types()).toEqual(['SSO'])
})

test('where no client reuses it the cookie is there all the same, and its code is good until the session is ended', async () => {
  await forAll(0)
  const first = await stage.signIn()
  const cookie = stage.browser.cookie('cognito')
  expect(cookie).toBeDefined()
  await stage.advance(5 * MINUTE - 1)
  expect(await stage.tokensOf(first)).toEqual(REDEEMED)
  expect(await stage.next()).toBe('asked')
  const second = await stage.signIn()
  expect(stage.browser.cookie('cognito')).not.toBe(cookie)
  const third = await stage.signIn()
  expect(await stage.tokensOf(second)).toEqual({ error: 'invalid_grant' })
  await stage.browser.send(`${BASE}/logout?client_id=spa&logout_uri=${encodeURIComponent(SHOP.out)}`)
  expect(await stage.tokensOf(third)).toEqual({ error: 'invalid_grant' })
})

/** What a snapshot holds, as far as these tests change it. */
interface Tables {
  clientsByReuse?: unknown
  brandings?: unknown
  ssoSessions: [string, { switches?: number; version?: number }][]
}

/** Goes on with the data as an earlier emulator would have left it. */
const asBefore = async (change: (tables: Tables) => void) => {
  const { version, tables } = JSON.parse((await control(stage.emulator, 'POST', 'snapshot')).text)
  change(tables)
  const sum = toBase64Url(await sha256(utf8(JSON.stringify(tables))))
  expect((await control(stage.emulator, 'POST', 'restore', { version, tables, sum })).body).toEqual({})
}

test('the data of an emulator that knew neither index nor switches of the branding serves as well', async () => {
  await forAll(0)
  await stage.reuseFor('rotating', 120)
  await stage.signIn()
  await asBefore((tables) => {
    delete tables.clientsByReuse
    delete tables.brandings
    for (const [, session] of tables.ssoSessions) delete session.switches
  })
  expect(await stage.next('rotating')).toBe('let in')
  expect(await minutesActive()).toBe(120)
})

test('a session of an emulator that kept the branding version ends with that version', async () => {
  await stage.signIn()
  const began = (version: number) =>
    asBefore((tables) => {
      delete tables.brandings
      for (const [, session] of tables.ssoSessions) {
        delete session.switches
        session.version = version
      }
    })
  await began(2)
  expect(await stage.next()).toBe('let in')
  await began(1)
  expect(await stage.next()).toBe('asked')
  expect(await types()).toEqual([])
  await stage.takeDomain()
  await stage.giveDomain(1)
  expect(await stage.next()).toBe('asked')
})
