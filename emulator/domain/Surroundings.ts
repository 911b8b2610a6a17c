/** A place, as the sessions of one address show it. */
export interface Place {
  readonly City?: string
  readonly Country?: string
}

/** Who sent a request: what a session's record keeps of it. */
export interface Sender {
  readonly userAgent?: string | undefined
  readonly address: string
}

/** The sender of requests that nobody sent. */
export const NOBODY: Sender = { address: 'unknown' }

/**
 * What no request can say and Cognito knows all the same, or takes its time over: the control plane sets it
 * (`/_emulator/settings`), and a reset forgets it.
 */
export class Surroundings {
  /** After how long, on the emulator's clock, new sessions are listed and linked ones end: "a few seconds" on AWS [D]. */
  sessionDelayMs = 0
  /** What listing or revoking a session answers while tracking is off: an exception or nothing; which is [?]. */
  untrackedSessions: 'refused' | 'empty' = 'refused'
  /** The address that requests seem to come from, instead of the one that they do come from. */
  address: string | undefined
  /** Where addresses are; one that is not here is nowhere known. */
  places: Readonly<Record<string, Place>> = {}

  /** Who a request seems to come from that came from this address. */
  sender(address: string, userAgent: string | null | undefined): Sender {
    return { userAgent: userAgent ?? undefined, address: this.address ?? address }
  }

  /** Where an address is, if that is known. */
  knownPlaceOf(address: string): Place | undefined {
    return Object.hasOwn(this.places, address) ? this.places[address] : undefined
  }

  /** The same for the record of a session: `unknown` is what Cognito says there where it cannot tell [D]. */
  placeOf(address: string): Place {
    return this.knownPlaceOf(address) ?? { Country: 'unknown' }
  }

  reset(): void {
    this.sessionDelayMs = 0
    this.untrackedSessions = 'refused'
    this.address = undefined
    this.places = {}
  }
}
