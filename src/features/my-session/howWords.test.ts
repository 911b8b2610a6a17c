import { expect, it } from 'vitest'

import { howWords } from './howWords.ts'

it.each([
  [{ by: 'password' }, 'with a password'],
  [{ by: 'password', second: 'authenticator app' }, 'with a password and a code from an authenticator app'],
  [{ by: 'password', second: 'remembered device' }, 'with a password on a remembered device'],
  [{ by: 'passkey' }, 'with a passkey'],
  [{ by: 'email', second: 'text message' }, 'with a code from an email and a code from a text message'],
  [{ by: 'managed login' }, 'through managed login'],
] as const)('says %j as "%s"', (how, words) => {
  expect(howWords(how)).toBe(words)
})
