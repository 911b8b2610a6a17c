import type { Page } from '@playwright/test'

import { expect, test } from './fixtures.ts'
import { people, signIn } from './steps.ts'
import { expectRead, openAppClients, readAppClients } from './appClients.ts'
import { expectNoLoneWord } from './widths.ts'

test('a table that hides columns says at which edge, on a phone; nothing on paper or in chosen colours', async ({
  page,
}) => {
  await readAppClients(page)
  const table = page.getByRole('region', { name: 'App clients and their settings' })
  const shade = table.locator('xpath=following-sibling::div')
  await page.setViewportSize({ width: 390, height: 1_200 })
  await expect(shade).toHaveCount(1)
  /** Where the first shade begins, as a part of the table's width. */
  const left = async () => {
    const [shown, box] = [await shade.first().boundingBox(), await table.boundingBox()]
    return shown === null || box === null ? undefined : (shown.x - box.x) / box.width
  }
  await expect.poll(left).toBeGreaterThan(0.5)
  await table.evaluate((element) => element.scrollTo({ left: 60 }))
  await expect(shade).toHaveCount(2)
  await expect.poll(left).toBeLessThan(0.02)
  await table.evaluate((element) => element.scrollTo({ left: element.scrollWidth }))
  await expect(shade).toHaveCount(1)
  await expect.poll(left).toBeLessThan(0.02)

  await page.emulateMedia({ media: 'print' })
  await expect(shade).toBeHidden()
  await page.emulateMedia({ media: 'screen', forcedColors: 'active' })
  await expect(shade).toHaveCount(0)
  await page.emulateMedia({ forcedColors: 'none' })
  await expect(shade).not.toHaveCount(0)
})

test('at 1440 pixels every column of the app clients is in sight, and an id keeps its copy button', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await signIn(page, people.rhea)
  const besideTheId = async () => {
    const copy = await page.getByRole('button', { name: 'Copy pool id' }).boundingBox()
    const end = await page.getByText('Demo00001', { exact: true }).boundingBox()
    return copy && end && copy.x > end.x + end.width - 1 && Math.abs(copy.y - end.y) < 12
  }
  await expect.poll(besideTheId).toBe(true)
  await openAppClients(page)
  await expectRead(page)
  const table = page.getByRole('region', { name: 'App clients and their settings' })
  await expect(table.locator('xpath=following-sibling::div')).toHaveCount(0)
  await expect(table.getByRole('columnheader', { name: 'Changed' })).toBeInViewport({ ratio: 1 })
})

test('on a tablet no explanation leaves one word alone on its last line', async ({ page }) => {
  await page.setViewportSize({ width: 820, height: 900 })
  await signIn(page, people.rhea)
  await expectNoLoneWord(page.getByText('nothing can end this earlier'))
  await page.getByRole('link', { name: 'Pools' }).click()
  await expectNoLoneWord(page.getByText('Which pools list their users’ sessions'))
})

test.describe('in German, which is longer', () => {
  test.use({ locale: 'de-DE' })

  test('all of a job is in sight on a tablet, its results and its line among the jobs; on a phone what came of each', async ({
    page,
  }) => {
    await page.goto('/')
    await page.getByRole('button', { name: /^Rhea Okafor/ }).click()
    await page.getByRole('link', { name: 'Aufträge', exact: true }).click()
    await page.getByRole('link', { name: 'Neuer Auftrag' }).click()
    await page.getByRole('radio', { name: 'Eine Liste von Benutzern' }).check()
    await page.getByRole('main').getByRole('textbox').fill('ada\nnobody')
    await page.getByRole('button', { name: 'Zählen' }).click()
    await page.getByRole('button', { name: '2 Benutzer abmelden' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: '2 Benutzer abmelden' }).click()
    await expect(page.getByText('Abgeschlossen', { exact: true })).toBeVisible()
    await page.setViewportSize({ width: 390, height: 1_000 })
    for (const said of ['nobody', 'Fehlgeschlagen']) {
      await expect(page.getByRole('table').getByText(said, { exact: true }).first()).toBeInViewport({ ratio: 1 })
    }
    await page.setViewportSize({ width: 820, height: 1_000 })
    await expect(page.getByRole('table')).toBeVisible()
    await expect.poll(async () => hidden(page)).toBe(0)
    await page.getByRole('link', { name: 'Aufträge', exact: true }).click()
    await expect(page.getByRole('button', { name: /^Entfernen/ })).toBeInViewport({ ratio: 1 })
    await expect.poll(async () => hidden(page)).toBe(0)
  })
})

/** How many pixels of the page's table are to be scrolled to. */
async function hidden(page: Page): Promise<number> {
  return page.getByRole('table').evaluate((table) => {
    const { scrollWidth = 0, clientWidth = 0 } = table.parentElement ?? {}
    return scrollWidth - clientWidth
  })
}
