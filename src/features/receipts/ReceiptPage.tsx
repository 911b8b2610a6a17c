import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useCallback, useState, useSyncExternalStore } from 'react'

import { detailsOf } from '../../lib/details.ts'
import type { Failure } from '../../lib/failure.ts'
import { mayHaveEnded } from '../../lib/givenUp.ts'
import { stillWorksLines } from '../../lib/stillWorksWords.ts'
import { fullText, momentText, onCognito } from '../../lib/time.ts'
import { told } from '../../lib/words.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Ladder } from '../../ui/Ladder.tsx'
import { Lifeline } from '../../ui/Lifeline.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { SkewNotice } from '../../ui/SkewNotice.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { StillWorksRows } from '../../ui/StillWorksRows.tsx'
import { vault } from '../../vault/client.ts'
import type { Receipt } from '../../vault/protocol.ts'
import { CookieRow } from './CookieRow.tsx'
import { InsteadDialog } from './InsteadDialog.tsx'
import { LeakReceiptPage } from './LeakReceiptPage.tsx'
import { OperatorReceiptPage } from './OperatorReceiptPage.tsx'
import { OthersReceiptPage } from './OthersReceiptPage.tsx'
import { KeepPanel } from './KeepPanel.tsx'
import { kindText, ladderOf, lifelineOf, limitText, receiptText, verdictOf } from './account.ts'

type ReceiptPageProps = {
  receiptId: string
  signedIn: boolean
  /** The way to where token revocation is switched, for an operator. */
  appClients?: ReactNode
  onHome: () => void
  onReceipt: (receiptId: string) => void
}

export const ReceiptPage = ({ receiptId, signedIn, appClients, onHome, onReceipt }: ReceiptPageProps) => {
  const seen = useSyncExternalStore(vault.subscribe, () => vault.receiptSeen(receiptId))
  const stored = useQuery({
    queryKey: ['receipts', receiptId],
    queryFn: async () => (await vault.ask('receipt', { receiptId })) ?? null,
    enabled: seen === undefined,
  })
  const receipt = seen ?? stored.data
  if (receipt?.kind === 'this device' || receipt?.kind === 'everywhere') {
    return <Shown receipt={receipt} signedIn={signedIn} appClients={appClients} onHome={onHome} onReceipt={onReceipt} />
  }
  if (receipt?.kind === 'another session' || receipt?.kind === 'other sessions') {
    return <OthersReceiptPage receipt={receipt} signedIn={signedIn} onHome={onHome} />
  }
  if (receipt?.kind === 'leaked token') {
    return <LeakReceiptPage receipt={receipt} signedIn={signedIn} onHome={onHome} />
  }
  if (receipt?.kind === 'a user') return <OperatorReceiptPage receipt={receipt} signedIn={signedIn} onHome={onHome} />
  if (stored.isPending) return <Skeleton label={t`Looking for the receipt`} />
  return (
    <Panel>
      <EmptyState
        title={t`This receipt is not in this browser`}
        actions={
          <Button variant="primary" onClick={onHome}>
            {signedIn ? t`My session` : t`Sign in`}
          </Button>
        }
      >
        <Trans>Receipts are kept only where the sign-out was asked for, and not at all on a shared computer.</Trans>
      </EmptyState>
    </Panel>
  )
}

type ShownProps = Omit<ReceiptPageProps, 'receiptId'> & { receipt: Receipt }

const Shown = ({ receipt, signedIn, appClients, onHome, onReceipt }: ShownProps) => {
  const now = useCallback(() => new Date(Date.now() + receipt.skewMs), [receipt.skewMs])
  const verdict = verdictOf(receipt)
  const lifeline = lifelineOf(receipt)
  const { server } = receipt
  const hasOwnWay = server.step === 'refused' && server.everywhereOffered

  return (
    <>
      <PageHeader
        title={verdict.title}
        subtitle={
          <>
            <bdi>{receipt.displayName}</bdi> · {kindText[receipt.kind]} ·{' '}
            {fullText(onCognito(receipt.askedAt, receipt.skewMs))}
            {receipt.limit === undefined ? null : ` · ${limitText[receipt.limit]}`}
          </>
        }
        actions={
          <>
            <Button variant={hasOwnWay ? 'secondary' : 'primary'} onClick={onHome}>
              {signedIn ? t`My session` : t`Sign in again`}
            </Button>
            <CopyButton large label={t`Copy receipt`} value={() => receiptText(receipt, new Date())} />
          </>
        }
      />
      <p role="status" className="sr-only">
        {verdict.title}
      </p>
      <SkewNotice skewMs={receipt.skewMs} />
      <Trouble receipt={receipt} now={now} appClients={appClients} onReceipt={onReceipt} />
      <Panel
        title={t`This session’s tokens`}
        aside={<StateMark state={verdict.mark}>{verdict.markText}</StateMark>}
        footer={<Ladder steps={ladderOf(receipt)} />}
      >
        <Lifeline
          rows={lifeline.rows}
          cut={lifeline.cut}
          state={verdict.mark === 'failed' ? 'unknown' : verdict.mark}
          now={now}
        />
      </Panel>
      <Section title={t`What still works, and until when`}>
        <StillWorksRows
          lines={stillWorksLines(receipt.stillWorks, receipt.kind, receipt.server.step === 'asked')}
          overText={receipt.server.step === 'asked' ? t`Ending` : t`Does not work any more`}
          now={now}
          under={{ 'managed login': <CookieRow receipt={receipt} now={now()} /> }}
        />
      </Section>
      <KeepPanel receipt={receipt} />
    </>
  )
}

type TroubleProps = { receipt: Receipt; now: () => Date; appClients: ReactNode; onReceipt: (receiptId: string) => void }

/** What is not as it should be, with the next step: a panel, never only a toast. */
const Trouble = ({ receipt, now, appClients, onReceipt }: TroubleProps) => {
  const { server, proof } = receipt
  const retry = useMutation({
    mutationFn: async () => vault.ask('retryOutbox', {}),
    meta: { operation: 'RevokeToken', failure: 'toast' },
  })
  const [asking, setAsking] = useState(false)
  const [gone, setGone] = useState(false)
  const { refresh } = receipt.tokens
  const expiresAt = momentText(refresh.expiresAt, now())
  const refreshUntil = refresh.approximate ? t`about ${expiresAt}` : expiresAt

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
            {server.step === 'not told yet' ? (
              <Button size="small" busy={retry.isPending && t`Trying`} onClick={() => retry.mutate()}>
                <Trans>Try now</Trans>
              </Button>
            ) : null}
          </>
        }
      >
        <span>
          {server.step === 'given up' ? givenUp(server, refreshUntil) : detail}
          {server.step === 'not told yet'
            ? ` ${triedText(server.tries, momentText(onCognito(server.nextTryAt, receipt.skewMs), now()))}`
            : ''}
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
  if (proof.state === 'still answers') {
    const { probe, tries } = proof
    return (
      <Notice kind="danger" role="alert" title={t`Cognito accepted the sign-out, but still takes the old token`}>
        {plural(tries, {
          one: `${probe} was answered # time after the sign-out. Cognito may need longer; sign in again and use “Sign out everywhere”, or ask an operator to sign you out.`,
          other: `${probe} was answered # times after the sign-out. Cognito may need longer; sign in again and use “Sign out everywhere”, or ask an operator to sign you out.`,
        })}
      </Notice>
    )
  }
  if (proof.state === 'not known') {
    const { title, detail } = told(proof.failure)
    return (
      <Notice
        kind="warn"
        title={t`Cognito accepted the sign-out, but it could not be observed`}
        details={detailsOf(proof.failure)}
      >
        {title}. {detail}
      </Notice>
    )
  }
  return null
}

/** The refusals of a revocation that switching it on for the app client would end (cognito-facts 3.3 and part 5). */
function revocationIsOff({ code }: Failure): boolean {
  return (
    code === 'UnsupportedOperationException' || code === 'OperationNotEnabledException' || code === 'invalid_request'
  )
}

function triedText(tries: number, next: string): string {
  return plural(tries, { one: `Tried once; next at ${next}.`, other: `Tried # times; next at ${next}.` })
}

function givenUp(server: Extract<Receipt['server'], { step: 'given up' }>, until: string): string {
  const works = mayHaveEnded(server)
    ? t`Cognito never answered, so the refresh token may work until ${until}. Sign in again and sign out everywhere to be sure that it is ended.`
    : t`Cognito was never told, so the refresh token works until ${until}. Sign in again and sign out everywhere to end it.`
  switch (server.why) {
    case 'a day has passed':
      return `${t`Curfew tried for a day.`} ${works}`
    case 'the token has expired':
      return t`Cognito never answered, but the refresh token has expired since, so nothing new can be had with it.`
    case 'memory only':
      return `${t`Nothing is kept on a shared computer, so Curfew cannot try again.`} ${works}`
    case 'forgotten':
      return `${t`This browser no longer has what it needs to try again.`} ${works}`
    default:
      return server.why satisfies never
  }
}
