import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'

import { deviceName, deviceText } from '../../lib/sessionWords.ts'
import { Identifier } from '../../ui/Identifier.tsx'
import type { SessionFacts } from '../../vault/protocol.ts'
import { devicesQuery } from './deviceQueries.ts'
import { maySee } from '../../lib/ownSessions.ts'
import { useSessions } from './sessionQueries.ts'

/**
 * What this session runs on, as one of its facts: the device that the pool keeps for it; else what Cognito's session
 * tracking has seen.
 */
export function useDeviceFact(session: SessionFacts) {
  const devices = useQuery({ ...devicesQuery(), enabled: maySee(session) })
  const sessions = useSessions(session)
  const label = t`Device`
  const own = devices.data?.state === 'tracked' ? devices.data.devices.find(({ here }) => here) : undefined
  if (own) {
    const hint = own.remembered === false ? t`Not remembered` : t`Remembered`
    return { label, value: <bdi className="wrap-anywhere">{deviceName(own)}</bdi>, hint }
  }
  const { deviceKey } = session
  if (devices.isLoading) return { label, value: t`Not known yet` }
  if (deviceKey !== undefined) {
    return {
      label,
      value: <Identifier value={deviceKey} of={t`device key`} />,
      hint: t`Cognito’s key for it: its name could not be read`,
    }
  }
  const seen = sessions.data?.state === 'tracked' ? sessions.data.sessions.find(({ here }) => here)?.device : undefined
  if (seen !== undefined) {
    return { label, value: <bdi className="wrap-anywhere">{deviceText(seen)}</bdi>, hint: t`As Cognito saw it last` }
  }
  if (sessions.isLoading) return { label, value: t`Not known yet` }
  if (devices.isError || sessions.isError) return { label, value: t`Not known` }
  return { label, value: t({ message: 'None', context: 'no device' }), hint: t`The pool keeps none for this session` }
}
