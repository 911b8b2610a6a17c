import type { Live } from './facts.ts'
import type { Ended, EndReason } from './protocol.ts'
import type { SessionRecord } from './storage.ts'

/** The record that says that a session has ended. */
type Tombstone = Extract<SessionRecord, { state: 'signed out' }>

/** The tombstone of `live`, with the receipt that tells of its end where there is one. */
export function tombstoneOf(live: Live, reason: EndReason, at: Date, receiptId: string | undefined): Tombstone {
  const generation = live.generation + 1
  return { generation, state: 'signed out', reason, at, ...(receiptId === undefined ? {} : { receiptId }) }
}

/** How a session ended that this tab held; nothing is to be said where the person signed out in it. */
export function endedHere(tombstone: Tombstone, live: Live): Ended | undefined {
  return tombstone.reason === 'signed out here' ? undefined : endedAs(tombstone.reason, tombstone, live)
}

/** How a session ended that another tab has buried. */
export function endedElsewhere(tombstone: Tombstone, live: Live): Ended {
  const { reason } = tombstone
  return endedAs(reason === 'signed out here' ? 'signed out in another tab' : reason, tombstone, live)
}

function endedAs(reason: EndReason, { at, receiptId }: Tombstone, { claims }: Live): Ended {
  const { displayName } = claims
  return { reason, at, displayName, ...(receiptId === undefined ? {} : { receiptId }) }
}
