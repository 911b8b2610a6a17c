import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useCallback, useSyncExternalStore } from 'react'

import { recordText, onCognito } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Ladder } from '../../ui/Ladder.tsx'
import { Lifeline } from '../../ui/Lifeline.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { SkewNotice } from '../../ui/SkewNotice.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { StillWorksRows } from '../../ui/StillWorksRows.tsx'
import { useNow } from '../../ui/useNow.ts'
import { vault } from '../../vault/client.ts'
import type { Receipt } from '../../vault/protocol.ts'
import { asLeft } from './asLeft.ts'
import { CookieRow } from './CookieRow.tsx'
import { LeakReceiptPage } from './LeakReceiptPage.tsx'
import { OperatorReceiptPage } from './OperatorReceiptPage.tsx'
import { OthersReceiptPage } from './OthersReceiptPage.tsx'
import { KeepPanel } from './KeepPanel.tsx'
import { SignOutTrouble } from './SignOutTrouble.tsx'
import { kindText, ladderOf, lifelineOf, limitText, receiptText, verdictOf, workOf } from './account.ts'

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
  const now = useNow(undefined, 10_000)
  const known = seen ?? stored.data
  const receipt = known && asLeft(known, now)
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
            {recordText(onCognito(receipt.askedAt, receipt.skewMs))}
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
      <SignOutTrouble receipt={receipt} now={now} appClients={appClients} onReceipt={onReceipt} />
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
          lines={workOf(receipt)}
          now={now}
          under={{ 'managed login': <CookieRow receipt={receipt} now={now()} /> }}
        />
      </Section>
      <KeepPanel receipt={receipt} />
    </>
  )
}
