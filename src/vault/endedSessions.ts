import { hasEnded, isLost } from '../lib/elsewhere.ts'
import type { AnyReceipt, ElsewhereReceipt, EndedSession, Ending } from './protocol.ts'
import type { Look } from './sessionList.ts'

/** A session after a look at the list. `last` when no other look will follow. */
export function compared(session: EndedSession, look: Look, last: boolean, looks: number): EndedSession {
  if (!awaitsList(session)) return session
  if ('failure' in look) return last ? { ...session, list: { state: 'not known', failure: look.failure } } : session
  if (look.ids.has(session.id))
    return last ? { ...session, list: { state: 'still listed', at: look.at, looks } } : session
  if (look.whole) return { ...session, list: { state: 'no longer listed', at: look.at } }
  return last ? { ...session, list: { state: 'not known' } } : session
}

/** Accepted or gone at Cognito, or not answered, and not seen to be off the list. */
export function awaitsList(session: EndedSession): boolean {
  return (hasEnded(session) || isLost(session)) && session.list.state !== 'no longer listed'
}

/** How its row on the list is to be shown meanwhile. What was refused, or not answered and then seen there, lives on. */
export function endingOf(session: EndedSession): Ending['state'] | undefined {
  if (!awaitsList(session)) return undefined
  const isStill = session.list.state === 'still listed'
  if (isLost(session)) return isStill ? undefined : 'not answered'
  return isStill ? 'still listed' : 'accepted'
}

/** It can have ended, and the looks for it were cut short. */
export function isLookedFor(session: EndedSession): boolean {
  return awaitsList(session) && session.list.state !== 'still listed'
}

/** It can be asked for again. */
export function isOpen(session: EndedSession): boolean {
  return !hasEnded(session)
}

/** Whether this receipt asks, or has asked, for the session's end. */
export function isAsked(receipt: ElsewhereReceipt, id: string): boolean {
  return receipt.sessions.some((session) => session.id === id)
}

/** Whether a receipt is about sessions elsewhere that were ended one by one. */
export function isElsewhere(receipt: AnyReceipt | undefined): receipt is ElsewhereReceipt {
  return receipt?.operation === 'RevokeUserSession'
}

/** When the end of its sessions was last asked for. */
export function lastAsked({ againAt, askedAt }: ElsewhereReceipt): Date {
  return againAt ?? askedAt
}

/** [D] The first three letters of an id tell the kind. */
export function kindOf(id: string): 'sso' | 'token' {
  return id.startsWith('sso') ? 'sso' : 'token'
}

/** The order in which sessions are ended. */
export function signInsFirst(one: EndedSession, other: EndedSession): number {
  return Number(other.kind === 'sso') - Number(one.kind === 'sso')
}
