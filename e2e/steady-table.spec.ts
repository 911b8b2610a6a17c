import { CreateUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider'

import type { Page } from '@playwright/test'
import { administrator, pool } from './admin.ts'
import { readAppClients, revocationSwitch } from './appClients.ts'
import { expect, test } from './fixtures.ts'

type Watched = { strayedPx?: number }

const rows = (page: Page) => page.getByRole('switch', { name: /Token revocation for/ })

test('nothing moves under the pointer while app clients are read, or when what came of a switch is told', async ({
  page,
  world,
}) => {
  await readAppClients(page)
  await administrator(world).send(new CreateUserPoolClientCommand({ ...pool, ClientName: 'Annex' }))
  const kiosk = revocationSwitch(page, 'Kiosk')
  await kiosk.hover()
  await watchPlace(page)

  const again = page.getByRole('button', { name: 'Read again' })
  await again.focus()
  await again.press('Enter')
  await expect(rows(page)).toHaveCount(8)
  await expect(page.getByText('8 app clients in 3 pools, read just now')).toBeVisible()
  await expect(rows(page).last()).toHaveAccessibleName('Token revocation for Annex')

  await kiosk.click()
  // Its notice is higher than what is in sight above the table; what it is about is not scrolled away with its head.
  await expect(page.getByText(/Revocation is on for Kiosk, read back at/)).toBeInViewport({ ratio: 1 })
  await expect(kiosk).toHaveAttribute('aria-checked', 'true')
  expect(await page.evaluate(() => (globalThis as Watched).strayedPx)).toBeLessThan(1)

  await page.getByRole('heading', { name: 'App clients' }).hover()
  await expect(rows(page).first()).toHaveAccessibleName('Token revocation for Annex')
})

test('nothing moves under the pointer when what can be done with a selection comes above it', async ({ page }) => {
  await readAppClients(page)
  await page.getByRole('checkbox', { name: 'Select Kiosk' }).hover()
  await watchPlace(page)
  await page.getByRole('checkbox', { name: 'Select Kiosk' }).click()
  await expect(page.getByRole('group', { name: 'Selected app clients' })).toBeVisible()
  await page.mouse.down()
  await page.mouse.up()
  await expect(page.getByRole('group', { name: 'Selected app clients' })).toHaveCount(0)
  expect(await page.evaluate(() => (globalThis as Watched).strayedPx)).toBeLessThan(1)
})

test('another order holds at once, wherever the pointer is', async ({ page }) => {
  await readAppClients(page)
  await revocationSwitch(page, 'Kiosk').hover()
  const head = page.getByRole('button', { name: 'App client', exact: true })
  await head.focus()
  await head.press('Enter')
  await expect(rows(page).last()).toHaveAccessibleName('Token revocation for Back office')
})

test.describe('with fingers', () => {
  test.use({ hasTouch: true })

  test('on a phone what came of a switch is told where it was pressed', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    await readAppClients(page)
    await revocationSwitch(page, 'Kiosk').tap()
    await expect(page.getByText(/Revocation is on for Kiosk, read back at/)).toBeInViewport({ ratio: 1 })
  })

  test('the switches stay where they are from one press to the next, until something else is pressed', async ({
    page,
  }) => {
    await page.setViewportSize({ width: 820, height: 1180 })
    await readAppClients(page)
    const kiosk = revocationSwitch(page, 'Kiosk')
    const from = await kiosk.boundingBox()
    await watchPlace(page)
    await kiosk.tap()
    const told = page.getByRole('region', { name: 'What came of Kiosk' })
    await expect(told.getByText(/Revocation is on for Kiosk, read back at/)).toBeVisible()
    await expect(kiosk).toHaveAttribute('aria-checked', 'true')
    await revocationSwitch(page, 'Nightly import').tap()
    await expect(page.getByText(/Revocation is on for Nightly import, read back at/)).toBeVisible()
    expect(await page.evaluate(() => (globalThis as Watched).strayedPx)).toBeLessThan(1)

    for (const client of ['Kiosk', 'Nightly import']) {
      await page
        .getByRole('region', { name: `What came of ${client}` })
        .getByRole('button', { name: 'Close' })
        .tap()
    }
    await expect(told).toHaveCount(0)
    await expect.poll(async () => (await kiosk.boundingBox())?.y).toBe(from?.y)
  })
})

/** Notes with every frame how far the switch has come from where the pointer met it. */
async function watchPlace(page: Page): Promise<void> {
  await revocationSwitch(page, 'Kiosk').evaluate((one) => {
    const from = one.getBoundingClientRect().top
    const look = () => {
      const strayedPx = Math.abs(one.getBoundingClientRect().top - from)
      const watched = globalThis as Watched
      watched.strayedPx = Math.max(strayedPx, watched.strayedPx ?? 0)
      requestAnimationFrame(look)
    }
    look()
  })
}
