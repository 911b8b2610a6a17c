import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'

import { detailsOf } from '../../lib/details.ts'
import { leakMayHaveEnded, leakSeenEnded, onlyPossible } from '../../lib/leaked.ts'
import { told } from '../../lib/words.ts'
import { buttonClass } from '../../ui/buttonClass.ts'
import { Notice } from '../../ui/Notice.tsx'
import type { ClientTry, LeakReceipt } from '../../vault/protocol/leaks.ts'
import { findUserText, offText, probablyText, revocationOff, tryEachText } from './leakAdvice.ts'

type LeakTroubleProps = { receipt: LeakReceipt; signedIn: boolean }

/** What is not as it should be, with the next step. */
export const LeakTrouble = ({ receipt, signedIn }: LeakTroubleProps) => {
  const { server, proof, operation, clients } = receipt
  const off = revocationOff(receipt)
  if (leakSeenEnded(receipt)) return null
  if (server.step === 'refused') {
    const { title, detail } = told(server.failure)
    const possible = onlyPossible(receipt)
    return (
      <Notice
        kind={leakMayHaveEnded(receipt) ? 'warn' : 'danger'}
        role="alert"
        title={possible.length > 0 && clients > 1 ? probablyText(possible) : title}
        details={detailsOf(server.failure)}
        actions={signedIn && off.length > 0 ? <Ways receipt={receipt} /> : undefined}
      >
        {possible.length > 0 && clients > 1 ? null : <p>{detail}</p>}
        {off.length > 0 && receipt.named ? <p>{tryEachText}</p> : null}
        {off.length > 0 ? <OffAdvice off={off} alone={clients === 1} /> : null}
      </Notice>
    )
  }
  if (proof.state === 'still answers') {
    const { probe, tries } = proof
    return (
      <Notice kind="danger" role="alert" title={t`Cognito accepted, but still takes the token`}>
        {plural(tries, {
          one: `${probe} was answered # time. Whatever that minted was revoked at once. Sign the user out everywhere, or disable the account.`,
          other: `${probe} was answered # times. Whatever that minted was revoked at once. Sign the user out everywhere, or disable the account.`,
        })}
      </Notice>
    )
  }
  if (operation === 'RevokeToken' && proof.state === 'not known') {
    return (
      <Notice
        kind="warn"
        role="alert"
        title={t`Accepted, but nothing shows that this token ended`}
        actions={signedIn && off.length > 0 ? <Ways receipt={receipt} /> : undefined}
      >
        <p>
          {clients > 1
            ? t`Cognito accepts even what is no token of the app client’s. It may have run out or been revoked before, be bound to a device, or be of another pool.`
            : t`Cognito accepts even what is no token of the app client’s. It may have run out or been revoked before, be bound to a device, or be of another app client: try each.`}
        </p>
        {off.length > 0 ? <OffAdvice off={off} alone={false} /> : null}
      </Notice>
    )
  }
  return null
}

type OffAdviceProps = { off: readonly ClientTry[]; alone: boolean }

/** Of a token that may be an app client's whose revocation is off: what can be done, and what cannot. */
const OffAdvice = ({ off, alone }: OffAdviceProps) => (
  <>
    {alone ? null : <p className="wrap-anywhere">{offText(off)}</p>}
    <p>{findUserText}</p>
    <p>
      <Trans>
        Cognito revokes an app client’s tokens only while its revocation is on. Whether that reaches tokens from before
        it was switched on is not documented.
      </Trans>
    </p>
  </>
)

const Ways = ({ receipt: { poolId } }: { receipt: LeakReceipt }) => (
  <>
    <Link to="/users" search={{ pool: poolId }} className={buttonClass('primary', 'small')}>
      <Trans>Find the user</Trans>
    </Link>
    <Link to="/app-clients" className={buttonClass('secondary', 'small')}>
      <Trans>Go to App clients</Trans>
    </Link>
  </>
)
