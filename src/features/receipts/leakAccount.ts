import { t } from '@lingui/core/macro'
import { leakStillWorks } from '../../lib/leakStillWorks.ts'
import type { StillWorksLine } from '../../lib/stillWorksWords.ts'
import { fullText } from '../../lib/time.ts'
import { told } from '../../lib/words.ts'
import type { ClientTry, LeakReceipt } from '../../vault/protocol/leaks.ts'
import { type Mark, onCognito, proofStep } from './account.ts'

/** What a kind of token is called in a sentence. */
export const tokenName = { refresh: 'refresh token', access: 'access token', id: t`ID token` } as const

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
  const done = revoking ? t`Refresh token revoked` : t`Sessions of the ${tokenName[token.kind]}’s user ended`
  if (isLeft(receipt, now)) {
    return { title: t`This was not finished: the page was closed`, mark: 'unknown', markText: t`Not finished` }
  }
  if (server.step === 'asked' || (server.step === 'accepted' && proof.state === 'waiting')) {
    const title = revoking ? t`Revoking a leaked refresh token` : t`Ending the sessions of a leaked token’s user`
    return { title, mark: 'ending', markText: t`Ending` }
  }
  if (server.step === 'refused') {
    const title = revoking ? t`The leaked refresh token was not revoked` : t`The leaked token’s user was not signed out`
    return { title, mark: 'failed', markText: t`Not ended` }
  }
  switch (proof.state) {
    case 'observed refused':
      return { title: t`${done}, and Cognito agrees`, mark: 'ended', markText: t`Ended` }
    case 'still answers':
      return { title: t`Cognito accepted, but the token still answers`, mark: 'failed', markText: t`Still answers` }
    case 'not known':
    case 'not possible':
    case 'waiting':
      return { title: t`${done}; Cognito accepted, not observed`, mark: 'unknown', markText: t`Not observed` }
    default:
      return proof satisfies never
  }
}

/** The rungs of the evidence. */
export function leakLadder(receipt: LeakReceipt) {
  const { askedAt, skewMs, operation, server, proof, token } = receipt
  const requested = { label: t`Requested`, state: 'done' as const, at: onCognito(askedAt, skewMs), detail: operation }
  if (server.step === 'asked') {
    const pending = { label: t`Accepted by Cognito`, state: 'pending' as const }
    return [requested, pending, { label: t`Observed refused`, state: 'pending' as const }]
  }
  const at = onCognito(server.at, skewMs)
  if (server.step === 'refused') {
    const detail = told(server.failure).title
    return [
      requested,
      { label: t`Accepted by Cognito`, state: 'failed' as const, at, detail },
      { label: t`Observed refused`, state: 'not possible' as const },
    ]
  }
  const detail = t`Request ${server.requestId}`
  const accepted = { label: t`Accepted by Cognito`, state: 'done' as const, at, detail }
  const observed = proofStep(proof, skewMs)
  if (proof.state === 'not possible') return [requested, accepted, { ...observed, detail: whyNot(token.kind) }]
  if (proof.state !== 'not known') return [requested, accepted, observed]
  return [requested, accepted, { ...observed, detail: `${proof.probe}: “${proof.failure.message}”` }]
}

function whyNot(kind: LeakReceipt['token']['kind']): string {
  return kind === 'id'
    ? t`Cognito has no call that checks an ID token`
    : t`The token was not known to be alive before, so its refusal would prove nothing`
}

/** What still works after it; nothing is reckoned where Cognito has ended nothing. */
export function leakWorks(receipt: LeakReceipt): readonly StillWorksLine[] {
  const { server, proof, operation, token, tokensLiveMs, identityPool, skewMs } = receipt
  if (server.step !== 'accepted' || proof.state === 'still answers') return []
  // Accepted for rubbish as well: of a token that no client was seen to lose, nothing is known.
  if (operation === 'RevokeToken' && proof.state !== 'observed refused') return []
  const ends = { operation, expiresAt: token.says.expiresAt, tokensLiveMs, identityPool }
  return leakStillWorks(ends, onCognito(server.at, skewMs), false)
}

/** How asking in one app client's name ended. */
export const tryText: Record<ClientTry['outcome'], { mark: Mark | 'none'; word: string; why: string }> = {
  revoked: { mark: 'ended', word: t`Revoked`, why: t`Accepted, and then seen to be refused` },
  accepted: { mark: 'unknown', word: t`Accepted only`, why: t`Cognito accepts what is not this client’s, too` },
  refused: { mark: 'none', word: t`Refused`, why: t`It is not this app client’s, or may not be revoked here` },
  'revocation off': {
    mark: 'none',
    word: t`Revocation off`,
    why: t`If the token is this app client’s, Cognito cannot revoke it`,
  },
  failed: { mark: 'failed', word: t`Failed`, why: t`Cognito did not answer` },
}

/** A receipt as plain text, to keep or to send. Holds no token. */
export function leakText(receipt: LeakReceipt, now: Date): string {
  const steps = leakLadder(receipt).map((step) => {
    const at = 'at' in step && step.at ? `, ${fullText(step.at)}` : ''
    const detail = 'detail' in step && step.detail ? `, ${step.detail}` : ''
    return `${step.label}: ${step.state}${at}${detail}`
  })
  const works = leakWorks(receipt).map(({ title, state, until }) => {
    if (state === 'until' && until) return t`${title}: until ${fullText(until)}`
    return `${title}: ${state === 'over' ? 'does not work any more' : 'stays'}`
  })
  const { says, kind } = receipt.token
  return [
    leakVerdict(receipt, now).title,
    '',
    t`Receipt: ${receipt.id}`,
    t`By: ${receipt.displayName} (${receipt.username})`,
    t`What: a leaked ${tokenName[kind]}`,
    ...(says.username === undefined ? [] : [t`Whose: ${says.username}`]),
    ...(says.clientId === undefined ? [] : [t`App client: ${says.clientId}`]),
    ...(says.familyId === undefined ? [] : [t`Family: ${says.familyId}`]),
    t`Pool: ${receipt.poolId}`,
    ...receipt.tried.map(
      ({ clientId, name, outcome }) => t`Tried as ${name ?? 'app client'} (${clientId}): ${tryText[outcome].word}`,
    ),
    '',
    ...steps,
    ...(works.length > 0 ? ['', t`What still works, and until when`, ...works] : []),
    '',
    t`Written ${fullText(now)}`,
  ].join('\n')
}
