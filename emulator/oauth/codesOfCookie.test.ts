import { AdminRevokeUserSessionCommand } from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, describe, expect, test } from 'vitest'
import { LEE, MINUTE, SsoStage } from './ssoStage.ts'
import { BASE } from './testDomain.ts'
import { SHOP } from './testShop.ts'

/** Authorization codes, and the SSO session that they were given out in. */

const REFUSED = { error: 'invalid_grant' }
const REDEEMED = expect.objectContaining({ token_type: 'Bearer' })

let stage: SsoStage

beforeEach(async () => {
  stage = await SsoStage.begin()
})

const logOut = () => stage.browser.send(`${BASE}/logout?client_id=spa&logout_uri=${encodeURIComponent(SHOP.out)}`)

describe('a code that was given out just before the reuse time is over', () => {
  const lateCode = async (minutes: number) => {
    await stage.signIn()
    await stage.advance((minutes - 1) * MINUTE)
    return stage.visit()
  }

  test.each([
    ['an hour', 60, 'DISABLED'],
    ['the longest that there is', 129_600, 'ENABLED'],
  ] as const)('has its own five minutes: %s', async (_, minutes, tracking) => {
    if (tracking === 'ENABLED') {
      await stage.track()
      await stage.reuseFor('spa', minutes)
    }
    const first = await lateCode(minutes)
    await stage.advance(5 * MINUTE - 1)
    expect(await stage.next()).toBe('asked')
    // Somebody else's sign-in must not clean it away.
    const browser = stage.browser
    stage.browser = stage.newBrowser()
    await stage.signIn({}, 'mia', 'Any-password-2')
    stage.browser = browser
    expect(await stage.tokensOf(first)).toEqual(REDEEMED)
    expect(await stage.tokensOf(first)).toEqual(REFUSED)
  })

  test('is refused after them', async () => {
    const code = await lateCode(60)
    await stage.advance(5 * MINUTE)
    expect(await stage.tokensOf(code)).toEqual(REFUSED)
  })

  test.each<[string, () => Promise<unknown>]>([
    ['logged out', logOut],
    ['signed in anew in that browser', () => stage.signIn({ prompt: 'login' })],
    ['signed in as somebody else in that browser', () => stage.signIn({ prompt: 'login' }, 'mia', 'Any-password-2')],
    [
      'switched to the other branding version',
      async () => {
        await stage.takeDomain()
        await stage.giveDomain(1)
      },
    ],
    [
      'revoked, with a session that came through it',
      async () => {
        const SessionId = await stage.idOf('TOKEN')
        const RevokeAssociatedSessions = 'LINKED'
        await stage.aws.send(new AdminRevokeUserSessionCommand({ ...LEE, SessionId, RevokeAssociatedSessions }))
      },
    ],
  ])('is refused once the session was %s', async (_, end) => {
    await stage.track()
    await stage.tokensOf(await stage.signIn())
    await stage.advance(59 * MINUTE)
    const [one, other] = [await stage.visit(), await stage.visit()]
    await stage.advance(2 * MINUTE)
    expect(await stage.tokensOf(one)).toEqual(REDEEMED)
    await end()
    expect(await stage.tokensOf(other)).toEqual(REFUSED)
  })
})
