import { plural, t } from '@lingui/core/macro'
import type { SignOutResult, SignOutTarget } from '../../jobs/bulkSignOut.ts'
import type { Item, ItemState, Job } from '../../jobs/job.ts'
import { countsOf } from '../../jobs/jobChanges.ts'
import { csvText } from '../../lib/csv.ts'
import { told } from '../../lib/words.ts'
import type { MarkState } from '../../ui/StateMark.tsx'

/** "1,204 users", "1 user". */
export function usersText(count: number): string {
  return plural(count, { one: '# user', other: '# users' })
}

/** An outcome in words. */
export const outcomes: Readonly<Record<ItemState, string>> = {
  waiting: t`Not begun`,
  'under way': t`Under way`,
  done: t`Accepted`,
  failed: t`Failed`,
  'not known': t`Not known`,
}

const pauses = {
  asked: t`Paused`,
  credentials: t`Paused: the session or its AWS credentials ended`,
  'not allowed': t`Paused: the role does not allow it`,
  unreachable: t`Paused: Cognito cannot be reached`,
  error: t`Paused: Curfew met an error`,
} as const

/** Where a job stands, in words. */
export function statusText(job: Job): string {
  if (job.status === 'paused') return pauses[job.because]
  if (job.status === 'running') return job.waits ? t`Waiting for another job` : t`Running`
  return job.status === 'stopped' ? t`Stopped` : t`Finished`
}

/** Where a job stands, as a mark. */
export function markOf(job: Job): MarkState {
  if (job.status === 'running') return job.waits ? 'ending' : 'live'
  if (job.status === 'paused') return 'ending'
  return job.status === 'stopped' ? 'none' : 'ended'
}

/** How far the evidence of a bulk sign-out goes: nobody's session was tried. */
export const evidence = t`Accepted is Cognito’s own word. Of other people’s sessions nothing can be seen here, so that is all the evidence there is.`

/** An outcome as a mark. What Cognito accepted nobody has observed. */
export const outcomeMarks: Readonly<Record<ItemState, MarkState>> = {
  waiting: 'none',
  'under way': 'ending',
  done: 'unknown',
  failed: 'failed',
  'not known': 'unknown',
}

/** How many users a job is for. */
export function totalOf({ counts }: Job): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

type Outcome = Item<SignOutTarget, SignOutResult>

/** A user as the results have them: whose call got no answer, and waits to be made again, is not one who was not begun. */
export function asTold(item: Outcome): Outcome {
  return item.state === 'waiting' && (item.unanswered ?? item.lost) ? { ...item, state: 'not known' } : item
}

/** What came of a user, with the reason. */
export function reasonOf({ failure }: Outcome): string {
  return failure === undefined ? '' : told(failure).title
}

/** An outcome as a file says it, whatever the language of the page. */
const exported: Readonly<Record<ItemState, string>> = {
  waiting: 'Not begun',
  'under way': 'Under way',
  done: 'Accepted, not observed',
  failed: 'Failed',
  'not known': 'Not known',
}

/** The results as CSV, for machines. */
export function resultsCsv(items: readonly Outcome[]): string {
  const rows = items.map(({ target, state, at, failure, result }) => [
    target.username,
    exported[state],
    at?.toISOString() ?? '',
    failure?.code ?? '',
    result?.requestId ?? failure?.requestId ?? '',
  ])
  return csvText([['username', 'outcome', 'at', 'code', 'request id'], ...rows])
}

/** The results as JSON. */
export function resultsJson(job: Job, items: readonly Outcome[]): string {
  const { id, details, createdAt, status } = job
  const counts = countsOf(items)
  const users = items.map(({ target, state, at, failure, result }) => ({
    username: target.username,
    outcome: state,
    at,
    code: failure?.code,
    requestId: result?.requestId ?? failure?.requestId,
  }))
  return `${JSON.stringify({ id, status, createdAt, details, counts, users }, null, 2)}\n`
}

/** With a capital at its beginning. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
