import { describe, expect, it } from 'vitest'

import { stillWorks, withCookie } from './stillWorks.ts'
import { stillWorksLines } from './stillWorksWords.ts'

const now = new Date('2026-11-21T14:03:00Z')
const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
const ends = {
  accessExpiresAt: minutes(29),
  idExpiresAt: minutes(29),
  refreshExpiresAt: minutes(30 * 24 * 60),
  refreshApproximate: true,
}

function works(...args: Parameters<typeof stillWorks>) {
  return Object.fromEntries(stillWorks(...args).map((row) => [row.what, row.works]))
}

describe('what still works', () => {
  it('after an accepted sign-out: nothing at Cognito, offline checks until the token expires', () => {
    expect(works('this device', 'accepted', ends, now)).toEqual({
      refresh: { state: 'no' },
      operations: { state: 'no' },
      offline: { state: 'until', at: minutes(29), bound: 'exact' },
      'managed login': { state: 'not used' },
    })
  })

  it('after a refused one: everything, until it expires', () => {
    const after = works('this device', 'refused', ends, now)
    expect(after['refresh']).toEqual({ state: 'until', at: ends.refreshExpiresAt, bound: 'about' })
    expect(after['operations']).toEqual({ state: 'until', at: minutes(29), bound: 'exact' })
  })

  it('after one that was not answered: everything at most until it expires, as it can have ended', () => {
    const exact = { ...ends, refreshApproximate: false }
    const after = works('this device', 'not known', exact, now)
    expect(after['refresh']).toEqual({ state: 'until', at: ends.refreshExpiresAt, bound: 'at most' })
    expect(after['operations']).toEqual({ state: 'until', at: minutes(29), bound: 'at most' })
    expect(after['offline']).toEqual({ state: 'until', at: minutes(29), bound: 'exact' })
    // A default is not the latest that is possible.
    expect(works('this device', 'not known', ends, now)['refresh']).toMatchObject({ bound: 'about' })
    for (const each of [ends, exact]) {
      const rows = stillWorks('this device', 'not known', each, now)
      const [refresh, operations] = stillWorksLines(rows, 'this device', false)
      expect([refresh?.why, operations?.why]).toEqual(['No answer arrived', 'No answer arrived'])
    }
    const past = stillWorks('this device', 'not known', { ...ends, refreshExpiresAt: now }, now)
    expect(stillWorksLines(past, 'this device', false)[0]).toMatchObject({ state: 'stays', why: 'No answer arrived' })
    const gone = stillWorks('this device', 'not known', { ...exact, refreshExpiresAt: now }, now)
    expect(stillWorksLines(gone, 'this device', false)[0]?.why).toBe('The refresh token is refused')
  })

  it('after one that was accepted by nobody knows whom: at most until it expires, and never told as over', () => {
    const exact = { ...ends, refreshApproximate: false }
    const rows = stillWorks('this device', 'not observed', exact, now)
    expect(rows.slice(0, 2)).toEqual([
      {
        what: 'refresh',
        works: { state: 'until', at: ends.refreshExpiresAt, bound: 'at most' },
        mayBeOver: 'not observed',
      },
      { what: 'operations', works: { state: 'until', at: minutes(29), bound: 'at most' }, mayBeOver: 'not observed' },
    ])
    const [refresh, operations, offline] = stillWorksLines(rows, 'this device', false)
    expect([refresh?.why, operations?.why]).toEqual(['Accepted, but not observed', 'Accepted, but not observed'])
    expect(offline?.why).toMatch(/^API Gateway/)
  })

  it('everywhere: other devices at most a day, which no pool can exceed', () => {
    expect(works('everywhere', 'planned', ends, now)['other devices']).toEqual({
      state: 'until',
      at: minutes(24 * 60),
      bound: 'at most',
    })
  })

  it('everywhere, with an identity pool: credentials that others obtained, an hour at most', () => {
    const withPool = { ...ends, identityPool: true }
    const other = { state: 'until', at: minutes(60), bound: 'at most' }
    expect(works('everywhere', 'planned', withPool, now)['other credentials']).toEqual(other)
    expect(works('everywhere', 'accepted', withPool, now)['other credentials']).toEqual(other)
    expect(works('everywhere', 'refused', withPool, now)['other credentials']).toBeUndefined()
    expect(works('this device', 'accepted', withPool, now)['other credentials']).toBeUndefined()
    expect(works('everywhere', 'accepted', ends, now)['other credentials']).toBeUndefined()
  })

  it('counts the later of access and ID token, and AWS credentials where there are some', () => {
    const after = works(
      'this device',
      'accepted',
      { ...ends, idExpiresAt: minutes(90), awsCredentialsUntil: minutes(55) },
      now,
    )
    expect(after['offline']).toMatchObject({ at: minutes(90) })
    expect(after['aws credentials']).toMatchObject({ at: minutes(55) })
  })

  it('does not take the default for the end of a refresh token: the real setting may be longer', () => {
    const past = (refreshApproximate: boolean) => {
      const long = { ...ends, refreshExpiresAt: minutes(-1), refreshApproximate }
      return works('this device', 'refused', long, now)['refresh']
    }
    expect(past(false)).toEqual({ state: 'no' })
    expect(past(true)).toEqual({ state: 'stays' })
    const rows = stillWorks('this device', 'refused', { ...ends, refreshExpiresAt: now, refreshApproximate: true }, now)
    expect(stillWorksLines(rows, 'this device', false)[0]?.why).toMatch(/^Its 30 days are a default/)
  })

  it('does not list as usable what has expired', () => {
    const after = works(
      'this device',
      'accepted',
      { ...ends, accessExpiresAt: minutes(-1), idExpiresAt: minutes(-1) },
      now,
    )
    expect(after['offline']).toEqual({ state: 'no' })
  })

  it('counts the cookie of managed login until its end, and as asked once the browser is back from the logout page', () => {
    const cookie = { until: minutes(40), bound: 'about' as const }
    const before = stillWorks('this device', 'accepted', { ...ends, managedLogin: cookie }, now)
    expect(before.at(-1)?.works).toEqual({ state: 'until', at: minutes(40), bound: 'about' })
    expect(withCookie(before, { ...cookie, sentAt: minutes(1) })).toEqual(before)
    const back = { ...cookie, sentAt: minutes(1), backAt: minutes(2) }
    const after = withCookie(before, back)
    expect(after.at(-1)?.works).toEqual({ state: 'asked', at: minutes(2) })
    expect(after.slice(0, -1)).toEqual(before.slice(0, -1))
    expect(stillWorks('this device', 'accepted', { ...ends, managedLogin: back }, now)).toEqual(after)
    const past = (bound: 'about' | 'exact') =>
      works('this device', 'planned', { ...ends, managedLogin: { until: now, bound } }, now)['managed login']
    expect(past('exact')).toEqual({ state: 'no' })
    expect(past('about'), 'a default is no law').toEqual({ state: 'stays' })
  })

  it('counts the cookie out where the sign-in behind it ends too, and Cognito has said so', () => {
    const linked = { ...ends, managedLogin: { until: minutes(40), bound: 'about' as const }, linked: true }
    expect(works('this device', 'planned', linked, now)['managed login']).toEqual({ state: 'no' })
    expect(works('this device', 'accepted', linked, now)['managed login']).toEqual({ state: 'no' })
    expect(works('this device', 'refused', linked, now)['managed login']).toMatchObject({ state: 'until' })
    expect(works('this device', 'not told yet', linked, now)['managed login']).toMatchObject({ state: 'until' })
  })

  it('everywhere: cookies of other browsers, whatever this session came through', () => {
    const other = { state: 'until', at: minutes(60), bound: 'about' }
    expect(works('everywhere', 'accepted', ends, now)['other browsers']).toEqual(other)
    expect(works('everywhere', 'refused', ends, now)['other browsers']).toBeUndefined()
    expect(works('this device', 'accepted', ends, now)['other browsers']).toBeUndefined()
  })

  it('never says that the cookie is gone', () => {
    const back = { until: minutes(40), bound: 'about' as const, backAt: minutes(2) }
    const rows = stillWorks('this device', 'accepted', { ...ends, managedLogin: back }, now)
    const line = stillWorksLines(rows, 'this device', false).at(-1)
    expect(line).toMatchObject({ what: 'managed login', state: 'asked', at: minutes(2) })
    expect(line?.why).toMatch(/cannot be seen from here/)
  })

  it.each(['planned', 'accepted', 'refused', 'not told yet'] as const)(
    'a session at the provider that somebody came through stays, whatever Cognito was told: %s',
    (server) => {
      const providers = [{ name: 'Google', saml: false, linked: false }]
      for (const kind of ['this device', 'everywhere'] as const) {
        const rows = stillWorks(kind, server, { ...ends, providers }, now)
        expect(rows.at(-1)).toEqual({ what: 'provider', works: { state: 'stays' }, provider: providers[0] })
        expect(stillWorks(kind, server, ends, now)).toEqual(rows.slice(0, -1))
      }
      // Nor is it over once the browser is back from managed login's logout page.
      const cookie = { until: minutes(40), bound: 'about' as const, backAt: minutes(2) }
      const back = withCookie(stillWorks('this device', server, { ...ends, providers }, now), cookie)
      expect(back.at(-1)?.works).toEqual({ state: 'stays' })
    },
  )

  it('says where to sign out as well, what SAML can pass on, and when it is not certain', () => {
    const providers = [
      { name: 'LoginWithAmazon', saml: false, linked: false },
      { name: 'WorkDirectory', saml: true, linked: true },
    ]
    const lines = stillWorksLines(
      stillWorks('this device', 'accepted', { ...ends, providers }, now),
      'this device',
      false,
    )
    expect(lines.slice(-2)).toEqual([
      {
        what: 'provider',
        title: 'Your session at Amazon',
        why: 'It can let you in here again without a password; sign out there as well to end that',
        state: 'stays',
      },
      {
        what: 'provider',
        title: 'Your session at WorkDirectory',
        why: 'If you came through it, it can let you in here again without a password; managed login’s logout page ends that only where this user pool is set up to pass it on',
        state: 'stays',
      },
    ])
  })

  it('has words for every line', () => {
    const rows = stillWorks('everywhere', 'planned', { ...ends, awsCredentialsUntil: minutes(5) }, now)
    for (const line of stillWorksLines(rows, 'everywhere', true)) {
      expect(line.title).not.toBe('')
      expect(line.why).not.toBe('')
    }
  })
})
