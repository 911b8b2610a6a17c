/** How long a replaced refresh token is taken, and how long tokens live in these histories. */
export const GRACE_MS = 30_000
export const ACCESS_MS = 15 * 60_000
export const REFRESH_MS = 3_600_000

/** A token that was issued; `isMatched` where it carries its family's name. */
export interface ModelToken {
  readonly text: string
  readonly family: number
  readonly bornMs: number
  readonly isMatched: boolean
}
/** What was begun by one sign-in. */
export interface ModelFamily {
  readonly user: string
  readonly client: string
  readonly bornMs: number
  /** The device that its refresh tokens are bound to, where the pool keeps track of devices. */
  readonly device?: string | undefined
}

/**
 * A model of token families that shares no code with the emulator: sets of dead names instead of counters, and a list
 * of what happened. Random histories are run against both, and every answer has to be the same, message included.
 */
export class Model {
  nowMs = 0
  readonly families: ModelFamily[] = []
  readonly access: ModelToken[] = []
  readonly refresh: ModelToken[] = []
  readonly revoked = new Set<number>()
  readonly ended = new Set<number>()
  readonly disabled = new Set<string>()
  readonly replacedAt = new Map<string, number>()
  readonly revocationOff = new Set<string>()
  readonly rotating = new Set<string>()
  readonly forgotten = new Set<string>()
  tracksDevices = false

  probe({ family, bornMs, isMatched }: ModelToken): string {
    if (this.nowMs - bornMs >= ACCESS_MS) return 'Access Token has expired'
    if (this.disabled.has(this.family(family).user)) return 'User is disabled.'
    const isDead = this.ended.has(family) || (isMatched && this.revoked.has(family))
    return isDead ? 'Access Token has been revoked' : 'ok'
  }

  /**
   * `device` is the one that the caller names, which matters while the pool keeps track of devices. A forgotten one stops
   * refresh tokens for good, and no access token.
   */
  redeem(token: ModelToken, client: string, device: string | undefined): string {
    const family = this.family(token.family)
    if (family.client !== client) return 'Refresh Token has different Client'
    if (this.nowMs - family.bornMs >= REFRESH_MS) return 'Refresh Token has expired'
    if (this.ended.has(token.family) || this.revoked.has(token.family) || this.disabled.has(family.user)) {
      return 'Refresh Token has been revoked'
    }
    if (this.isForgotten(family)) return 'Invalid Refresh Token.'
    const isOnItsDevice = family.device !== undefined && family.device === device
    if (this.tracksDevices && !isOnItsDevice) return 'Invalid Refresh Token.'
    const replacedAt = this.replacedAt.get(token.text)
    return replacedAt !== undefined && this.nowMs - replacedAt >= GRACE_MS ? 'reused' : 'ok'
  }

  revoke(token: ModelToken, client: string): string {
    if (this.revocationOff.has(client)) return 'off'
    if (this.family(token.family).client !== client) return 'foreign'
    this.revoked.add(token.family)
    return 'ok'
  }

  /** While the pool keeps no track of devices it has none that could be forgotten. */
  forget(family: number): string {
    const { device = '' } = this.family(family)
    if (!this.tracksDevices || this.forgotten.has(device)) return 'Device does not exist.'
    this.forgotten.add(device)
    return 'ok'
  }

  isForgotten({ device }: ModelFamily): boolean {
    return device !== undefined && this.forgotten.has(device)
  }

  /** How many sessions of the user are listed: those whose refresh tokens are alive, wherever they are good. */
  listed(user: string): number {
    return this.families.filter((family, number) => {
      const isOver = this.ended.has(number) || this.revoked.has(number) || this.isForgotten(family)
      return family.user === user && !isOver && this.nowMs - family.bornMs < REFRESH_MS
    }).length
  }

  endAll(user: string): void {
    for (const [number, family] of this.families.entries()) if (family.user === user) this.ended.add(number)
  }

  family(number: number): ModelFamily {
    const family = this.families[number]
    if (!family) throw new Error(`there is no family ${number}`)
    return family
  }
}
