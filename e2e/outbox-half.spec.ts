import { passTime } from './clock.ts'
import { expect, test } from './fixtures.ts'
import { expectSignInPage, expectTitle, signIn } from './steps.ts'

const minute = 60_000
const outboxCookie = '__Host-curfew-outbox'

test('what an idle session was sealed with for the outbox lasts a day from its end', async ({ page, world }) => {
  await signIn(page)
  const half = async () => (await page.context().cookies(world.url)).find(({ name }) => name === outboxCookie)
  const kept = await half()
  if (kept === undefined) throw new Error('there is no half for the outbox')
  const inAnHour = Date.now() / 1000 + 3600
  await page.context().addCookies([{ ...kept, expires: inAnHour }])
  await world.emulator.addFault({ operation: 'RevokeToken', times: 'always', network: 'reset' })
  await passTime(world, [page], 15 * minute)
  await expectSignInPage(page)
  await expect(page.getByText('Cognito has not confirmed an earlier sign-out')).toBeVisible()
  await expect.poll(async () => (await half())?.expires).toBeGreaterThan(inAnHour + 20 * 3600)
  expect((await half())?.value).toBe(kept.value)

  await page.getByRole('link', { name: 'Show receipt' }).click()
  await expectTitle(page, 'This browser is signed out; the server has not been told yet')
  await world.emulator.clearFaults()
  await page.reload()
  await expectTitle(page, 'Signed out, and Cognito agrees')
})
