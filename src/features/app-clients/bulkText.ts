import { t } from '@lingui/core/macro'

import type { SwitchResult, SwitchTarget } from '../../jobs/bulkSwitch.ts'
import type { Item, Job } from '../../jobs/job.ts'
import { csvText } from '../../lib/csv.ts'
import type { Failure } from '../../lib/failure.ts'
import { told } from '../../lib/words.ts'
import type { MarkState } from '../../ui/StateMark.tsx'

/** One app client of a bulk switch, and what came of it. */
export type BulkItem = Item<SwitchTarget, SwitchResult> & { poolName: string }

/** What can come of an app client; a change that was sent and never read back is not known. */
export type BulkOutcome = 'switched' | 'left alone' | 'failed' | 'not known' | 'under way' | 'not begun'

/** An outcome in words. */
export const bulkOutcomes: Readonly<Record<BulkOutcome, string>> = {
  switched: t`Switched`,
  'left alone': t`Left alone`,
  failed: t`Failed`,
  'not known': t`Not known`,
  'under way': t`Under way`,
  'not begun': t`Not begun`,
}

/** An outcome as a mark. */
export const bulkMarks: Readonly<Record<BulkOutcome, MarkState>> = {
  switched: 'live',
  'left alone': 'ended',
  failed: 'failed',
  'not known': 'unknown',
  'under way': 'ending',
  'not begun': 'none',
}

/** What came of an app client. */
export function outcomeOf({ state, result, failure }: Pick<BulkItem, 'state' | 'result' | 'failure'>): BulkOutcome {
  switch (state) {
    case 'done':
      return result?.changed ? 'switched' : 'left alone'
    case 'failed':
      return failure?.code === 'NotConfirmed' ? 'not known' : 'failed'
    case 'waiting':
      return 'not begun'
    default:
      return state
  }
}

/** Why, where the outcome does not say it all. */
export function whyOf(item: BulkItem, on: boolean): string {
  if (item.failure !== undefined) return reasonOf(item.failure)
  if (outcomeOf(item) === 'left alone') return on ? t`It was on already` : t`It was off already`
  return item.state === 'done' ? t`Read back` : ''
}

/** What a bulk switch says itself of a client, in words of its own; everything else has Cognito's. */
const own: Readonly<Record<string, string>> = {
  UnknownSettings: t`It has settings that this version does not know, and an update would erase them.`,
}

function reasonOf(failure: Failure): string {
  if (['Moved', 'Drift', 'NotConfirmed', 'UnknownSettings'].includes(failure.code)) {
    return `${own[failure.code] ?? ''} ${failure.message}`.trim()
  }
  const { title, detail } = told(failure)
  return `${title}. ${detail}`
}

function fieldsOf(item: BulkItem) {
  const { target, poolName, at, failure, result } = item
  return {
    appClient: target.clientName,
    clientId: target.clientId,
    pool: poolName,
    poolId: target.poolId,
    outcome: outcomeOf(item),
    at,
    code: failure?.code,
    requestId: result?.requestId ?? failure?.requestId,
  }
}

/** The results as CSV, in English: for machines. */
export function bulkCsv(items: readonly BulkItem[]): string {
  const rows = items.map((item) => {
    const { appClient, clientId, pool, poolId, outcome, at, code = '', requestId = '' } = fieldsOf(item)
    return [appClient, clientId, pool, poolId, outcome, at?.toISOString() ?? '', code, requestId]
  })
  return csvText([['app client', 'client id', 'pool', 'pool id', 'outcome', 'at', 'code', 'request id'], ...rows])
}

/** The results as JSON. */
export function bulkJson({ id, status, createdAt, counts }: Job, on: boolean, items: readonly BulkItem[]): string {
  const change = { EnableTokenRevocation: on }
  const appClients = items.map(fieldsOf)
  return `${JSON.stringify({ id, status, createdAt, change, counts, appClients }, null, 2)}\n`
}
