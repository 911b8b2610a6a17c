import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useCallback } from 'react'

import { failureIn } from '../../lib/actState.ts'
import { type ActState, actTitle } from '../../lib/acts.ts'
import { recordText, onCognito } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { buttonClass } from '../../ui/buttonClass.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Identifier } from '../../ui/Identifier.tsx'
import { Ladder } from '../../ui/Ladder.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkewNotice } from '../../ui/SkewNotice.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { StillWorksRows } from '../../ui/StillWorksRows.tsx'
import { useNow } from '../../ui/useNow.ts'
import type { OperatorReceipt } from '../../vault/protocol/acts.ts'
import { receiptJson } from './account.ts'
import { KeepButtons } from './KeepButtons.tsx'
import {
  isOfPart,
  isToldByLadder,
  operatorLadder,
  operatorText,
  operatorVerdict,
  operatorWork,
  requestOf,
  stepShown,
  undoneOf,
} from './operatorAccount.ts'
import { OperatorTrouble } from './OperatorTrouble.tsx'
import { OwnStillAnswers } from './OwnStillAnswers.tsx'
import { partText } from './receiptLines.ts'
import { UserLink } from './UserLink.tsx'

type OperatorReceiptPageProps = { receipt: OperatorReceipt; signedIn: boolean; onHome: () => void }

/** A receipt about a user's account: what an operator did, and what Cognito accepted of it. */
export const OperatorReceiptPage = ({ receipt, signedIn, onHome }: OperatorReceiptPageProps) => {
  const now = useCallback(() => new Date(Date.now() + receipt.skewMs), [receipt.skewMs])
  const local = useNow(undefined, 10_000)
  const verdict = operatorVerdict(receipt, local)
  const lines = operatorWork(receipt)
  const below = isToldByLadder(receipt)
  const hasOwnWay = signedIn && undoneOf(receipt, local).length > 0
  const { displayName, user } = receipt
  const asked = recordText(onCognito(receipt.askedAt, receipt.skewMs))
  return (
    <>
      <PageHeader
        title={<span className="wrap-anywhere">{verdict.title}</span>}
        subtitle={
          <>
            <Trans>
              By <bdi>{displayName}</bdi>
            </Trans>{' '}
            · {asked}
          </>
        }
        actions={
          <>
            {signedIn && !hasOwnWay ? (
              <UserLink {...user} className={buttonClass('primary')}>
                <Trans>Open the user’s page</Trans>
              </UserLink>
            ) : null}
            <Button variant={signedIn ? 'secondary' : 'primary'} onClick={onHome}>
              {signedIn ? t`My session` : t`Sign in again`}
            </Button>
            <CopyButton large label={t`Copy receipt`} value={() => operatorText(receipt, new Date())} />
          </>
        }
      />
      <p role="status" className="sr-only">
        {verdict.title}
      </p>
      <SkewNotice skewMs={receipt.skewMs} />
      <OperatorTrouble receipt={receipt} now={local} signedIn={signedIn} />
      <OwnStillAnswers own={receipt.own} />
      <Panel
        flush
        title={receipt.plan === 'compromised account' ? t`Compromised account` : t`What was done`}
        aside={<StateMark state={verdict.mark}>{verdict.markText}</StateMark>}
        footer={<Ladder steps={operatorLadder(receipt, local)} />}
      >
        <Rows label={t`What was done`} cells={1} bare>
          {receipt.acts.map((step, place) => {
            const { act, at } = step
            const { mark, text, why } = stepShown(receipt, step, local)
            return (
              <Row
                // oxlint-disable-next-line react/no-array-index-key -- a receipt's acts keep their places
                key={place}
                title={<bdi className="line-clamp-3 wrap-anywhere">{actTitle(act)}</bdi>}
                detail={
                  <span className="wrap-anywhere">
                    {why}
                    {'at' in at && !below ? ` ${recordText(onCognito(at.at, receipt.skewMs))}` : ''}
                  </span>
                }
                cells={[below ? null : <Answer key="answer" at={at} />]}
                end={<StateMark state={mark}>{text}</StateMark>}
                endBelow
              />
            )
          })}
        </Rows>
      </Panel>
      {receipt.reason === undefined ? null : (
        <Panel title={t`Reason`}>
          <p className="text-sm whitespace-pre-wrap wrap-anywhere">
            <bdi>{receipt.reason}</bdi>
          </p>
        </Panel>
      )}
      {lines.length > 0 ? (
        <Section title={t`What still works, and until when`} hint={isOfPart(receipt) ? partText() : undefined}>
          <StillWorksRows lines={lines} now={now} />
        </Section>
      ) : null}
      <Panel
        title={t`This receipt`}
        aside={
          <KeepButtons
            id={receipt.id}
            text={() => operatorText(receipt, new Date())}
            json={() => receiptJson(receipt)}
          />
        }
        footer={
          <Facts
            facts={[
              {
                label: t`Receipt`,
                value: <Identifier value={receipt.id} of={t`id of the receipt`} />,
                hint: t`Asked ${asked}`,
              },
              {
                label: t`User`,
                value: signedIn ? (
                  <UserLink {...user}>{user.username}</UserLink>
                ) : (
                  <span className="wrap-anywhere">{user.username}</span>
                ),
              },
              { label: t`Pool`, value: <Identifier value={user.poolId} of={t`pool id`} head={10} /> },
              { label: t`Done by`, value: displayName, hint: receipt.username },
            ]}
          />
        }
      />
    </>
  )
}

/** What Cognito's answer is found by: the request, and the code of a failure. */
const Answer = ({ at }: { at: ActState }) => {
  const failure = failureIn(at)
  const requestId = requestOf(at)
  return (
    <span className="flex flex-col items-start text-sm text-muted">
      {failure === undefined ? null : <code className="font-mono text-xs wrap-anywhere">{failure.code}</code>}
      {requestId === undefined ? null : (
        <span className="inline-flex items-center gap-1">
          <Trans>
            request <Identifier value={requestId} of={t`request id`} />
          </Trans>
        </span>
      )}
    </span>
  )
}
