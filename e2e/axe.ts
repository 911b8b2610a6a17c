import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

type AxeResults = Awaited<ReturnType<AxeBuilder['analyze']>>

/** What the colours of a theme decide. All else is the same in both. */
const ofColours = ['color-contrast', 'link-in-text-block']

/**
 * Fails where axe finds anything against WCAG 2.2 AA, in the light theme or in the dark one. The page has no frames, so
 * axe's legacy mode sees all of it; the other one gathers what it found in a second page, which takes as long again.
 * @param where what is looked at, for the report
 * @param within a part of the page, as a selector
 */
export async function expectAxeFindsNothing(page: Page, where: string, within = 'html'): Promise<void> {
  const looking = async () =>
    new AxeBuilder({ page, ...((await hasAxe(page)) && { axeSource: ';' }) })
      .setLegacyMode()
      .options({ resultTypes: ['violations'] })
      .include(within)
  await wear(page, 'light')
  const light = await looking()
  const inLight = await light.withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
  expect(told(inLight), `${where}, light`).toEqual([])
  await wear(page, 'dark')
  const dark = await looking()
  expect(told(await dark.withRules(ofColours).analyze()), `${where}, dark`).toEqual([])
}

/** Whether axe is in this document already. To hand its half a megabyte over for each look took an eighth of the time. */
async function hasAxe(page: Page): Promise<boolean> {
  return page.evaluate(() => typeof (globalThis as { axe?: { run?: unknown } }).axe?.run === 'function')
}

function told({ violations }: AxeResults): string[] {
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

async function wear(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await drawn(page)
}

/** Resolves when the page has been drawn in its new colours, and nothing moves or fades any more. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let still = 0; still < 2; still += 1) {
      await new Promise((next) => requestAnimationFrame(next))
      const fading = document
        .getAnimations()
        .filter(({ playState, effect }) => playState !== 'finished' && effect?.getComputedTiming().endTime !== Infinity)
      if (fading.length > 0) still = -1
      // One that is called off meanwhile fades no more either.
      await Promise.allSettled(fading.map(async ({ finished }) => finished))
    }
  })
}
