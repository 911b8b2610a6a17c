import { t } from '@lingui/core/macro'

import { csvText } from '../../lib/csv.ts'
import type { MarkState } from '../../ui/StateMark.tsx'
import type { ActivityEntry } from '../../vault/protocol/activity.ts'
import type { EndReason } from '../../vault/protocol.ts'

export const kindText: Record<ActivityEntry['kind'], string> = {
  'sign-in': t`Sign-ins`,
  'sign-out': t`Sign-outs`,
  'session ended': t`Sessions that had ended`,
  'operator change': t`An operator’s changes`,
}

export const outcomeText: Record<ActivityEntry['outcome'], string> = {
  'under way': t`Under way`,
  done: t`Accepted`,
  proven: t`Observed`,
  refused: t`Refused`,
  'not told': t`Not told yet`,
  'not known': t`Not known`,
}

export const outcomeMark: Record<ActivityEntry['outcome'], MarkState> = {
  'under way': 'ending',
  done: 'live',
  proven: 'ended',
  refused: 'failed',
  'not told': 'unknown',
  'not known': 'unknown',
}

/** What was done, as a person would say it. */
export function doneText({ kind, target, outcome, operation }: ActivityEntry): string {
  switch (kind) {
    case 'sign-in':
      return outcome === 'refused' ? t`A sign-in was refused` : t`Signed in`
    case 'sign-out':
      return target === 'everywhere' ? t`Signed out everywhere` : t`Signed out this device`
    case 'session ended':
      return t`The session had ended elsewhere`
    case 'operator change':
      return operation
    default:
      return kind satisfies never
  }
}

/** What else there is to say of it, in one line. */
export function detailText({ kind, operation, target, detail }: ActivityEntry): string {
  const to = kind === 'sign-out' || kind === 'session ended' ? undefined : target
  const parts = [kind === 'operator change' ? undefined : operation, to && targetText(to), detail && whyText(detail)]
  return parts.filter(Boolean).join(', ')
}

/** The vault writes down in English what something was done to: `user ada, pool eu-north-1_Demo00001`. */
function targetText(target: string): string {
  return leaked.get(target) ?? target.split(', ').map(thingText).join(', ')
}

const leaked: ReadonlyMap<string, string> = new Map([
  ['leaked refresh token', t`leaked refresh token`],
  ['leaked access token', t`leaked access token`],
  ['leaked id token', t`leaked id token`],
])

function thingText(part: string): string {
  const [, thing, name = ''] = /^(user|device|group|app client|pool) (.+)$/s.exec(part) ?? []
  switch (thing) {
    case 'user':
      return t`user ${name}`
    case 'device':
      return t`device ${name}`
    case 'group':
      return t`group ${name}`
    case 'app client':
      return t`app client ${name}`
    case 'pool':
      return t`pool ${name}`
    default:
      return part
  }
}

const ends: Record<EndReason | 'compromised account', string> = {
  'signed out in another tab': t`signed out in another tab`,
  'signed out here': t`signed out here`,
  revoked: t({ message: 'revoked', context: 'why a session ended' }),
  expired: t({ message: 'expired', context: 'why a session ended' }),
  'refresh token used twice': t`refresh token used twice`,
  'user disabled': t`user disabled`,
  'user deleted': t`user deleted`,
  'password reset required': t`password reset required`,
  'not confirmed': t({ message: 'not confirmed', context: 'why a session ended' }),
  'app client gone': t`app client gone`,
  idle: t({ message: 'idle', context: 'why a session ended' }),
  'time limit': t`time limit`,
  'compromised account': t`compromised account`,
}
const whys: ReadonlyMap<string, string> = new Map(Object.entries(ends))

/** Why a session ended, also written down in English; an exception has its own name. */
function whyText(detail: string): string {
  return whys.get(detail) ?? detail
}

const columns = ['at', 'kind', 'operation', 'target', 'outcome', 'detail', 'requestId', 'receiptId'] as const

/** The entries as CSV, safe to open in a spreadsheet. */
export function activityCsv(entries: readonly ActivityEntry[]): string {
  const rows = entries.map((entry) =>
    columns.map((column) => (column === 'at' ? entry.at.toISOString() : (entry[column] ?? ''))),
  )
  return csvText([columns, ...rows])
}

/** The entries as JSON. */
export function activityJson(entries: readonly ActivityEntry[]): string {
  const plain = entries.map((entry) => Object.fromEntries(columns.map((column) => [column, entry[column]])))
  return `${JSON.stringify(plain, undefined, 2)}\n`
}
