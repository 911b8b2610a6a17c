import { openRefreshToken, type Sealer } from './sealing.ts'

/** What a refresh token carries, sealed. */
export interface RefreshToken {
  readonly eventId: string
  readonly clientId: string
  /** Which of its family's refresh tokens it is. */
  readonly number: number
  readonly untilMs: number
}

/** What a refresh token says, or undefined if these keys never sealed it, or not all of it is there. */
export async function readRefreshToken(sealer: Sealer, token: string): Promise<RefreshToken | undefined> {
  const content = await openRefreshToken(sealer, token)
  return isRefreshToken(content) ? content : undefined
}

function isRefreshToken(content: unknown): content is RefreshToken {
  const { eventId, clientId, number, untilMs }: Partial<Record<keyof RefreshToken, unknown>> = Object(content)
  const isNamed = typeof eventId === 'string' && typeof clientId === 'string'
  return isNamed && Number.isInteger(number) && Number.isFinite(untilMs)
}
