import { describe, expect, it } from 'vitest'

import { personApi } from './person.ts'
import { personDevices } from './personDevices.ts'
import { personSessions } from './personSessions.ts'

const place = { region: 'us-east-1', endpoint: 'http://127.0.0.1:1' }

/** Answers requests with what `answer` makes of their bodies; undefined is a firewall. */
function fetcherWith(answer: (body: Record<string, unknown>) => unknown): typeof fetch {
  return (async (request: Request) => {
    const given = answer((await request.json()) as Record<string, unknown>)
    const refusal = { __type: 'ForbiddenException', message: 'no' }
    return new Response(JSON.stringify(given ?? refusal), {
      status: given === undefined ? 403 : 200,
      headers: { 'x-amzn-requestid': 'r' },
    })
  }) as unknown as typeof fetch
}

type Answer = Parameters<typeof fetcherWith>[0]
const sessions = (answer: Answer) => personSessions({ ...place, fetcher: fetcherWith(answer) })
const devices = (answer: Answer) => personDevices({ ...place, fetcher: fetcherWith(answer) })

describe('a session as Cognito lists it', () => {
  it('has what Cognito says, and nothing for what it does not know', async () => {
    const full = {
      SessionId: 'tkn1',
      SessionType: 'TOKEN',
      ClientId: 'web',
      CreateDate: 1_790_000_000,
      LastActiveDate: 1_790_000_060.5,
      DeviceType: 'Chrome 125 / macOS 15.0',
      LastIPAddress: '203.0.113.7',
      LastLocation: { City: 'Oslo', Country: 'Norway' },
      OriginSessionId: 'sso1',
      IsCurrentSession: true,
    }
    const bare = {
      SessionId: 'sso1',
      SessionType: 'SSO',
      DeviceType: 'unknown',
      LastIPAddress: '',
      LastLocation: { City: null, Country: 'Unknown' },
      OriginSessionId: null,
    }
    const { sessions: found } = await sessions(() => ({ Sessions: [full, bare, { SessionType: 'SSO' }] })).list('t')
    expect(found).toEqual([
      {
        id: 'tkn1',
        kind: 'token',
        here: true,
        clientId: 'web',
        startedAt: new Date(1_790_000_000_000),
        lastActiveAt: new Date(1_790_000_060_500),
        device: 'Chrome 125 / macOS 15.0',
        address: '203.0.113.7',
        city: 'Oslo',
        country: 'Norway',
        cameThrough: 'sso1',
      },
      { id: 'sso1', kind: 'sso', here: false },
    ])
    expect(await sessions(() => ({})).list('t')).toEqual({ sessions: [] })
  })

  it('comes from every page, once', async () => {
    const pages: Record<string, object> = {
      first: { Sessions: [{ SessionId: 'a' }, { SessionId: 'b' }], NextToken: 'second' },
      second: { Sessions: [{ SessionId: 'b' }], NextToken: 'third' },
      third: { Sessions: [{ SessionId: 'c' }], NextToken: null },
    }
    const { sessions: found } = await sessions(({ NextToken = 'first' }) =>
      typeof NextToken === 'string' ? pages[NextToken] : undefined,
    ).list('t')
    expect(found.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  it('a page that fails leaves the list in part, the first one none', async () => {
    const first = { Sessions: [{ SessionId: 'a' }], NextToken: 'second' }
    const part = await sessions(({ NextToken }) => (NextToken === undefined ? first : undefined)).list('t')
    expect(part).toMatchObject({ sessions: [{ id: 'a' }], missing: { code: 'ForbiddenException' } })
    await expect(sessions(() => undefined).list('t')).rejects.toThrow('ForbiddenException')
  })

  it('and a list that goes on and on ends', async () => {
    let asked = 0
    const endless = sessions(() => {
      asked += 1
      return { Sessions: [{ SessionId: 'a' }], NextToken: `page ${asked}` }
    })
    expect((await endless.list('t')).sessions).toHaveLength(1)
    expect(asked).toBe(20)
  })
})

describe('ending a session', () => {
  it.each([
    [true, 'LINKED'],
    [false, 'NONE'],
  ])('with what is linked to it (%s)', async (linked, RevokeAssociatedSessions) => {
    const seen: unknown[] = []
    const accepted = await sessions((body) => {
      seen.push(body)
      return {}
    }).revoke('t', 'tkn1', linked)
    expect(seen).toEqual([{ AccessToken: 't', SessionId: 'tkn1', RevokeAssociatedSessions }])
    expect(accepted).toEqual({ requestId: 'r', attempts: 1 })
  })

  it('of this browser: RevokeToken says LINKED only where it is wanted', async () => {
    const seen: unknown[] = []
    const person = personApi({ ...place, fetcher: fetcherWith((body) => (seen.push(body), {})) }, 'web')
    await person.revoke('t')
    await person.revoke('t', true)
    expect(seen).toEqual([
      { Token: 't', ClientId: 'web' },
      { Token: 't', ClientId: 'web', RevokeAssociatedSessions: 'LINKED' },
    ])
  })
})

describe('a device as Cognito lists it', () => {
  const attributes = [
    { Name: 'device_name', Value: ' Ada’s phone ' },
    { Name: 'last_ip_used', Value: '203.0.113.7' },
    { Name: 'dev:device_remembered_status', Value: 'remembered' },
    { Value: 'x' },
    { Name: 'y' },
  ]

  it('has what Cognito says, and nothing for what it does not', async () => {
    const full = {
      DeviceKey: 'a',
      DeviceAttributes: attributes,
      DeviceCreateDate: 1_790_000_000,
      DeviceLastAuthenticatedDate: 1_790_000_060,
    }
    const { devices: found } = await devices(() => ({ Devices: [full, { DeviceKey: 'b' }, {}] })).list('t')
    expect(found).toEqual([
      {
        key: 'a',
        name: 'Ada’s phone',
        lastAddress: '203.0.113.7',
        remembered: true,
        firstUsedAt: new Date(1_790_000_000_000),
        lastUsedAt: new Date(1_790_000_060_000),
      },
      { key: 'b' },
    ])
    expect(await devices(() => ({})).list('t')).toEqual({ devices: [] })
  })

  it('comes from every page, 60 at a time, and in part where a page fails', async () => {
    const seen: unknown[] = []
    const pages: Record<string, object> = {
      first: { Devices: [{ DeviceKey: 'a' }], PaginationToken: 'second' },
      second: { Devices: [{ DeviceKey: 'a' }, { DeviceKey: 'b' }], PaginationToken: 'third' },
    }
    const part = await devices((body) => {
      seen.push(body['Limit'])
      const { PaginationToken = 'first' } = body
      return typeof PaginationToken === 'string' ? pages[PaginationToken] : undefined
    }).list('t')
    expect(part).toMatchObject({ devices: [{ key: 'a' }, { key: 'b' }], missing: { code: 'ForbiddenException' } })
    expect(seen).toEqual([60, 60, 60])
    await expect(devices(() => undefined).list('t')).rejects.toThrow('ForbiddenException')
  })

  it('and a list that goes on and on ends', async () => {
    let asked = 0
    const endless = devices(() => {
      asked += 1
      return { Devices: [], PaginationToken: `page ${asked}` }
    })
    expect((await endless.list('t')).devices).toEqual([])
    expect(asked).toBe(20)
  })

  it('one by its key; an answer without it is at least its key', async () => {
    expect(
      await devices(() => ({ Device: { DeviceKey: 'a', DeviceAttributes: attributes } })).get('t', 'a'),
    ).toMatchObject({
      name: 'Ada’s phone',
    })
    expect(await devices(() => ({})).get('t', 'a')).toEqual({ key: 'a' })
    expect(await devices(() => ({ Device: {} })).get('t', 'a')).toEqual({ key: 'a' })
  })

  it.each([
    [true, 'remembered'],
    [false, 'not_remembered'],
  ])('remembered: %s', async (remembered, DeviceRememberedStatus) => {
    const seen: unknown[] = []
    await devices((body) => (seen.push(body), {})).setRemembered('t', 'a', remembered)
    expect(seen).toEqual([{ AccessToken: 't', DeviceKey: 'a', DeviceRememberedStatus }])
  })
})
