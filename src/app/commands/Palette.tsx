import { plural, t } from '@lingui/core/macro'
import { useId, useRef, useState } from 'react'

import { Dialog } from '../../ui/Dialog.tsx'
import { fieldClass } from '../../ui/Field.tsx'
import { Key } from '../../ui/Key.tsx'
import { type Command, matching } from './command.ts'

type PaletteProps = {
  commands: readonly Command[]
  onClose: () => void
  onRun: (command: Command) => void
}

/** Finds every page and action by what is typed. Arrows choose, Enter goes there. */
export const Palette = ({ commands, onClose, onRun }: PaletteProps) => {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const found = matching(commands, text)
  const chosen = found[at]
  const count = found.length

  const move = (by: number) => {
    if (count > 0) setAt((at + by + count) % count)
  }
  return (
    <Dialog open onClose={onClose} title={t`Go to, or do`} focusFirst={field}>
      <input
        ref={field}
        type="text"
        role="combobox"
        aria-label={t`Page or action`}
        aria-expanded="true"
        aria-controls={`${id}-found`}
        aria-activedescendant={chosen && `${id}-${at}`}
        aria-autocomplete="list"
        autoComplete="off"
        placeholder={t`Page or action`}
        className={fieldClass}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'ArrowDown') move(1)
          else if (event.key === 'ArrowUp') move(-1)
          else if (event.key === 'Enter' && chosen) onRun(chosen)
          else return
          event.preventDefault()
        }}
      />
      <div id={`${id}-found`} role="listbox" aria-label={t`Pages and actions`} className="-mx-2 flex flex-col">
        {found.map((command, place) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field has the keys
          <div
            key={command.name}
            id={`${id}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === at}
            className="flex min-h-9 cursor-pointer items-center justify-between gap-4 rounded-sm border-l-2 border-transparent px-2 hover:bg-raised aria-selected:border-lamp-line aria-selected:bg-lamp-tint"
            onClick={() => onRun(command)}
          >
            {command.name}
            {command.keys === undefined ? null : <Key>{command.keys}</Key>}
          </div>
        ))}
      </div>
      <p role="status" className={count === 0 ? 'text-sm text-muted' : 'sr-only'}>
        {count === 0 ? t`Nothing is called “${text}”` : plural(count, { one: '# found', other: '# found' })}
      </p>
    </Dialog>
  )
}
