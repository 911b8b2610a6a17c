import { expect, type Page } from '@playwright/test'

import { expectFits } from './widths.ts'

/** What breaks out of markup, attributes, addresses, styles and layouts: 250 of them, each alone in its text. */
const carriers = [
  (code: string) => `<img src=x onerror=${code}>`,
  (code: string) => `<script>${code}</script>`,
  (code: string) => `"><svg onload=${code}>`,
  (code: string) => `' autofocus onfocus=${code} x='`,
  (code: string) => `javascript:${code}`,
  (code: string) => `<a href="javascript:${code}">x</a>`,
  (code: string) => `<iframe srcdoc="<script>${code}</script>">`,
  (code: string) => `{{${code}}}\${${code}}<%= ${code} %>`,
  (code: string) => `</title></style></textarea><script>${code}</script>`,
  (code: string) => `<style>@import 'http://x.invalid/${code}'</style>`,
]

const codes = ['alert(1)', 'top.hacked=1', 'fetch("//x.invalid")', 'eval(name)', 'document.write(1)']

const shapes = [
  (text: string) => text,
  (text: string) => text.replaceAll('<', '&lt;'),
  (text: string) => `\u202E${text}\u202C`,
  (text: string) => `${'X'.repeat(200)}${text}`,
  (text: string) => `متصفح ${text} 田中`,
]

export const payloads: readonly string[] = carriers.flatMap((carry) =>
  codes.flatMap((code) => shapes.map((shape) => shape(carry(code)))),
)

/** Names that a path, a query or a file system would read as something else. */
export const oddNames = [
  '.',
  '..',
  '~',
  'a/b',
  '../..',
  '100%',
  '%2F',
  '?x=1#y',
  '<b>',
  '"\'',
  'نور/الهدى',
  'X'.repeat(128),
]

/**
 * Every text is there as text, once the page has read it; nothing of it has become an element, and the page is no wider
 * than the window.
 */
export async function expectText(page: Page, place: string, texts: readonly string[]): Promise<void> {
  const missing = async () =>
    page.locator(place).evaluate((element, wanted) => {
      const parts = [...element.querySelectorAll('bdi, option, h3, span')]
      const all = [...new Set(parts.map(({ textContent }) => textContent))].join('\n')
      return wanted.filter((text) => !all.includes(text))
    }, texts)
  await expect.poll(missing).toEqual([])
  expect(await page.locator('main :is(img, script, iframe, style, svg[onload], [onfocus])').count()).toBe(0)
  expect(await page.locator('main a[href^="javascript"]').count()).toBe(0)
  await expectFits(page)
}
