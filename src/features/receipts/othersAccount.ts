import { plural, t } from '@lingui/core/macro'

import { isLongAgo } from '../../lib/abandoned.ts'
import { hasEnded, isLost, tallyOf } from '../../lib/elsewhere.ts'
import { othersStillWork } from '../../lib/othersStillWorks.ts'
import { type StillWorksLine, stillWorksLines } from '../../lib/stillWorksWords.ts'
import { told } from '../../lib/words.ts'
import { onCognito } from '../../lib/time.ts'
import type { ElsewhereReceipt, EndedSession, OthersReceipt, StayReceipt } from '../../vault/protocol.ts'
import { kindText, type Mark, proofStep } from './account.ts'
import { asSeen, type Seen, seenBy } from './asSeen.ts'
import { sessionLine } from './endedSession.ts'
import { partText, rungLine, workLine, writtenLine } from './receiptLines.ts'

/** A line of words, and the state that it stands for. */
export type Verdict = { title: string; mark: Mark; markText: string }

/** What a receipt about other sessions says in one line; never more than the evidence. */
export function othersVerdict(receipt: OthersReceipt, now: Date): Verdict {
  return receipt.operation === 'GlobalSignOut' ? stayVerdict(receipt, now) : elsewhereVerdict(receipt, now)
}

function elsewhereVerdict(receipt: ElsewhereReceipt, now: Date): Verdict {
  const { ended, waiting, lost, open } = tallyOf(receipt)
  const total = receipt.sessions.length
  const done = ended.length
  if (waiting.length > 0 && isAbandoned(receipt, now)) {
    return {
      title: t`${done} of ${total} signed out; the rest was not finished`,
      mark: 'unknown',
      markText: t`Not finished`,
    }
  }
  if (waiting.length > 0) return { title: t`Signing out: ${done} of ${total}`, mark: 'ending', markText: t`Ending` }
  if (lost.length > 0) {
    return {
      title: plural(total, {
        one: 'Whether another session was signed out is not known',
        other: `${done} of # sessions signed out, as far as is known`,
      }),
      mark: 'unknown',
      markText: lost.every(({ list }) => list.state === 'still listed') ? t`Still listed` : t`Not known`,
    }
  }
  if (done === 0) {
    return {
      title: plural(total, { one: 'Another session not signed out', other: '# other sessions not signed out' }),
      mark: 'failed',
      markText: t`Not ended`,
    }
  }
  const lists = ended.map(({ list }) => list.state)
  const isSeen = lists.every((state) => state === 'no longer listed')
  if (open.length > 0) {
    return {
      title: isSeen ? t`${done} of ${total} signed out` : t`Cognito accepted the sign-out of ${done} of ${total}`,
      mark: 'failed',
      markText: t`Not all ended`,
    }
  }
  if (lists.includes('still listed')) {
    return {
      title: plural(total, {
        one: 'Another session signed out, but Cognito still lists it',
        other: '# other sessions signed out, but Cognito still lists some',
      }),
      mark: 'unknown',
      markText: t`Still listed`,
    }
  }
  if (isSeen) {
    return {
      title: plural(total, {
        one: 'Another session signed out, and no longer listed',
        other: '# other sessions signed out, and no longer listed',
      }),
      mark: 'ended',
      markText: t`Ended`,
    }
  }
  if (lists.includes('not known') || isAbandoned(receipt, now)) {
    return {
      title: plural(total, {
        one: 'Another session signed out; Cognito accepted, not observed',
        other: '# other sessions signed out; Cognito accepted, not observed',
      }),
      mark: 'unknown',
      markText: t`Not observed`,
    }
  }
  return {
    title: plural(total, {
      one: 'Another session signed out, waiting for Cognito’s list',
      other: '# other sessions signed out, waiting for Cognito’s list',
    }),
    mark: 'ending',
    markText: t`Ending`,
  }
}

function stayVerdict(receipt: StayReceipt, now: Date): Verdict {
  const { proof, back } = receipt
  if (back.step === 'failed') {
    const title =
      proof.state === 'observed refused'
        ? t`Signed out everywhere, here as well`
        : t`Signed out everywhere; Cognito accepted, not observed`
    return { title, mark: 'failed', markText: t`Signed out here too` }
  }
  if (back.step === 'waiting') {
    if (isAbandoned(receipt, now)) {
      const title = t`Signed out everywhere; signing back in here was not finished`
      return { title, mark: 'unknown', markText: t`Not finished` }
    }
    return { title: t`Signed out everywhere, signing back in here`, mark: 'ending', markText: t`Ending` }
  }
  if (proof.state === 'observed refused' && back.verified) {
    return { title: t`Signed out everywhere but here, and Cognito agrees`, mark: 'ended', markText: t`Ended` }
  }
  if (proof.state === 'still answers') {
    return { title: t`Cognito accepted, but the old session still answers`, mark: 'failed', markText: t`Still answers` }
  }
  return {
    title: t`Signed out everywhere but here; not all of it observed`,
    mark: 'unknown',
    markText: t`Not observed`,
  }
}

/** The rungs of the evidence. There is no token of another session to try: the list is all that can agree. */
export function othersLadder(receipt: OthersReceipt, now: Date) {
  const { askedAt, skewMs, operation } = receipt
  const requested = { label: t`Requested`, state: 'done' as const, at: onCognito(askedAt, skewMs), detail: operation }
  if (receipt.operation === 'GlobalSignOut') {
    const { server, proof, back } = receipt
    const { requestId } = server
    const accepted = {
      label: t`Accepted by Cognito`,
      state: 'done' as const,
      at: onCognito(server.at, skewMs),
      detail: t`Request ${requestId}`,
    }
    return [requested, accepted, proofStep(proof, skewMs), backStep(back, skewMs, isAbandoned(receipt, now))]
  }
  return [requested, acceptedStep(receipt, now), listStep(receipt, now)]
}

function acceptedStep(receipt: ElsewhereReceipt, now: Date) {
  const label = t`Accepted by Cognito`
  const { waiting } = tallyOf(receipt)
  const { sessions, skewMs } = receipt
  const accepted = sessions.filter((session) => hasEnded(session) && !isLost(session))
  const lost = sessions.filter((session) => isLost(session))
  const last = answersIn(accepted).at(-1)
  const [done, total] = [accepted.length, sessions.length]
  const detail = total === 1 ? onlyRequest(sessions[0]) : t`${done} of ${total}`
  if (waiting.length > 0 && !isAbandoned(receipt, now)) return { label, state: 'pending' as const, detail }
  if (done + lost.length + waiting.length < total) return { label, state: 'failed' as const, detail }
  if (done < total || last === undefined) return { label, state: 'not known' as const, detail }
  return { label, state: 'done' as const, at: onCognito(last, skewMs), detail }
}

function onlyRequest(session: EndedSession | undefined): string {
  if (session?.server.step === 'accepted') {
    const { requestId } = session.server
    return t`Request ${requestId}`
  }
  if (session && isLost(session)) return t`The answer was lost`
  return session?.server.step === 'already ended' ? t`It had already ended` : ''
}

function listStep(receipt: ElsewhereReceipt, now: Date) {
  const label = t`No longer listed`
  const { ended, lost } = tallyOf(receipt)
  const looked = [...ended, ...lost]
  const gone = looked.flatMap(({ list }) => (list.state === 'no longer listed' ? [list.at] : []))
  const last = gone.at(-1)
  const detail = t`No token of another session is here to try: the list is the proof there is`
  if (looked.length === 0) return { label, state: 'not possible' as const }
  if (gone.length === looked.length && last)
    return { label, state: 'done' as const, at: onCognito(last, receipt.skewMs), detail }
  if (ended.some(({ list }) => list.state === 'still listed')) {
    return { label, state: 'failed' as const, detail: t`Cognito accepted the sign-out, and still lists the session` }
  }
  if (lost.some(({ list }) => list.state === 'still listed')) {
    return { label, state: 'failed' as const, detail: t`The answer was lost, and Cognito still lists the session` }
  }
  if (looked.some(({ list }) => list.state === 'not known') || isAbandoned(receipt, now)) {
    return { label, state: 'not known' as const, detail: t`The list could not be read, or nobody stayed to read it` }
  }
  return { label, state: 'pending' as const, detail: t`Cognito’s list takes a few seconds` }
}

function backStep(back: StayReceipt['back'], skewMs: number, abandoned: boolean) {
  const label = t`Signed back in here`
  if (back.step === 'waiting' && abandoned)
    return { label, state: 'not known' as const, detail: t`The page was closed on the way` }
  if (back.step === 'waiting') return { label, state: 'pending' as const }
  const at = onCognito(back.at, skewMs)
  if (back.step === 'failed') {
    return {
      label,
      state: 'failed' as const,
      at,
      detail: back.failure ? told(back.failure).title : t`Cognito asked for more`,
    }
  }
  const detail = back.verified ? t`GetUser takes the new session` : t`Whether it lives could not be seen`
  return { label, state: 'done' as const, at, detail }
}

/** Whether nobody works on the receipt any more. */
export function isAbandoned(receipt: OthersReceipt, now: Date): boolean {
  if (receipt.operation === 'GlobalSignOut') return isLongAgo([receipt.askedAt], now)
  const { askedAt, againAt = askedAt, sessions } = receipt
  return isLongAgo([againAt, ...answersIn(sessions)], now)
}

function answersIn(sessions: readonly EndedSession[]): readonly Date[] {
  return sessions.flatMap(({ server }) => ('at' in server ? [server.at] : []))
}

/** What still works after it. Only what Cognito has ended is reckoned with. */
export function othersWork(receipt: OthersReceipt, identityPool: boolean, now: Date): readonly StillWorksLine[] {
  const seen = seenOf(receipt, now)
  const preview = seen !== 'observed'
  if (receipt.operation === 'GlobalSignOut')
    return asSeen(stillWorksLines(receipt.stillWorks, 'everywhere', preview), seen)
  const { ended } = tallyOf(receipt)
  const browsers = new Set(
    ended.flatMap(({ id, kind, linked, cameThrough }) => [
      ...(kind === 'sso' ? [id] : []),
      ...(linked && cameThrough !== undefined ? [cameThrough] : []),
    ]),
  )
  const { clientId, tokenLifetimeMs, askedAt, skewMs } = receipt
  // AWS credentials could be had until the last of them had ended, which was in a later try perhaps.
  const last = Math.max(...[askedAt, ...answersIn(ended)].map((moment) => moment.getTime()))
  const own = { clientId, tokenLifetimeMs, identityPool }
  // Which sessions came through a browser's sign-in, and end with it, the receipt does not know: any number of them.
  const throughSignIns = ended.filter(
    ({ kind, linked, cameThrough }) => linked && kind === 'token' && cameThrough !== undefined,
  )
  const along = {
    tokens: ended.some(({ kind, linked }) => linked && kind === 'sso'),
    signIns: throughSignIns.length > 0,
  }
  const all = [
    ...ended,
    ...(along.tokens ? [{ kind: 'token' as const }] : []),
    ...throughSignIns.map(({ ofThisBrowser }) => ({
      kind: 'sso' as const,
      ...(ofThisBrowser ? { ofThisBrowser } : {}),
    })),
  ]
  return asSeen(othersStillWork(all, own, browsers, onCognito(new Date(last), skewMs), preview, along), seen)
}

/** Whether what still works is said of a part of the sessions alone. */
export function isOfPart(receipt: OthersReceipt): boolean {
  return receipt.operation !== 'GlobalSignOut' && tallyOf(receipt).ended.length < receipt.sessions.length
}

/** How far the ends were seen: by the old token where everything was ended, else by Cognito's list. */
function seenOf(receipt: OthersReceipt, now: Date): Seen {
  if (receipt.operation === 'GlobalSignOut') return seenBy(receipt.proof)
  const lists = tallyOf(receipt).ended.map(({ list }) => list.state)
  if (lists.every((state) => state === 'no longer listed')) return 'observed'
  return lists.includes('waiting') && !isAbandoned(receipt, now) ? 'looked for' : 'accepted only'
}

/** A receipt as plain text, to keep or to send. Holds no token. */
export function othersText(receipt: OthersReceipt, identityPool: boolean, now: Date): string {
  const { id, displayName, username, poolId, clientId } = receipt
  const what = kindText[receipt.kind]
  const sessions = receipt.operation === 'RevokeUserSession' ? receipt.sessions : []
  const works = othersWork(receipt, identityPool, now).map(workLine)
  const part = isOfPart(receipt) ? [partText()] : []
  return [
    othersVerdict(receipt, now).title,
    '',
    t`Receipt: ${id}`,
    t`Who: ${displayName} (${username})`,
    t`What: ${what}`,
    t`Pool: ${poolId}`,
    t`Asked from app client: ${clientId}`,
    ...sessions.map((session) => sessionLine(session, isAbandoned(receipt, now))),
    '',
    ...othersLadder(receipt, now).map(rungLine),
    ...(works.length === 0 ? [] : ['', t`What still works, and until when`, ...part, ...works]),
    '',
    writtenLine(onCognito(now, receipt.skewMs)),
  ].join('\n')
}
