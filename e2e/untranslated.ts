import type { Page } from '@playwright/test'

/** What is no word of Curfew's: names of AWS's and of the demo's people and things, as they stand in the data. */
const names =
  /\b(?:Curfew|Cognito|AWS|IAM|CSV|JSON|CloudTrail|English|Deutsch|Emulator|us-east-1|demo|members|wholesale|ada|Ada|Lovelace|rhea|Rhea|Okafor)\b/g

/** The texts of a page, seen or read out, in which a word stands without a single accent. */
export async function strange(page: Page): Promise<readonly string[]> {
  await page.waitForLoadState('networkidle')
  const texts = await page.evaluate(() => {
    const found = new Set<string>()
    const data = 'bdi, code, pre, .font-mono, [lang], script, style'
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const node = walker.currentNode
      const element = node instanceof Element ? node : node.parentElement
      if (element === null || (element.closest(data) && element !== document.documentElement)) continue
      if (node instanceof Element) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description']) {
          found.add(node.getAttribute(name) ?? '')
        }
      } else found.add(node.textContent ?? '')
    }
    return [...found, document.title]
  })
  return texts.filter(
    (text) =>
      /[a-z]{2}/i.test(text.replaceAll(names, '')) && !/[^\0-\u024f\u2018-\u201f\u2026]|[\u00c0-\u024f]/.test(text),
  )
}
