import { t } from '@lingui/core/macro'

import { Failed, failureOf } from '../lib/failure.ts'
import type { AppClient } from '../vault/protocol.ts'
import type { ChangeOutcome } from '../vault/protocol/clientChanges.ts'
import { type Ask, describeShares } from './audit.ts'
import { confirming, notTheirs, ownerOf, type SignedInNow, theirSignIn } from './signedIn.ts'
import { isLostUnderWay, type Work } from './work.ts'

/** One app client whose token revocation is switched. */
export type SwitchTarget = { poolId: string; clientId: string; clientName: string }

/** How the client is now, whether this job has changed it, and by which request. */
export type SwitchResult = { client: AppClient; changed: boolean; requestId?: string }

/** Whose job it is, and which way. */
export type SwitchDetails = {
  owner: string
  on: boolean
  /** The sign-in that confirmed it, and that it runs under. */
  signedInAt?: Date
}

const operation = 'UpdateUserPoolClient'

/** Each client is described when it is planned, just before it is written, and after. */
const reads = 3

/** The fastest, in clients per second: what the quotas allow of so many reads, where nothing else is read. */
export const switchPace = 4.8

/**
 * Switches token revocation of many app clients, each by the whole protocol. It may be done again after a page went away:
 * a client is looked at first, and one that is as wished is left alone, so that nothing is written twice.
 * @param signedIn who is signed in at present: the job goes on under the sign-in that confirmed it, and no other
 */
export function bulkSwitchWork(
  ask: Ask,
  signedIn: () => SignedInNow | undefined,
): Work<SwitchTarget, SwitchResult, SwitchDetails> {
  return {
    kind: 'bulk switch',
    repeatable: true,
    denied: 'pause',
    confirmed(details) {
      const { signedInAt } = confirming(operation, signedIn(), (by) => ownerOf(by) === details.owner)
      return { ...details, signedInAt }
    },
    // An app client, or a pool, that does not exist.
    isHopeless: ({ code }) => code === 'ResourceNotFoundException',
    // The writes have a quota of their own, which a third as many calls are far from.
    shares: ({ poolId }) => describeShares(poolId, reads),
    async perform({ poolId, clientId }, { owner, on, signedInAt }) {
      const expectSame = () => {
        const now = theirSignIn(operation, signedIn(), (by) => ownerOf(by) === owner)
        if (now.signedInAt.getTime() !== signedInAt?.getTime()) throw notTheirs(operation)
      }
      expectSame()
      const plan = await ask('planChange', { poolId, clientId, change: { set: 'revocation', on }, paced: true })
      if (plan.verdict === 'already there') return { result: { client: plan.client, changed: false } }
      if (plan.verdict === 'cannot') throw failed('UnknownSettings', unknownText(plan.unknown))
      // Somebody else may have signed in while it was planned.
      expectSame()
      const outcome = await ask('commitChange', { planId: plan.planId, paced: true }).catch(lost)
      if (outcome.outcome !== 'verified') throw failed(...whyNot(outcome))
      const { client, requestId } = outcome
      return { result: { client, changed: true, ...(requestId === undefined ? {} : { requestId }) } }
    },
  }
}

/** Of a worker that was lost in the middle of a change nobody hears whether it was written, or how it reads back. */
function lost(error: unknown): never {
  throw isLostUnderWay(failureOf(error, operation)) ? failed(...notConfirmed()) : error
}

function whyNot(
  outcome: Exclude<ChangeOutcome, { outcome: 'verified' }>,
): [code: string, message: string, requestId?: string | undefined] {
  switch (outcome.outcome) {
    case 'moved':
      return ['Moved', t`Somebody else changed it just then; nothing was written.`]
    case 'drift': {
      const paths = outcome.differences.map(({ path }) => path).join(', ')
      return ['Drift', t`It was switched, and something else differs: ${paths}.`]
    }
    case 'not confirmed':
      return notConfirmed(outcome.failure?.requestId)
    default:
      return outcome satisfies never
  }
}

function notConfirmed(requestId?: string): [code: string, message: string, requestId?: string | undefined] {
  return ['NotConfirmed', t`The change could not be confirmed by reading back.`, requestId]
}

function unknownText(paths: readonly string[]): string {
  const settings = paths.join(', ')
  return t`It has ${settings}.`
}

function failed(code: string, message: string, requestId?: string): Failed {
  const request = requestId === undefined ? {} : { requestId }
  return new Failed({ operation, code, message, class: 'rejected', attempts: 1, ...request })
}
