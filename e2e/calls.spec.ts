import { readFileSync } from 'node:fs'

import type { Locator } from '@playwright/test'

import { expect, test } from './fixtures.ts'
import { comeBack, expectSignedIn, expectTitle, signIn, signOutThisDevice } from './steps.ts'
import { sent } from './requests.ts'
import { expectFits, expectWholeWords } from './widths.ts'

test('the drawer is closed until it is asked for, and lists what has happened and what happens', async ({
  page,
  world,
}) => {
  await signIn(page)
  await expect(page.getByRole('region', { name: 'Calls' })).toHaveCount(0)
  await page.getByRole('button', { name: /^Calls/ }).click()
  const lines = page.getByRole('region', { name: 'Calls' }).getByRole('listitem')
  await expect(lines.filter({ hasText: 'InitiateAuth' })).toContainText('user pool')
  await world.emulator.addFault({ operation: 'GetUser', times: 1, network: 'cut' })
  await world.emulator.addFault({
    operation: 'GetUser',
    nth: 2,
    error: { code: 'TooManyRequestsException', message: 'Too many requests' },
  })
  await comeBack(page)
  const tries = lines.filter({ hasText: 'GetUser' })
  await expect(tries).toHaveCount(3)
  await expect(tries.nth(0)).toContainText(/GetUser.*200.*retry 2/s)
  await expect(tries.nth(1)).toContainText(/GetUser.*400 TooManyRequestsException.*retry 1/s)
  await expect(tries.nth(2)).toContainText(/GetUser.*no answer: Unreachable.*1st try/s)
  await expect(tries.nth(2)).toContainText('no request id')
  const [, answered] = (await sent(world, 'GetUser')).toReversed()
  await expect(tries.nth(1)).toContainText(answered?.requestId ?? 'none')
})

test('on a tablet the name of an operation ends its line between two words', async ({ page }) => {
  await page.setViewportSize({ width: 820, height: 900 })
  await signIn(page)
  await page.getByRole('button', { name: /^Calls/ }).click()
  const line = page.getByRole('region', { name: 'Calls' }).getByRole('listitem').filter({ hasText: 'RespondToAuth' })
  await expect(line).toContainText('RespondToAuthChallenge')
  await expectWholeWords(line)
})

test('on a tablet a long code stays in its own column', async ({ page, world }) => {
  await page.setViewportSize({ width: 820, height: 900 })
  await signIn(page)
  await world.emulator.addFault({ operation: 'GetUser', error: { code: 'PasswordResetRequiredException' } })
  await comeBack(page)
  await page.getByRole('button', { name: /^Calls/ }).click()
  const line = page.getByRole('region', { name: 'Calls' }).getByRole('listitem').filter({ hasText: 'PasswordReset' })
  await expect(line).toContainText('400 PasswordResetRequiredException')
  const [end, next] = await Promise.all([
    line.getByText('400').evaluate((text) => {
      const words = document.createRange()
      words.selectNodeContents(text)
      return words.getBoundingClientRect().right
    }),
    line.getByText('user pool').evaluate((text) => text.getBoundingClientRect().left),
  ])
  expect(next - end).toBeGreaterThanOrEqual(16)
})

test('whoever goes through it by the keyboard finds the page where it was', async ({ page }) => {
  await page.setViewportSize({ width: 820, height: 900 })
  await signIn(page)
  await expect(page.getByText('this session', { exact: true })).toBeVisible()
  await page.keyboard.press('Alt+c')
  const drawer = page.getByRole('region', { name: 'Calls' })
  await expect(drawer.getByRole('heading', { name: /^Calls/ })).toBeFocused()
  for (const name of ['JSON', 'Clear', 'Close']) {
    await page.keyboard.press('Tab')
    await expect(drawer.getByRole('button', { name })).toBeFocused()
    expect(await page.evaluate(() => scrollY)).toBe(0)
  }
  await page.keyboard.press('Tab')
  await expect(drawer.getByRole('region', { name: 'Requests' })).toBeFocused()
  expect(await page.evaluate(() => scrollY)).toBe(0)
})

test('opens and closes by Alt+C and Escape, with focus never lost', async ({ page }) => {
  await signIn(page)
  await page.keyboard.press('Alt+c')
  const drawer = page.getByRole('region', { name: 'Calls' })
  await expect(drawer).toBeVisible()
  await drawer.getByRole('button', { name: 'Close' }).focus()
  await page.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)
  const toggle = page.getByRole('button', { name: /^Calls/ })
  await expect(toggle).toBeFocused()
  await page.keyboard.press('Alt+c')
  await expect(drawer.getByRole('heading', { name: /^Calls/ })).toBeFocused()
  await page.keyboard.press('Alt+c')
  await expect(drawer).toHaveCount(0)
  await expect(toggle).toBeFocused()
})

test('opened from the palette it takes focus as well', async ({ page }) => {
  await signIn(page)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('calls')
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('region', { name: 'Calls' })
  await expect(drawer.getByRole('heading', { name: /^Calls/ })).toBeFocused()
})

for (const [how, open] of [
  ['the keyboard', async (toggle: Locator) => toggle.press('Enter')],
  ['the pointer', async (toggle: Locator) => toggle.click()],
] as const) {
  test(`opened by ${how}, it is the next thing there is, and traps nobody`, async ({ page }) => {
    await signIn(page)
    const toggle = page.getByRole('button', { name: /^Calls/ })
    await open(toggle)
    const drawer = page.getByRole('region', { name: 'Calls' })
    await expect(drawer.getByRole('heading', { name: /^Calls/ })).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(drawer.getByRole('button', { name: 'JSON' })).toBeFocused()
    // Another page has the drawer, too, and is arrived at as any other.
    await page.getByRole('link', { name: 'Activity' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeFocused()
    await drawer.getByRole('button', { name: 'JSON' }).focus()
    await page.keyboard.press('Escape')
    await expect(drawer).toHaveCount(0)
    await expect(toggle).toBeFocused()
    await expect(toggle).toHaveAttribute('aria-expanded', 'false')
  })
}

test('a sign-in that fails can be looked at, and what is exported holds no password and no token', async ({
  page,
  world,
}) => {
  await page.goto('/')
  await page.getByLabel('User name').fill('ada')
  await page.getByLabel('Password', { exact: true }).fill('not-the-password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: /^Calls/ }).click()
  const drawer = page.getByRole('region', { name: 'Calls' })
  await expect(drawer.getByRole('listitem').first()).toContainText('400 NotAuthorizedException')
  await page.getByRole('button', { name: 'Ada Lovelace, a person' }).click()
  await expectSignedIn(page)
  const downloading = page.waitForEvent('download')
  await drawer.getByRole('button', { name: 'JSON' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('curfew-calls.json')
  const text = readFileSync(await download.path(), 'utf8')
  expect((JSON.parse(text) as unknown[]).slice(0, 4)).toMatchObject([
    { operation: 'InitiateAuth', endpoint: 'user pool', attempt: 1, status: 200 },
    { operation: 'RespondToAuthChallenge', status: 400, code: 'NotAuthorizedException' },
    { operation: 'InitiateAuth', status: 200 },
    { operation: 'RespondToAuthChallenge', status: 200 },
  ])
  expect(text).not.toMatch(/eyJ|password|Lamp/)
  await expect.poll(() => world.canaries.count).toBeGreaterThan(2)
})

test('at 390 px it leaves the page its room, and everything in reach', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await signIn(page)
  await page.getByRole('button', { name: /^Calls/ }).click()
  const drawer = page.getByRole('region', { name: 'Calls' })
  await expect(drawer).toBeVisible()
  await expect.poll(async () => (await drawer.boundingBox())?.height).toBeLessThanOrEqual(844 * 0.38 + 1)
  await expectFits(page)
  // What the page still reads makes it longer: its end is gone to once more.
  const covered = async () => {
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
    const [main, drawn] = await Promise.all([page.getByRole('main').boundingBox(), drawer.boundingBox()])
    return main === null || drawn === null ? Infinity : main.y + main.height - drawn.y
  }
  await expect.poll(covered).toBeLessThanOrEqual(1)
  await signOutThisDevice(page)
  await expectTitle(page, 'Signed out, and Cognito agrees')
  await expect(drawer.getByRole('listitem').filter({ hasText: 'RevokeToken' })).toContainText('200')
})
