import type { Page } from '@playwright/test'

import { expect, test, type World } from './fixtures.ts'
import {
  alertIn,
  expectSignedIn,
  expectTitle,
  fillSignIn,
  holdBack,
  people,
  signIn,
  signOutThisDevice,
  tryInVain,
} from './steps.ts'
import { sent } from './requests.ts'

test.describe('a part that cannot be loaded', () => {
  test.use({ provoked: /Failed to fetch dynamically imported module|thrown|Failed to load/ })

  test('the worker: a page that says so, and a reload mends it', async ({ page }) => {
    await page.context().route('**/assets/worker-*.js', async (route) => route.abort())
    await page.goto('/')
    await expectTitle(page, 'Curfew could not start')
    await expect(page.getByRole('main').getByRole('alert')).toContainText('A part of Curfew could not be loaded')
    await page.context().unroute('**/assets/worker-*.js')
    await page.getByRole('button', { name: 'Reload' }).click()
    await fillSignIn(page, people.ada)
    await expectSignedIn(page)
  })

  test('the app: whoever signed in is not left in front of an empty page', async ({ page }) => {
    await page.context().route('**/assets/App-*.js', async (route) => route.abort())
    await page.goto('/')
    await fillSignIn(page, people.ada)
    await expectTitle(page, 'Curfew could not start')
    await page.context().unroute('**/assets/App-*.js')
    await page.getByRole('button', { name: 'Reload' }).click()
    await expectSignedIn(page)
  })
})

test.describe('a page that cannot be fetched for want of a connection', () => {
  test.use({
    provoked:
      /Failed to fetch dynamically imported module|A page could not be fetched|Unable to preload|Failed to load/,
  })

  test('says so, keeps the app, and is asked for again without a reload', async ({ page }) => {
    await page.context().route('**/assets/ActivityRoute-*.js', async (route) => route.abort())
    await signIn(page)
    await page.evaluate(() => Object.assign(globalThis, { sameApp: true }))
    await page.context().setOffline(true)
    await page.getByRole('link', { name: 'Activity' }).click()
    await expectTitle(page, 'A part of Curfew could not be loaded')
    await expect(page.getByRole('main')).toContainText('This browser has no connection.')
    await page.context().setOffline(false)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('button', { name: 'Try again' })).toBeEnabled()
    await expect(page.getByRole('main')).toContainText('Try again; if that does not help, reload the page.')
    await page.context().unroute('**/assets/ActivityRoute-*.js')
    await page.getByRole('button', { name: 'Try again' }).click()
    await expectTitle(page, 'Activity')
    expect(await page.evaluate(() => 'sameApp' in globalThis)).toBe(true)
  })

  test('the words of a failed sign-in are asked for again with the next one', async ({ page }) => {
    await page.context().route('**/assets/FailureNotice-*.js', async (route) => route.abort())
    await page.goto('/')
    const wrong = { ...people.ada, password: 'Not-hers-1815' }
    await fillSignIn(page, wrong)
    await expect(alertIn(page)).toContainText('A part of Curfew could not be loaded')
    await page.context().unroute('**/assets/FailureNotice-*.js')
    await fillSignIn(page, wrong)
    await expect(alertIn(page)).toContainText('That did not match')
  })

  test('the calls say so in sight of whoever opened them, and are asked for again', async ({ page }) => {
    await page.context().route('**/assets/CallsDrawer-*.js', async (route) => route.abort())
    await signIn(page)
    await expect(page.getByText('this session', { exact: true })).toBeVisible()
    const toggle = page.getByRole('button', { name: /^Calls/ })
    const drawer = page.getByRole('region', { name: 'Calls' })
    await toggle.press('Enter')
    const missing = drawer.getByRole('alert').getByText('A part of Curfew could not be loaded')
    const again = drawer.getByRole('button', { name: 'Try again' })
    await expect(missing).toBeInViewport()
    await expectSignedIn(page)
    await expect(again).toBeFocused()
    await again.press('Enter')
    await expect(missing).toBeInViewport()
    await expect(again).toBeFocused()
    await drawer.getByRole('button', { name: 'Close' }).click()
    await expect(drawer).toBeHidden()
    await expect(toggle).toBeFocused()
    await toggle.press('Enter')
    await expect(again).toBeFocused()
    await page.context().unroute('**/assets/CallsDrawer-*.js')
    await again.press('Enter')
    await expect(drawer.getByRole('heading', { name: /^Calls/ })).toBeFocused()
    await expect(drawer.getByRole('listitem').first()).toBeVisible()
  })
})

test('a sign-in that is sent in another tab brings this tab along', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'Ada Lovelace, a person' })).toBeVisible()
  const tab = await page.context().newPage()
  await signIn(tab)
  await expectSignedIn(page)
})

for (const width of [390, 1280]) {
  test(`at ${width} px nothing moves under whoever is typing when the page learns where it is`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 })
    const go = await holdBack(page, '**/config.json')
    await page.goto('/')
    const heading = page.getByRole('heading', { level: 1, name: 'Sign in' })
    const button = page.getByRole('button', { name: 'Sign in', exact: true })
    const places = async () =>
      Promise.all(
        [heading, page.getByLabel('User name'), page.getByLabel('Shared computer'), button].map(async (part) =>
          part.boundingBox().then((box) => Math.round(box?.y ?? Number.NaN)),
        ),
      )
    const before = await places()
    go()
    await expect(page.getByRole('button', { name: 'Ada Lovelace, a person' })).toBeVisible()
    await page.evaluate(async () => document.fonts.ready)
    expect(await places()).toEqual(before)
  })
}

test('each page has a title of its own, and focus goes to its heading', async ({ page }) => {
  await page.goto('/')
  await expect(page).toHaveTitle('Sign in · Curfew')
  await fillSignIn(page, people.rhea)
  await expect(page.getByRole('heading', { level: 1, name: 'Signed in as Rhea Okafor' })).toBeFocused()
  await expect(page).toHaveTitle('Signed in as Rhea Okafor · Curfew')
  await page.getByRole('link', { name: 'App clients' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'App clients' })).toBeFocused()
  await expect(page).toHaveTitle('App clients · Curfew')
})

test.describe('with a sign-out that Cognito has not confirmed', () => {
  const notice = 'Cognito has not confirmed an earlier sign-out'
  const leaveUntold = async (page: Page, world: World) => {
    await signIn(page)
    await world.emulator.addFault({ operation: 'RevokeToken', times: 'always', network: 'reset' })
    await signOutThisDevice(page)
    await expectTitle(page, 'This browser is signed out; the server has not been told yet')
  }

  test('the page says so, and what is typed before it could stays, with focus', async ({ page, world }) => {
    await leaveUntold(page, world)
    const go = await holdBack(page, '**/assets/first-*.js')
    await page.goto('/', { waitUntil: 'commit' })
    await page.getByLabel('User name').pressSequentially(people.ada.username)
    await page.keyboard.press('Tab')
    await page.keyboard.type(people.ada.password)
    go()
    await expect(page.getByText(notice)).toBeVisible()
    await expect(page.getByLabel('User name')).toHaveValue(people.ada.username)
    const password = page.getByLabel('Password', { exact: true })
    await expect(password).toHaveValue(people.ada.password)
    await expect(password).toBeFocused()
    await page.keyboard.press('Enter')
    await expectSignedIn(page)
    await expect(page.getByText(notice)).toBeVisible()
  })

  test('“Try now” tells Cognito, and the form stays as it is', async ({ page, world }) => {
    await leaveUntold(page, world)
    await page.goto('/')
    await page.getByLabel('User name').fill(people.ada.username)
    await tryInVain(page, world)
    await world.emulator.clearFaults()
    await page.getByRole('button', { name: 'Try now' }).click()
    await expect(page.getByText(notice)).toHaveCount(0)
    await expect(page.getByLabel('User name')).toHaveValue(people.ada.username)
    expect((await sent(world, 'RevokeToken')).filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('the network’s return is enough on the sign-in page too', async ({ page, world }) => {
    await leaveUntold(page, world)
    await page.goto('/')
    await tryInVain(page, world)
    await world.emulator.clearFaults()
    await page.context().setOffline(true)
    await page.context().setOffline(false)
    await expect(page.getByText(notice)).toHaveCount(0)
  })
})

for (const [what, path] of [
  ['a receipt', '/receipts/no-such-receipt'],
  ['the way back from managed login’s logout page', '/signed-out'],
] as const) {
  test(`no form shows on ${what} before anything is known, and none that is taken away again`, async ({ page }) => {
    await page.addInitScript(() => {
      const look = () => {
        const isShown = document.querySelector('input[name=username]')?.checkVisibility({ visibilityProperty: true })
        if (isShown) document.documentElement.dataset['formSeen'] = location.pathname
        requestAnimationFrame(look)
      }
      look()
    })
    const go = await holdBack(page, '**/assets/first-*.js')
    await page.goto(path, { waitUntil: 'commit' })
    const field = page.locator('input[name=username]')
    await expect(field).toBeAttached()
    await expect(field).toBeHidden()
    go()
    if (path === '/signed-out') {
      // Nothing was left on the way: it is the sign-in page after all.
      await expect(field).toBeVisible()
      await expect(page).toHaveURL(/\/$/)
      await expect(page.locator('html')).toHaveAttribute('data-form-seen', '/')
    } else {
      await expect(page.getByText('This receipt is not in this browser')).toBeVisible()
      await expect(page.locator('html')).not.toHaveAttribute('data-form-seen')
    }
  })
}
