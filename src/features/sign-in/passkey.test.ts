import { describe, expect, it } from 'vitest'

import { passkeyFor, type PasskeyBrowser } from './passkey.ts'

const { signal } = new AbortController()
const options = {
  challenge: '-_8AAQ',
  rpId: 'example.com',
  timeout: 180_000,
  userVerification: 'preferred',
  allowCredentials: [{ id: 'AQID', type: 'public-key', transports: ['internal', 'carrier pigeon'] }],
}

const bytes = (...values: number[]) => new Uint8Array(values).buffer

function browser(get: (options: CredentialRequestOptions) => unknown): PasskeyBrowser {
  return { supported: true, credentials: { get: async (options) => Promise.resolve(get(options)) } }
}

const throwing = (name: string) =>
  browser(() => {
    throw new DOMException('What the browser says', name)
  })

describe('asking the browser for a passkey', () => {
  it('reads the options by itself where the browser cannot', async () => {
    let asked: CredentialRequestOptions | undefined
    await passkeyFor(
      options,
      signal,
      browser((given) => {
        asked = given
        return null
      }),
    )
    expect(asked).toEqual({
      signal,
      publicKey: {
        challenge: new Uint8Array([251, 255, 0, 1]),
        rpId: 'example.com',
        timeout: 180_000,
        userVerification: 'preferred',
        allowCredentials: [{ id: new Uint8Array([1, 2, 3]), type: 'public-key', transports: ['internal'] }],
      },
    })
  })

  it('lets the browser read them where it can', async () => {
    const parse = () => ({ challenge: new Uint8Array([7]) })
    let asked: CredentialRequestOptions | undefined
    const modern = browser((given) => {
      asked = given
      return null
    })
    await passkeyFor(options, signal, { ...modern, parse })
    expect(asked?.publicKey).toEqual({ challenge: new Uint8Array([7]) })
  })

  it('gives what the credential says of itself, as JSON', async () => {
    const credential = { id: 'AQID', toJSON: () => ({ id: 'AQID', response: {} }) }
    expect(
      await passkeyFor(
        options,
        signal,
        browser(() => credential),
      ),
    ).toEqual({ credential: '{"id":"AQID","response":{}}' })
  })

  it('puts the same together by itself for a credential that cannot', async () => {
    const credential = {
      id: 'AQID',
      rawId: bytes(1, 2, 3),
      authenticatorAttachment: 'platform',
      response: {
        clientDataJSON: bytes(123, 125),
        authenticatorData: bytes(251, 255),
        signature: bytes(0, 1),
        userHandle: null,
      },
    }
    const given = await passkeyFor(
      options,
      signal,
      browser(() => credential),
    )
    expect('credential' in given && JSON.parse(given.credential)).toEqual({
      id: 'AQID',
      rawId: 'AQID',
      type: 'public-key',
      authenticatorAttachment: 'platform',
      clientExtensionResults: {},
      response: { clientDataJSON: 'e30', authenticatorData: '-_8', signature: 'AAE' },
    })
  })

  it.each([
    ['NotAllowedError', 'not used'],
    ['AbortError', 'not used'],
    ['SecurityError', 'other site'],
    ['NotSupportedError', 'not supported'],
    ['EncodingError', 'unreadable'],
    ['InvalidStateError', 'failed'],
  ])('takes %s for "%s"', async (name, trouble) => {
    expect(await passkeyFor(options, signal, throwing(name))).toEqual({ trouble })
  })

  it('says when there is no passkey, and when there cannot be one', async () => {
    const none = browser(() => null)
    expect(await passkeyFor(options, signal, none)).toEqual({ trouble: 'not used' })
    expect(await passkeyFor(options, signal, { supported: false })).toEqual({ trouble: 'not supported' })
    // Node has no WebAuthn.
    expect(await passkeyFor(options, signal)).toEqual({ trouble: 'not supported' })
  })

  it.each([
    [undefined],
    ['text'],
    [{}],
    [{ challenge: 7 }],
    [{ challenge: 'AQ', allowCredentials: {} }],
    [{ challenge: 'AQ', allowCredentials: [{ id: 7 }] }],
  ])('asks for nothing with %j', async (unreadable) => {
    const unasked = browser(() => {
      throw new Error('asked')
    })
    expect(await passkeyFor(unreadable, signal, unasked)).toEqual({ trouble: 'unreadable' })
  })

  it('takes a challenge that is not base64 for unreadable', async () => {
    const none = browser(() => null)
    expect(await passkeyFor({ challenge: '\u{1F511}' }, signal, none)).toEqual({ trouble: 'unreadable' })
  })
})
