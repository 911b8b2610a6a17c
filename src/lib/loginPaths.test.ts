import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { returnPath } from './loginPaths.ts'

describe('where a sign-in leads back to', () => {
  it.each(['/', '/app-clients', '/receipts/1?a=b#c', '/users?name=%2F%2Fevil'])('%s stays', (path) => {
    expect(returnPath(path)).toBe(path)
  })

  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    '/.//evil.example',
    '/x/..//evil.example',
    '/\tx',
    ' /x',
    '/signed-in',
    '/signed-in?code=1',
    '/x/../signed-in',
    '/signed-out#x',
    '',
    `/${'x'.repeat(3000)}`,
  ])('%j does not', (path) => {
    expect(returnPath(path)).toBe('/')
  })

  it('whatever is asked for, the browser stays on this origin', () => {
    const pieces = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      ':',
      '@',
      'evil.example',
      '\t',
      '\n',
      '%2f',
      '#',
      '?',
      'javascript',
    )
    const wanted = fc.oneof(
      fc.string(),
      fc.array(pieces).map((parts) => parts.join('')),
      fc.webUrl(),
    )
    fc.assert(
      fc.property(wanted, (text) => {
        const url = new URL(returnPath(text), 'https://console.example')
        expect(url.origin).toBe('https://console.example')
        expect(returnPath(returnPath(text))).toBe(returnPath(text))
      }),
      { numRuns: 2_000 },
    )
  })
})
