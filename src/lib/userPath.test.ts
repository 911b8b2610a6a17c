import fc from 'fast-check'
import { expect, it } from 'vitest'

import { segmentOf, usernameIn } from './userPath.ts'

const names = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 128 }),
  fc.constantFrom('.', '..', '~', '~.', 'a/b', '../..', '100%', '%2F', 'نور/الهدى', '?x=1#y', '\\'),
)

it('a user name comes back from its address, whatever is in it', () => {
  fc.assert(
    fc.property(names, (name) => {
      const url = new URL(`https://x.example/users/pool/${encodeURIComponent(segmentOf(name))}`)
      expect(usernameIn(decodeURIComponent(url.pathname.slice('/users/pool/'.length)))).toBe(name)
    }),
    { numRuns: 1_000 },
  )
})

it('half a character does not break the address', () => {
  expect(() => encodeURIComponent(segmentOf('a\uD800b\uDC00'))).not.toThrow()
})
