import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'

import { numberText } from '../lib/numbers.ts'
import { Button } from './Button.tsx'

type PickSeveralProps<Item extends { id: string }> = {
  all: readonly Item[]
  /** Verb and number of all of them: "Sign out the 3 others". */
  allText: string
  /** The id of the button that ends them all. */
  allId?: string | undefined
  /** Those that are picked, while picking. */
  chosen: readonly Item[] | undefined
  onPick: (picked: ReadonlySet<string> | undefined) => void
  onEnd: (targets: readonly Item[]) => void
  /** Why none can be ended. */
  blocked?: string | undefined
}

/** At the head of a list whose items can be ended: several of them, or all. */
export const PickSeveral = <Item extends { id: string }>(props: PickSeveralProps<Item>) => {
  const { all, allText, allId, chosen, onPick, onEnd, blocked } = props
  if (chosen === undefined) {
    return (
      <div className="flex flex-wrap gap-x-5">
        <Button size="inline" variant="quiet" blocked={blocked} reason="tip" onClick={() => onPick(new Set())}>
          <Trans>Select several</Trans>
        </Button>
        <Button id={allId} size="inline" variant="quiet" blocked={blocked} reason="tip" onClick={() => onEnd(all)}>
          {allText}
        </Button>
      </div>
    )
  }
  const allCount = numberText(all.length)
  const chosenCount = numberText(chosen.length)
  const every = chosen.length === all.length
  return (
    <div className="flex flex-wrap items-start gap-x-5 gap-y-1">
      <Button size="inline" variant="quiet" onClick={() => onPick(undefined)}>
        <Trans>Cancel selection</Trans>
      </Button>
      <Button size="inline" variant="quiet" onClick={() => onPick(new Set(every ? [] : all.map(({ id }) => id)))}>
        {every ? t`Select none` : t`Select all ${allCount}`}
      </Button>
      <Button
        size="inline"
        variant="quiet"
        blocked={chosen.length === 0 ? t`Select at least one first` : undefined}
        reason="tip"
        onClick={() => onEnd(chosen)}
      >
        {t`Sign out ${chosenCount} selected`}
      </Button>
    </div>
  )
}

/** The picked ids after one was picked, or not any more. */
export function withOne(picked: ReadonlySet<string>, id: string, wanted: boolean): ReadonlySet<string> {
  const next = new Set(picked)
  if (wanted) next.add(id)
  else next.delete(id)
  return next
}
