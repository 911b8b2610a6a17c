import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { deviceName } from '../../lib/sessionWords.ts'
import { Button } from '../../ui/Button.tsx'
import { DeviceRow } from '../../ui/DeviceRow.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ReadAgain } from '../../ui/ReadAgain.tsx'
import { Rows } from '../../ui/Rows.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useNow } from '../../ui/useNow.ts'
import { vault } from '../../vault/client.ts'
import type { UserDevice } from '../../vault/protocol/users.ts'
import type { Wanted } from './actWords.ts'
import { userDevicesQuery } from './queries.ts'

type UserDevicesProps = {
  poolId: string
  username: string
  /** What came of what was done to them. */
  report: ReactNode
  onAsk: (wanted: Wanted) => void
  blocked: string | undefined
}

/** The devices that the pool remembers for the user; a pool that keeps none is told in a sentence. */
export const UserDevices = ({ poolId, username, report, onAsk, blocked }: UserDevicesProps) => {
  const list = useQuery(userDevicesQuery(poolId, username))
  const now = useNow(vault.now, 10_000)
  const failure = list.error ? failureOf(list.error, 'AdminListDevices') : undefined
  const keepsNone = failure?.code === 'InvalidUserPoolConfigurationException'
  const devices = (list.data?.devices ?? []).toSorted(
    (one, other) => (other.lastUsedAt?.getTime() ?? 0) - (one.lastUsedAt?.getTime() ?? 0),
  )
  return (
    <Section
      title={t`Devices`}
      hint={
        list.data ? (
          <ReadAgain
            of={t`Those that Cognito remembers`}
            at={list.data.at}
            reading={list.isFetching}
            onRead={() => void list.refetch()}
          />
        ) : undefined
      }
    >
      {report}
      {keepsNone ? (
        <p className="text-sm text-muted">{t`This user pool does not keep track of devices.`}</p>
      ) : failure ? (
        <FailureNotice
          failure={failure}
          role="alert"
          stale={list.data !== undefined}
          onRetry={() => void list.refetch()}
        />
      ) : null}
      {list.isPending ? (
        <Panel>
          <Skeleton label={t`Reading the devices`} lines={2} />
        </Panel>
      ) : null}
      {list.data && devices.length === 0 ? (
        <p className="text-sm text-muted">{t`Cognito remembers no device of this user.`}</p>
      ) : null}
      {devices.length > 0 ? (
        <Rows cells={2} label={t`Devices of the user`}>
          {devices.map((device) => (
            <DeviceRow
              key={device.key}
              device={shown(device)}
              now={now}
              actions={
                <Button
                  size="small"
                  blocked={blocked}
                  reason="tip"
                  onClick={() => onAsk({ acts: [{ do: 'forget device', key: device.key, name: device.name }] })}
                >
                  <Forget device={device} />
                </Button>
              }
            />
          ))}
        </Rows>
      ) : null}
    </Section>
  )
}

/** What the button says, and to a screen reader which device it is about. */
const Forget = ({ device }: { device: UserDevice }) => {
  // Anybody's text: as an element it cannot be taken for the markup of its sentence.
  const name = <>{deviceName(device).slice(0, 120)}</>
  return (
    <Trans>
      Forget<span className="sr-only"> {name}</span>
    </Trans>
  )
}

function shown({ createdAt, ...device }: UserDevice) {
  return createdAt === undefined ? device : { ...device, firstUsedAt: createdAt }
}
