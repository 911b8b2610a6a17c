import { useSyncExternalStore } from 'react'

import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Key } from '../../ui/Key.tsx'
import type { Command } from './command.ts'
import { singleKeys } from './keys.ts'

type ShortcutsDialogProps = { commands: readonly Command[]; onClose: () => void }

const always = [
  ['Find a page or an action', 'Ctrl K'],
  ['Open and close the calls', 'Alt C'],
] as const

export const ShortcutsDialog = ({ commands, onClose }: ShortcutsDialogProps) => {
  const on = useSyncExternalStore(singleKeys.subscribe, singleKeys.on)
  const single = [['Show the shortcuts', '?'], ...commands.map(({ name, keys }) => [name, keys ?? ''] as const)]
  const shown = on ? [...always, ...single] : always
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts" footer={<Button onClick={onClose}>Close</Button>}>
      <dl className="flex flex-col">
        {shown
          .filter(([, keys]) => keys !== '')
          .map(([name = '', keys = '']) => (
            <div
              key={name}
              className="flex min-h-8 items-center justify-between gap-4 border-b border-line last:border-0"
            >
              <dt>{name}</dt>
              <dd>
                <Key>{keys}</Key>
              </dd>
            </div>
          ))}
      </dl>
      <Checkbox
        label="Shortcuts of single keys"
        hint="Off where they get in the way, of speech input for one. Kept in this browser."
        checked={on}
        onChange={(event) => singleKeys.set(event.target.checked)}
      />
    </Dialog>
  )
}
