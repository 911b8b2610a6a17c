import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useCallback } from 'react'

import { appName } from '../../lib/appName.ts'
import { detailsOf } from '../../lib/details.ts'
import { tallyOf } from '../../lib/elsewhere.ts'
import { deviceText } from '../../lib/sessionWords.ts'
import { recordText, onCognito } from '../../lib/time.ts'
import { told } from '../../lib/words.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { FailureDetails } from '../../ui/FailureDetails.tsx'
import { Identifier } from '../../ui/Identifier.tsx'
import { Ladder } from '../../ui/Ladder.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkewNotice } from '../../ui/SkewNotice.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { StillWorksRows } from '../../ui/StillWorksRows.tsx'
import { useNow } from '../../ui/useNow.ts'
import { vault } from '../../vault/client.ts'
import type { EndedSession, OthersReceipt, StayReceipt } from '../../vault/protocol.ts'
import { sessionState } from './endedSession.ts'
import { KeepButtons } from './KeepButtons.tsx'
import { kindText, receiptJson } from './account.ts'
import { isAbandoned, isOfPart, othersLadder, othersText, othersVerdict, othersWork } from './othersAccount.ts'
import { partText } from './receiptLines.ts'

type OthersReceiptPageProps = { receipt: OthersReceipt; signedIn: boolean; onHome: () => void }

/** A receipt about other sessions of the person: what Cognito said of each, and whether its list agrees. */
export const OthersReceiptPage = ({ receipt, signedIn, onHome }: OthersReceiptPageProps) => {
  const now = useCallback(() => new Date(Date.now() + receipt.skewMs), [receipt.skewMs])
  const local = useNow(undefined, 10_000)
  const verdict = othersVerdict(receipt, local)
  const identityPool = vault.config.identityPoolId !== undefined
  const lines = othersWork(receipt, identityPool, local)
  const asked = recordText(onCognito(receipt.askedAt, receipt.skewMs))
  const hasOwnWay = signedIn && receipt.operation === 'RevokeUserSession' && tallyOf(receipt).open.length > 0
  return (
    <>
      <PageHeader
        title={verdict.title}
        subtitle={
          <>
            <bdi>{receipt.displayName}</bdi> · {kindText[receipt.kind]} · {asked}
          </>
        }
        actions={
          <>
            <Button variant={hasOwnWay ? 'secondary' : 'primary'} onClick={onHome}>
              {signedIn ? t`My session` : t`Sign in again`}
            </Button>
            <CopyButton large label={t`Copy receipt`} value={() => othersText(receipt, identityPool, new Date())} />
          </>
        }
      />
      <p role="status" className="sr-only">
        {verdict.title}
      </p>
      <SkewNotice skewMs={receipt.skewMs} />
      {receipt.operation === 'GlobalSignOut' ? (
        <BackTrouble receipt={receipt} />
      ) : (
        <Again receipt={receipt} signedIn={signedIn} />
      )}
      <Panel
        flush
        title={receipt.kind === 'another session' ? t`What became of it` : t`What became of them`}
        aside={<StateMark state={verdict.mark}>{verdict.markText}</StateMark>}
        footer={<Ladder steps={othersLadder(receipt, local)} />}
      >
        {receipt.operation === 'GlobalSignOut' ? (
          <p className="px-6 py-5 text-sm text-muted max-sm:px-4">
            <Trans>
              Cognito keeps no list of sessions for this pool, so every session was ended, this browser’s too, and a new
              one begun here. The proof is this browser’s old access token: it ended with all the others.
            </Trans>
          </p>
        ) : (
          <Rows label={t`Sessions`} cells={1} bare>
            {receipt.sessions.map((session) => (
              <SessionLine key={session.id} session={session} abandoned={isAbandoned(receipt, local)} />
            ))}
          </Rows>
        )}
      </Panel>
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
            text={() => othersText(receipt, identityPool, new Date())}
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
              { label: t`Who`, value: receipt.displayName, hint: receipt.username },
            ]}
          />
        }
      />
    </>
  )
}

type SessionLineProps = { session: EndedSession; abandoned: boolean }

const SessionLine = ({ session, abandoned }: SessionLineProps) => {
  const { mark, text, why } = sessionState(session, abandoned)
  const { id, kind, device, address, city, country, linked, clientId } = session
  const place = [city, country, address].filter((part) => part !== undefined).join(', ')
  const taken = kind === 'sso' ? t`with what came through it` : t`with the sign-in it came through`
  const details = [
    kind === 'sso' ? t`Single sign-on in a browser` : appName(vault.config, clientId),
    place,
    linked ? taken : '',
    why,
  ]
  return (
    <Row
      title={<bdi className="line-clamp-3 wrap-anywhere">{deviceText(device)}</bdi>}
      detail={
        <>
          <span className="wrap-anywhere">{details.filter((part) => part !== '').join(' · ')}</span>
          {session.server.step === 'failed' ? (
            <FailureDetails details={detailsOf(session.server.failure)} of={deviceText(device).slice(0, 120)} />
          ) : null}
        </>
      }
      cells={[<Identifier key="id" value={id} of={t`session id`} />]}
      end={<StateMark state={mark}>{text}</StateMark>}
    />
  )
}

type AgainProps = { receipt: Extract<OthersReceipt, { operation: 'RevokeUserSession' }>; signedIn: boolean }

/** What did not end can be asked for again, while there is a session to ask with. */
const Again = ({ receipt, signedIn }: AgainProps) => {
  const retry = useMutation({
    mutationFn: async () => vault.ask('retryEnding', { receiptId: receipt.id }),
    meta: { operation: 'RevokeUserSession', failure: 'toast' },
  })
  const { open: opened, lost } = tallyOf(receipt)
  const open = opened.length
  if (open === 0) return null
  return (
    <Notice
      kind={lost.length === open ? 'warn' : 'danger'}
      role="alert"
      title={titleOf(open, lost.length)}
      actions={
        signedIn ? (
          <Button size="small" variant="primary" busy={retry.isPending && t`Trying`} onClick={() => retry.mutate()}>
            {plural(open, { one: 'Try it again', other: 'Try these # again' })}
          </Button>
        ) : undefined
      }
    >
      {signedIn
        ? plural(open, { one: 'Why stands beside it.', other: 'Why stands beside each of them.' })
        : t`Sign in again to try once more.`}
    </Notice>
  )
}

function titleOf(open: number, lost: number): string {
  if (lost === 0) return plural(open, { one: 'One session was not ended', other: '# sessions were not ended' })
  return plural(open, {
    one: 'One session was not ended, as far as is known',
    other: '# sessions were not ended, as far as is known',
  })
}

type BackTroubleProps = { receipt: StayReceipt }

const BackTrouble = ({ receipt: { back, proof } }: BackTroubleProps) => {
  if (proof.state === 'still answers') {
    const { probe, tries } = proof
    return (
      <Notice kind="danger" role="alert" title={t`Cognito accepted the sign-out, but still takes the old token`}>
        {plural(tries, {
          one: `${probe} was answered # time after the sign-out. Sign out everywhere again, or ask an operator to sign you out.`,
          other: `${probe} was answered # times after the sign-out. Sign out everywhere again, or ask an operator to sign you out.`,
        })}
      </Notice>
    )
  }
  if (back.step !== 'failed') return null
  return (
    <Notice
      kind="warn"
      role="alert"
      title={
        proof.state === 'observed refused'
          ? t`Every session ended, and signing back in here did not work`
          : t`Cognito accepted the sign-out, and signing back in here did not work`
      }
      details={back.failure ? detailsOf(back.failure) : undefined}
    >
      {back.failure ? `${told(back.failure).title}.` : t`Cognito asked for more than the password.`}{' '}
      {t`Nothing else is lost: sign in again as usual.`}
    </Notice>
  )
}
