import { useSyncExternalStore } from 'react'

import { callsOpen } from '../features/calls/callsOpen.ts'
import { partMissing } from '../lib/partMissing.ts'
import { laterPart } from '../ui/laterPart.tsx'
import { LoadBoundary } from '../ui/LoadBoundary.tsx'
import { Notice } from '../ui/Notice.tsx'

const CallsDrawer = laterPart(async () => (await import('../features/calls/CallsDrawer.tsx')).CallsDrawer)

/** The drawer with the calls, fetched when it is first opened, and again the next time where it did not arrive. */
export const CallsPart = () => {
  const open = useSyncExternalStore(callsOpen.subscribe, callsOpen.now, callsOpen.now)
  if (!open) return null
  return (
    <LoadBoundary
      fallback={
        <Notice kind="danger" role="alert" title={partMissing.title}>
          {partMissing.cause}
        </Notice>
      }
    >
      <CallsDrawer />
    </LoadBoundary>
  )
}
