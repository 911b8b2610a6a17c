import { expect, type Page } from '@playwright/test'

/** Nothing on the page is wider than the window: there is nothing to scroll to beside it. */
export async function expectFits(page: Page, where?: string): Promise<void> {
  const beyond = async () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  await expect.poll(beyond, where === undefined ? {} : { message: where }).toBe(0)
}
