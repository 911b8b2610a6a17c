import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'

import { detailsOf } from '../../lib/details.ts'
import type { Failure } from '../../lib/failure.ts'
import { momentText, onCognito } from '../../lib/time.ts'
import { told } from '../../lib/words.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { vault } from '../../vault/client.ts'
import type { Receipt } from '../../vault/protocol.ts'
import { InsteadDialog } from './InsteadDialog.tsx'
import { verdictOf } from './account.ts'
import { againText, givenUpText, soonMs, triedText } from './tries.ts'

type SignOutTroubleProps = {
  receipt: Receipt
  now: () => Date
  appClients: ReactNode
  onReceipt: (receiptId: string) => void
}

/** What is not as it should be, with the next step: a panel, never only a toast. */
export const SignOutTrouble = ({ receipt, now, appClients, onReceipt }: SignOutTroubleProps) => {
  const { server, proof } = receipt
  const [asking, setAsking] = useState(false)
  const [gone, setGone] = useState(false)
  const { refresh } = receipt.tokens
  const expiresAt = momentText(refresh.expiresAt, now())
  const refreshUntil = refresh.approximate ? t`about ${expiresAt}` : expiresAt
  const next = (nextTryAt: Date) => {
    const at = onCognito(nextTryAt, receipt.skewMs)
    return at.getTime() - now().getTime() < soonMs ? undefined : momentText(at, now())
  }

  if (server.step === 'refused' || server.step === 'not told yet' || server.step === 'given up') {
    const { title, detail } = told(server.failure, { refreshUntil, goesOn: server.step === 'not told yet' })
    return (
      <Notice
        kind={verdictOf(receipt).mark === 'unknown' ? 'warn' : 'danger'}
        role="alert"
        title={title}
        details={detailsOf(server.failure)}
        actions={
          <>
            {server.step === 'refused' && server.everywhereOffered && !gone ? (
              <Button variant="primary" size="small" onClick={() => setAsking(true)}>
                <Trans>Sign out everywhere instead</Trans>
              </Button>
            ) : null}
            {server.step === 'refused' && revocationIsOff(server.failure) ? appClients : null}
            {server.step === 'not told yet' ? <TryNow /> : null}
          </>
        }
      >
        <span>
          {server.step === 'given up' ? givenUpText(server, refreshUntil) : detail}
          {server.step === 'not told yet' ? ` ${triedText(server.tries, next(server.nextTryAt))}` : ''}
        </span>
        <InsteadDialog
          open={asking}
          onClose={() => setAsking(false)}
          receipt={receipt}
          now={now}
          onReceipt={onReceipt}
          onGone={() => setGone(true)}
        />
      </Notice>
    )
  }
  if (server.step === 'asked' || proof.state === 'observed refused' || proof.state === 'waiting') return null
  const { again } = server
  const goesOn = again && againText(again, next, refreshUntil)
  const actions = again && 'nextTryAt' in again ? <TryNow /> : undefined
  if (proof.state === 'still answers') {
    const { probe, tries } = proof
    const answered = plural(tries, {
      one: `${probe} was answered # time after the sign-out. Cognito may need longer; sign in again and use “Sign out everywhere”, or ask an operator to sign you out.`,
      other: `${probe} was answered # times after the sign-out. Cognito may need longer; sign in again and use “Sign out everywhere”, or ask an operator to sign you out.`,
    })
    return (
      <Notice
        kind="danger"
        role="alert"
        title={t`Cognito accepted the sign-out, but still takes the old token`}
        actions={actions}
      >
        {inOne(answered, goesOn)}
      </Notice>
    )
  }
  if (proof.state === 'not possible' && proof.why !== 'left' && goesOn === undefined) return null
  const failure = proof.state === 'not known' ? proof.failure : undefined
  // Nobody looks for the end any more: what the receipt says of it is what Cognito said.
  const rests =
    goesOn === undefined
      ? t`That it has ended is Cognito’s word alone. To be sure, sign in again and use “Sign out everywhere”.`
      : undefined
  return (
    <Notice
      kind="warn"
      title={t`Cognito accepted the sign-out, but it could not be observed`}
      details={failure && detailsOf(failure)}
      actions={actions}
    >
      {inOne(failure && inSentences(failure), goesOn, rests)}
    </Notice>
  )
}

/** Tries every sign-out that waits, now. */
const TryNow = () => {
  const retry = useMutation({
    mutationFn: async () => vault.ask('retryOutbox', {}),
    meta: { operation: 'RevokeToken', failure: 'toast' },
  })
  return (
    <Button size="small" busy={retry.isPending && t`Trying`} onClick={() => retry.mutate()}>
      <Trans>Try now</Trans>
    </Button>
  )
}

/** The refusals of a revocation that switching it on for the app client would end (cognito-facts 3.3 and part 5). */
function revocationIsOff({ code }: Failure): boolean {
  return (
    code === 'UnsupportedOperationException' || code === 'OperationNotEnabledException' || code === 'invalid_request'
  )
}

function inSentences(failure: Failure): string {
  const { title, detail } = told(failure)
  return `${title}. ${detail}`
}

function inOne(...sentences: readonly (string | undefined)[]): string {
  return sentences.filter((sentence) => sentence !== undefined).join(' ')
}
