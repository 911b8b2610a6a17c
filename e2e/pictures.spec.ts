import { existsSync } from 'node:fs'
import { join } from 'node:path'

import type { Browser, Page } from '@playwright/test'

import { expect, test, type World } from './fixtures.ts'
import { expectTitle, openAppClients, people, signIn, signOutThisDevice } from './steps.ts'

/*
 * How the main pages look, as a desktop shows them in the light and a phone in the dark. Letters are drawn a little
 * differently by each version of a browser and each system, so pictures are compared with those that the same browser took.
 * `npm run e2e -- pictures --update-snapshots` takes them anew: look at them before they are committed.
 */
const looks = [
  { name: 'desktop', width: 1440, height: 1000, colorScheme: 'light' },
  { name: 'phone', width: 390, height: 844, colorScheme: 'dark' },
] as const

const folder = (browser: Browser) =>
  `${browser.browserType().name()}-${browser.version().split('.', 1)[0]}-${process.platform}`

/** A Thursday, so that every run has the same day and the same minute. */
const noon = Date.UTC(2026, 10, 26, 12, 0, 5)

test.use({ timezoneId: 'UTC', locale: 'en-GB' })
test.describe.configure({ timeout: 90_000 })

test.beforeEach(async ({ browser, page, world }, { config }) => {
  const taken = join(import.meta.dirname, 'pictures', folder(browser))
  test.skip(config.updateSnapshots !== 'all' && !existsSync(taken), `there are no pictures of ${folder(browser)} yet`)
  await world.emulator.setClock(new Date(noon))
  const clock = `{
    const Real = Date
    const ahead = ${noon - Date.now()}
    globalThis.Date = class extends Real {
      constructor(...given) { super(...(given.length === 0 ? [Real.now() + ahead] : given)) }
      static now() { return Real.now() + ahead }
    }
  }\n`
  await page.addInitScript(clock)
  await page.context().route('**/assets/worker-*.js', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: clock + (await answer.text()) })
  })
})

/** Compares a page in each look. Ids and seconds are others each time, and are covered. */
async function compare(page: Page, browser: Browser, name: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  for (const { name: look, width, height, colorScheme } of looks) {
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.evaluate(async () => document.fonts.ready)
    await expect(page).toHaveScreenshot([folder(browser), `${name}-${look}.png`], {
      fullPage: true,
      animations: 'disabled',
      maxDiffPixelRatio: 0.001,
      mask: [page.locator('.font-mono'), page.getByText(/\d\d:\d\d:\d\d|\d\d:\d\d left/)],
    })
  }
}

const pages: readonly (readonly [string, (page: Page, world: World) => Promise<void>])[] = [
  ['sign in', async (page) => void (await page.goto('/'))],
  ['my session', async (page) => signIn(page)],
  [
    'receipt',
    async (page) => {
      await signIn(page)
      await signOutThisDevice(page)
      await expectTitle(page, 'Signed out, and Cognito agrees')
    },
  ],
  [
    'app clients',
    async (page) => {
      await signIn(page, people.rhea)
      await openAppClients(page)
      await expect(page.getByText(/read just now/)).toBeVisible()
    },
  ],
  [
    'pools',
    async (page) => {
      await signIn(page, people.rhea)
      await page.getByRole('link', { name: 'Pools' }).click()
      await expectTitle(page, 'Pools')
      await expect(page.getByRole('switch').first()).toBeVisible()
    },
  ],
  [
    'leaked token',
    async (page) => {
      await signIn(page, people.rhea)
      await page.getByRole('link', { name: 'Leaked token' }).click()
      await expectTitle(page, 'Leaked token')
    },
  ],
  [
    'style',
    async (page) => {
      await page.goto('/style')
      await expectTitle(page, 'Style')
    },
  ],
]

for (const [name, go] of pages) {
  test(`${name} looks as it did`, async ({ page, world, browser }) => {
    await go(page, world)
    await compare(page, browser, name.replaceAll(' ', '-'))
  })
}

test('control: another colour, or a line that has moved, is seen', async ({ page, browser }, { config }) => {
  test.skip(config.updateSnapshots === 'all', 'what is compared is being taken')
  await page.goto('/')
  await compare(page, browser, 'sign-in')
  await page.evaluate(() => document.documentElement.style.setProperty('--color-lamp', 'teal'))
  await expect(compare(page, browser, 'sign-in')).rejects.toThrow(/pixels/)
  await page.evaluate(() => {
    document.documentElement.style.removeProperty('--color-lamp')
    document.querySelector('h1')?.style.setProperty('margin-top', '3px')
  })
  await expect(compare(page, browser, 'sign-in')).rejects.toThrow(/pixels/)
})
