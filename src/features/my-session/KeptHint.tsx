import { useSyncExternalStore } from 'react'

import { useNow } from '../../ui/useNow.ts'
import { vault } from '../../vault/client.ts'
import type { SessionFacts } from '../../vault/protocol.ts'
import { endsByItself, keptWhere } from './keptWords.ts'

type KeptHintProps = { session: SessionFacts; now: () => Date }

/** How long this browser keeps the session, whatever Cognito allows. */
export const KeptHint = ({ session, now }: KeptHintProps) => {
  const limits = useSyncExternalStore(vault.subscribe, vault.limits)
  const time = useNow(now)
  return (
    <>
      {keptWhere(session, time)}{' '}
      {limits === undefined ? null : <span className="block">{endsByItself(session, limits, time)}</span>}
    </>
  )
}
