import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useCallback, useState } from 'react'

import { momentText } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Identifier } from '../../ui/Identifier.tsx'
import { Lifeline } from '../../ui/Lifeline.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SkewNotice } from '../../ui/SkewNotice.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { vault } from '../../vault/client.ts'
import type { SessionFacts, TokenSpans } from '../../vault/protocol.ts'
import { useDeviceFact } from './deviceFact.tsx'
import { Devices } from './Devices.tsx'
import { EndCookie } from './EndCookie.tsx'
import { EverywhereDialog } from './EverywhereDialog.tsx'
import { KeptHint } from './KeptHint.tsx'
import { howWords } from './howWords.ts'
import { adminScope } from '../../lib/ownSessions.ts'
import { cannotEndAlone } from './ownSignOut.ts'
import { Preview } from './Preview.tsx'
import { RememberDevice } from './RememberDevice.tsx'
import { RenewNow } from './RenewNow.tsx'
import { OwnSignIn } from './OwnSignIn.tsx'
import { WhereSignedIn } from './WhereSignedIn.tsx'
import { TokenInspector } from './TokenInspector.tsx'

type SessionPageProps = {
  session: SessionFacts
  /** Called once the browser is signed out, with the receipt to show. */
  onLeft: (receiptId: string) => void
  /** The way to where session tracking is switched, for an operator. */
  pools?: ReactNode
}

const noScope = t`Cognito would refuse it: this session’s access token lacks the scope ${adminScope}.`

export const SessionPage = ({ session, onLeft, pools }: SessionPageProps) => {
  const [asking, setAsking] = useState(false)
  const [endCookie, setEndCookie] = useState(session.memoryOnly)
  const [linked, setLinked] = useState(false)
  const now = useCallback(() => new Date(Date.now() + session.skewMs), [session.skewMs])
  const signOut = useMutation({
    mutationFn: async () => vault.signOut({ linked, endCookie }),
    onSuccess: ({ receiptId }) => receiptId !== undefined && onLeft(receiptId),
    meta: { operation: 'RevokeToken', failure: 'toast' },
  })
  const { config } = vault
  const name = session.displayName
  const app = config.clientName ?? session.clientId
  const since = sinceText(session.signedInAt, now())
  const how = howWords(session.how)
  const renewsAt = momentText(session.renewsAt, now())
  const device = useDeviceFact(session)
  const notAlone = cannotEndAlone(session)

  return (
    <>
      <PageHeader
        title={
          <Trans>
            Signed in as <bdi>{name}</bdi>
          </Trans>
        }
        subtitle={
          <Trans>
            Since {since}, through <strong className="font-semibold text-ink">{app}</strong>, {how}
          </Trans>
        }
        actions={
          <>
            <Button
              id="sign-out-this-device"
              variant="primary"
              blocked={notAlone}
              busy={signOut.isPending && t`Signing out`}
              onClick={() => signOut.mutate()}
            >
              <Trans>Sign out this device</Trans>
            </Button>
            <Button
              id="sign-out-everywhere"
              blocked={session.scopes.includes(adminScope) ? undefined : noScope}
              onClick={() => setAsking(true)}
            >
              <Trans>Sign out everywhere</Trans>
            </Button>
          </>
        }
      />
      <RememberDevice />
      {notAlone === undefined ? <OwnSignIn session={session} checked={linked} onChange={setLinked} /> : null}
      <SkewNotice skewMs={session.skewMs} />
      <Panel
        title={t`This session’s tokens`}
        aside={
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <StateMark state="live" />
            <span>
              <Trans>access token renews by itself at {renewsAt}</Trans>
            </span>
            <RenewNow />
          </span>
        }
        footer={
          <Facts
            facts={[
              {
                label: t({ message: 'Family', context: 'of tokens' }),
                value: session.familyId ? (
                  <Identifier value={session.familyId} of={t`family id`} />
                ) : (
                  t({ message: 'None', context: 'no token family' })
                ),
                hint: session.familyId ? t`Every token of this sign-in carries it` : undefined,
              },
              {
                label: t`Can be revoked`,
                value: session.familyId === undefined ? t`No` : t`Yes`,
                hint: revocationHint(session),
              },
              {
                label: t`Kept`,
                value: session.memoryOnly ? t`In memory only` : t`Sealed in this browser`,
                hint: <KeptHint session={session} now={now} />,
              },
              device,
              {
                label: t`Pool`,
                value: <Identifier value={session.poolId} of={t`pool id`} head={10} />,
                hint: (
                  <Trans>
                    App client <Identifier value={session.clientId} of={t`app client id`} />
                  </Trans>
                ),
              },
            ]}
          />
        }
      >
        <Lifeline rows={rowsOf(session.tokens)} now={now} state="live" />
      </Panel>
      <Preview
        session={session}
        now={now}
        linked={linked}
        endCookie={<EndCookie checked={endCookie} onChange={setEndCookie} />}
      />
      <WhereSignedIn
        session={session}
        now={now}
        pools={pools}
        onReceipt={onLeft}
        onEverywhere={() => setAsking(true)}
      />
      <Devices session={session} now={now} />
      <TokenInspector session={session} />
      <EverywhereDialog open={asking} onClose={() => setAsking(false)} session={session} now={now} onLeft={onLeft} />
    </>
  )
}

function revocationHint({ familyId, how }: SessionFacts): string {
  if (familyId === undefined) return t`Revocation was off when it began`
  return how.by === 'managed login' ? t`On its own, by the revocation endpoint` : t`On its own, by RevokeToken`
}

function rowsOf({ refresh, access, id }: TokenSpans) {
  return [
    { name: t({ message: 'Refresh', context: 'token' }), ...refresh },
    { name: t({ message: 'Access', context: 'token' }), ...access },
    { name: t({ message: 'ID', context: 'token' }), ...id },
  ]
}

function sinceText(at: Date, now: Date): string {
  const moment = momentText(at, now)
  return at.toDateString() === now.toDateString() ? t`${moment} today` : moment
}
