import { t } from '@lingui/core/macro'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useState } from 'react'

import { buttonClass } from '../../ui/buttonClass.ts'
import { Icon } from '../../ui/Icon.tsx'
import { type Command, commands } from './command.ts'
import { Presses, singleKeys } from './keys.ts'
import { Palette } from './Palette.tsx'
import { ShortcutsDialog } from './ShortcutsDialog.tsx'

type CommandsProps = { operates: boolean }

/** The command palette and the shortcuts of whoever is signed in, with the button that opens the palette. */
export const Commands = ({ operates }: CommandsProps) => {
  const navigate = useNavigate()
  const [open, setOpen] = useState<'palette' | 'help'>()
  const mine = commands.filter(({ operator }) => operates || operator === undefined)

  const run = async (command: Command) => {
    setOpen(undefined)
    if ('to' in command) return navigate({ to: command.to })
    // Once focus is back where it was before the palette.
    if ('run' in command) return void requestAnimationFrame(() => command.run())
    if ('href' in command) return navigate({ href: command.href })
    // Whoever is there already keeps what they have searched for and selected.
    if (command.on !== undefined && command.on !== location.pathname) await navigate({ to: command.on })
    // Nothing is ended by a command: it leads to the button.
    focusSoon(command.focus, 60)
  }

  const pressed = useEffectEvent((said: string) => {
    if (said === 'palette' || said === 'help') {
      setOpen(said)
      return true
    }
    const command = mine.find(({ keys }) => keys === said)
    if (command) void run(command)
    return command !== undefined
  })
  useEffect(() => {
    const presses = new Presses()
    const press = (event: KeyboardEvent) => {
      if (event.repeat || document.querySelector('dialog[open]')) return
      const typing = event.target instanceof Element && event.target.closest('input, textarea, select') !== null
      const said = presses.read(event, singleKeys.on() && !typing)
      if (said !== undefined && pressed(said)) event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])

  return (
    <>
      <button
        type="button"
        onClick={() => setOpen('palette')}
        aria-label={t`Find a page or an action`}
        aria-keyshortcuts="Control+K"
        title={t`Find a page or an action (Ctrl K); ? shows the shortcuts`}
        className={buttonClass('secondary', 'small')}
      >
        <Icon name="search" />
      </button>
      {open === 'palette' ? (
        <Palette commands={mine} onClose={() => setOpen(undefined)} onRun={(command) => void run(command)} />
      ) : null}
      {open === 'help' ? <ShortcutsDialog commands={mine} onClose={() => setOpen(undefined)} /> : null}
    </>
  )
}

/**
 * Gives focus to what has this id as soon as it is there, within so many frames; else the page's heading has it. Whoever
 * presses something meanwhile has gone on, and keeps the focus that they have.
 */
function focusSoon(id: string, frames: number): void {
  const over = new AbortController()
  const goOn = (event: Event) => {
    if (!(event instanceof KeyboardEvent && event.repeat)) over.abort()
  }
  for (const press of ['keydown', 'pointerdown'])
    document.addEventListener(press, goOn, { capture: true, signal: over.signal })
  const look = (left: number) => {
    if (over.signal.aborted) return
    const element = document.getElementById(id)
    if (element === null && left > 0) {
      requestAnimationFrame(() => look(left - 1))
      return
    }
    over.abort()
    const found = element ?? document.querySelector<HTMLElement>('main h1')
    found?.focus()
  }
  requestAnimationFrame(() => look(frames))
}
