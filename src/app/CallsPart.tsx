import { t } from '@lingui/core/macro'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'

import { callsOpen } from '../features/calls/callsOpen.ts'
import { partMissing } from '../lib/partMissing.ts'
import { Button } from '../ui/Button.tsx'
import { laterPart } from '../ui/laterPart.tsx'
import { LoadBoundary } from '../ui/LoadBoundary.tsx'
import { Notice } from '../ui/Notice.tsx'

const CallsDrawer = laterPart(async () => (await import('../features/calls/CallsDrawer.tsx')).CallsDrawer)

/** The drawer with the calls, fetched when it is first opened, and again the next time where it did not arrive. */
export const CallsPart = () => {
  const open = useSyncExternalStore(callsOpen.subscribe, callsOpen.now, callsOpen.now)
  const [tries, setTries] = useState(0)
  if (!open) return null
  const again = () => {
    // As if it were opened anew: focus waits on its button meanwhile, and goes into what comes.
    callsOpen.close()
    callsOpen.toggle()
    setTries(tries + 1)
  }
  return (
    <LoadBoundary key={tries} fallback={<DrawerMissing onAgain={again} />}>
      <CallsDrawer />
    </LoadBoundary>
  )
}

/** In the drawer's place: at the end of a long page nobody would see it. */
const DrawerMissing = ({ onAgain }: { onAgain: () => void }) => {
  const again = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (callsOpen.takesFocus()) again.current?.focus({ preventScroll: true })
  }, [])
  return (
    <section
      id="calls"
      aria-label={t`Calls`}
      className="calls sticky bottom-0 z-10 border-t border-edge bg-surface px-8 py-4 max-md:px-4 print:hidden"
    >
      <Notice
        kind="danger"
        role="alert"
        title={partMissing.title}
        actions={
          <>
            <Button size="small" ref={again} onClick={onAgain}>
              {t`Try again`}
            </Button>
            <Button size="small" onClick={() => callsOpen.close()}>
              {t`Close`}
            </Button>
          </>
        }
      >
        {partMissing.cause}
      </Notice>
    </section>
  )
}
