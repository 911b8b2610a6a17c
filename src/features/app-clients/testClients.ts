import type { AppClient } from '../../vault/protocol.ts'
import type { ClientRow } from './auditRows.ts'

/** When everything was read. */
export const at = new Date('2026-11-25T12:00:00Z')
/** A lifetime as the vault tells it. */
export const lifetime = (value: number, unit: 'minutes' | 'hours' | 'days', seconds: number) => ({
  value,
  unit,
  seconds,
})

/** An app client that is set as it should be, but for what is said. */
export function client(change: Partial<AppClient> = {}): AppClient {
  return {
    poolId: 'eu-west-1_A',
    id: 'one',
    name: 'One',
    confidential: false,
    revocation: true,
    accessToken: lifetime(1, 'hours', 3_600),
    idToken: lifetime(60, 'minutes', 3_600),
    refreshToken: lifetime(30, 'days', 2_592_000),
    rotation: true,
    authFlows: ['ALLOW_USER_SRP_AUTH'],
    hidesUsers: true,
    oauthFlows: ['code'],
    callbackUrls: ['https://a.example/', 'http://localhost:3000/', 'app:/in'],
    ...change,
  }
}

/** Its row. */
export function row(change: Partial<AppClient> = {}): ClientRow {
  const shown = client(change)
  const key = `${shown.poolId}/${shown.id}`
  return { key, poolName: 'shop', region: 'eu-west-1', client: shown, at: { job: 'j', n: 1 }, readAt: at }
}
