import { describe, expect, it } from 'vitest'

import type { LeakedToken, LeakReceipt, TokenLife } from '../../vault/protocol/leaks.ts'
import { isMild, sinceOf } from './since.ts'

const at = new Date('2030-01-01T00:00:00Z')
const later = new Date('2030-01-01T00:00:10Z')
const revokedLife = { state: 'refused', at: later, message: 'Access Token has been revoked' } as const
const untold = { state: 'not known', why: 'no call can tell' } as const

function token(kind: LeakedToken['kind'], life: TokenLife, who = 'ada'): LeakedToken {
  if (kind === 'refresh') {
    return { id: kind, kind, pool: { state: 'not told' }, signature: 'none', says: { scopes: [] }, life }
  }
  const says = { username: who, sub: `sub of ${who}`, familyId: `family of ${who}`, scopes: [] }
  return { id: kind, kind, pool: { state: 'ours', id: 'pool_1' }, signature: 'fits', says, life }
}

function receipt(operation: LeakReceipt['operation'], change: Partial<LeakReceipt> = {}): LeakReceipt {
  const { says } = token('access', untold)
  return {
    id: 'r1',
    kind: 'leaked token',
    sub: 'sub of rhea',
    displayName: 'Rhea',
    username: 'rhea',
    poolId: 'pool_1',
    askedAt: at,
    skewMs: 10_000,
    operation,
    token: { kind: 'access', says },
    tried: [],
    clients: 0,
    server: { step: 'accepted', at, requestId: 'q', attempts: 1 },
    proof: { state: 'observed refused', at, probe: 'GetUser', message: 'Access Token has been revoked' },
    identityPool: false,
    ...change,
  }
}

const id = token('id', untold)
const signedOut = receipt('AdminUserGlobalSignOut')

describe('what became of a token by the end of another of its text', () => {
  it('is that its user was signed out, on Cognito’s clock, and there is no hurry', () => {
    const since = sinceOf(id, [id], [signedOut])
    expect(since).toEqual({ what: 'signed out', username: 'ada', sure: true, at: later, receiptId: 'r1' })
    expect(isMild(id, since)).toBe(true)
    expect(isMild(token('access', { state: 'alive', at: later }), since)).toBe(false)
  })

  it('is nothing of another user, of an end that is only asked for, was refused, or is seen to have ended nothing', () => {
    const bo = token('id', untold, 'bo')
    expect(sinceOf(bo, [bo], [signedOut])).toBeUndefined()
    const failure = {
      operation: 'AdminUserGlobalSignOut',
      code: 'X',
      message: '',
      class: 'rejected',
      attempts: 1,
    } as const
    const others: readonly Partial<LeakReceipt>[] = [
      { server: { step: 'asked' }, proof: { state: 'waiting' } },
      { server: { step: 'refused', at, failure, everywhereOffered: false } },
      { proof: { state: 'still answers', at, probe: 'GetUser', tries: 4 } },
    ]
    for (const change of others) {
      expect(sinceOf(id, [id], [receipt('AdminUserGlobalSignOut', change)])).toBeUndefined()
    }
    expect(isMild(id, undefined)).toBe(false)
  })

  it('is not sure of a refresh token, which names nobody', () => {
    const refresh = token('refresh', untold)
    const since = sinceOf(refresh, [refresh], [signedOut])
    expect(since).toMatchObject({ what: 'signed out', sure: false })
    expect(isMild(refresh, since)).toBe(false)
  })

  it('is told by the access token of the same sign-in, where it was revoked', () => {
    const access = token('access', revokedLife)
    const since = sinceOf(id, [access, id], [receipt('RevokeToken')])
    expect(since).toEqual({ what: 'access refused', at: later, message: 'Access Token has been revoked' })
    expect(isMild(id, since)).toBe(true)
    const ranOut = token('access', { ...revokedLife, message: 'Access Token has expired' })
    expect(sinceOf(id, [ranOut, id], [])).toBeUndefined()
    expect(sinceOf(id, [token('access', revokedLife, 'bo'), id], [])).toBeUndefined()
  })

  it('is not known of a refresh token that was revoked: it may be of another sign-in', () => {
    const since = sinceOf(id, [id], [receipt('RevokeToken')])
    expect(since).toEqual({ what: 'revoked', at: later, receiptId: 'r1' })
    expect(isMild(id, since)).toBe(false)
  })
})
