import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useCallback } from 'react'

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
import type { LeakReceipt } from '../../vault/protocol/leaks.ts'
import { receiptJson } from './account.ts'
import { KeepButtons } from './KeepButtons.tsx'
import { LeakTrouble } from './LeakTrouble.tsx'
import { OwnStillAnswers } from './OwnStillAnswers.tsx'
import { leakLadder, leakText, leakedText, leakVerdict, leakWorks, triedAs } from './leakAccount.ts'
import { UserLink } from './UserLink.tsx'

type LeakReceiptPageProps = { receipt: LeakReceipt; signedIn: boolean; onHome: () => void }

/** A receipt about a token that leaked: what was asked, in whose name, and whether the end was seen. */
export const LeakReceiptPage = ({ receipt, signedIn, onHome }: LeakReceiptPageProps) => {
  const now = useCallback(() => new Date(Date.now() + receipt.skewMs), [receipt.skewMs])
  const local = useNow(undefined, 10_000)
  const verdict = leakVerdict(receipt, local)
  const lines = leakWorks(receipt, local)
  const { displayName, token, tried, clients } = receipt
  const user = userOf(receipt)
  const waiting = verdict.mark === 'ending' && clients > 1
  const place = Math.min(tried.length + 1, clients)
  return (
    <>
      <PageHeader
        title={verdict.title}
        subtitle={
          <>
            <Trans>
              By <bdi>{displayName}</bdi>
            </Trans>{' '}
            · {leakedText[token.kind]} · {recordText(onCognito(receipt.askedAt, receipt.skewMs))}
          </>
        }
        actions={
          <>
            {signedIn && user !== undefined ? (
              <UserLink {...user} className={buttonClass('primary')}>
                <Trans>Open the user’s page</Trans>
              </UserLink>
            ) : null}
            <Button variant={signedIn && user !== undefined ? 'secondary' : 'primary'} onClick={onHome}>
              {signedIn ? t`My session` : t`Sign in again`}
            </Button>
            <CopyButton large label={t`Copy receipt`} value={() => leakText(receipt, new Date())} />
          </>
        }
      />
      <p role="status" className="sr-only">
        {verdict.title}
      </p>
      <SkewNotice skewMs={receipt.skewMs} />
      <LeakTrouble receipt={receipt} signedIn={signedIn} />
      <OwnStillAnswers own={receipt.own} />
      <Panel
        flush
        title={t`The evidence`}
        aside={<StateMark state={verdict.mark}>{verdict.markText}</StateMark>}
        footer={
          tried.length > 0 || waiting ? (
            <>
              <Rows label={t`App clients that were tried`} bare>
                {tried.map((each) => {
                  const { clientId, name } = each
                  const { mark, word, why } = triedAs(each)
                  return (
                    <Row
                      key={clientId}
                      title={<bdi className="wrap-anywhere">{name ?? clientId}</bdi>}
                      detail={<span className="wrap-anywhere">{why}</span>}
                      end={<StateMark state={mark}>{word}</StateMark>}
                    />
                  )
                })}
              </Rows>
              {waiting ? (
                <p className="px-6 py-4 text-sm text-muted max-sm:px-4">
                  <Trans>
                    Trying app client {place} of {clients}. Keep this tab open.
                  </Trans>
                </p>
              ) : null}
            </>
          ) : undefined
        }
      >
        <Ladder steps={leakLadder(receipt, local)} />
      </Panel>
      {lines.length > 0 ? (
        <Section title={t`What still works, and until when`}>
          <StillWorksRows lines={lines} now={now} />
        </Section>
      ) : null}
      <Panel
        title={t`This receipt`}
        aside={
          <KeepButtons id={receipt.id} text={() => leakText(receipt, new Date())} json={() => receiptJson(receipt)} />
        }
        footer={<LeakFacts receipt={receipt} signedIn={signedIn} />}
      />
    </>
  )
}

/** Whom the token is of. Nobody is signed out by one whose signature does not fit. */
function userOf({ operation, poolId, token }: LeakReceipt): { poolId: string; username: string } | undefined {
  const { username } = token.says
  return operation === 'RevokeToken' || username === undefined ? undefined : { poolId, username }
}

const LeakFacts = ({ receipt, signedIn }: { receipt: LeakReceipt; signedIn: boolean }) => {
  const { id, token, poolId, username } = receipt
  const { says } = token
  const user = userOf(receipt)
  return (
    <Facts
      facts={[
        { label: t`Receipt`, value: <Identifier value={id} of={t`id of the receipt`} />, hint: t`By ${username}` },
        {
          label: t`Whose token`,
          value:
            signedIn && user !== undefined ? (
              <UserLink {...user}>{user.username}</UserLink>
            ) : (
              <span className="wrap-anywhere">{says.username ?? t`It does not say`}</span>
            ),
          hint: says.sub === undefined ? undefined : <Identifier value={says.sub} of="sub" />,
        },
        {
          label: t`Family`,
          value: says.familyId === undefined ? t`Not told` : <Identifier value={says.familyId} of={t`family id`} />,
          hint: says.familyId === undefined ? undefined : t`Every token of the sign-in carries it`,
        },
        {
          label: t`Pool`,
          value: <Identifier value={poolId} of={t`pool id`} head={10} />,
          hint:
            says.clientId === undefined ? undefined : (
              <Trans>
                App client <Identifier value={says.clientId} of={t`app client id`} />
              </Trans>
            ),
        },
      ]}
    />
  )
}
