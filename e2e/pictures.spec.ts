import { existsSync } from 'node:fs'
import { join } from 'node:path'

import type { Browser, Page } from '@playwright/test'

import { passTime } from './clock.ts'
import { expect, test } from './fixtures.ts'
import { expectTitle, fillSignIn, people, signOutThisDevice } from './steps.ts'
import { expectRead } from './appClients.ts'

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

const isTaking = (update: string) => update === 'all' || update === 'changed'

/** A Thursday, so that every run has the same day and the same minute. */
const noon = Date.UTC(2026, 10, 26, 12, 0, 5)

test.use({ timezoneId: 'UTC', locale: 'en-GB' })

// Before anything is started for the test.
test.beforeEach(({ browser }, { config }) => {
  const taken = join(import.meta.dirname, 'pictures', folder(browser))
  test.skip(!isTaking(config.updateSnapshots) && !existsSync(taken), `there are no pictures of ${folder(browser)} yet`)
})

test.beforeEach(async ({ page, world }) => {
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'Ada Lovelace, a person' })).toBeVisible()
  await passTime(world, [page], noon - Date.now())
})

/** Compares a page in each look. Ids, seconds and when a thing was made are others each time, and are covered. */
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
      mask: [
        page.locator('.font-mono'),
        page.getByText(/\d\d:\d\d:\d\d|\d\d:\d\d left/),
        page.locator('table:not(.sr-only, .sr-only *) td:last-child'),
      ],
    })
  }
}

const enter = async (page: Page, person: { username: string; password: string; name: string }) => {
  await fillSignIn(page, person)
  await expectTitle(page, `Signed in as ${person.name}`)
}
const open = async (page: Page, link: string) => {
  await enter(page, people.rhea)
  await page.getByRole('link', { name: link }).click()
  await expectTitle(page, link)
}

const pages: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'sign in': async () => undefined,
  'my session': async (page) => enter(page, people.ada),
  receipt: async (page) => {
    await enter(page, people.ada)
    await signOutThisDevice(page)
    await expectTitle(page, 'Signed out, and Cognito agrees')
  },
  'app clients': async (page) => {
    await open(page, 'App clients')
    await expectRead(page)
  },
  pools: async (page) => {
    await open(page, 'Pools')
    await expect(page.getByRole('switch').first()).toBeVisible()
  },
  'leaked token': async (page) => open(page, 'Leaked token'),
  style: async (page) => {
    await page.goto('/style')
    await expectTitle(page, 'Style')
    // Where lines break depends on whether the machine has letters for it.
    await page.getByText('田中 由紀').evaluate((name) => name.remove())
  },
}

for (const [name, go] of Object.entries(pages)) {
  test(`${name} looks as it did`, async ({ page, browser }) => {
    await go(page)
    await compare(page, browser, name.replaceAll(' ', '-'))
  })
}

test('control: another colour, or a line that has moved, is seen', async ({ page, browser }, { config }) => {
  test.skip(isTaking(config.updateSnapshots), 'what is compared is being taken')
  await compare(page, browser, 'sign-in')
  await page.evaluate(() => document.documentElement.style.setProperty('--color-lamp', 'teal'))
  await expect(compare(page, browser, 'sign-in')).rejects.toThrow(/pixels/)
  await page.evaluate(() => {
    document.documentElement.style.removeProperty('--color-lamp')
    document.querySelector('h1')?.style.setProperty('margin-top', '3px')
  })
  await expect(compare(page, browser, 'sign-in')).rejects.toThrow(/pixels/)
})
