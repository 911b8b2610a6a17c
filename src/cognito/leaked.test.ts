import { afterEach, describe, expect, it, vi } from 'vitest'

import { failureOf } from '../lib/failure.ts'
import { leakedApi } from './leaked.ts'
import { isSignedWith, poolKeys } from './poolKeys.ts'

const place = { region: 'us-east-1', endpoint: 'http://127.0.0.1:1' }
const poolId = 'us-east-1_Demo00001'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('new tokens for a refresh token that was found', () => {
  it.each([
    ['a new refresh token, where the client rotates', { RefreshToken: 'r2' }, { access: 'a', id: 'i', refresh: 'r2' }],
    ['none, where it does not', {}, { access: 'a', id: 'i' }],
  ])('come with %s', async (_name, more, found) => {
    const result = { AuthenticationResult: { AccessToken: 'a', IdToken: 'i', ...more } }
    const fetcher = async () => Response.json(result, { headers: { 'x-amzn-requestid': 'r' } })
    const api = leakedApi({ ...place, fetcher })
    expect(await api.refresh({ id: 'client', secret: undefined }, 'r1')).toEqual(found)
  })
})

describe('a pool’s keys', () => {
  const key = { kid: 'key-1', kty: 'RSA', n: 'AQAB', e: 'AQAB' }

  it('are asked of AWS itself where the deployment names no other place', async () => {
    const asked: string[] = []
    vi.stubGlobal('fetch', async (request: Request) => {
      asked.push(request.url)
      return Response.json({ keys: [] })
    })
    const failure = await poolKeys({ region: 'us-east-1' }, poolId).catch((error: unknown) => failureOf(error, ''))
    expect(failure).toMatchObject({ operation: 'jwks.json', code: 'NotCognito' })
    expect(asked).toEqual([`https://cognito-idp.us-east-1.amazonaws.com/${poolId}/.well-known/jwks.json`])
  })

  it('that are no keys cannot be read', async () => {
    // Browsers look at the numbers at once, Node only when it has to.
    vi.spyOn(crypto.subtle, 'importKey').mockRejectedValueOnce(new DOMException('no', 'DataError'))
    const fetcher = async () => Response.json({ keys: [{ ...key, n: '!' }] })
    const failure = await poolKeys({ ...place, fetcher }, poolId).catch((error: unknown) => failureOf(error, ''))
    expect(failure).toMatchObject({ code: 'Unreadable', message: 'The keys could not be read.', class: 'transient' })
  })

  it.each(['', 'x', '%%%.%%%.%%%', 'e30.e30.e30'])('have not signed %j', async (jwt) => {
    expect(await isSignedWith(new Map(), jwt)).toBe(false)
  })
})
