import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { placeText } from '../../lib/sessionWords.ts'
import { fullText, momentText } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ReadAgain } from '../../ui/ReadAgain.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { vault } from '../../vault/client.ts'
import type { SignInEvent } from '../../vault/protocol/users.ts'
import { userHistoryQuery } from './queries.ts'

type UserHistoryProps = { poolId: string; username: string }

const atFirst = 10
const atOnce = 50

/** The sign-in history, where the pool's plan keeps one; where it does not, a sentence says so. */
export const UserHistory = ({ poolId, username }: UserHistoryProps) => {
  const history = useQuery(userHistoryQuery(poolId, username))
  const [most, setMost] = useState(atFirst)
  const failure = history.error ? failureOf(history.error, 'AdminListUserAuthEvents') : undefined
  const keepsNone = failure?.code === 'UserPoolAddOnNotEnabledException'
  const events = history.data?.events ?? []
  const more = Math.min(atOnce, events.length - most)
  return (
    <Section
      title={t`Sign-in history`}
      hint={
        history.data ? (
          <ReadAgain
            of={t`The latest that Cognito keeps`}
            at={history.data.at}
            reading={history.isFetching}
            onRead={() => void history.refetch()}
          />
        ) : undefined
      }
    >
      {keepsNone ? (
        <p className="text-sm text-muted">
          <Trans>
            This pool keeps no sign-in history. Cognito keeps one only where threat protection is on, which needs the
            Plus plan.
          </Trans>
        </p>
      ) : failure ? (
        <FailureNotice
          failure={failure}
          role="alert"
          stale={history.data !== undefined}
          onRetry={() => void history.refetch()}
        />
      ) : null}
      {history.isPending ? (
        <Panel>
          <Skeleton label={t`Reading the sign-in history`} lines={3} />
        </Panel>
      ) : null}
      {history.data && events.length === 0 ? (
        <p className="text-sm text-muted">{t`Cognito has no sign-in of this user on record.`}</p>
      ) : null}
      {events.length > 0 ? (
        <Rows label={t`Sign-in history`} cells={2}>
          {events.slice(0, most).map((event) => (
            <Row
              key={event.id}
              title={<bdi className="line-clamp-2 wrap-anywhere">{typeText(event.type)}</bdi>}
              detail={<bdi className="line-clamp-2 wrap-anywhere">{event.device ?? t`Unknown device`}</bdi>}
              cells={[
                <span key="place" className="flex flex-col wrap-anywhere">
                  <bdi className="line-clamp-2">{placeText(event)}</bdi>
                  <bdi className="font-mono text-[0.8125rem] text-muted">{event.address ?? ''}</bdi>
                </span>,
                event.at === undefined ? (
                  <span key="at" className="text-muted">
                    <Trans>Time not known</Trans>
                  </span>
                ) : (
                  <time key="at" dateTime={event.at.toISOString()} title={fullText(event.at)}>
                    {momentText(event.at, vault.now())}
                  </time>
                ),
              ]}
              end={<Outcome event={event} />}
            />
          ))}
        </Rows>
      ) : null}
      {events.length > most ? (
        <Button className="self-center" onClick={() => setMost(most + atOnce)}>
          <Trans>Show {more} more</Trans>
        </Button>
      ) : null}
    </Section>
  )
}

const Outcome = ({ event: { response, risk } }: { event: SignInEvent }) => {
  const text = response === 'Pass' ? t`Passed` : response === 'Fail' ? t`Failed` : (response ?? t`Not known`)
  const mark = response === 'Pass' ? 'live' : response === 'Fail' ? 'failed' : 'unknown'
  const risky = risk !== undefined && risk !== 'NoRisk'
  return (
    <span className="flex flex-col items-end wrap-anywhere">
      <StateMark state={mark}>
        <bdi>{text}</bdi>
      </StateMark>
      {risky ? <bdi className="text-sm text-muted">{risks.get(risk) ?? risk}</bdi> : null}
    </span>
  )
}

const types = new Map([
  ['SignIn', t`Sign-in`],
  ['SignUp', t`Sign-up`],
  ['ForgotPassword', t`Forgotten password`],
  ['PasswordChange', t`Password change`],
  ['ResendCode', t`Code sent again`],
])

const risks = new Map([
  ['AccountTakeover', t`Risk of a takeover`],
  ['Block', t`Blocked as a risk`],
])

function typeText(type: string): string {
  return types.get(type) ?? type
}
