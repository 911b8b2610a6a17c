import { describe, expect, it } from 'vitest'

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
