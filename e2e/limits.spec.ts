import { AdminUserGlobalSignOutCommand } from '@aws-sdk/client-cognito-identity-provider'
import type { Page } from '@playwright/test'

import { administrator, pool } from './admin.ts'
import { passTime, passTimeUnnoticed, slowWorker, stopTimers } from './clock.ts'
import { expect, test, type World } from './fixtures.ts'
import { expectListed } from './elsewhere.ts'
import {
  allowConsole,
  expectPasswordAsked,
  giveClassicPages,
  reuseFor,
  signInThere,
  toManagedLogin,
  typePassword,
} from './managedLogin.ts'
import {
  alertIn,
  comeBack,
  expectSignedIn,
  expectSignInPage,
  expectTitle,
  people,
  signIn,
  signOutThisDevice,
} from './steps.ts'
import { operationsAsked, sent } from './requests.ts'
import { recordsIn } from './kept.ts'

const minute = 60_000
const afterIdle = 'Signed out after 15 minutes without activity'

function warning(page: Page) {
  return page.getByRole('alertdialog', { name: 'Stay signed in?' })
}

/** How long ago, by this page's clock, somebody was active in any tab. */
async function activeAgoMs(page: Page): Promise<number> {
  const times = (await recordsIn(page, 'curfew: presence')) as number[]
  return (await page.evaluate(() => Date.now())) - Math.max(...times)
}

/** The person does something that changes nothing, and this browser has noted it. */
async function beActive(page: Page): Promise<void> {
  await page.mouse.move(200, 200)
  await page.mouse.move(220, 240)
  await expect.poll(async () => activeAgoMs(page)).toBeLessThan(minute)
}

test('a minute before the end the person is asked, and stays by pressing Enter', async ({ page, world }) => {
  await signIn(page)
  await passTime(world, [page], 14 * minute + 2_000)
  await expect(warning(page)).toContainText('Nothing was done here for 14 minutes')
  await expect(warning(page).getByText(/0:[0-5]\d left/)).toBeVisible()
  await expect(warning(page).getByRole('button', { name: 'Stay signed in' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(warning(page)).toBeHidden()
  await passTime(world, [page], 13 * minute)
  await page.getByRole('button', { name: 'Renew now' }).click()
  await expect.poll(async () => sent(world, 'GetTokensFromRefreshToken')).toMatchObject([{ status: 200 }])
  await expectSignedIn(page)
  expect(await sent(world, 'RevokeToken')).toEqual([])
})

test('asked, the person can sign out now, and gets the receipt', async ({ page, world }) => {
  await signIn(page)
  await passTime(world, [page], 14 * minute + 2_000)
  await expect(warning(page)).toBeVisible()
  await page.keyboard.press('Shift+Tab')
  await expect(warning(page).getByRole('button', { name: 'Sign out now' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expectTitle(page, 'Signed out, and Cognito agrees')
})

test('unanswered, the session ends at Cognito too, and the sign-in page says why', async ({ page, world }) => {
  await signIn(page)
  await passTime(world, [page], 14 * minute + 2_000)
  await expect(warning(page)).toBeVisible()
  await passTime(world, [page], minute)
  await expectSignInPage(page)
  await expect(alertIn(page)).toContainText(afterIdle)
  await alertIn(page).getByRole('link', { name: 'Show receipt' }).click()
  await expectTitle(page, 'Signed out, and Cognito agrees')
  await expect(page.getByText('by Curfew, after 15 minutes without activity')).toBeVisible()
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await page.getByRole('button', { name: 'Ada Lovelace, a person' }).click()
  await expectSignedIn(page)
})

/** Freezes a page that has nothing under way: what is answered while it is frozen would have it look at the clock. */
async function freeze(page: Page): Promise<void> {
  await expectListed(page)
  await stopTimers(page)
}

/** How long it took from being looked at to the sign-in page, in milliseconds. */
async function rightAfter(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const from = performance.now()
    globalThis.dispatchEvent(new Event('focus'))
    while (document.querySelector('h1')?.textContent !== 'Sign in') {
      await new Promise((done) => {
        requestAnimationFrame(done)
      })
    }
    return performance.now() - from
  })
}

const away: readonly (readonly [string, (world: World) => Promise<unknown>, string])[] = [
  [
    'ended by an administrator',
    async (world) => administrator(world).send(new AdminUserGlobalSignOutCommand({ ...pool, Username: 'ada' })),
    'Signed out from elsewhere',
  ],
  [
    'expired at Cognito',
    async (world) => world.emulator.advanceClock(31 * 24 * 60 * minute),
    'Your session has expired',
  ],
]

for (const [what, happens, title] of away) {
  test(`frozen for an hour, and the session ${what}: right within a second of being looked at`, async ({
    page,
    world,
  }) => {
    await signIn(page)
    // Somebody is busy in another tab, whose timers do not fire either: the idle time is not over.
    const tab = await page.context().newPage()
    await tab.goto('/')
    await expectSignedIn(tab)
    await freeze(page)
    await freeze(tab)
    for (let passed = 0; passed < 60; passed += 12) {
      await passTime(world, [page, tab], 12 * minute)
      await beActive(tab)
    }
    await happens(world)
    await expectSignedIn(page)
    expect(await rightAfter(page)).toBeLessThan(1000)
    await expect(alertIn(page)).toContainText(title)
    await expectSignInPage(tab)
  })
}

test('with its timers stopped for an hour, a tab is right within a second of being looked at', async ({
  page,
  world,
}) => {
  await signIn(page)
  await freeze(page)
  await passTime(world, [page], 60 * minute)
  await expectSignedIn(page)
  expect(await rightAfter(page)).toBeLessThan(1000)
  await expect(alertIn(page)).toContainText(afterIdle)
  await expect.poll(async () => operationsAsked(world)).toContain('RevokeToken')
})

test('what was private is covered in the same moment, before the vault has said anything', async ({ page, world }) => {
  await signIn(page)
  await freeze(page)
  await passTime(world, [page], 60 * minute)
  const shown = await page.evaluate(async () => {
    globalThis.dispatchEvent(new Event('focus'))
    await new Promise((done) => {
      requestAnimationFrame(() => requestAnimationFrame(done))
    })
    return document.querySelector('main')?.innerText
  })
  expect(shown).toMatch(/^(Signing out|Attention:\s+Signed out)/)
  expect(shown).not.toContain('Family')
})

test('the question that nobody answered leaves focus on what covers the page', async ({ page, world }) => {
  await signIn(page)
  await page.getByRole('button', { name: 'Renew now' }).focus()
  await passTime(world, [page], 14 * minute + 2_000)
  await expect(warning(page)).toBeVisible()
  const notice = await passTimeUnnoticed(world, page, minute)
  await slowWorker(page)
  await notice()
  const focused = await page.evaluate(async () => {
    globalThis.dispatchEvent(new Event('focus'))
    await new Promise((done) => {
      requestAnimationFrame(() => requestAnimationFrame(done))
    })
    return document.activeElement?.textContent
  })
  expect(focused).toMatch(/^(Signing out|Sign in)$/)
  await expectSignInPage(page)
})

test('activity in one tab keeps the other signed in, and closes its question', async ({ page, world }) => {
  await signIn(page)
  const tab = await page.context().newPage()
  await tab.goto('/')
  await expectSignedIn(tab)
  await passTime(world, [page, tab], 14 * minute + 2_000)
  await expect(warning(page)).toBeVisible()
  await expect(warning(tab)).toBeVisible()
  await warning(tab).getByRole('button', { name: 'Stay signed in' }).click()
  await expect(warning(tab)).toBeHidden()
  await expect(warning(page)).toBeHidden()
  await passTime(world, [page, tab], 10 * minute)
  await beActive(tab)
  const renew = page.getByRole('button', { name: 'Renew now' })
  await renew.focus()
  await passTime(world, [page, tab], 10 * minute)
  await slowWorker(page)
  await comeBack(page)
  await expect(page.getByText('Signing out')).toBeVisible()
  // It was covered for as long as the page had not heard of the other tab.
  await expect(renew).toBeFocused()
  await renew.click()
  await expect.poll(async () => sent(world, 'GetTokensFromRefreshToken')).toMatchObject([{ status: 200 }])
  await expectSignedIn(page)
  await expectSignedIn(tab)
})

test('eight hours after the sign-in it ends, however busy the person is', async ({ page, world }) => {
  await signIn(page)
  const began = Date.now()
  const renewals = async () => (await sent(world, 'GetTokensFromRefreshToken')).length
  for (let passed = 0; passed < 468; passed += 13) {
    await passTime(world, [page], 13 * minute)
    await beActive(page)
    await page.getByRole('button', { name: 'Renew now' }).click()
    // Tokens that are made on either side of a jump would tell of clocks that differ.
    await expect.poll(renewals).toBe(passed / 13 + 1)
    await expectSignedIn(page)
  }
  // What the test itself took has passed as well.
  await passTime(world, [page], 479 * minute + 5_000 - 468 * minute - (Date.now() - began))
  const soon = page.getByRole('alertdialog', { name: 'Signed out in a minute' })
  await expect(soon).toContainText('eight hours ago')
  await passTime(world, [page], minute)
  await expectSignInPage(page)
  await expect(alertIn(page)).toContainText('Signed out after 8 hours')
})

test('after a limit managed login asks for the password, whatever its cookie is good for, also after a reload', async ({
  page,
  world,
}) => {
  await allowConsole(world)
  await signInThere(page)
  await passTime(world, [page], 15 * minute)
  await comeBack(page)
  await expectSignInPage(page)
  await expect(alertIn(page)).toContainText(afterIdle)
  await page.getByRole('button', { name: 'Continue to managed login' }).click()
  await expectPasswordAsked(page)
  await toManagedLogin(page)
  await typePassword(page, people.ada)
  await expectSignedIn(page)
})

test('on a shared computer the cookie undoes no such end either, in another tab or after a reload', async ({
  page,
  world,
}) => {
  await allowConsole(world)
  await page.goto('/')
  await page.getByLabel('Shared computer').check()
  await page.getByRole('button', { name: 'Continue to managed login' }).click()
  await typePassword(page, people.ada)
  await expectSignedIn(page)
  await passTime(world, [page], 15 * minute)
  await comeBack(page)
  await expect(alertIn(page)).toContainText(afterIdle)
  await page.reload()
  await expectSignInPage(page)
  const other = await page.context().newPage()
  for (const each of [page, other]) {
    await toManagedLogin(each)
    await expectPasswordAsked(each)
  }
})

/** Signs in at managed login, whose cookie lasts for a day, and out; comes back nine hours after the password. */
async function comeBackAfterNineHours(page: Page, world: World): Promise<void> {
  await allowConsole(world)
  await reuseFor(world, 24 * 60)
  await signInThere(page)
  await signOutThisDevice(page)
  await expectTitle(page, 'Signed out, and Cognito agrees')
  await world.emulator.advanceClock(9 * 60 * minute)
  await toManagedLogin(page)
}

test('a cookie from a password of more than eight hours ago lets nobody in, and keeps nobody out', async ({
  page,
  world,
}) => {
  await comeBackAfterNineHours(page, world)
  await expectPasswordAsked(page)
  await page.goBack()
  await expectSignInPage(page)
  await page.getByRole('button', { name: 'Continue to managed login' }).click()
  await typePassword(page, people.ada)
  await expectSignedIn(page)
  // What the cookie had begun is ended, both times, as is the session that was signed out of.
  expect(await sent(world, 'revoke')).toHaveLength(3)
})

test('where managed login asks nobody again, such a cookie lets in after all', async ({ page, world }) => {
  await giveClassicPages(world)
  await comeBackAfterNineHours(page, world)
  await expectSignedIn(page)
  await page.reload()
  await expectSignedIn(page)
})
