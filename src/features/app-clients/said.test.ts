import { msg } from '@lingui/core/macro'
import { expect, test } from 'vitest'

import { i18n } from '#language'

import { englishLifetime, said } from './said.ts'

test('what is said in the page’s language is English in an export', () => {
  const off = msg`Off`
  i18n.load(i18n.locale, { [off.id]: 'Aus' })
  expect(said(off)).toEqual({ shown: 'Aus', english: 'Off' })
})

test.each([
  [1, 'hours', '1 hour'],
  [30, 'days', '30 days'],
  [10_080, 'minutes', '10080 minutes'],
])('%s %s are %s in an export, without separators that depend on a language', (value, unit, text) => {
  expect(englishLifetime({ value, unit })).toBe(text)
})
