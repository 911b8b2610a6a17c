import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'

import { deviceName } from '../../lib/sessionWords.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { DeviceRow } from '../../ui/DeviceRow.tsx'
import type { Device } from '../../vault/protocol.ts'
import { setDeviceRemembered } from './deviceQueries.ts'

type OwnDeviceProps = { device: Device; now: Date; onForget: () => void }

export const OwnDevice = ({ device, now, onForget }: OwnDeviceProps) => {
  const remember = useMutation(setDeviceRemembered())
  const name = deviceName(device).slice(0, 120)
  const isRemembered = device.remembered !== false
  return (
    <DeviceRow
      device={device}
      badge={device.here ? <Badge tone="lamp">{t`this device`}</Badge> : undefined}
      note={isRemembered ? t`Remembered` : t`Not remembered`}
      now={now}
      actions={
        <>
          <Button
            size="small"
            busy={
              remember.isPending &&
              (isRemembered ? t({ message: 'Stopping', context: 'remembering a device' }) : t`Remembering`)
            }
            onClick={() => remember.mutate({ key: device.key, remembered: !isRemembered })}
          >
            {isRemembered ? (
              <Trans>
                Stop remembering<span className="sr-only"> {name}</span>
              </Trans>
            ) : (
              <Trans>
                Remember<span className="sr-only"> {name}</span>
              </Trans>
            )}
          </Button>
          <Button size="small" onClick={onForget}>
            <Trans>
              Forget<span className="sr-only"> {name}</span>
            </Trans>
          </Button>
        </>
      }
    />
  )
}
