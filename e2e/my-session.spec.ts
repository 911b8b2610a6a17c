import { expect, test } from './fixtures.ts'
import { expectSignedIn, fillSignIn, fillSignInShared, people, signIn } from './steps.ts'
import { operationsAsked, sent } from './requests.ts'
import { expectListed } from './elsewhere.ts'

test('my session shows who, through what, and the three tokens with their ends', async ({ page }) => {
  await signIn(page)
  await expect(page.getByText('Storefront', { exact: true }).first()).toBeVisible()
  await expect(page.getByText('us-east-1_Demo00001')).toBeVisible()
  const tokens = page.getByRole('table', { name: 'Tokens of this session' })
  for (const name of ['Refresh', 'Access', 'ID']) {
    await expect(tokens.getByRole('rowheader', { name, exact: true })).toBeAttached()
  }
  await expect(page.getByText('Can be revoked').locator('xpath=following-sibling::dd[1]')).toHaveText('Yes')
})

for (const [where, fill] of [
  ['sealed in this browser', fillSignIn],
  ['in memory only', fillSignInShared],
] as const) {
  test(`a session ${where} says when it signs itself out`, async ({ page }) => {
    await page.goto('/')
    await fill(page, people.ada)
    await expectSignedIn(page)
    const kept = page.getByText('Kept', { exact: true }).locator('xpath=following-sibling::dd[2]')
    await expect(kept).toContainText(/Signs itself out in 7 h 59 min, or after 15 idle minutes$/)
  })
}

test('before anything is pressed it says what signing out ends, and what not', async ({ page }) => {
  await signIn(page)
  const preview = page.getByRole('region', { name: 'If you sign out this device' })
  await expect(preview.getByRole('listitem').filter({ hasText: 'New tokens by refresh' })).toContainText('Ends at once')
  await expect(preview.getByRole('listitem').filter({ hasText: 'check tokens offline' })).toContainText(/until .+ left/)
})

test('“Renew now” brings new tokens of the same family', async ({ page, world }) => {
  await signIn(page)
  const family = page.getByText('Family', { exact: true }).locator('xpath=following-sibling::dd[1]')
  const before = await family.textContent()
  await page.getByRole('button', { name: 'Renew now' }).click()
  await expect.poll(async () => sent(world, 'GetTokensFromRefreshToken')).toHaveLength(1)
  await expect(page.getByRole('button', { name: 'Renew now' })).toBeEnabled()
  await expect(page.getByRole('status').getByText(/^Renewed at \d+:\d\d:\d\d/)).toBeVisible()
  await expect(family).toHaveText(before ?? 'none')
})

test('a call leaves the page where it was scrolled to', async ({ page, world }) => {
  await page.setViewportSize({ width: 390, height: 500 })
  await signIn(page)
  const renew = page.getByRole('button', { name: 'Renew now' })
  // What is still to come would move what is above it, or be what there is to scroll.
  await expectListed(page)
  await page.mouse.wheel(0, 400)
  await expect.poll(async () => page.evaluate(() => scrollY)).toBe(400)
  // Not by the mouse, which would scroll to it.
  await renew.evaluate((button: HTMLElement) => button.click())
  await expect.poll(async () => operationsAsked(world)).toContain('GetTokensFromRefreshToken')
  await expect(renew).toBeEnabled()
  const after = page.evaluate(async () => {
    for (let frames = 0; frames < 10; frames += 1) {
      await new Promise((done) => {
        requestAnimationFrame(done)
      })
    }
    return scrollY
  })
  expect(await after).toBe(400)
})

for (const code of ['TooManyRequestsException', 'InternalErrorException'] as const) {
  test(`a renewal that meets ${code} signs nobody out, and says so once`, async ({ page, world }) => {
    await signIn(page)
    await world.emulator.addFault({ operation: 'GetTokensFromRefreshToken', times: 'always', error: { code } })
    await page.getByRole('button', { name: 'Renew now' }).click()
    await expect(page.getByText('Your tokens were not renewed')).toHaveCount(1)
    await expectSignedIn(page)
  })
}

test('a clock an hour off is noticed, and the times shown are Cognito’s', async ({ page, world }) => {
  await world.emulator.advanceClock(60 * 60_000)
  await signIn(page)
  await expect(page.getByText(/clock is (1 h|59 min|60 min) behind/)).toBeVisible()
  await expect(page.getByRole('region', { name: 'If you sign out this device' })).toContainText(
    /(59|60):\d\d left|1 h left/,
  )
})
