import { t } from '@lingui/core/macro'
import { useSyncExternalStore } from 'react'

import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Key } from '../../ui/Key.tsx'
import type { Command } from './command.ts'
import { singleKeys } from './keys.ts'

type ShortcutsDialogProps = { commands: readonly Command[]; onClose: () => void }

const always = [
  [t`Find a page or an action`, t`Ctrl K`],
  [t`Open or close the calls`, t`Alt C`],
] as const

export const ShortcutsDialog = ({ commands, onClose }: ShortcutsDialogProps) => {
  const on = useSyncExternalStore(singleKeys.subscribe, singleKeys.on)
  const single = [[t`Show the shortcuts`, '?'], ...commands.map(({ name, keys }) => [name, keys ?? ''] as const)]
  const shown = on ? [...always, ...single] : always
  return (
    <Dialog open onClose={onClose} title={t`Keyboard shortcuts`} footer={<Button onClick={onClose}>{t`Close`}</Button>}>
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
        label={t`Shortcuts of single keys`}
        hint={t`Switch them off where they get in the way, as with speech input. Kept in this browser.`}
        checked={on}
        onChange={(event) => singleKeys.set(event.target.checked)}
      />
    </Dialog>
  )
}
