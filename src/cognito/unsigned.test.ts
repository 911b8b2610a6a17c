import { expect, test } from 'vitest'

import { AwsSdkSigV4Signer, resolveAwsSdkSigV4Config, Sha256 } from './unsigned.ts'

// What the build has in the place of AWS's signature, for the calls of a person.

test('nothing that wants a signature leaves without one', async () => {
  await expect(new AwsSdkSigV4Signer().sign()).rejects.toThrow('nothing to sign with')
  expect(() => Sha256()).toThrow('Nothing is signed here')
})

test('a client is configured as it was', () => {
  const config = { region: 'us-east-1' }
  expect(resolveAwsSdkSigV4Config(config)).toEqual({ region: 'us-east-1' })
})
