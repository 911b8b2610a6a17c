import { beforeEach, describe, expect, test } from 'vitest'
import type { Emulator, Seed } from './index.ts'
import { type Page, TestBrowser } from './oauth/testBrowser.ts'
import { ORIGIN } from './oauth/testDomain.ts'
import { authorizeUrl, SHOP } from './oauth/testShop.ts'
import { totp } from './operations/authenticator.ts'
import { APP_SECRET, secondFactorSeed } from './operations/secondFactorPool.ts'
import { advance, control, lastCode, testEmulator } from './testing.ts'

/** Managed login beyond a password: second factors, forgotten passwords and signing up, as a browser goes through them. */

const BASE = `${ORIGIN}/_domain/second`
const MINUTE = 60_000

/** The pool with every second factor, with a domain. */
const seed = (mode: 'ON' | 'OPTIONAL', change: object = {}): Seed => ({
  version: 1,
  userPools: (secondFactorSeed(mode).userPools ?? []).map((pool) => ({
    ...pool,
    Domain: { Domain: 'second', ManagedLoginVersion: 2 },
    Clients: (pool.Clients ?? []).map((client) => ({
      ...client,
      CallbackURLs: [SHOP.callback],
      AllowedOAuthFlows: ['code' as const],
      AllowedOAuthScopes: ['openid'],
      AllowedOAuthFlowsUserPoolClient: true,
      SupportedIdentityProviders: ['COGNITO'],
      // The API's sessions last longer; the pages' do not.
      AuthSessionValidity: 15,
    })),
    ...change,
  })),
})

let emulator: Emulator
let browser: TestBrowser
const start = async (mode: 'ON' | 'OPTIONAL', change?: object) => {
  emulator = testEmulator({ seed: seed(mode, change) })
  browser = new TestBrowser(ORIGIN, (request) => emulator.fetch(request))
  await control(emulator, 'POST', 'clock', { frozen: true })
}
beforeEach(() => start('ON'))

const url = authorizeUrl(BASE, { client_id: 'web' })
const signIn = (name: string) => browser.signIn(url, name, 'p')
const appCode = async (secret = APP_SECRET) => {
  const { nowMs } = (await control(emulator, 'GET', 'clock')).body
  return totp(secret, Number(nowMs))
}
const isIn = (page: Page) => page.url.href.startsWith(`${SHOP.callback}?code=`)
const alert = (page: Page) => /<p role="alert">([^<]*)</.exec(page.text)?.[1]
const title = (page: Page) => /<h1>([^<]*)</.exec(page.text)?.[1]

describe('a second factor', () => {
  test.each([
    ['phone', 'Enter the code that was sent to +*******1234.', lastCode],
    ['mail', 'Enter the code that was sent to m***@e***.', lastCode],
    ['app', 'Enter the code that your authenticator app shows.', () => appCode()],
  ])('%s is asked for its code, may mistype it, and comes in', async (name, sentence, right) => {
    const asked = await signIn(name)
    expect(title(asked)).toBe('Enter your code')
    expect(asked.text).toContain(sentence)
    const code = await right(emulator)
    const refused = await browser.submit(asked, { code: code === '000000' ? '000001' : '000000' })
    expect([refused.status, alert(refused) !== undefined, isIn(refused)]).toEqual([200, true, false])
    expect(refused.text).toContain(sentence)
    expect(browser.cookie('cognito')).toBeUndefined()
    expect(isIn(await browser.submit(refused, { code }))).toBe(true)
    expect(isIn(await browser.visit(url))).toBe(true)
  })

  test('who has several chooses one', async () => {
    const asked = await signIn('both')
    expect([...asked.text.matchAll(/<button name="answer" value="(\w+)">([^<]*)</g)].map(([, ...all]) => all)).toEqual([
      ['SMS_MFA', 'Text message'],
      ['EMAIL_OTP', 'Email message'],
    ])
    const wrong = await browser.submit(asked, { answer: 'SOFTWARE_TOKEN_MFA' })
    expect(alert(wrong)).toBe('SOFTWARE_TOKEN_MFA is no MFA method of the user.')
    const code = await browser.submit(wrong, { answer: 'EMAIL_OTP' })
    expect(code.text).toContain('b***@e***')
    expect(isIn(await browser.submit(code, { code: await lastCode(emulator) }))).toBe(true)
  })

  test('who has none sets one up, where one is required, and is asked for it the next time', async () => {
    const asked = await signIn('bare')
    const secret = /<code>([A-Z2-7]+)<\/code>/.exec(asked.text)?.[1] ?? ''
    const wrong = await browser.submit(asked, { code: (await appCode(secret)) === '000000' ? '000001' : '000000' })
    expect(alert(wrong)).toContain('mismatch')
    expect(wrong.text).toContain(secret)
    expect(isIn(await browser.submit(wrong, { code: await appCode(secret) }))).toBe(true)
    browser = new TestBrowser(ORIGIN, (request) => emulator.fetch(request))
    await advance(emulator, MINUTE)
    expect(isIn(await browser.submit(await signIn('bare'), { code: await appCode(secret) }))).toBe(true)
  })

  test('where only messages are offered, who has no address is told that this is not emulated', async () => {
    await start('ON', { SoftwareTokenMfaConfiguration: { Enabled: false } })
    const refused = await signIn('bare')
    expect([refused.status, alert(refused)]).toEqual([400, expect.stringContaining('MFA_SETUP without')])
  })

  test('a page that waited for three minutes begins again, whatever the client allows the API', async () => {
    const asked = await signIn('app')
    await advance(emulator, 3 * MINUTE)
    const late = await browser.submit(asked, { code: await appCode() })
    expect([title(late), alert(late)]).toEqual(['Sign in', 'Invalid session for the user, session is expired.'])
  })

  test('the answered page serves nobody again, nor anybody else', async () => {
    const asked = await signIn('phone')
    const code = await lastCode(emulator)
    expect(isIn(await browser.submit(asked, { code, username: 'mail' }))).toBe(false)
    expect(isIn(await browser.submit(asked, { code }))).toBe(true)
    const again = await browser.submit(asked, { code })
    expect(alert(again)).toBe('Invalid session for the user, session can only be used once.')
  })

  test('a challenge that a form makes up is a sign-in without a password', async () => {
    const page = await browser.visit(url)
    for (const challenge of ['WEB_AUTHN', 'DEVICE_SRP_AUTH', 'x', '__proto__']) {
      expect(title(await browser.submit(page, { challenge, session: 'x', username: 'app' }))).toBe('Sign in')
    }
    const made = await browser.submit(page, { challenge: 'SMS_MFA', session: 'x', username: 'app', code: '1' })
    expect(alert(made)).toBe('Invalid session for the user.')
  })
})

describe('a forgotten password', () => {
  const Users = [
    { Username: 'mia', Password: 'Old-password-1', Attributes: { email: 'mia@example.com', email_verified: 'true' } },
  ]
  beforeEach(() => start('OPTIONAL', { Users }))
  const forgot = () => browser.visit(url.replace('/oauth2/authorize', '/forgotPassword'))

  test('is replaced with a code, and the new one opens', async () => {
    const login = await browser.visit(url)
    expect(login.text).toContain(`<a href="/_domain/second/forgotPassword?`)
    const asked = await browser.submit(await forgot(), { username: 'mia' })
    expect(asked.text).toContain('m***@e***')
    await advance(emulator, 7 * MINUTE)
    const weak = await browser.submit(asked, { code: await lastCode(emulator), new_password: 'x' })
    expect(alert(weak)).toContain('Password did not conform with policy')
    const back = await browser.submit(weak, { code: await lastCode(emulator), new_password: 'New-password-2' })
    expect([title(back), back.url.pathname]).toEqual(['Sign in', '/_domain/second/login'])
    expect(alert(await browser.submit(back, { username: 'mia', password: 'Old-password-1' }))).toContain('Incorrect')
    expect(isIn(await browser.submit(back, { username: 'mia', password: 'New-password-2' }))).toBe(true)
  })

  test('nobody is told more than the API tells, and the page waits eight minutes', async () => {
    expect(alert(await browser.submit(await forgot(), { username: 'nobody' }))).toBe(
      'Username/client id combination not found.',
    )
    const asked = await browser.submit(await forgot(), { username: 'mia' })
    await advance(emulator, 8 * MINUTE)
    const late = await browser.submit(asked, { code: await lastCode(emulator), new_password: 'New-password-2' })
    expect([late.status, late.text.includes('Something went wrong')]).toEqual([400, true])
    const forged = await browser.submit(await forgot(), { username: 'mia', _csrf: 'x' })
    expect(forged.status).toBe(400)
  })
})

describe('a forgotten password where the client hides who exists', () => {
  const seeded = seed('OPTIONAL', {
    Users: [
      {
        Username: 'lin',
        Password: 'Old-password-1',
        UserStatus: 'RESET_REQUIRED',
        Attributes: { email: 'lin@example.com', email_verified: 'true' },
      },
    ],
  })
  beforeEach(() => {
    const userPools = (seeded.userPools ?? []).map((pool) => ({
      ...pool,
      Clients: (pool.Clients ?? []).map((client) => ({ ...client, PreventUserExistenceErrors: 'ENABLED' as const })),
    }))
    emulator = testEmulator({ seed: { ...seeded, userPools } })
    browser = new TestBrowser(ORIGIN, (request) => emulator.fetch(request))
  })
  const forgot = () => browser.visit(url.replace('/oauth2/authorize', '/forgotPassword'))

  test('the page for the code looks alike for everybody', async () => {
    const shown = async (username: string) => {
      const asked = await browser.submit(await forgot(), { username })
      return [title(asked), /sent to ([^<]*)\.</.exec(asked.text)?.[1]?.replace(/\w/g, 'x')]
    }
    expect(await shown('nobody')).toEqual(await shown('lin'))
  })

  test('whoever has to set a new password is let in with it only', async () => {
    expect(alert(await browser.signIn(url, 'lin', 'Old-password-1'))).toBe('Password reset required for the user')
    const asked = await browser.submit(await forgot(), { username: 'lin' })
    const back = await browser.submit(asked, { code: await lastCode(emulator), new_password: 'New-password-2' })
    expect(title(back)).toBe('Sign in')
    expect(isIn(await browser.submit(back, { username: 'lin', password: 'New-password-2' }))).toBe(true)
  })
})

describe('signing up', () => {
  const signup = () => browser.visit(url.replace('/oauth2/authorize', '/signup'))
  const who = { username: 'kim', password: 'Any-password-1', 'userAttributes.email': 'kim@example.com' }

  test('takes what the pool needs, a code, and then the password', async () => {
    await start('OPTIONAL', { AutoVerifiedAttributes: ['email'] })
    const weak = await browser.submit(await signup(), { ...who, password: 'x' })
    expect(alert(weak)).toContain('Password did not conform with policy')
    expect(weak.text).toContain('value="kim@example.com"')
    const asked = await browser.submit(weak, { password: who.password })
    expect(asked.text).toContain('k***@e***')
    expect(alert(await browser.submit(asked, { code: 'x' }))).toContain('Invalid verification code')
    const login = await browser.submit(asked, { code: await lastCode(emulator) })
    expect(isIn(await browser.submit(login, { username: 'kim', password: who.password }))).toBe(true)
  })

  test('without a code waits for an administrator; where only they make users there is no link', async () => {
    await start('OPTIONAL')
    const waiting = await browser.submit(await signup(), { username: 'kim', password: who.password })
    expect(waiting.text).toContain('An administrator has to confirm')
    await start('OPTIONAL', { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } })
    expect((await browser.visit(url)).text).not.toContain('Sign up')
    const refused = await browser.submit(await signup(), who)
    expect(alert(refused)).toBe('SignUp is not permitted for this user pool')
  })
})
