import { plural, t } from '@lingui/core/macro'

import { isLongAgo } from '../../lib/abandoned.ts'
import { failureIn, isLost, isUndone, stepsOf } from '../../lib/actState.ts'
import { type ActState, actShown, actTitle, endsOf, seenShown, type UserAct } from '../../lib/acts.ts'
import { mayHaveEndedHere, seenDone } from '../../lib/oneself.ts'
import type { StillWorksLine } from '../../lib/stillWorksWords.ts'
import { recordText, onCognito } from '../../lib/time.ts'
import { userStillWork } from '../../lib/userStillWorks.ts'
import type { OperatorReceipt } from '../../vault/protocol/acts.ts'
import { type Mark } from './account.ts'
import { asSeen, type Seen, seenBy } from './asSeen.ts'
import { lastRung, ownVerdict } from './ownAccount.ts'
import { partText, rungLine, workLine, writtenLine } from './receiptLines.ts'

/** What a receipt about a user says in one line: acceptance, and more only of the operator's own session. */
export function operatorVerdict(receipt: OperatorReceipt, now: Date): { title: string; mark: Mark; markText: string } {
  const { acts, plan, user } = receipt
  const { done, open, lost, waiting, total, toDo } = tallyOf(receipt)
  const who = user.username
  if (waiting > 0) {
    const title =
      plan === 'compromised account' ? t`Securing ${who}: ${done} of ${toDo}` : t`Asking Cognito about ${who}`
    return isAbandoned(receipt, now)
      ? {
          title: t`${done} of ${toDo} done for ${who}; the rest was not finished`,
          mark: 'unknown',
          markText: t`Not finished`,
        }
      : { title, mark: 'ending', markText: t`Under way` }
  }
  if (lost > 0 && total === 1)
    return { title: t`Whether anything was changed for ${who} is not known`, mark: 'unknown', markText: t`Not known` }
  if (open > 0 && total === 1)
    return { title: t`Nothing was changed for ${who}`, mark: 'failed', markText: t`Not done` }
  if (lost > 0) {
    const title =
      plan === 'sessions'
        ? t`${done} of ${total} sessions ended for ${who}, as far as is known`
        : t`${done} of ${toDo} steps done for ${who}, as far as is known`
    return { title, mark: 'unknown', markText: t`Not known` }
  }
  if (open > 0) {
    const title =
      plan === 'sessions'
        ? t`Cognito accepted the end of ${done} of ${total} sessions of ${who}`
        : t`${done} of ${toDo} steps done for ${who}`
    return { title, mark: 'failed', markText: t`Not all done` }
  }
  const own = ownVerdict(receipt)
  if (own !== undefined) return own
  const accepted = { mark: 'unknown', markText: t`Not observed` } as const
  if (plan === 'compromised account')
    return {
      title: plural(toDo, {
        one: `One step done for ${who}; Cognito accepted, not observed`,
        other: `All # steps done for ${who}; Cognito accepted, not observed`,
      }),
      ...accepted,
    }
  if (plan === 'sessions')
    return {
      title: plural(total, {
        one: `# session of ${who} signed out; Cognito accepted, not observed`,
        other: `# sessions of ${who} signed out; Cognito accepted, not observed`,
      }),
      ...accepted,
    }
  const [first] = acts
  return { title: oneAct(first?.act.do ?? 'sign out', who), ...accepted }
}

function oneAct(act: UserAct['do'], who: string): string {
  switch (act) {
    case 'sign out':
      return t`${who} signed out everywhere; Cognito accepted, not observed`
    case 'disable':
      return t`${who} disabled; Cognito accepted, not observed`
    case 'enable':
      return t`${who} enabled; Cognito accepted, not observed`
    case 'reset password':
      return t`${who} must set a new password; Cognito accepted, not observed`
    case 'forget devices':
      return t`${who} has no remembered device any more; Cognito accepted, not observed`
    case 'forget device':
      return t`${who} has one remembered device less; Cognito accepted, not observed`
    case 'end session':
      return t`${who} signed out of one session; Cognito accepted, not observed`
    default:
      return act satisfies never
  }
}

/**
 * How many of the acts are done, as Cognito has said (`accepted`), as was seen, or because there was nothing to do; and how
 * many are not. Of the `lost` it is not known. What was left out counts as neither, and was not to be done.
 */
function tallyOf(receipt: OperatorReceipt) {
  const { acts } = receipt
  const seen = seenDone(receipt)
  const left = acts.filter((step) => step !== seen)
  const accepted = acts.filter(({ at }) => at.state === 'done' || at.state === 'already').length
  const waiting = acts.filter(({ at }) => at.state === 'waiting').length
  const open = left.filter(({ act, at }) => isUndone(act, at)).length
  const lost = left.filter(({ at }) => isLost(at)).length
  const seenOnly = acts.length - left.length
  const { toDo, nothing } = stepsOf(acts)
  const done = accepted + seenOnly + nothing
  return { done, accepted, asked: toDo - nothing, seenOnly, waiting, open, lost, total: acts.length, toDo }
}

/** How one of a receipt's acts stands, in a word and a sentence. */
export function stepShown(receipt: OperatorReceipt, step: OperatorReceipt['acts'][number], now: Date) {
  if (step === seenDone(receipt)) return seenShown()
  const shown = actShown(step.act, step.at, isAbandoned(receipt, now))
  const isSeen = receipt.own?.proof?.state === 'observed refused' && step.at.state === 'done' && mayHaveEndedHere(step)
  // Where several of them can have ended this browser's session, its token does not say which did.
  return isSeen && receipt.acts.filter(mayHaveEndedHere).length === 1
    ? { ...shown, mark: 'ended' as const, text: t`Done` }
    : shown
}

/** The rungs of the evidence. Of somebody else they end with Cognito's acceptance: nothing here could see more. */
export function operatorLadder(receipt: OperatorReceipt, now: Date) {
  const { acts, askedAt, skewMs, operation, plan } = receipt
  const { accepted: done, asked: total, seenOnly, waiting, open, lost } = tallyOf(receipt)
  const last = acts.flatMap(({ at }) => (at.state === 'done' || at.state === 'already' ? [at.at] : [])).at(-1)
  const requestId = isToldByLadder(receipt) && acts[0]?.at.state === 'done' ? acts[0].at.requestId : undefined
  const request = requestId === undefined ? t`${done} of ${total}` : t`Request ${requestId}`
  const accepted = { label: t`Accepted by Cognito`, detail: request }
  const abandoned = isAbandoned(receipt, now)
  const pending = waiting > 0 && !abandoned
  const unfinished = open > lost ? ('failed' as const) : ('not known' as const)
  const state = pending ? ('pending' as const) : unfinished
  const isWhole = waiting === 0 && open === 0 && seenOnly === 0 && last !== undefined
  return [
    {
      label: t`Requested`,
      state: 'done' as const,
      at: onCognito(askedAt, skewMs),
      detail: plan === 'compromised account' ? t`Compromised account` : operation,
    },
    isWhole ? { ...accepted, state: 'done' as const, at: onCognito(last, skewMs) } : { ...accepted, state },
    lastRung(receipt),
  ]
}

/** Whether the ladder names the request, and when it was accepted: of an act that is alone. */
export function isToldByLadder({ acts }: OperatorReceipt): boolean {
  return acts.length === 1 && acts[0]?.at.state === 'done'
}

/** Whether nobody works on the receipt any more. */
export function isAbandoned({ askedAt, againAt = askedAt, acts }: OperatorReceipt, now: Date): boolean {
  const heard = acts.flatMap(({ at }) => ('at' in at ? [at.at] : []))
  return isLongAgo([againAt, ...heard], now)
}

/** What was to be done and was not, in its order. Nothing yet while Cognito is being asked about the rest. */
export function undoneOf(receipt: OperatorReceipt, now: Date): OperatorReceipt['acts'] {
  const { acts } = receipt
  const abandoned = isAbandoned(receipt, now)
  if (!abandoned && acts.some(({ at }) => at.state === 'waiting')) return []
  const seen = seenDone(receipt)
  return acts.filter((step) => step !== seen && (isUndone(step.act, step.at) || step.at.state === 'waiting'))
}

/** The request that led to a state, where Cognito answered it. */
export function requestOf(at: ActState): string | undefined {
  const id = at.state === 'done' ? at.requestId : failureIn(at)?.requestId
  return id === '' ? undefined : id
}

/**
 * What still works after what Cognito has accepted; the strongest of several acts counts. Nothing is reckoned where it was
 * seen to have ended nothing.
 */
export function operatorWork(receipt: OperatorReceipt): readonly StillWorksLine[] {
  const proof = receipt.own?.proof
  if (proof?.state === 'still answers') return []
  const seen = seenDone(receipt)
  const done = receipt.acts.flatMap((step) => {
    const { act, at } = step
    // Of what was seen alone the end is known by when it was seen.
    if (step === seen && proof?.state === 'observed refused') return [{ act, at: proof.at }]
    return at.state === 'done' || at.state === 'already' ? [{ act, at: at.at }] : []
  })
  // What was done in a later try has let tokens be renewed until then.
  const last = Math.max(...done.map(({ at }) => at.getTime()))
  const ends = endsOf(done.map(({ act }) => act))
  const shown = seenOf(receipt)
  const lines = ends.flatMap((end) =>
    userStillWork(end, receipt.tokenLifetimeMs, onCognito(new Date(last), receipt.skewMs), shown !== 'observed'),
  )
  return asSeen(lines, shown)
}

/** Whether what still works is said of a part of the sessions alone. */
export function isOfPart({ plan, acts }: OperatorReceipt): boolean {
  return plan === 'sessions' && acts.some(({ at }) => at.state !== 'done' && at.state !== 'already')
}

/** How far the ends were seen: of the operator's own session alone there is a token to try. */
function seenOf({ own, plan, acts }: OperatorReceipt): Seen {
  if (own?.proof === undefined || (plan === 'sessions' && acts.length > 1)) return 'accepted only'
  return seenBy(own.proof)
}

/** A receipt as plain text, to keep or to send. Holds no token. */
export function operatorText(receipt: OperatorReceipt, now: Date): string {
  const { id, displayName, username, reason, acts, skewMs } = receipt
  const { username: user, poolId } = receipt.user
  const works = operatorWork(receipt).map(workLine)
  const part = isOfPart(receipt) ? [partText()] : []
  return [
    operatorVerdict(receipt, now).title,
    '',
    t`Receipt: ${id}`,
    t`User: ${user}`,
    t`Pool: ${poolId}`,
    t`Done by: ${displayName} (${username})`,
    ...(reason === undefined ? [] : [t`Reason: ${reason}`]),
    ...acts.map((step) => {
      const { act, at } = step
      const { text, why } = stepShown(receipt, step, now)
      const below = isToldByLadder(receipt)
      const requestId = below ? undefined : requestOf(at)
      const code = failureIn(at)?.code
      const moment = 'at' in at && !below ? recordText(onCognito(at.at, skewMs)) : ''
      const parts = [
        text,
        moment,
        code === undefined ? '' : t`code ${code}`,
        requestId === undefined ? '' : t`request ${requestId}`,
      ].filter(Boolean)
      return `${actTitle(act)}: ${parts.join(', ')}. ${why}`
    }),
    '',
    ...operatorLadder(receipt, now).map(rungLine),
    ...(works.length === 0 ? [] : ['', t`What still works, and until when`, ...part, ...works]),
    '',
    writtenLine(onCognito(now, skewMs)),
  ].join('\n')
}
