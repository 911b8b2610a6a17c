import { expect, test } from './fixtures.ts'
import { keptIn, nothing } from './kept.ts'
import {
  allowConsole,
  expectPasswordAsked,
  signInThere,
  signInThereShared,
  stateUnderWay,
  toManagedLogin,
  typePassword,
} from './managedLogin.ts'
import {
  alertIn,
  expectSignedIn,
  expectSignInPage,
  expectTitle,
  fillSignIn,
  holdBack,
  people,
  questionsOf,
  signOutThisDevice,
} from './steps.ts'
import { operationsAsked, sent } from './requests.ts'

test.beforeEach(async ({ world }) => allowConsole(world))

const notSignedIn = 'You were not signed in'

test('signs in on Cognito’s page, survives a reload, renews, and signs out', async ({ page, world }) => {
  await signInThere(page)
  await expect(page.getByText(/^Since .+ through managed login/)).toBeVisible()
  await expect(page).toHaveURL('/')
  await page.reload()
  await expectSignedIn(page)
  await page.getByRole('button', { name: 'Renew now' }).click()
  await expect.poll(async () => operationsAsked(world)).toContain('GetTokensFromRefreshToken')
  await expectSignedIn(page)
  await signOutThisDevice(page)
  await expectTitle(page, 'Signed out, and Cognito agrees')
  expect(await sent(world, 'revoke')).toHaveLength(1)
  await expect.poll(() => world.canaries.count).toBeGreaterThan(4)
})

test('the code is out of the address before the page can be used, and not in the history', async ({ page }) => {
  await page.addInitScript(() => {
    document.addEventListener('readystatechange', () => {
      if (document.readyState === 'interactive' && location.pathname === '/signed-in') document.title = location.href
    })
  })
  const addresses: string[] = []
  page.on('domcontentloaded', () => addresses.push(page.url()))
  await signInThere(page)
  expect(addresses.some((address) => address.endsWith('/signed-in'))).toBe(true)
  expect(addresses.filter((address) => /[?&]code=/.test(address))).toEqual([])
})

test('leads back to where the person was headed', async ({ page }) => {
  await toManagedLogin(page, '/app-clients')
  await typePassword(page, people.rhea)
  await expectTitle(page, 'App clients')
  await expect(page).toHaveURL('/app-clients')
})

test('until that page has come, the one that says so stays, and focus with it', async ({ page }) => {
  let arrive = () => {}
  const arrived = new Promise<void>((resolve) => (arrive = resolve))
  await page.route(/AppClientsRoute/, async (route) => {
    await arrived
    await route.continue()
  })
  await toManagedLogin(page, '/app-clients')
  const wanted = page.waitForRequest(/AppClientsRoute/)
  await typePassword(page, people.rhea)
  await wanted
  await expect(page.getByRole('heading', { level: 1, name: 'Signing you in' })).toBeFocused()
  arrive()
  await expect(page.getByRole('heading', { level: 1, name: 'App clients' })).toBeFocused()
})

test('on a shared computer a reload asks first, and loses it; the ways to managed login and back ask nothing, and nothing is kept but that the answer has come, and that it is to ask', async ({
  page,
}) => {
  const asked = questionsOf(page)
  await signInThereShared(page)
  await expect(page.getByText('In memory only')).toBeVisible()
  expect(asked).toEqual([])
  // The key half of requests to managed login, for ten minutes, and which of them has been answered: once only. And one
  // number: managed login is to ask who comes next.
  const answered = { state: expect.any(String), askedAt: expect.any(Date), place: expect.any(String) }
  const kept = await keptIn(page)
  const records = [
    ['curfew: presence', 1],
    ['curfew: signIns', answered],
  ]
  expect(kept).toEqual({ ...nothing, cookies: kept.cookies, records })
  expect(kept.cookies).toMatch(/^__Host-curfew-sign-in=[\w-]+$/)
  await page.reload()
  await expectSignInPage(page)
  expect(asked).toEqual(['beforeunload'])
  expect(await keptIn(page)).toEqual(kept)
  // The cookie there still stands, and lets nobody in.
  await page.getByRole('button', { name: 'Continue to managed login' }).click()
  await expectPasswordAsked(page)
})

test('two tabs sign in at once: both end up signed in, in one session', async ({ page, world }) => {
  const other = await page.context().newPage()
  await stateUnderWay(page)
  await stateUnderWay(other)
  await typePassword(page, people.ada)
  await expectSignedIn(page)
  await typePassword(other, people.ada)
  await expectSignedIn(other)
  await expectSignedIn(page)
  await expect.poll(async () => sent(world, 'revoke')).toHaveLength(1)
})

test('going back to managed login and through it once more does not harm the session', async ({ page }) => {
  await signInThere(page)
  await page.goBack()
  await page.reload()
  await typePassword(page, people.ada)
  await expectTitle(page, notSignedIn)
  await expect(alertIn(page)).toContainText('This sign-in was already completed')
  await page.getByRole('button', { name: 'Go to my session' }).click()
  await expectSignedIn(page)
})

test('a callback that is opened again is refused, and asks Cognito nothing', async ({ page, world }) => {
  const callback = page.waitForRequest((request) => request.url().includes('/signed-in?'))
  await signInThere(page)
  const url = (await callback).url()
  await page.goto(url)
  await expect(alertIn(page)).toContainText('This sign-in was already completed')
  expect(await sent(world, 'token')).toHaveLength(1)
  await page.goto('/')
  await expectSignedIn(page)
})

test('an answer to another browser’s request signs nobody in', async ({ page, world }) => {
  const attacker = await world.newBrowser()
  const state = await stateUnderWay(attacker)
  await page.goto(`/signed-in?code=11111111-2222-4333-8444-555555555555&state=${state}`)
  await expectTitle(page, notSignedIn)
  await expect(alertIn(page)).toContainText('This sign-in was not begun here')
  expect(await operationsAsked(world)).not.toContain('token')
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await expectSignInPage(page)
})

const errors = [
  ['access_denied', 'The sign-in was not completed'],
  ['invalid_request', 'Managed login did not take the request'],
  ['unauthorized_client', 'This app client may not use managed login so'],
  ['invalid_scope', 'A scope is not allowed'],
  ['server_error', 'Managed login had a fault'],
  ['login_required', 'Managed login wants your password'],
] as const

test('what managed login says instead of a code is told in words, and it can be begun again', async ({ page }) => {
  const description = encodeURIComponent('<img src=x onerror="document.title=1"> call 0900')
  for (const [error, title] of errors) {
    const state = await stateUnderWay(page)
    await page.goto(`/signed-in?error=${error}&error_description=${description}&state=${state}`)
    await expectTitle(page, notSignedIn)
    await expect(alertIn(page)).toContainText(title)
    await expect(alertIn(page).locator('img')).toHaveCount(0)
    await expect(page).toHaveURL(/^[^?]+$/)
  }
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await typePassword(page, people.ada)
  await expectSignedIn(page)
})

test('a real refusal of a scope is told', async ({ page, world }) => {
  await allowConsole(world, { AllowedOAuthScopes: ['email', 'openid'], AllowedOAuthFlows: ['implicit'] })
  await toManagedLogin(page)
  await expect(alertIn(page)).toContainText('This app client may not use managed login so')
})

const html = { 'content-type': 'text/html', 'access-control-allow-origin': '*' }
const json = { 'content-type': 'application/json', 'access-control-allow-origin': '*' }
const exchanges = [
  [
    'a captive portal',
    { answer: { status: 200, headers: html, body: '<html>Welcome</html>' } },
    'Something else answered',
  ],
  ['a lost connection', { network: 'reset' }, 'The connection was lost while signing in'],
  ['an answer that is cut', { network: 'cut' }, 'The connection was lost while signing in'],
  [
    'a code that is refused',
    { answer: { status: 400, headers: json, body: '{"error":"invalid_grant"}' } },
    'Cognito did not take this sign-in’s code',
  ],
  ['a fault', { answer: { status: 500, headers: json, body: '{"error":"server_error"}' } }, 'Cognito had a fault'],
] as const

test('whatever the exchange meets is told, and a sign-in later works without a password', async ({ page, world }) => {
  await toManagedLogin(page)
  for (const [at, [name, fault, title]] of exchanges.entries()) {
    await world.emulator.clearFaults()
    await world.emulator.clearLog()
    await world.emulator.addFault({ operation: 'token', times: 'always', ...fault })
    if (at === 0) await typePassword(page, people.ada)
    else await page.getByRole('button', { name: 'Sign in again' }).click()
    // From here on it is this exchange's page that is looked at.
    await expect.poll(async () => sent(world, 'token')).not.toEqual([])
    await expect(alertIn(page), name).toContainText(title)
    await expectTitle(page, notSignedIn)
  }
  await world.emulator.clearFaults()
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await expectSignedIn(page)
})

test('a password that is typed here still works beside it', async ({ page }) => {
  await page.goto('/')
  await fillSignIn(page, people.ada)
  await expectSignedIn(page)
  await expect(page.getByText('with a password')).toBeVisible()
  await expect(page.getByLabel('End that too')).toHaveCount(0)
})

test.describe('a deployment with managed login alone', () => {
  test.use({ configChanges: { signIn: ['managed login'] } })

  test('asks for no password of its own, and shows no form for one on the next visit, until there is one', async ({
    page,
  }) => {
    // What is painted before any script of the page has run.
    await page.addInitScript(() => {
      document.addEventListener('readystatechange', () => {
        const form = document.querySelector('form')
        if (document.readyState !== 'interactive') return
        document.documentElement.dataset['painted'] = form?.checkVisibility() ? 'a form' : 'no form'
      })
    })
    // A browser that keeps nothing is like a first visit: the form stands until the config is read.
    for (const painted of ['a form', 'no form', 'no form']) {
      await page.goto('/')
      await expect(page.getByRole('button', { name: 'Continue to managed login' })).toBeVisible()
      await expect(page.getByLabel('Password')).toHaveCount(0)
      await expect(page.locator('html')).toHaveAttribute('data-painted', painted)
    }
    await signInThereShared(page)
    await expect(page.getByText('In memory only')).toBeVisible()
  })

  test('a tick that is older than the config holds where there is no form', async ({ page }) => {
    const go = await holdBack(page, '**/config.json')
    await page.goto('/')
    await page.getByLabel('Shared computer').check()
    go()
    await page.getByRole('button', { name: 'Continue to managed login' }).click()
    await typePassword(page, people.ada)
    await expect(page.getByText('In memory only')).toBeVisible()
  })
})

test.describe('in a deployment where managed login comes first', () => {
  test.use({ configChanges: { signIn: ['managed login', 'password'] } })

  test('the form waits for the config on the next visit: it stands further down there', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByRole('button', { name: 'Continue to managed login' })).toBeVisible()
    const go = await holdBack(page, '**/config.json')
    await page.reload()
    await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
    await expect(page.getByLabel('User name')).toBeHidden()
    go()
    await fillSignIn(page, people.ada)
    await expectSignedIn(page)
  })
})

test('a form that was kept back because there was none comes back with the config', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('curfew-form', 'none'))
  await page.goto('/')
  await fillSignIn(page, people.ada)
  await expectSignedIn(page)
  expect(await page.evaluate(() => localStorage.getItem('curfew-form'))).toBeNull()
})

test('with storage blocked the page is as on a first visit', async ({ page }) => {
  await page.addInitScript(() => {
    const own = Object.getOwnPropertyDescriptor(globalThis, 'localStorage')
    Object.defineProperty(globalThis, 'localStorage', {
      get() {
        if (document.documentElement.dataset['unblocked'] === undefined) throw new DOMException('no', 'SecurityError')
        return own?.get?.call(globalThis) as unknown
      },
    })
  })
  await page.goto('/')
  await fillSignIn(page, people.ada)
  await expectSignedIn(page)
  // What is kept is looked through for secrets once the test is over.
  await page.evaluate(() => {
    document.documentElement.dataset['unblocked'] = ''
  })
})

test.describe('a domain that is none', () => {
  test.use({ configChanges: { domain: 'javascript:alert(document.domain)' } })

  test('is refused before anything is done with it', async ({ page }) => {
    await page.goto('/')
    await expectTitle(page, 'Curfew’s configuration needs mending')
    await expect(page.getByRole('listitem').filter({ hasText: 'domain' }).first()).toContainText(
      'managed login such as',
    )
  })
})

test('without a session managed login asks for the password', async ({ page }) => {
  await toManagedLogin(page)
  await expectPasswordAsked(page)
})
