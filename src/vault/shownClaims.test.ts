import { describe, expect, it } from 'vitest'

import { shownClaims } from './shownClaims.ts'
import { demo, useVirtualTime, World } from './testWorld.ts'

useVirtualTime({ withoutPauses: true })

const jwt = (claims: object) => `head.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sign`

describe('the claims that are shown', () => {
  it('are those of the session’s own tokens, and only while it lives', async () => {
    const world = new World()
    const tab = await world.openTab()
    expect(await tab.run('claims', {})).toBeUndefined()
    await tab.signIn(demo.ada)
    const shown = await tab.run('claims', {})
    expect(shown?.access.find(({ name }) => name === 'token_use')).toEqual({ name: 'token_use', json: '"access"' })
    expect(shown?.access.find(({ name }) => name === 'iss')?.json).toContain(demo.pool)
    expect([...(shown?.access ?? []), ...(shown?.id ?? [])].filter(({ json }) => json === undefined)).toEqual([])
    expect(shown?.id.find(({ name }) => name === 'cognito:username')).toEqual({
      name: 'cognito:username',
      json: '"ada"',
    })
    await tab.signOutToTheEnd()
    expect(await tab.run('claims', {})).toBeUndefined()
  })

  it('keep every kind of value as it is', () => {
    const claims = { n: 1, s: 'ä', b: false, l: ['x', { y: null }], e: '' }
    const { access, id } = shownClaims({ access: jwt(claims), id: jwt({}) })
    expect(Object.fromEntries(access.map(({ name, json = '' }) => [name, JSON.parse(json) as unknown]))).toEqual(claims)
    expect(id).toEqual([])
  })

  it.each([
    ['a JWT', jwt({ sub: 'somebody' })],
    ['a refresh token', 'eyJjdHkiOiJKV1Qi.abcdefgh1.abcdefgh2.abcdefgh3.abcdefgh4'],
    ['one, deep inside', { nested: [{ it: 'eyAiYWxnIjoiUlMyNTYifQ' }] }],
    ['the head of one', 'eyJhbGciOiJSUzI1NiJ9'],
  ])('withhold a claim in which somebody put %s', (_name, value) => {
    const { access } = shownClaims({ access: jwt({ custom: value, plain: 'x' }), id: jwt({}) })
    expect(access).toEqual([{ name: 'custom' }, { name: 'plain', json: '"x"' }])
  })
})
