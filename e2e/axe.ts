import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/**
 * Fails where axe finds anything against WCAG 2.2 AA. The page has no frames, so axe's legacy mode sees all of it; the
 * other one gathers what it found in a second page, which takes as long again.
 * @param where what is looked at, for the report
 * @param within a part of the page, as a selector
 */
export async function expectAxeFindsNothing(page: Page, where: string, within = 'html'): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .include(within)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  expect(found, where).toEqual([])
}

/** The same in the light theme and in the dark one. */
export async function expectAxeFindsNothingInBoth(page: Page, where: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await drawn(page)
    await expectAxeFindsNothing(page, `${where}, ${colorScheme}`)
  }
}

/** Resolves when the page has been drawn in its new colours, and nothing fades any more. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise((next) => requestAnimationFrame(next))
    const fading = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    // One that is called off meanwhile fades no more either.
    await Promise.allSettled(fading.map(async ({ finished }) => finished))
  })
}
