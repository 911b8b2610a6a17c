import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { agoText } from '../lib/time.ts'
import { Button } from './Button.tsx'
import { useNow } from './useNow.ts'

/** Younger than this a list is as good as new, in milliseconds. */
const freshMs = 60_000

type ReadAgainProps = {
  /** Whose word it is. */
  of: string
  /** When the list was read. */
  at: Date | undefined
  reading: boolean
  onRead: () => void
}

/** How old a list is, and the way to a newer one. What is on screen stays there meanwhile. */
export const ReadAgain = ({ of, at, reading, onRead }: ReadAgainProps) => {
  const now = useNow(undefined, 10_000)
  const ageMs = now.getTime() - (at?.getTime() ?? now.getTime())
  const ago = agoText(ageMs)
  return (
    <>
      {of} · <span className="whitespace-nowrap">{ageMs < freshMs ? t`read just now` : t`read ${ago}`}</span>{' '}
      <Button
        size="inline"
        variant="quiet"
        className="min-h-6! py-0! sm:ml-0.5"
        busy={reading && t`Reading`}
        onClick={onRead}
      >
        <Trans>Read again</Trans>
      </Button>
    </>
  )
}
