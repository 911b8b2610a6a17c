import type { CallTarget } from '../lib/calls.ts'
import { type Failure, isUnanswered } from '../lib/failure.ts'
import { mayHaveEnded } from '../lib/givenUp.ts'
import type { Receipt } from './protocol.ts'
import type { ActivityEntry } from './protocol/activity.ts'
import type { StayReceipt } from './protocol/sessions.ts'

/** How what a line tells of came to its end. */
export type End = Pick<ActivityEntry, 'outcome' | 'detail' | 'requestId'>

/** The line of a sign-out. What is done to others has its line with the code that does it. */
export function lineOfSignOut(receipt: Receipt | StayReceipt): ActivityEntry {
  const { id, kind, sub, askedAt: at, operation, server, proof } = receipt
  const actor = sub === undefined ? {} : { actor: sub }
  return { id, at, kind: 'sign-out', operation, ...actor, target: kind, ...endOfServer(server, proof), receiptId: id }
}

function endOfServer(server: Receipt['server'], proof: Receipt['proof']): End {
  switch (server.step) {
    case 'asked':
      return { outcome: 'under way' }
    case 'accepted':
      return endOfAccepted(server, proof)
    case 'refused':
      return endOfFailure(server.failure)
    case 'not told yet':
      return { outcome: 'not told', detail: server.failure.code }
    case 'given up':
      return { outcome: mayHaveEnded(server) ? 'not known' : 'refused', detail: server.failure.code }
    default:
      return server satisfies never
  }
}

/** Without a request id an acceptance is nobody's answer, until its end is observed. */
export function endOfAccepted({ requestId }: { requestId: string }, { state }: { state: string }): End {
  if (requestId === '' && state === 'waiting') return { outcome: 'under way' }
  if (state === 'observed refused') return { outcome: 'proven', requestId }
  return requestId === '' ? { outcome: 'not known' } : { outcome: 'done', requestId }
}

/** What was answered was refused, and not done. */
export function endOfFailure(failure: Failure): End {
  const { code: detail, requestId } = failure
  const outcome = isUnanswered(failure) ? 'not known' : 'refused'
  return { outcome, detail, ...(requestId === undefined ? {} : { requestId }) }
}

/** What a line is about. */
export function targetText({ user, client, group, device, pool }: CallTarget): string {
  const parts = [
    user && `user ${user}`,
    device && `device ${device}`,
    group && `group ${group}`,
    client && `app client ${client}`,
    pool && `pool ${pool}`,
  ]
  return parts.filter((part) => part !== undefined).join(', ')
}
