import { afterEach, describe, expect, it, vi } from 'vitest'

import { exchangeIdToken } from './identity.ts'
import { personApi } from './person.ts'

afterEach(() => void vi.unstubAllGlobals())

/** Stands in for the browser's own fetch. Gives the requests that reached it. */
function listening(body: unknown): Request[] {
  const requests: Request[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    requests.push(request)
    return new Response(JSON.stringify(body), { headers: { 'x-amzn-requestid': 'r' } })
  })
  return requests
}

describe('without an endpoint of its own, a deployment asks AWS', () => {
  it('in its Region, for a person’s operations', async () => {
    const requests = listening({})
    await personApi({ region: 'eu-west-1' }, 'client').revoke('token')
    expect(requests.map(({ url }) => url)).toEqual(['https://cognito-idp.eu-west-1.amazonaws.com/'])
  })

  it('in its Region, for AWS credentials', async () => {
    const credentials = { AccessKeyId: 'A', SecretKey: 'B', SessionToken: 'C', Expiration: 1_893_456_000 }
    const requests = listening({ IdentityId: 'eu-west-1:1', Credentials: credentials })
    const pools = { identityPoolId: 'eu-west-1:2', userPoolId: 'eu-west-1_Abc' }
    expect(await exchangeIdToken({ region: 'eu-west-1' }, pools, 'id-token')).toEqual({
      accessKeyId: 'A',
      secretAccessKey: 'B',
      sessionToken: 'C',
      expiration: new Date('2030-01-01'),
    })
    expect(requests.map(({ url }) => url)).toEqual(Array(2).fill('https://cognito-identity.eu-west-1.amazonaws.com/'))
    expect(await requests[0]?.json()).toMatchObject({
      Logins: { 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc': 'id-token' },
    })
    expect(requests.some(({ headers }) => headers.has('authorization'))).toBe(false)
  })
})
