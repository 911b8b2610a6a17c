import type { Live } from './facts.ts'
import type { Ended, EndReason } from './protocol.ts'
import type { OutboxEntry, SessionRecord } from './storage.ts'

/** The record that says that a session has ended. */
type Tombstone = Extract<SessionRecord, { state: 'signed out' }>

/** How a session leaves this browser. */
export type Burial = {
  /** Ends it at Cognito later, if it is to be. */
  entry?: OutboxEntry | undefined
  /** The receipt that tells of its end, where there is one. */
  receiptId?: string | undefined
  /** Cognito's refusal is no end: this browser has had it ended then. */
  isLetGo?: boolean
  /** Its end was asked for, and had come already. */
  isWished?: boolean
  /** It leaves also where the disk fails: this is called then. */
  unwritten?: (() => void) | undefined
}

/** The tombstone of `live`. */
export function tombstoneOf(live: Live, reason: EndReason, at: Date, how: Burial): Tombstone {
  const { receiptId, isLetGo, isWished } = how
  return {
    generation: live.generation + 1,
    state: 'signed out',
    reason,
    at,
    ...(receiptId === undefined ? {} : { receiptId }),
    ...(isLetGo ? { isLetGo } : {}),
    ...(isWished ? { isWished } : {}),
  }
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
