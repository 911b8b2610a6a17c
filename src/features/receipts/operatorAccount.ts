import { t } from '@lingui/core/macro'
import { actShown, actTitle, endOf, isUndone } from '../../lib/acts.ts'
import type { StillWorksLine } from '../../lib/stillWorksWords.ts'
import { fullText } from '../../lib/time.ts'
import { userStillWork } from '../../lib/userStillWorks.ts'
import type { OperatorReceipt } from '../../vault/protocol/acts.ts'
import { type Mark, onCognito } from './account.ts'

/** After this long what still waits is waited for by nobody: the page was closed, in milliseconds. */
const abandonedMs = 120_000

const verdicts = {
  'sign out': 'signed out everywhere',
  disable: 'disabled',
  enable: 'enabled',
  'reset password': 'must set a new password',
  'forget devices': 'has no remembered device any more',
  'forget device': 'has one remembered device less',
  'end session': 'signed out of one session',
} as const

/** What a receipt about a user says in one line: acceptance, and never more. */
export function operatorVerdict(receipt: OperatorReceipt, now: Date): { title: string; mark: Mark; markText: string } {
  const { acts, plan, user } = receipt
  const { done, open, waiting, total } = tallyOf(receipt)
  const who = user.username
  if (waiting > 0) {
    const title =
      plan === 'compromised account' ? t`Securing ${who}: ${done} of ${total}` : t`Asking Cognito about ${who}`
    return isAbandoned(receipt, now)
      ? {
          title: t`${done} of ${total} done for ${who}; the rest was not finished`,
          mark: 'failed',
          markText: t`Not finished`,
        }
      : { title, mark: 'ending', markText: t`Under way` }
  }
  if (open > 0 && total === 1)
    return { title: t`Nothing was changed for ${who}`, mark: 'failed', markText: t`Not done` }
  if (open > 0) {
    const title = t`${done} of ${total} ${plan === 'sessions' ? 'sessions ended' : 'steps done'} for ${who}`
    return { title, mark: 'failed', markText: t`Not all done` }
  }
  const accepted = { mark: 'unknown', markText: t`Not observed` } as const
  if (plan === 'compromised account')
    return { title: t`${done} of ${total} steps done for ${who}; Cognito accepted, not observed`, ...accepted }
  if (plan === 'sessions')
    return { title: t`${total} sessions of ${who} signed out; Cognito accepted, not observed`, ...accepted }
  const [first] = acts
  return { title: t`${who} ${verdicts[first?.act.do ?? 'sign out']}; Cognito accepted, not observed`, ...accepted }
}

/** How many of the acts are done, and how many are not. What was left out counts as neither. */
function tallyOf({ acts }: OperatorReceipt) {
  const states = acts.map(({ at }) => at.state)
  const done = states.filter((state) => state === 'done' || state === 'already').length
  const waiting = states.filter((state) => state === 'waiting').length
  const open = acts.filter(({ act, at }) => isUndone(act, at)).length
  return { done, waiting, open, total: states.length }
}

/** The rungs of the evidence. They end with Cognito's acceptance: nothing here could see more. */
export function operatorLadder(receipt: OperatorReceipt, now: Date) {
  const { acts, askedAt, skewMs, operation, plan } = receipt
  const { done, waiting, open, total } = tallyOf(receipt)
  const last = acts.flatMap(({ at }) => (at.state === 'done' || at.state === 'already' ? [at.at] : [])).at(-1)
  const [only] = acts
  const request = total === 1 && only?.at.state === 'done' ? t`Request ${only.at.requestId}` : t`${done} of ${total}`
  const accepted = { label: t`Accepted by Cognito`, detail: request }
  const abandoned = isAbandoned(receipt, now)
  const state = waiting > 0 && !abandoned ? ('pending' as const) : ('failed' as const)
  const isWhole = waiting === 0 && open === 0 && last !== undefined
  return [
    {
      label: t`Requested`,
      state: 'done' as const,
      at: onCognito(askedAt, skewMs),
      detail: plan === 'compromised account' ? t`Compromised account` : operation,
    },
    isWhole ? { ...accepted, state: 'done' as const, at: onCognito(last, skewMs) } : { ...accepted, state },
    {
      label: t`Observed refused`,
      state: 'not possible' as const,
      detail: t`No token of the user is here to try: Cognito’s acceptance is all the evidence there is`,
    },
  ]
}

/** Whether nobody works on the receipt any more. */
export function isAbandoned({ askedAt }: OperatorReceipt, now: Date): boolean {
  return now.getTime() - askedAt.getTime() > abandonedMs
}

/** What still works after what Cognito has accepted; the strongest of several acts counts. */
export function operatorWork(receipt: OperatorReceipt): readonly StillWorksLine[] {
  const done = receipt.acts.filter(({ at }) => at.state === 'done' || at.state === 'already').map(({ act }) => act)
  const strongest = done.find((act) => act.do === 'disable') ?? done.find((act) => act.do === 'sign out')
  if (done.length === 0) return []
  const end = endOf(strongest === undefined ? done : [strongest])
  return userStillWork(end, receipt.tokenLifetimeMs, onCognito(receipt.askedAt, receipt.skewMs), false)
}

/** A receipt as plain text, to keep or to send. Holds no token. */
export function operatorText(receipt: OperatorReceipt, now: Date): string {
  const steps = operatorLadder(receipt, now).map((step) => {
    const at = 'at' in step ? `, ${fullText(step.at)}` : ''
    return `${step.label}: ${step.state}${at}, ${step.detail}`
  })
  const works = operatorWork(receipt).map(({ title, state, until, bound }) => {
    if (state === 'until' && until) return t`${title}: ${bound === 'exact' ? '' : `${bound} `}until ${fullText(until)}`
    return `${title}: ${state === 'over' ? 'does not work any more' : 'stays'}`
  })
  return [
    operatorVerdict(receipt, now).title,
    '',
    t`Receipt: ${receipt.id}`,
    t`User: ${receipt.user.username}`,
    t`Pool: ${receipt.user.poolId}`,
    t`Done by: ${receipt.displayName} (${receipt.username})`,
    ...(receipt.reason === undefined ? [] : [t`Reason: ${receipt.reason}`]),
    ...receipt.acts.map(({ act, at }) => {
      const { text, why } = actShown(act, at, isAbandoned(receipt, now))
      const request = at.state === 'done' && at.requestId !== '' ? t`, request ${at.requestId}` : ''
      return `${actTitle(act)}: ${text}${'at' in at ? `, ${fullText(onCognito(at.at, receipt.skewMs))}` : ''}${request}. ${why}`
    }),
    '',
    ...steps,
    ...(works.length === 0 ? [] : ['', t`What still works, and until when`, ...works]),
    '',
    t`Written ${fullText(now)}`,
  ].join('\n')
}
