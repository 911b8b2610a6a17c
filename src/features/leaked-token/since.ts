import { leakSeenEnded } from '../../lib/leaked.ts'
import { isOneself } from '../../lib/oneself.ts'
import { onCognito } from '../../lib/time.ts'
import type { LeakedToken, LeakReceipt } from '../../vault/protocol/leaks.ts'

/**
 * What has become of a token since it was read, by what was done to another of the same text: its user was signed out
 * (`sure`: it names that user; a refresh token names nobody), a refresh token was revoked which may be of the same sign-in,
 * or the access token of the same sign-in is refused.
 */
export type Since =
  | { what: 'signed out'; username: string; sure: boolean; at: Date; receiptId: string }
  | { what: 'revoked'; at: Date; receiptId: string }
  | { what: 'access refused'; at: Date; message: string }

/** The strongest of it; `receipts` are of the other tokens of the text. */
export function sinceOf(
  token: LeakedToken,
  tokens: readonly LeakedToken[],
  receipts: readonly LeakReceipt[],
): Since | undefined {
  const outs = receipts.flatMap((receipt) => signedOut(token, receipt))
  return outs.find(({ sure }) => sure) ?? accessRefused(token, tokens) ?? outs[0] ?? revoked(token, receipts)
}

/** Whether there is nothing more to be done about it in a hurry. What was seen alive is not among it, whatever was done. */
export function isMild({ life }: LeakedToken, since: Since | undefined): boolean {
  if (life.state === 'expired' || life.state === 'refused') return true
  return life.state !== 'alive' && (since?.what === 'access refused' || (since?.what === 'signed out' && since.sure))
}

function signedOut({ kind, pool, says }: LeakedToken, receipt: LeakReceipt) {
  const { operation, server, proof, poolId, skewMs, id: receiptId } = receipt
  const { username, sub } = receipt.token.says
  const isAccepted = server.step === 'accepted' && proof.state !== 'still answers'
  if (operation !== 'AdminUserGlobalSignOut' || username === undefined) return []
  if (server.step === 'asked' || !(isAccepted || leakSeenEnded(receipt))) return []
  const out = { what: 'signed out' as const, username, at: onCognito(server.at, skewMs), receiptId }
  if (kind === 'refresh') return [{ ...out, sure: false }]
  if (pool.state !== 'ours' || says.username === undefined) return []
  const user = { poolId: pool.id, username: says.username, sub: says.sub }
  return isOneself(user, { poolId, username, sub }) ? [{ ...out, sure: true }] : []
}

/** An ID token tells nothing of its own life; the access token that came with it does. */
function accessRefused({ kind, says, signature }: LeakedToken, tokens: readonly LeakedToken[]): Since | undefined {
  if (kind !== 'id' || signature !== 'fits' || says.familyId === undefined) return undefined
  for (const other of tokens) {
    const isOfSame = other.kind === 'access' && other.says.familyId === says.familyId && other.signature === 'fits'
    // One that ran out, or a user who is disabled, says nothing of the sign-in itself.
    if (isOfSame && other.life.state === 'refused' && /revoked/i.test(other.life.message)) {
      return { what: 'access refused', at: other.life.at, message: other.life.message }
    }
  }
  return undefined
}

function revoked({ kind }: LeakedToken, receipts: readonly LeakReceipt[]): Since | undefined {
  if (kind === 'refresh') return undefined
  for (const { id: receiptId, operation, proof, skewMs } of receipts) {
    if (operation === 'RevokeToken' && proof.state === 'observed refused') {
      return { what: 'revoked', at: onCognito(proof.at, skewMs), receiptId }
    }
  }
  return undefined
}
