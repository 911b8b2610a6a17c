import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'

import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'

type SelectionProps = {
  /** The users on this page of the list. */
  shown: readonly string[]
  /** Those that are picked, here and on other pages. */
  picked: readonly string[]
  /** Gives false where they are more than can be picked by hand. */
  onPick: (picked: readonly string[]) => boolean
  blocked: string | undefined
  onSignOut: () => void
}

/** Who is picked, always with their number, and what can be done with them. */
export const Selection = ({ shown, picked, onPick, blocked, onSignOut }: SelectionProps) => {
  const [tooMany, setTooMany] = useState(false)
  const here = shown.filter((name) => picked.includes(name)).length
  const every = shown.length > 0 && here === shown.length
  const count = picked.length
  const elsewhere = count - here
  const pick = (names: readonly string[]) => setTooMany(!onPick(names))
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-x-5 gap-y-2 px-6 max-sm:px-4">
      {shown.length === 0 ? null : (
        <Checkbox
          label={t`Select this page`}
          checked={every}
          onChange={() =>
            pick(every ? picked.filter((name) => !shown.includes(name)) : [...new Set([...picked, ...shown])])
          }
        />
      )}
      <span role="status" className="text-sm text-muted">
        {count === 0
          ? ''
          : elsewhere > 0
            ? t`${count} selected, ${elsewhere} of them on other pages`
            : t`${count} selected`}
        {tooMany
          ? ` ${t`These are as many as can be picked by hand: choose a group, a search or the whole pool instead.`}`
          : ''}
      </span>
      {count === 0 ? null : (
        <span className="ml-auto flex flex-wrap gap-2">
          <Button size="small" onClick={() => pick([])}>
            <Trans>Clear selection</Trans>
          </Button>
          <Button size="small" variant="primary" blocked={blocked} reason="tip" onClick={onSignOut}>
            {plural(count, { one: 'Sign out # user', other: 'Sign out # users' })}
          </Button>
        </span>
      )}
    </div>
  )
}
