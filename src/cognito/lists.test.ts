import { describe, expect, it } from 'vitest'

import { failureOf } from '../lib/failure.ts'
import { newClientRequest } from '../lib/newClient.ts'
import { acceptedFrom } from './accepted.ts'
import { unknownMembers } from './operator/members.ts'
import { operatorApi } from './operator.ts'
import { personApi } from './person.ts'

const place = { region: 'us-east-1', endpoint: 'http://127.0.0.1:1' }
const credentials = { accessKeyId: 'A', secretAccessKey: 'B', sessionToken: 'C', expiration: new Date() }

/** Answers requests with what `answer` makes of their bodies. */
function fetcherWith(answer: (body: Record<string, unknown>) => unknown): typeof fetch {
  return (async (request: Request) => {
    const body = JSON.stringify(answer((await request.json()) as Record<string, unknown>))
    return new Response(body, { headers: { 'x-amzn-requestid': 'r' } })
  }) as unknown as typeof fetch
}

const operator = (answer: (body: Record<string, unknown>) => unknown) =>
  operatorApi({ ...place, fetcher: fetcherWith(answer) }, credentials)

describe('lists come whole', () => {
  it('over all pages', async () => {
    const pages: Record<string, object> = {
      first: { UserPools: [{ Id: 'a', Name: 'A' }], NextToken: 'second' },
      second: { NextToken: 'third' },
      third: { UserPools: [{ Id: 'b' }, { Name: 'C' }] },
    }
    const pools = await operator(
      ({ NextToken }) => pages[typeof NextToken === 'string' ? NextToken : 'first'],
    ).listPools()
    expect(pools).toEqual([
      { id: 'a', name: 'A' },
      { id: 'b', name: '' },
      { id: '', name: 'C' },
    ])
    const clients = await operator(() => ({ UserPoolClients: [{ ClientId: 'a' }, { ClientName: 'B' }] })).listClients(
      'p',
    )
    expect(clients).toEqual([
      { id: 'a', name: '' },
      { id: '', name: 'B' },
    ])
    expect(await operator(() => ({})).listClients('p')).toEqual([])
  })

  it('and end, even where Cognito goes on and on', async () => {
    let asked = 0
    const same = operator(() => ({ UserPools: [{ Id: 'a', Name: 'A' }], NextToken: 'same' }))
    expect(await same.listPools()).toHaveLength(2)
    const endless = operator(() => {
      asked += 1
      return { UserPools: [], NextToken: `page ${asked}` }
    })
    expect(await endless.listPools()).toEqual([])
    expect(asked).toBe(200)
  })
})

describe('an answer without what was asked for', () => {
  const silent = operator(() => ({}))

  it('is an empty list', async () => {
    const nobody = { users: [], next: undefined }
    expect(await silent.listUsers('p')).toEqual(nobody)
    expect(await silent.listUsersInGroup('p', 'g')).toEqual(nobody)
    expect(await silent.listGroups('p')).toEqual([])
    expect(await silent.listGroupsOf('p', 'ada')).toEqual([])
    expect(await silent.listAuthEvents('p', 'ada')).toEqual([])
    expect(await silent.listSessions('p', 'ada')).toEqual([])
    expect(await silent.listDevices('p', 'ada')).toEqual([])
  })

  it('is a pool of which nothing is known, and that tracks no sessions', async () => {
    expect(await silent.describePool('p')).toEqual({})
    expect(await silent.sessionTracking('p')).toEqual({ tracking: false, maxPerUser: 20 })
  })

  it('is a client without a secret, which allows no revocation', async () => {
    expect(await silent.clientForRevoking('p', 'c')).toEqual({ secret: undefined, revocation: false, raw: {} })
  })

  it('is no new client: nobody knows whether there is one', async () => {
    const made = silent.createClient(newClientRequest({ poolId: 'p', name: 'New', confidential: false, choice: false }))
    const failure = await made.catch((error: unknown) => failureOf(error, ''))
    expect(failure).toMatchObject({ operation: 'CreateUserPoolClient', code: 'Unreadable', class: 'unknown outcome' })
  })

  it('is an acceptance without a name, by one request', () => {
    expect(acceptedFrom({})).toEqual({ requestId: '', attempts: 1 })
  })
})

describe('a user', () => {
  it('of whom Cognito says little may sign in, in a state that nobody knows', async () => {
    const { users } = await operator(() => ({
      Users: [{ Attributes: [{ Name: 'email' }, { Value: 'x' }] }, { Username: 'ada', Enabled: false }],
    })).listUsers('p')
    const bare = { status: 'UNKNOWN', createdAt: undefined, modifiedAt: undefined }
    const [empty, disabled] = users
    expect(empty).toEqual({
      ...bare,
      username: '',
      enabled: true,
      attributes: new Map([
        ['email', ''],
        ['', 'x'],
      ]),
    })
    expect(disabled).toEqual({ ...bare, username: 'ada', enabled: false, attributes: new Map() })
  })

  it('has the latest three pages of the history of sign-ins, however long it is', async () => {
    let asked = 0
    const events = await operator(() => {
      asked += 1
      return { AuthEvents: [{ EventId: `${asked}` }], NextToken: `page ${asked}` }
    }).listAuthEvents('p', 'ada')
    expect(events.map(({ EventId }) => EventId)).toEqual(['1', '2', '3'])
    expect(asked).toBe(3)
  })
})

describe('a pool', () => {
  it.each([
    ['without the old limit of invitations where the new one is there', { TemporaryPasswordValidityDays: 7 }, {}],
    [
      'with the old limit of invitations where it is the only one',
      { MinimumLength: 8 },
      { UnusedAccountValidityDays: 7 },
    ],
  ])('is written %s', async (_name, PasswordPolicy, sent) => {
    const seen: Record<string, unknown>[] = []
    const AdminCreateUserConfig = { AllowAdminCreateUserOnly: true, UnusedAccountValidityDays: 7 }
    const raw = { Id: 'us-east-1_P', Name: 'P', Policies: { PasswordPolicy }, AdminCreateUserConfig }
    const accepted = await operator((body) => (seen.push(body), {})).updatePool(raw)
    expect(accepted).toEqual({ requestId: 'r' })
    expect(seen).toMatchObject([{ UserPoolId: 'us-east-1_P', PoolName: 'P', Policies: { PasswordPolicy } }])
    expect(seen[0]?.['AdminCreateUserConfig']).toEqual({ AllowAdminCreateUserOnly: true, ...sent })
  })
})

describe('an app client', () => {
  it.each([undefined, null, [], 'text'])('that is %j in the answer cannot be read', async (UserPoolClient) => {
    const described = operator(() => ({ UserPoolClient })).describeClient('p', 'c')
    const failure = await described.catch((error: unknown) => failureOf(error, ''))
    expect(failure).toMatchObject({ operation: 'DescribeUserPoolClient' })
    expect(JSON.stringify(failure)).not.toContain('text')
  })

  it('of which this build knows no member of a member is named by the whole path', () => {
    expect(unknownMembers({ ExplicitAuthFlows: [{ a: 1 }], CallbackURLs: { b: 1 }, ClientName: [[1]] })).toEqual([])
    expect(unknownMembers({ AnalyticsConfiguration: { New: { deep: 1 } } })).toEqual(['AnalyticsConfiguration.New'])
  })

  it('says when the credentials have expired', async () => {
    let told = 0
    const expired = { __type: 'ExpiredTokenException', message: 'expired' }
    const fetcher = (async () =>
      new Response(JSON.stringify(expired), { status: 403, headers: { 'x-amzn-requestid': 'r' } })) as typeof fetch
    const api = operatorApi({ ...place, fetcher }, credentials, { skewMs: 5, onExpired: () => void (told += 1) })
    await expect(api.listPools()).rejects.toThrow('expired')
    expect(told).toBe(1)
    await expect(operatorApi({ ...place, fetcher }, credentials).listPools()).rejects.toThrow('expired')
  })
})

describe('GetUser', () => {
  it('gives names and values, with what is missing left empty', async () => {
    const user = (answer: object) => personApi({ ...place, fetcher: fetcherWith(() => answer) }, 'c').getUser('token')
    const attributes = [{ Name: 'email', Value: 'a@example.com' }, { Name: 'name' }, { Value: 'x' }]
    expect(await user({ Username: 'ada', UserAttributes: attributes })).toEqual({
      username: 'ada',
      attributes: new Map([
        ['email', 'a@example.com'],
        ['name', ''],
        ['', 'x'],
      ]),
    })
    expect(await user({})).toEqual({ username: '', attributes: new Map() })
  })
})
