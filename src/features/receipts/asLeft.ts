import { isLongAgo } from '../../lib/abandoned.ts'
import type { AnyReceipt, Proof } from '../../vault/protocol.ts'
import { isAbandoned as isOperatorLeft } from './operatorAccount.ts'
import { isAbandoned as isOthersLeft } from './othersAccount.ts'

/** A proof that nobody stayed to see. */
export const leftAlone: Proof = { state: 'not possible', why: 'left' }

/**
 * A receipt as it is to be read at a time: a proof that was waited for by a page that is gone is waited for by nobody.
 * That of a leaked token says so in its verdict (leakAccount.ts).
 * @param now this machine's clock, as the receipt's own moments
 */
export function asLeft(receipt: AnyReceipt, now: Date): AnyReceipt {
  switch (receipt.kind) {
    case 'this device':
    case 'everywhere': {
      const { server, proof } = receipt
      const looks = server.step !== 'accepted' || server.again !== undefined || !isLongAgo([server.at], now)
      return proof.state === 'waiting' && !looks ? { ...receipt, proof: leftAlone } : receipt
    }
    case 'another session':
    case 'other sessions':
      return receipt.operation === 'GlobalSignOut' && receipt.proof.state === 'waiting' && isOthersLeft(receipt, now)
        ? { ...receipt, proof: leftAlone }
        : receipt
    case 'a user':
      return receipt.own?.proof?.state === 'waiting' && isOperatorLeft(receipt, now)
        ? { ...receipt, own: { ...receipt.own, proof: leftAlone } }
        : receipt
    case 'leaked token':
      return receipt
    default:
      return receipt satisfies never
  }
}
