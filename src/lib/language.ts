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

/** The language of this page, from its first word to its last: another one is chosen by loading the page again. */
export const language: string = chosen()

/** For `Intl`: the person's own variant of the language (`en-GB`), so that dates and numbers are as they write them. */
export const locale: string | undefined =
  language === 'en-XA' ? 'en' : (preferred().find((tag) => languageOf(tag) === language) ?? language)

/** All words of the page come from here. Modules that hold words wait for the catalogue, since it is awaited below. */
export const i18n = new Words({
  locale: language,
  ...(locale === undefined ? {} : { locales: [locale] }),
  messages: { [language]: {} },
})

// A catalogue that does not arrive costs its language: English needs none.
const load = catalogues[language]
if (load !== undefined)
  i18n.load(
    language,
    await load().then(
      ({ messages }) => messages,
      () => ({}),
    ),
  )

/** Takes another language from the next load on; `undefined` leaves it to the browser again. */
export function chooseLanguage(wanted: Language | undefined): void {
  if (wanted === undefined) localStorage.removeItem(keptAs)
  else localStorage.setItem(keptAs, wanted)
}

function chosen(): string {
  const kept = keptLanguage()
  if (kept !== undefined && (kept in languages || kept in catalogues)) return kept
  return (
    preferred()
      .map(languageOf)
      .find((tag) => tag in languages) ?? 'en'
  )
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
  return globalThis.document === undefined ? ['en'] : navigator.languages
}

function languageOf(tag: string): string {
  return tag.split('-', 1)[0] ?? tag
}
