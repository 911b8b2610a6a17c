import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { tokensIn } from './foundTokens.ts'

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = (payload: unknown) => `${part({ alg: 'RS256', kid: 'a' })}.${part(payload)}.c2ln`
const jwe = (header: unknown) => `${part(header)}.a.b.c.d`

describe('tokens in a text', () => {
  it('say what their claims say, and leave out what is not there or is no text', () => {
    const [access] = tokensIn(jwt({ token_use: 'access', sub: '', username: 7, iat: 'now', exp: 1e300, iss: {} }))
    expect(access).toMatchObject({ kind: 'access', issuer: '', says: { scopes: [] } })
    expect(Object.keys(access?.says ?? {})).toEqual(['scopes'])
    const [id] = tokensIn(
      jwt({ token_use: 'id', 'cognito:username': 'ada', aud: 'client', origin_jti: 'family', exp: 60 }),
    )
    expect(id?.says).toEqual({
      username: 'ada',
      clientId: 'client',
      familyId: 'family',
      expiresAt: new Date(60_000),
      scopes: [],
    })
    expect(tokensIn(jwt({ token_use: 'access', username: 'x'.repeat(999) }))[0]?.says.username).toHaveLength(256)
  })

  it.each([
    ['a JWT of another kind', jwt({ token_use: 'machine' })],
    ['a JWT of somebody else', jwt({ sub: 'ada' })],
    ['a payload that is no object', jwt([])],
    ['five parts without a sealed header', jwe({ alg: 'RS256' })],
    ['what only looks like one', 'eyJ.eyJ.eyJ eyJhIjox.b.c'],
  ])('are none: %s', (_what, text) => {
    expect(tokensIn(text)).toEqual([])
  })

  it('are found in any text, each once, and twenty at most', () => {
    const refresh = jwe({ cty: 'JWT', enc: 'A256GCM', alg: 'RSA-OAEP' })
    const access = jwt({ token_use: 'access', scope: 'openid email' })
    const words = fc.string({ unit: fc.constantFrom(' ', '\n', '"', '=', '{', ':', ',') })
    fc.assert(
      fc.property(words, words, (before, between) => {
        const found = tokensIn(`${before} ${refresh}${between} ${access}\n${refresh}`)
        expect(found.map(({ token }) => token)).toEqual([refresh, access])
        expect(found[1]?.says.scopes).toEqual(['openid', 'email'])
      }),
    )
    const many = Array.from({ length: 30 }, (_none, at) => jwt({ token_use: 'access', iat: at }))
    expect(tokensIn(many.join(' '))).toHaveLength(20)
  })

  it('never throw, whatever is pasted', () => {
    fc.assert(fc.property(fc.string(), (text) => void tokensIn(`eyJ${text}.eyJ${text}.${text}`)))
  })
})
