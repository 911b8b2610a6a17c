import type { Messages } from '@lingui/core'

import { Words } from './literalWords.ts'

/** The languages that Curfew speaks, each by its own name. */
export const languages = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof languages

/** Where the choice is kept, in this browser. Without one the browser's own languages decide. */
const keptAs = 'curfew-language'

/**
 * English stands in the code and has no catalogue. `en-XA` is English with accents, half as long again: whatever is
 * shown without them is a word that no translator sees. It is never offered.
 */
const catalogues: Readonly<Record<string, () => Promise<{ messages: Messages }>>> = {
  de: async () => import('../languages/de.po'),
  'en-XA': async () => import('../languages/en-XA.po'),
}

const wanted = chosen()
const load = Object.hasOwn(catalogues, wanted) ? catalogues[wanted] : undefined
// A catalogue that does not arrive costs its language: English needs none.
const messages = await load?.().then(
  (catalogue) => catalogue.messages,
  () => undefined,
)

/** The language of this page, from its first word to its last: another one is chosen by loading the page again. */
export const language: string = messages === undefined ? 'en' : wanted

/** For `Intl`: the person's own variant of the language (`en-GB`), so that dates and numbers are as they write them. */
export const locale: string =
  language === 'en-XA' ? 'en' : (preferred().find((tag) => languageOf(tag) === language) ?? language)

/** All words of the page come from here. Modules that hold words wait for the catalogue, which is awaited above. */
export const i18n = new Words({ locale: language, locales: [locale], messages: { [language]: messages ?? {} } })

/** Takes another language from the next load on. Where storage is blocked it cannot be kept, and nothing changes. */
export function chooseLanguage(wanted: Language): void {
  try {
    localStorage.setItem(keptAs, wanted)
  } catch {
    // The browser's own languages go on to decide.
  }
}

function chosen(): string {
  const kept = keptLanguage()
  if (kept !== undefined && (isOffered(kept) || Object.hasOwn(catalogues, kept))) return kept
  return preferred().map(languageOf).find(isOffered) ?? 'en'
}

function isOffered(tag: string): boolean {
  return Object.hasOwn(languages, tag)
}

function keptLanguage(): string | undefined {
  try {
    return globalThis.localStorage?.getItem(keptAs) ?? undefined
  } catch {
    // Blocked storage: the browser's own languages decide.
    return undefined
  }
}

function preferred(): readonly string[] {
  // Without a document the page is being rendered for index.html (scripts/vite/prerender.ts).
  return globalThis.document === undefined ? [String(import.meta.env.PRERENDERED ?? 'en')] : navigator.languages
}

function languageOf(tag: string): string {
  return tag.split('-', 1)[0] ?? tag
}
