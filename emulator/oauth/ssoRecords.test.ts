import { AdminRevokeUserSessionCommand, RevokeTokenCommand } from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, describe, expect, test } from 'vitest'
import { control } from '../testing.ts'
import { LEE, SsoStage } from './ssoStage.ts'
import type { Page } from './testBrowser.ts'

/** The records of SSO sessions that tracking does not know from their beginning. */

const LINKED = { RevokeAssociatedSessions: 'LINKED' } as const

let stage: SsoStage

beforeEach(async () => {
  stage = await SsoStage.begin()
})

/** The sessions that are listed, each with its client, and whether it came through the SSO session that is listed. */
const tree = async () => {
  const all = await stage.sessions()
  const parent = all.find(({ SessionType }) => SessionType === 'SSO')?.SessionId
  return all
    .map(({ SessionType, ClientId, OriginSessionId }) => {
      const origin =
        OriginSessionId === undefined ? '' : OriginSessionId === parent ? ' through it' : ' through another'
      return `${SessionType} ${ClientId}${origin}`
    })
    .sort()
}

const linkedEnds: readonly [string, (tokens: Record<string, string>) => Promise<unknown>][] = [
  [
    'RevokeToken',
    ({ refresh_token: Token }) => stage.aws.send(new RevokeTokenCommand({ Token, ClientId: 'spa', ...LINKED })),
  ],
  [
    'AdminRevokeUserSession',
    async () => {
      const SessionId = await stage.idOf('TOKEN')
      return stage.aws.send(new AdminRevokeUserSessionCommand({ ...LEE, SessionId, ...LINKED }))
    },
  ],
]

describe.each<[string, () => Promise<Page>]>([
  [
    'tracking was turned off and on again before the next grant',
    async () => {
      await stage.track()
      await stage.tokensOf(await stage.signIn())
      await stage.track('DISABLED')
      await stage.track()
      return stage.visit()
    },
  ],
  [
    'tracking was turned off and on again while a code was out',
    async () => {
      await stage.track()
      const page = await stage.signIn()
      await stage.track('DISABLED')
      await stage.track()
      return page
    },
  ],
  [
    'tracking was off when the session began',
    async () => {
      await stage.signIn()
      await stage.track()
      return stage.visit()
    },
  ],
])('%s', (_, grant) => {
  test('the SSO session has a record, which the grant names', async () => {
    await stage.tokensOf(await grant())
    expect(await tree()).toEqual(['SSO spa', 'TOKEN spa through it'])
    await stage.tokensOf(await stage.visit('rotating'), 'rotating')
    expect(await tree()).toEqual(['SSO spa', 'TOKEN rotating through it', 'TOKEN spa through it'])
  })

  test.each(linkedEnds)('%s LINKED ends the cookie', async (__, end) => {
    const tokens = await stage.tokensOf(await grant())
    await end(tokens)
    expect([await stage.isAlive(tokens), await stage.next()]).toEqual([false, 'asked'])
    expect(await stage.sessions()).toEqual([])
  })
})

/** The address of each kind of session that is listed. */
const addresses = async () =>
  Object.fromEntries(
    (await stage.sessions()).map(({ SessionType, LastIPAddress }) => [SessionType ?? '', LastIPAddress]),
  )

test('tokens of the implicit flow name the new record too', async () => {
  await stage.signIn()
  await stage.track()
  await stage.visit('implicit', { response_type: 'token' })
  expect(await tree()).toEqual(['SSO implicit', 'TOKEN implicit through it'])
})

test('the new record has the address of the browser, not of whoever redeems the code', async () => {
  await stage.signIn()
  await stage.track()
  await control(stage.emulator, 'PUT', 'settings', { address: '203.0.113.7' })
  const page = await stage.visit()
  await control(stage.emulator, 'PUT', 'settings', { address: '203.0.113.8' })
  await stage.tokensOf(page)
  expect(await addresses()).toEqual({ SSO: '203.0.113.7', TOKEN: '203.0.113.8' })
})

test('so has one that is made as the code is redeemed', async () => {
  await stage.track()
  await control(stage.emulator, 'PUT', 'settings', { address: '203.0.113.7' })
  const page = await stage.signIn()
  await stage.track('DISABLED')
  await stage.track()
  await control(stage.emulator, 'PUT', 'settings', { address: '203.0.113.8' })
  await stage.tokensOf(page)
  expect(await addresses()).toEqual({ SSO: '203.0.113.7', TOKEN: '203.0.113.8' })
})

test('while tracking is off a grant names and records nothing', async () => {
  await stage.track()
  await stage.signIn()
  await stage.track('DISABLED')
  const tokens = await stage.tokensOf(await stage.visit())
  await stage.track()
  expect(await stage.sessions()).toEqual([])
  await stage.aws.send(new RevokeTokenCommand({ Token: tokens['refresh_token'], ClientId: 'spa', ...LINKED }))
  expect(await stage.next()).toBe('let in')
  expect(await tree()).toEqual(['SSO spa'])
})
