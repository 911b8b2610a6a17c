import { t } from '@lingui/core/macro'

import { partOfAccepted } from '../../lib/acceptance.ts'
import { isAnswerLost, mayHaveEnded } from '../../lib/givenUp.ts'
import { cookieEnds, type StillWorksLine, stillWorksLines } from '../../lib/stillWorksWords.ts'
import { onCognito } from '../../lib/time.ts'
import { told } from '../../lib/words.ts'
import type { AnyReceipt, OthersReceipt, Receipt } from '../../vault/protocol.ts'
import { asSeen, type Seen, seenBy } from './asSeen.ts'
import { rungLine, workLine, writtenLine } from './receiptLines.ts'

// A receipt has one clock: Cognito's.
/** A state in a word. */
export type Mark = 'live' | 'ending' | 'ended' | 'unknown' | 'failed'

/** What a receipt says in one line. It never says more than the evidence. */
export function verdictOf({ server, proof, kind }: Receipt): { title: string; mark: Mark; markText: string } {
  const everywhere = kind === 'everywhere'
  switch (server.step) {
    case 'asked':
      return { title: t`Signed out of this browser, telling Cognito`, mark: 'ending', markText: t`Ending` }
    case 'refused':
      return {
        title: t`This browser is signed out; Cognito did not end the session`,
        mark: 'failed',
        markText: t`Not ended`,
      }
    case 'not told yet':
      return isAnswerLost(server)
        ? {
            title: t`This browser is signed out; Cognito has not confirmed it yet`,
            mark: 'unknown',
            markText: t`Not confirmed yet`,
          }
        : {
            title: t`This browser is signed out; the server has not been told yet`,
            mark: 'unknown',
            markText: t`Not told yet`,
          }
    case 'given up':
      return mayHaveEnded(server)
        ? {
            title: t`This browser is signed out; whether Cognito ended the session is not known`,
            mark: 'unknown',
            markText: t`Not known`,
          }
        : { title: t`This browser is signed out; the server was never told`, mark: 'failed', markText: t`Not ended` }
    case 'accepted':
      break
    default:
      return server satisfies never
  }
  switch (proof.state) {
    case 'observed refused':
      return {
        title: everywhere ? t`Signed out everywhere, and Cognito agrees` : t`Signed out, and Cognito agrees`,
        mark: 'ended',
        markText: t`Ended`,
      }
    case 'waiting':
      return {
        title: everywhere
          ? t`Signed out everywhere, checking that Cognito agrees`
          : t`Signed out, checking that Cognito agrees`,
        mark: 'ending',
        markText: t`Ending`,
      }
    case 'still answers':
      return { title: t`Cognito accepted, but the session still answers`, mark: 'failed', markText: t`Still answers` }
    case 'not known':
    case 'not possible':
      return {
        title: everywhere
          ? t`Signed out everywhere; Cognito accepted, not observed`
          : t`Signed out; Cognito accepted, not observed`,
        mark: 'unknown',
        markText: t`Not observed`,
      }
    default:
      return proof satisfies never
  }
}

/** What still works after it. */
export function workOf(receipt: Receipt): readonly StillWorksLine[] {
  const { stillWorks, kind, linked } = receipt
  const seen = seenOf(receipt)
  const lines = stillWorksLines(stillWorks, kind, seen !== 'observed').map((line) => {
    if (line.what !== 'managed login' || line.state !== 'over') return line
    // Its sign-in ends with the session where they are linked, which no token shows; else it is over by its time.
    return linked === true
      ? { ...line, why: cookieEnds, unseen: true as const }
      : { ...line, state: 'expired' as const }
  })
  return asSeen(lines, seen)
}

/** How far its end was seen. What Cognito did not accept has ended nothing that could be seen. */
function seenOf({ server, proof }: Receipt): Seen {
  if (server.step === 'asked') return 'looked for'
  if (server.step !== 'accepted') return 'observed'
  const part = partOfAccepted(server, proof)
  return part === 'accepted' || part === 'planned' ? seenBy(proof) : 'observed'
}

/** What a person signed out of, as a label. */
export const kindText: Record<(Receipt | OthersReceipt)['kind'], string> = {
  'this device': t`this device`,
  everywhere: t`everywhere`,
  'another session': t`another session`,
  'other sessions': t`other sessions`,
}

/** Who asked for a sign-out that nobody asked for. */
export const limitText: Record<NonNullable<Receipt['limit']>, string> = {
  idle: t`by Curfew, after 15 minutes without activity`,
  'time limit': t`by Curfew, after 8 hours`,
}

/** The rungs of the evidence ladder: requested, accepted, observed refused. */
export function ladderOf({ server, proof, askedAt, operation, skewMs, linked }: Receipt) {
  const detail = linked ? t`${operation}, with the sign-in it came through` : operation
  const requested = { label: t`Requested`, state: 'done' as const, at: onCognito(askedAt, skewMs), detail }
  if (server.step === 'asked') {
    return [requested, { label: t`Accepted by Cognito`, state: 'pending' as const }, observed('pending')]
  }
  if (server.step === 'accepted') {
    const { requestId } = server
    const accepted = {
      label: t`Accepted by Cognito`,
      state: 'done' as const,
      at: onCognito(server.at, skewMs),
      detail: requestId === '' ? t`The endpoint shows no request id to a page` : t`Request ${requestId}`,
    }
    return [requested, accepted, proofStep(proof, skewMs)]
  }
  if (server.step === 'not told yet') {
    const detail = isAnswerLost(server) ? t`Not confirmed yet` : t`Not told yet`
    return [requested, { label: t`Accepted by Cognito`, state: 'pending' as const, detail }, observed('pending')]
  }
  if (server.step === 'given up' && mayHaveEnded(server)) {
    const unknown = { label: t`Accepted by Cognito`, state: 'not known' as const, detail: t`No answer arrived` }
    return [requested, unknown, observed('not possible')]
  }
  const refused = {
    label: t`Accepted by Cognito`,
    state: 'failed' as const,
    at: onCognito(server.at, skewMs),
    detail: server.step === 'refused' ? told(server.failure).title : t`Never told`,
  }
  return [requested, refused, observed('not possible')]
}

function observed(state: 'pending' | 'not possible') {
  return { label: t`Observed refused`, state }
}

/** The last rung: what the old token was answered. */
export function proofStep(proof: Receipt['proof'], skewMs: number) {
  const label = t`Observed refused`
  switch (proof.state) {
    case 'observed refused': {
      const { at, probe, message } = proof
      return { label, state: 'done' as const, at: onCognito(at, skewMs), detail: t`${probe}: “${message}”` }
    }
    case 'still answers': {
      const { at, probe } = proof
      return { label, state: 'failed' as const, at: onCognito(at, skewMs), detail: t`${probe} is still answered` }
    }
    case 'not known':
      return { label, state: 'not known' as const, detail: `${proof.probe}: ${proof.failure.code}` }
    case 'not possible':
      return proof.why === 'left'
        ? { label, state: 'not known' as const, detail: t`The page was closed before it was seen` }
        : { label, state: 'not possible' as const }
    case 'waiting':
      return { label, state: 'pending' as const, detail: t`Trying the old token` }
    default:
      return proof satisfies never
  }
}

/** The session's lines, cut where it ended, with what offline checks accept after the cut. */
export function lifelineOf({ server, proof, tokens, skewMs, askedAt }: Receipt) {
  const accepted = server.step === 'accepted' && partOfAccepted(server, proof) === 'accepted'
  const cutAt = onCognito(accepted ? server.at : askedAt, skewMs)
  const rows = [
    { name: t({ message: 'Refresh', context: 'token' }), ...tokens.refresh },
    {
      name: t({ message: 'Access', context: 'token' }),
      ...tokens.access,
      ...(accepted ? { offlineUntil: tokens.access.expiresAt } : {}),
    },
    {
      name: t({ message: 'ID', context: 'token' }),
      ...tokens.id,
      ...(accepted ? { offlineUntil: tokens.id.expiresAt } : {}),
    },
  ]
  return { rows, cut: accepted ? { at: cutAt, label: t`signed out` } : undefined }
}

/** A receipt as plain text, to keep or to send. Holds no token. */
export function receiptText(receipt: Receipt, now: Date): string {
  const { id, displayName, username, kind, limit, poolId, clientId, familyId } = receipt
  const what = limit === undefined ? kindText[kind] : `${kindText[kind]}, ${limitText[limit]}`
  return [
    verdictOf(receipt).title,
    '',
    t`Receipt: ${id}`,
    t`Who: ${displayName} (${username})`,
    t`What: ${what}`,
    t`Pool: ${poolId}`,
    t`App client: ${clientId}`,
    ...(familyId === undefined ? [] : [t`Family: ${familyId}`]),
    '',
    ...ladderOf(receipt).map(rungLine),
    '',
    t`What still works, and until when`,
    ...workOf(receipt).map(workLine),
    '',
    writtenLine(onCognito(now, receipt.skewMs)),
  ].join('\n')
}

/** For whoever reads a receipt without Curfew: not translated, as the names of its members are not. */
const clocks =
  'Times of what was done are by the clock of the machine it was done on; times until which something lives or works are by Cognito’s, which is skewMs milliseconds ahead.'

/** A receipt as JSON, which says by which clocks its times are. Holds no token: the type has no room for one. */
export function receiptJson(receipt: AnyReceipt): string {
  return `${JSON.stringify({ ...receipt, clocks }, undefined, 2)}\n`
}
