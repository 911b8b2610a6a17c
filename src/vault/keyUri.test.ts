import { expect, it } from 'vitest'

import { keyUri } from './keyUri.ts'

it.each([
  [undefined, 'ada', 'otpauth://totp/Curfew:ada?secret=ABC&issuer=Curfew'],
  ['a & b', 'ada/1?', 'otpauth://totp/Curfew%20a%20%26%20b:ada%2F1%3F?secret=ABC&issuer=Curfew%20a%20%26%20b'],
])('the address for %s and %s is %s', (deployment, username, uri) => {
  expect(keyUri(deployment, username, 'ABC')).toBe(uri)
})
