import { readFileSync } from 'node:fs'

import type { Page } from '@playwright/test'

type Words = string | Record<string, string>
type Config = { demo: { people: readonly Record<string, Words>[] } }

/** Whole texts that stand in the data: the demo's people, groups and app clients. */
const data: ReadonlySet<string> = new Set([
  ...(JSON.parse(readFileSync('public/config.json', 'utf8')) as Config).demo.people
    .flatMap((person) => Object.values(person))
    .flatMap((words) => (typeof words === 'string' ? words : Object.values(words))),
  'engineers',
  'operators',
  'support',
  'Storefront',
])

/** No words of Curfew's, in whatever sentence: what AWS and the pools call things, what Cognito said, and moments. */
const names = [
  /\b(?:Curfew|Cognito|AWS|IAM|CSV|JSON|CloudTrail|demo|members|wholesale|Ada|Lovelace|Rhea|Okafor)\b/g,
  /\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b|\b[A-Z]+(?:_[A-Z]+)+\b|\bus-east-1(?:_\w+)?/g,
  /Access Token has been revoked/g,
  new RegExp(`\\b(?:${months().join('|')}|AM|PM|UTC|GMT)\\b`, 'g'),
]

/** The texts of a page, seen or read out, in which a word stands without a single accent. */
export async function strange(page: Page): Promise<readonly string[]> {
  await page.waitForLoadState('networkidle')
  const texts = await page.evaluate(() => {
    const found = new Set([document.title])
    const isData = 'bdi, code, pre, .font-mono, :not(html)[lang], script, style'
    // A name that may break between its parts is one name.
    const wordsAt = (part: Node) => {
      let [words, at] = ['', part]
      while (at.previousSibling?.nodeName === 'WBR') at = at.previousSibling.previousSibling ?? at
      for (let on: Node | null = at; on; on = on.nextSibling?.nodeName === 'WBR' ? on.nextSibling.nextSibling : null) {
        words += on.textContent ?? ''
      }
      return words
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const node = walker.currentNode
      const element = node instanceof Element ? node : node.parentElement
      if (element === null || element.closest(isData)) continue
      if (node instanceof Element) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description']) {
          found.add(node.getAttribute(name) ?? '')
        }
      } else found.add(wordsAt(node))
    }
    return [...found]
  })
  return texts.filter((text) => !data.has(text) && hasPlainWord(text))
}

/** Accents stand on every sentence of the catalogue, so one accent in a text is enough. */
function hasPlainWord(text: string): boolean {
  const rest = names.reduce((left, name) => left.replaceAll(name, ''), text)
  return /[a-z]{2}/i.test(rest) && !/[\u00c0-\u024f\u1e00-\u1eff]/.test(rest)
}

function months(): readonly string[] {
  const long = new Intl.DateTimeFormat('en', { month: 'long' })
  const short = new Intl.DateTimeFormat('en', { month: 'short' })
  return Array.from({ length: 12 }, (_, month) => new Date(2026, month, 1)).flatMap((day) => [
    long.format(day),
    short.format(day),
  ])
}
