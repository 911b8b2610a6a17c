import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'

import { deviceIcon, deviceName, sinceText, usedText } from '../lib/sessionWords.ts'
import { fullText } from '../lib/time.ts'
import { Row } from './Rows.tsx'

type DeviceRowProps = {
  device: { key: string; name?: string; lastAddress?: string; firstUsedAt?: Date; lastUsedAt?: Date }
  badge?: ReactNode
  /** What stands before the date of its first use. */
  note?: string | undefined
  now: Date
  /** What can be done with it. */
  actions: ReactNode
}

/** A remembered device as one row of a list. */
export const DeviceRow = ({ device, badge, note, now, actions }: DeviceRowProps) => {
  const { name, lastUsedAt, firstUsedAt, lastAddress } = device
  const title = deviceName(device)
  const since = sinceText(firstUsedAt, now)
  return (
    <Row
      icon={deviceIcon(name)}
      title={
        <h3 className="line-clamp-3 wrap-anywhere" title={title.length > 80 ? title : undefined}>
          <bdi>{title}</bdi>
        </h3>
      }
      badge={badge}
      detail={<span className="wrap-anywhere">{note === undefined ? since : `${note} · ${since}`}</span>}
      cells={[
        <span key="address" className="font-mono text-[0.8125rem] wrap-anywhere" dir="ltr">
          {lastAddress ?? '—'}
        </span>,
        lastUsedAt === undefined ? (
          <span key="used" className="text-muted">
            <Trans>Last use not known</Trans>
          </span>
        ) : (
          <time key="used" dateTime={lastUsedAt.toISOString()} title={fullText(lastUsedAt)}>
            {usedText(lastUsedAt, now)}
          </time>
        ),
      ]}
      end={
        <span className="flex flex-wrap justify-end gap-2 @max-[40rem]:justify-start @max-[40rem]:pl-12">
          {actions}
        </span>
      }
      endBelow
    />
  )
}
