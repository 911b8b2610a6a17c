import { t } from '@lingui/core/macro'
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'

import { warningMs } from '../../lib/limits.ts'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useNow } from '../../ui/useNow.ts'
import { vault } from '../../vault/client.ts'
import { LimitWarning } from './LimitWarning.tsx'
import { watchActivity } from './watchActivity.ts'

type WithinLimitsProps = {
  children: ReactNode
  /** Called once the person has chosen to be signed out, with the receipt to show. */
  onLeft: (receiptId: string) => void
}

/**
 * Shows a page for as long as the session may last, warns before its end, and covers it at the end: a tab that wakes up
 * after that shows nothing of the session, even before the vault has said that it is over.
 */
export const WithinLimits = ({ children, onLeft }: WithinLimitsProps) => {
  const limits = useSyncExternalStore(vault.subscribe, vault.limits)
  const signedIn = useSyncExternalStore(vault.subscribe, () => vault.session().state === 'signed in')
  const now = useNow()
  const [confirmedMs, setConfirmedMs] = useState<number>()

  const idleEndsMs = limits?.idleEndsAt.getTime() ?? Infinity
  const endsMs = Math.min(idleEndsMs, limits?.endsAt.getTime() ?? Infinity)
  const leftMs = signedIn ? endsMs - now.getTime() : Infinity
  const over = leftMs <= 0
  const near = !over && leftMs <= warningMs
  const warned = near && confirmedMs === endsMs

  // Another tab may know better. The vault looks there before anybody is warned, and signs out what is over.
  useEffect(() => {
    if (!near && !over) return
    void vault.ask('limits', {}).then(
      () => setConfirmedMs(endsMs),
      () => undefined,
    )
  }, [near, over, endsMs])

  useEffect(() => {
    if (!signedIn || near || over) return undefined
    return watchActivity(() => void vault.ask('active', {}).catch(() => undefined))
  }, [signedIn, near, over])

  // What is hidden cannot have focus, nor can the question that has gone: it waits on the cover, and goes back where
  // another tab did know better.
  const cover = useRef<HTMLDivElement>(null)
  const covered = useRef<HTMLDivElement>(null)
  const last = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const { activeElement } = document
    const isLost = activeElement === document.body
    if (over) {
      if (isLost || covered.current?.contains(activeElement)) cover.current?.focus({ preventScroll: true })
    } else if (isLost) last.current?.focus({ preventScroll: true })
  }, [over])

  return (
    <>
      {over ? (
        <div ref={cover} tabIndex={-1}>
          <Skeleton label={t`Signing out`} lines={4} />
        </div>
      ) : null}
      {/* Covered and not taken away: what was typed in it is gathered when the vault says that it is over. */}
      <div
        ref={covered}
        className={over ? 'hidden' : 'contents'}
        onFocus={({ target }) => {
          last.current = target
        }}
      >
        {children}
      </div>
      {warned ? <LimitWarning endsAt={new Date(endsMs)} idle={idleEndsMs === endsMs} onLeft={onLeft} /> : null}
    </>
  )
}
