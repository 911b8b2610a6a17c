import { lazy, Suspense, useSyncExternalStore } from 'react'

import { callsOpen } from '../features/calls/callsOpen.ts'

const CallsDrawer = lazy(async () => ({ default: (await import('../features/calls/CallsDrawer.tsx')).CallsDrawer }))

/** The drawer with the calls, fetched when it is first opened. */
export const CallsPart = () => {
  const open = useSyncExternalStore(callsOpen.subscribe, callsOpen.now, callsOpen.now)
  return open ? (
    <Suspense fallback={null}>
      <CallsDrawer />
    </Suspense>
  ) : null
}
