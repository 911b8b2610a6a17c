import { expect, type Locator, type Page } from '@playwright/test'

/** Nothing on the page is wider than the window: there is nothing to scroll to beside it. */
export async function expectFits(page: Page, where?: string): Promise<void> {
  const beyond = async () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  await expect.poll(beyond, where === undefined ? {} : { message: where }).toBe(0)
}

/** No word of it begins on one line and ends on another; of an id, the groups between its hyphens are the words. */
export async function expectWholeWords(element: Locator, word: 'word' | 'group' = 'word'): Promise<void> {
  expect(await element.evaluate(cutWords, word === 'word' ? '\\S+' : '[^\\s-]+')).toEqual([])
}

/** Its last line has more than one word, and it has more than one line. */
export async function expectNoLoneWord(element: Locator): Promise<void> {
  const [lines, last] = await element.evaluate(lastLine)
  expect(lines).toBeGreaterThan(1)
  expect(last.split(/\s+/).length, last).toBeGreaterThan(1)
}

/** How many lines a text has, and what stands in the last one. */
function lastLine(element: Element): [lines: number, last: string] {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  const lines = new Map<number, string[]>()
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    for (const { 0: word, index } of (text.textContent ?? '').matchAll(/\S+/g)) {
      range.setStart(text, index)
      range.setEnd(text, index + word.length)
      const { bottom } = range.getBoundingClientRect()
      lines.set(bottom, [...(lines.get(bottom) ?? []), word])
    }
  }
  return [lines.size, [...lines.values()].at(-1)?.join(' ') ?? '']
}

/** Where a line may end within a name, the name is in parts: each is a word of its own. */
function cutWords(element: Element, word: string): string[] {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  const cut: string[] = []
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    for (const { 0: found, index } of (text.textContent ?? '').matchAll(new RegExp(word, 'g'))) {
      range.setStart(text, index)
      range.setEnd(text, index + found.length)
      if (range.getClientRects().length > 1) cut.push(found)
    }
  }
  return cut
}
