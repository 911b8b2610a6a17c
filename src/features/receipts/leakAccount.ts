import { t } from '@lingui/core/macro'

import { leakGoesOn } from '../../lib/leakGoesOn.ts'
import { leakMayHaveEnded, leakSeenEnded, onlyPossible } from '../../lib/leaked.ts'
import { leakStillWorks } from '../../lib/leakStillWorks.ts'
import type { StillWorksLine } from '../../lib/stillWorksWords.ts'
import { told } from '../../lib/words.ts'
import { onCognito } from '../../lib/time.ts'
import type { ClientTry, LeakReceipt, TokenKind } from '../../vault/protocol/leaks.ts'
import { type Mark, proofStep } from './account.ts'
import { leftAlone } from './asLeft.ts'
import { asSeen, seenBy } from './asSeen.ts'
import { findUserText, offText, probablyText, revocationOff, tryEachText } from './leakAdvice.ts'
import { rungLine, workLine, writtenLine } from './receiptLines.ts'

/** What a receipt is about, as a label. */
export const leakedText: Record<TokenKind, string> = {
  refresh: t`a leaked refresh token`,
  access: t`a leaked access token`,
  id: t`a leaked ID token`,
}

/** After this long what still waits is waited for by nobody: the page was closed, in milliseconds. */
const abandonedMs = 600_000

/** Whether nobody works on the receipt any more. */
function isLeft({ askedAt, server, proof }: LeakReceipt, now: Date): boolean {
  const waits = server.step === 'asked' || proof.state === 'waiting'
  return waits && now.getTime() - askedAt.getTime() > abandonedMs
}

/** What a receipt about a leaked token says in one line; never more than the evidence. */
export function leakVerdict(receipt: LeakReceipt, now: Date): { title: string; mark: Mark; markText: string } {
  const { operation, server, proof, token } = receipt
  const revoking = operation === 'RevokeToken'
  if (isLeft(receipt, now)) {
    return { title: t`This was not finished: the page was closed`, mark: 'unknown', markText: t`Not finished` }
  }
  if (server.step === 'asked' || (server.step === 'accepted' && proof.state === 'waiting')) {
    const title = revoking ? t`Revoking a leaked refresh token` : t`Ending the sessions of a leaked token’s user`
    return { title, mark: 'ending', markText: t`Ending` }
  }
  if (leakSeenEnded(receipt)) return { title: agreed(token.kind), mark: 'ended', markText: t`Ended` }
  if (leakMayHaveEnded(receipt)) {
    const title = revoking
      ? t`Whether the leaked refresh token was revoked is not known`
      : t`Whether the leaked token’s user was signed out is not known`
    return { title, mark: 'unknown', markText: t`Not known` }
  }
  if (server.step === 'refused') {
    const title = revoking ? t`The leaked refresh token was not revoked` : t`The leaked token’s user was not signed out`
    return { title, mark: 'failed', markText: t`Not ended` }
  }
  switch (proof.state) {
    case 'observed refused':
      return {
        title: revoking ? t`Refresh token revoked, and Cognito agrees` : agreed(token.kind),
        mark: 'ended',
        markText: t`Ended`,
      }
    case 'still answers':
      return { title: t`Cognito accepted, but the token still answers`, mark: 'failed', markText: t`Still answers` }
    case 'not known':
    case 'not possible':
    case 'waiting':
      return {
        title: revoking
          ? t`Cognito accepted it; whether the refresh token was revoked is not known`
          : accepted(token.kind),
        mark: 'unknown',
        markText: t`Not observed`,
      }
    default:
      return proof satisfies never
  }
}

function agreed(kind: TokenKind): string {
  return kind === 'id'
    ? t`Sessions of the ID token’s user ended, and Cognito agrees`
    : t`Sessions of the access token’s user ended, and Cognito agrees`
}

function accepted(kind: TokenKind): string {
  return kind === 'id'
    ? t`Sessions of the ID token’s user ended; Cognito accepted, not observed`
    : t`Sessions of the access token’s user ended; Cognito accepted, not observed`
}

/** The rungs of the evidence. */
export function leakLadder(receipt: LeakReceipt, now: Date) {
  const { askedAt, skewMs, operation, server, token } = receipt
  const left = isLeft(receipt, now)
  const proof = left && receipt.proof.state === 'waiting' ? leftAlone : receipt.proof
  const requested = { label: t`Requested`, state: 'done' as const, at: onCognito(askedAt, skewMs), detail: operation }
  if (server.step === 'asked') {
    const state = left ? ('not known' as const) : ('pending' as const)
    return [requested, { label: t`Accepted by Cognito`, state }, { label: t`Observed refused`, state }]
  }
  const at = onCognito(server.at, skewMs)
  if (server.step === 'refused') {
    const detail = told(server.failure).title
    const state = leakMayHaveEnded(receipt) ? ('not known' as const) : ('failed' as const)
    return [
      requested,
      { label: t`Accepted by Cognito`, state, at, detail },
      leakSeenEnded(receipt)
        ? proofStep(proof, skewMs)
        : { label: t`Observed refused`, state: 'not possible' as const },
    ]
  }
  const { requestId } = server
  const detail = t`Request ${requestId}`
  const acceptedStep = { label: t`Accepted by Cognito`, state: 'done' as const, at, detail }
  const observed = proofStep(proof, skewMs)
  if (proof.state === 'not possible' && proof.why !== 'left')
    return [requested, acceptedStep, { ...observed, detail: whyNot(token.kind) }]
  if (proof.state !== 'not known') return [requested, acceptedStep, observed]
  const {
    probe,
    failure: { message },
  } = proof
  return [requested, acceptedStep, { ...observed, detail: t`${probe}: “${message}”` }]
}

function whyNot(kind: TokenKind): string {
  return kind === 'id'
    ? t`Cognito has no call that checks an ID token`
    : t`The token was not known to be alive before, so its refusal would prove nothing`
}

/** What still works after it; where Cognito has ended nothing, only of a token whose app client is all but certain. */
export function leakWorks(receipt: LeakReceipt, now: Date): readonly StillWorksLine[] {
  const { server, proof, operation, token, tokensLiveMs, identityPool, skewMs } = receipt
  const possible = onlyPossible(receipt)
  if (server.step === 'refused' && possible.length > 0) {
    return leakGoesOn({ livesMs: longestOf(possible), identityPool }, onCognito(server.at, skewMs))
  }
  const ends = { operation, expiresAt: token.says.expiresAt, tokensLiveMs, identityPool }
  if (leakSeenEnded(receipt) && proof.state === 'observed refused') {
    return leakStillWorks(ends, onCognito(proof.at, skewMs), false)
  }
  if (server.step !== 'accepted' || proof.state === 'still answers') return []
  // Accepted for rubbish as well: of a token that no client was seen to lose, nothing is known.
  if (operation === 'RevokeToken' && proof.state !== 'observed refused') return []
  const seen = isLeft(receipt, now) ? 'accepted only' : seenBy(proof)
  return asSeen(leakStillWorks(ends, onCognito(server.at, skewMs), seen !== 'observed'), seen)
}

/** Not known as soon as it is not known of one. */
function longestOf(clients: readonly ClientTry[]): ClientTry['livesMs'] {
  const lives = clients.flatMap(({ livesMs }) => (livesMs === undefined ? [] : [livesMs]))
  if (lives.length < clients.length) return undefined
  const most = (of: 'refresh' | 'tokens') => Math.max(...lives.map((each) => each[of]))
  return { refresh: most('refresh'), tokens: most('tokens') }
}

type Tried = { mark: Mark | 'none'; word: string; why: string }

const tryText: Record<Exclude<ClientTry['outcome'], 'failed'>, Tried> = {
  revoked: { mark: 'ended', word: t`Revoked`, why: t`Accepted, and then seen to be refused` },
  accepted: { mark: 'unknown', word: t`Accepted only`, why: t`Cognito accepts what is not this client’s, too` },
  refused: { mark: 'none', word: t`Refused`, why: t`It is not this app client’s, or may not be revoked here` },
  'revocation off': {
    mark: 'none',
    word: t`Revocation off`,
    why: t`If the token is this app client’s, Cognito cannot revoke it`,
  },
}

/**
 * How asking in one app client's name ended, and why: in Cognito's own words where it refused for good. Without an answer
 * it is not known; receipts of earlier versions do not say which of the two it was.
 */
export function triedAs({ outcome, message, unanswered }: ClientTry): Tried {
  if (outcome === 'failed' && unanswered === false) {
    return { mark: 'failed', word: t`Failed`, why: message ?? t`It was not revoked` }
  }
  const shown =
    outcome === 'failed'
      ? { mark: 'unknown' as const, word: t`Not known`, why: t`Cognito did not answer` }
      : tryText[outcome]
  const { why } = shown
  return { ...shown, why: message ? t`${why}: “${message}”` : why }
}

/** A receipt as plain text, to keep or to send. Holds no token. */
export function leakText(receipt: LeakReceipt, now: Date): string {
  const { id, displayName, username, poolId, token } = receipt
  const { username: user, clientId, familyId } = token.says
  const what = leakedText[token.kind]
  const works = leakWorks(receipt, now).map(workLine)
  return [
    leakVerdict(receipt, now).title,
    '',
    t`Receipt: ${id}`,
    t`By: ${displayName} (${username})`,
    t`What: ${what}`,
    ...(user === undefined ? [] : [t`Whose: ${user}`]),
    ...(clientId === undefined ? [] : [t`App client: ${clientId}`]),
    ...(familyId === undefined ? [] : [t`Family: ${familyId}`]),
    t`Pool: ${poolId}`,
    ...receipt.tried.map(triedLine),
    '',
    ...leakLadder(receipt, now).map(rungLine),
    ...adviceLines(receipt),
    ...(works.length > 0 ? ['', t`What still works, and until when`, ...works] : []),
    '',
    writtenLine(onCognito(now, receipt.skewMs)),
  ].join('\n')
}

function adviceLines(receipt: LeakReceipt): readonly string[] {
  const off = revocationOff(receipt)
  const isOpen = receipt.server.step === 'refused' || receipt.proof.state === 'not known'
  if (off.length === 0 || !isOpen) return []
  const possible = onlyPossible(receipt)
  const why = possible.length > 0 ? probablyText(possible) : offText(off)
  return ['', why, ...(receipt.named ? [tryEachText] : []), findUserText]
}

function triedLine(client: ClientTry): string {
  const { word } = triedAs(client)
  const { clientId, name } = client
  return name === undefined ? t`Tried as app client (${clientId}): ${word}` : t`Tried as ${name} (${clientId}): ${word}`
}
