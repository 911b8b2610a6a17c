import { describe, expect, it } from 'vitest'

import type { AppClient } from '../../vault/protocol.ts'
import { changedSince } from './shownDifferences.ts'

const hour = { value: 1, unit: 'hours', seconds: 3_600 } as const
const kiosk: AppClient = {
  poolId: 'p',
  id: 'k',
  name: 'Kiosk',
  confidential: false,
  revocation: false,
  accessToken: hour,
  idToken: hour,
  refreshToken: { value: 30, unit: 'days', seconds: 2_592_000 },
  rotation: false,
  authFlows: ['ALLOW_USER_SRP_AUTH'],
  hidesUsers: true,
  oauthFlows: ['code'],
  callbackUrls: ['app:/in'],
  lastModified: new Date(1_000),
}
const later = new Date(2_000)
const since = (now: Partial<AppClient>, known: Parameters<typeof changedSince>[1]['changedSinceSeen'] = []) =>
  changedSince(kiosk, { client: { ...kiosk, ...now }, changedSinceSeen: known })

describe('what changed since an app client was shown', () => {
  it('is nothing where nothing did', () => {
    expect(since({})).toEqual([])
  })

  it.each([
    ['ClientName', { name: 'Desk' }, 'Kiosk', 'Desk'],
    ['EnableTokenRevocation', { revocation: true }, 'false', 'true'],
    ['AccessTokenValidity', { accessToken: { ...hour, value: 2, seconds: 7_200 } }, '1 hour', '2 hours'],
    ['IdTokenValidity', { idToken: { ...hour, value: 2, seconds: 7_200 } }, '1 hour', '2 hours'],
    ['RefreshTokenValidity', { refreshToken: hour }, '30 days', '1 hour'],
    ['RefreshTokenRotation.Feature', { rotation: true }, 'DISABLED', 'ENABLED'],
    ['PreventUserExistenceErrors', { hidesUsers: false }, 'ENABLED', 'LEGACY'],
    ['ExplicitAuthFlows', { authFlows: [] }, 'ALLOW_USER_SRP_AUTH', ''],
    ['AllowedOAuthFlows', { oauthFlows: ['code', 'implicit'] }, 'code', 'code, implicit'],
    ['CallbackURLs', { callbackUrls: [] }, 'app:/in', ''],
  ] as const)('names %s', (path, change, before, after) => {
    expect(since({ ...change, lastModified: later })).toEqual([{ path, before, after }])
  })

  it('is said of what the table does not show as well: by the time of the change', () => {
    expect(since({ lastModified: later })).toMatchObject([{ path: 'LastModifiedDate' }])
  })

  it('is what the vault has seen, and beside it what only the table shows', () => {
    const known = [{ path: 'RefreshTokenRotation', before: undefined, after: '{}' }]
    const found = since({ rotation: true, name: 'Desk', lastModified: later }, known)
    expect(found.map(({ path }) => path)).toEqual(['RefreshTokenRotation', 'ClientName'])
    expect(since({ lastModified: later }, known)).toEqual(known)
  })
})
