import { t } from '@lingui/core/macro'
import { reasonText, targetText } from '../../lib/activityWords.ts'
import { csvText } from '../../lib/csv.ts'
import { recordText } from '../../lib/time.ts'
import type { MarkState } from '../../ui/StateMark.tsx'
import type { ActivityEntry, ChangeReport } from '../../vault/protocol/activity.ts'
import { operatorDoneText } from './operatorDone.ts'

export const kindText: Record<ActivityEntry['kind'], string> = {
  'sign-in': t`Sign-ins`,
  'sign-out': t`Sign-outs`,
  'session ended': t`Sessions that had ended`,
  'operator change': t`An operator’s changes`,
}

export const outcomeText: Record<ActivityEntry['outcome'], string> = {
  'under way': t`Under way`,
  done: t`Accepted`,
  proven: t`Seen to take effect`,
  refused: t`Refused`,
  'not told': t({ message: 'Not told', context: 'Cognito, of a sign-out' }),
  'not known': t`Not known`,
}

/**
 * How an entry ended, in words. Only this browser's own end waits to be told: what was stopped on the way nobody goes on
 * with. What was seen has three names: of the receipts, of lists of sessions, and of settings, which have no receipt.
 */
export function outcomeOf({ kind, target = '', operation, outcome, receiptId }: ActivityEntry): string {
  if (outcome === 'proven') {
    if (receiptId === undefined) return t`Read back`
    return operation === 'RevokeUserSession' ? t`No longer listed` : t`Observed refused`
  }
  if (outcome !== 'not told') return outcomeText[outcome]
  return kind === 'sign-out' && !elsewhere.has(target) ? t`Not confirmed yet` : t`Not finished`
}

const elsewhere: ReadonlySet<string> = new Set(['another session', 'other sessions'])

const marks: Record<ActivityEntry['outcome'], MarkState> = {
  'under way': 'ending',
  done: 'unknown',
  proven: 'ended',
  refused: 'failed',
  'not told': 'unknown',
  'not known': 'unknown',
}

/**
 * How an entry ended, as a mark. What Cognito accepted and nobody observed is marked alike wherever it is told. A sign-in
 * that was accepted leaves nothing to observe: the session that began with it is there.
 */
export function markOf({ kind, outcome }: ActivityEntry): MarkState {
  return kind === 'sign-in' && outcome === 'done' ? 'live' : marks[outcome]
}

const signedOut: ReadonlyMap<string, string> = new Map([
  ['everywhere', t`Signed out everywhere`],
  ['another session', t`Signed out another session`],
  ['other sessions', t`Signed out other sessions`],
])

/** The same where Cognito has not accepted it. */
const signOut: ReadonlyMap<string, string> = new Map([
  ['everywhere', t`Sign-out everywhere`],
  ['another session', t`Sign-out of another session`],
  ['other sessions', t`Sign-out of other sessions`],
])

/** What was done, as a person would say it. */
export function doneText(entry: ActivityEntry): string {
  const { kind, target = '', outcome, detail } = entry
  switch (kind) {
    case 'sign-in':
      return outcome === 'refused' ? t`A sign-in was refused` : t`Signed in`
    case 'sign-out':
      return outcome === 'done' || outcome === 'proven'
        ? (signedOut.get(target) ?? t`Signed out this device`)
        : (signOut.get(target) ?? t`Sign-out of this device`)
    case 'session ended':
      if (detail === 'revoked') return t`The session had been ended elsewhere`
      if (detail === 'renewal refused') return t`The session could not be renewed`
      return detail === 'expired' ? t`The session had expired` : t`The session had ended`
    case 'operator change':
      return operatorDoneText(entry)
    default:
      return kind satisfies never
  }
}

/** What else there is to say of it, in one line: AWS's name of the operation, and what it was done to. */
export function detailText(entry: ActivityEntry): string {
  const { operation } = entry
  const about = aboutText(entry)
  return doneText(entry) === operation ? about : [operation, about].filter((part) => part !== '').join(', ')
}

/** What it was done to, and why or how it ended. */
export function aboutText({ kind, target, detail }: ActivityEntry): string {
  const to = kind === 'sign-out' || kind === 'session ended' ? undefined : target
  return [targetText(to ?? ''), reasonText(detail ?? '')].filter((part) => part !== '').join(', ')
}

/** What was read back of a change, as plain text to keep or to send. */
export function reportText(entry: ActivityEntry, { at, changes, drift = [] }: ChangeReport): string {
  const { operation, requestId } = entry
  const time = recordText(at)
  return [
    operation,
    aboutText(entry),
    t`Read back ${time}.`,
    requestId === undefined ? t`Cognito’s own answer was lost, so there is no request id.` : t`Request ${requestId}`,
    '',
    t`Changed`,
    ...changes.map(changeLine),
    ...(drift.length > 0 ? ['', t`Sent, and read back`, ...drift.map(changeLine)] : []),
  ].join('\n')
}

function changeLine({ path, before, after }: ChangeReport['changes'][number]): string {
  return `${path}: ${before ?? t`not set`} → ${after ?? t`not set`}`
}

const columns = ['at', 'kind', 'operation', 'target', 'outcome', 'detail', 'requestId', 'receiptId', 'jobId'] as const

/** The entries as CSV, safe to open in a spreadsheet. */
export function activityCsv(entries: readonly ActivityEntry[]): string {
  const rows = entries.map((entry) =>
    columns.map((column) => (column === 'at' ? entry.at.toISOString() : (entry[column] ?? ''))),
  )
  return csvText([columns, ...rows])
}

/** The entries as JSON, with what was read back of changes. */
export function activityJson(entries: readonly ActivityEntry[]): string {
  const plain = entries.map(({ report, ...entry }) => ({
    ...Object.fromEntries(columns.map((column) => [column, entry[column]])),
    ...(report === undefined ? {} : { report }),
  }))
  return `${JSON.stringify(plain, undefined, 2)}\n`
}
