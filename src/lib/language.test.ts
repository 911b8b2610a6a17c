import { afterEach, describe, expect, it, vi } from 'vitest'

import { i18n, language, locale } from './language.ts'

describe('the page’s words', () => {
  it('are English where no browser says otherwise, and need no catalogue', () => {
    expect([language, locale]).toEqual(['en', 'en'])
    expect(i18n._({ id: 'none', message: 'Signed out' })).toBe('Signed out')
  })

  it.each([String.raw`\u0041da`, String.raw`C:\x41`, String.raw`\\u005cu0041`, '<0>Ada</0>', '{name}', '#', '’ ‘'])(
    'leave a value as it is, since it may be anybody’s text: %s',
    (name) => {
      expect(i18n._({ id: 'none', message: 'Signed out: {name}', values: { name } })).toBe(`Signed out: ${name}`)
      expect(i18n._('none', { name }, { message: 'Signed out: {name}' })).toBe(`Signed out: ${name}`)
    },
  )
})

describe('the language of a page', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.resetModules()
  })

  const of = async (languages: readonly string[], kept: string | null) => {
    vi.resetModules()
    vi.stubGlobal('document', {})
    vi.stubGlobal('navigator', { languages })
    vi.stubGlobal('localStorage', { getItem: () => kept })
    const { i18n, language, locale } = await import('./language.ts')
    return [language, locale, i18n.locale]
  }

  it.each([
    [['de-AT', 'en'], null, 'de', 'de-AT'],
    [['en-GB', 'de'], null, 'en', 'en-GB'],
    [['fr-FR', 'de-CH'], null, 'de', 'de-CH'],
    [['fr-FR'], null, 'en', 'en'],
    [['de-DE'], 'en', 'en', 'en'],
    [['en-GB'], 'de', 'de', 'de'],
    [['en-GB'], 'en-XA', 'en-XA', 'en'],
    [['de-DE'], 'constructor', 'de', 'de-DE'],
    [['toString'], '', 'en', 'en'],
  ])('of a browser that prefers %j, with %j chosen: %s', async (languages, kept, language, locale) => {
    expect(await of(languages, kept)).toEqual([language, locale, language])
  })

  it('is the browser’s where storage is blocked, and choosing another changes nothing', async () => {
    const blocked = () => {
      throw new DOMException('denied', 'SecurityError')
    }
    vi.stubGlobal('document', {})
    vi.stubGlobal('navigator', { languages: ['de'] })
    vi.stubGlobal('localStorage', { getItem: blocked, setItem: blocked })
    const { chooseLanguage, language } = await import('./language.ts')
    expect(language).toBe('de')
    expect(() => chooseLanguage('en')).not.toThrow()
  })
})
