import { CreateUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider'
import type { Page } from '@playwright/test'

import { administrator, pool } from './admin.ts'
import { readAppClients, revocationSwitch } from './appClients.ts'
import { expect, test } from './fixtures.ts'
import { expectTitle } from './steps.ts'

const scrolled = async (page: Page) => page.evaluate(() => scrollY)

test('whoever mends a finding goes on where it stood: what came of it is told there, and the next has focus', async ({
  page,
}) => {
  await readAppClients(page)
  await page.getByRole('button', { name: 'Findings' }).click()
  const kind = page.getByRole('region', { name: 'Refresh tokens are not rotated' })
  const fix = (client: string) =>
    kind.getByRole('button', { name: `Switch on: Refresh tokens are not rotated, ${client}` })
  const others = kind.getByRole('button', { name: /^Switch on: / })
  await expect(fix('Kiosk')).toBeVisible()
  const count = await others.count()
  const nextOf = async (client: string) => {
    const names = await others.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''))
    return names[names.findIndex((name) => name.endsWith(`, ${client}`)) + 1] ?? ''
  }
  const next = await nextOf('Kiosk')
  await fix('Kiosk').click()
  const from = await scrolled(page)
  expect(from).toBeGreaterThan(0)
  const question = page.getByRole('alertdialog')
  await question.getByRole('button', { name: 'Switch rotation on' }).click()
  await expect(kind.getByText(/Rotation is on for Kiosk, read back at/)).toBeInViewport({ ratio: 1 })
  await expect(others).toHaveCount(count - 1)
  await expect(kind.getByRole('button', { name: next })).toBeFocused()
  await expect(kind.getByRole('button', { name: next })).toBeInViewport({ ratio: 1 })
  expect(await scrolled(page)).toBeGreaterThan(from / 2)

  // Undoing takes its own button away: focus stays at what came of it, and the finding is back above it.
  const told = kind.getByRole('region', { name: 'What came of Kiosk' })
  await told.getByRole('button', { name: 'Undo' }).click()
  await question.getByRole('button', { name: 'Undo the change' }).click()
  await expect(told.getByText(/The change of Kiosk is undone, read back at/)).toBeInViewport({ ratio: 1 })
  await expect(told).toBeFocused()
  await expect(others).toHaveCount(count)
})

test('the last finding of a kind hands focus on to the next kind, also where nothing is asked before', async ({
  page,
}) => {
  await readAppClients(page)
  await page.getByRole('button', { name: 'Findings' }).click()
  const kind = page.getByRole('region', { name: 'Token revocation is off' })
  const all = kind.getByRole('button', { name: /^Switch on: / })
  await all.first().click()
  await expect(all).toHaveCount(1)
  await expect(all).toBeFocused()
  await all.click()
  await expect(all).toHaveCount(0)
  await expect(kind.getByText(/Revocation is on for .*, read back at/)).toHaveCount(2)
  const headings = page.getByRole('main').getByRole('heading', { level: 2 })
  await expect(headings.first()).toHaveText('Token revocation is off')
  await expect(headings.nth(1)).toBeFocused()
})

test('a setting of a pool that mends a finding is told in its place, and focus stays beside it', async ({ page }) => {
  await readAppClients(page)
  await page.getByRole('button', { name: 'Findings' }).click()
  const kind = page.getByRole('region', { name: 'Sessions are not tracked' })
  const track = kind.getByRole('button', { name: 'Switch on: Sessions are not tracked, wholesale' })
  await expect(kind.getByText('Session tracking is off', { exact: true })).toBeVisible()
  await track.click()
  const from = await scrolled(page)
  await page.getByRole('alertdialog').getByRole('button', { name: 'Switch tracking on' }).click()
  await expect(kind.getByText(/Session tracking is on for wholesale, read back at/)).toBeInViewport({ ratio: 1 })
  await expect(track).toHaveCount(0)
  await expect(page.getByRole('main').locator('section:focus-within, section:focus')).not.toHaveCount(0)
  expect(await scrolled(page)).toBeGreaterThan(from / 2)
})

for (const width of [1440, 390]) {
  test(`the finding under the pointer stays where it is while app clients are read, and on a desk views and filters, ${width} px wide`, async ({
    page,
    world,
  }) => {
    await page.setViewportSize({ width, height: 900 })
    await readAppClients(page)
    await page.getByRole('button', { name: 'Findings' }).click()
    await administrator(world).send(new CreateUserPoolClientCommand({ ...pool, ClientName: 'Annex' }))
    const fix = page.getByRole('button', { name: 'Answer alike: Anybody can find out which users exist, Kiosk' })
    await fix.hover()
    await page.evaluate(() => {
      const kept = [...document.querySelectorAll('button[aria-label$=", Kiosk"]:hover')].map(placeOf)
      // In the page, and not in the window: what is under the pointer is kept by scrolling along.
      const still = [...document.querySelectorAll('search, [aria-label="View"]')].map(placeOf)
      function placeOf(element: Element) {
        return {
          element,
          inWindow: element.getBoundingClientRect().top,
          inPage: element.getBoundingClientRect().top + scrollY,
        }
      }
      const strayed = {
        kept: kept.length === 1 ? 0 : Number.NaN,
        still: still.length === 2 ? 0 : Number.NaN,
        runs: false,
      }
      Object.assign(globalThis, { strayed })
      const look = () => {
        for (const { element, inWindow } of kept)
          strayed.kept = Math.max(strayed.kept, Math.abs(element.getBoundingClientRect().top - inWindow))
        for (const { element, inPage } of still)
          strayed.still = Math.max(strayed.still, Math.abs(element.getBoundingClientRect().top + scrollY - inPage))
        strayed.runs ||= document.querySelector('progress') !== null
        requestAnimationFrame(look)
      }
      look()
    })
    await page.getByRole('button', { name: 'Read again' }).evaluate((again) => again.focus({ preventScroll: true }))
    await page.keyboard.press('Enter')
    await expect(page.getByText('8 app clients in 3 pools, read just now')).toBeVisible()
    const { kept, still, runs } = await page.evaluate(
      () => (globalThis as unknown as { strayed: Record<'kept' | 'still' | 'runs', number> }).strayed,
    )
    expect(runs).toBe(true)
    expect(kept).toBeLessThan(1)
    // A phone has no room beside the views: there the audit has a line of its own for as long as it goes on.
    if (width > 640) expect(still).toBeLessThan(1)
  })
}

test('a view is a step in the history; what is filtered and sorted is none', async ({ page }) => {
  await readAppClients(page)
  const settings = page.getByRole('table', { name: 'App clients and their settings' })
  const findings = page.getByText(/^\d+ findings?$/)
  await page.getByRole('combobox', { name: 'Revocation' }).selectOption('Off')
  await page.getByRole('button', { name: 'Type', exact: true }).click()
  await page.getByRole('button', { name: 'Findings' }).click()
  await expect(findings).toBeVisible()
  await page.reload()
  await expect(findings).toBeVisible()
  await page.goBack()
  await expect(settings).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Revocation' })).toHaveValue('off')
  await expect(revocationSwitch(page, 'Kiosk')).toBeVisible()
  await page.goForward()
  await expect(findings).toBeVisible()
  await page.goBack()
  await page.goBack()
  await expectTitle(page, 'Signed in as Rhea Okafor')
})
