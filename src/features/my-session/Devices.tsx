import { plural, t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { told } from '../../lib/words.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Rows } from '../../ui/Rows.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useNow } from '../../ui/useNow.ts'
import type { Device, SessionFacts } from '../../vault/protocol.ts'
import { OwnDevice } from './OwnDevice.tsx'
import { devicesQuery } from './deviceQueries.ts'
import { ForgetDialog } from './ForgetDialog.tsx'
import { maySee } from '../../lib/ownSessions.ts'
import { ReadAgain } from '../../ui/ReadAgain.tsx'

type DevicesProps = {
  session: SessionFacts
  /** Cognito's clock. */
  now: () => Date
}

/** The devices that the pool keeps for the person. A pool that keeps none is told in a sentence. */
export const Devices = ({ session, now }: DevicesProps) => {
  const list = useQuery({ ...devicesQuery(), enabled: maySee(session) })
  const moment = useNow(now, 10_000)
  const place = useRef<HTMLDivElement>(null)
  const [asking, setAsking] = useState<{ targets: readonly Device[]; others: boolean }>()
  const tracked = list.data?.state === 'tracked' ? list.data : undefined
  const devices = (tracked?.devices ?? []).toSorted(hereThenLatest)
  const others = devices.filter(({ here }) => !here)
  const count = others.length
  const title = tracked?.missing && told(tracked.missing).title

  return (
    <div ref={place}>
      <Section
        title={t`Devices`}
        hint={
          tracked ? (
            <ReadAgain
              of={t`Those that Cognito remembers, and this one`}
              at={tracked.at}
              reading={list.isFetching}
              onRead={() => void list.refetch()}
            />
          ) : undefined
        }
        action={
          count > 1 ? (
            <Button size="inline" variant="quiet" onClick={() => setAsking({ targets: others, others: true })}>
              {plural(count, { one: 'Forget the other one', other: 'Forget the # others' })}
            </Button>
          ) : undefined
        }
      >
        {list.error ? (
          <FailureNotice
            failure={failureOf(list.error, 'ListDevices')}
            role="alert"
            stale={list.data !== undefined}
            onRetry={() => void list.refetch()}
          />
        ) : null}
        {title === undefined ? null : (
          <Notice kind="warn" role="alert" title={t`A part of the list is missing`}>
            {t`${title}. These are the devices that could be read; there are more.`}
          </Notice>
        )}
        {devices.length > 0 ? (
          <Rows cells={2} label={t`Your devices`}>
            {devices.map((device) => (
              <OwnDevice
                key={device.key}
                device={device}
                now={moment}
                onForget={() => setAsking({ targets: [device], others: false })}
              />
            ))}
          </Rows>
        ) : null}
        {tracked && devices.length === 0 ? (
          <p className="text-sm text-muted">{t`Cognito remembers no device of yours, and this one was never confirmed.`}</p>
        ) : null}
        {list.data?.state === 'not tracked' ? (
          <p className="text-sm text-muted">
            {list.data.why === 'refused'
              ? t`This user pool does not keep track of devices.`
              : t`This user pool does not keep track of devices, or remembers none of yours.`}
          </p>
        ) : null}
        {maySee(session) ? null : (
          <p className="text-sm text-muted">
            {t`This session may not see your devices: its access token lacks the scope aws.cognito.signin.user.admin.`}
          </p>
        )}
        {list.isPending && list.isFetching ? (
          <Panel>
            <Skeleton label={t`Reading your devices`} lines={2} />
          </Panel>
        ) : null}
      </Section>
      {asking ? (
        <ForgetDialog
          targets={asking.targets}
          others={asking.others}
          session={session}
          now={now}
          onClose={() => setAsking(undefined)}
          returnTo={() => place.current?.querySelector('h2') ?? null}
        />
      ) : null}
    </div>
  )
}

function hereThenLatest(one: Device, other: Device): number {
  if (one.here !== other.here) return one.here ? -1 : 1
  return (other.lastUsedAt?.getTime() ?? 0) - (one.lastUsedAt?.getTime() ?? 0)
}
