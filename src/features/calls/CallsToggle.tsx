import { t } from '@lingui/core/macro'
import { useEffect, useSyncExternalStore } from 'react'

import { buttonClass } from '../../ui/buttonClass.ts'
import { vault } from '../../vault/client.ts'
import { callsOpen } from './callsOpen.ts'

/** Opens and closes the drawer with the calls, also by Alt+C outside of text fields. */
export const CallsToggle = () => {
  const open = useSyncExternalStore(callsOpen.subscribe, callsOpen.now)
  const count = useSyncExternalStore(vault.subscribe, () => vault.calls().length)

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest('input, textarea, select') !== null
      const chord = event.code === 'KeyC' && event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey
      if (!chord || typing || document.querySelector('dialog[open]')) return
      event.preventDefault()
      callsOpen.toggle()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])

  return (
    <button
      id="calls-toggle"
      type="button"
      onClick={callsOpen.toggle}
      aria-expanded={open}
      aria-controls={open ? 'calls' : undefined}
      aria-keyshortcuts="Alt+C"
      title={t`Every request to Cognito, as it happens (Alt+C)`}
      className={`${buttonClass('secondary', 'small')} aria-expanded:border-edge`}
    >
      {t`Calls`}
      <span className="font-normal text-muted">
        {count}
        <span className="sr-only"> {t`so far`}</span>
      </span>
    </button>
  )
}
