import { t } from '@lingui/core/macro'

import { CopyButton } from './CopyButton.tsx'

type IdentifierProps = {
  value: string
  /** What it identifies, for the copy button's name: "family id". */
  of: string
  head?: number | undefined
  tail?: number | undefined
  /** Shown whole, breaking where it must. */
  whole?: boolean | undefined
  copy?: boolean | undefined
}

/** Where there is no room for all of it, a pool's id breaks after its Region rather than anywhere. */
const partsOf = (value: string): [string, string] => {
  const at = value.indexOf('_') + 1
  return [value.slice(0, at), value.slice(at)]
}

const kept = 'inline-flex max-w-full items-center gap-0.5'

export const Identifier = ({ value, of, head = 6, tail = 4, whole, copy = true }: IdentifierProps) => {
  const button = copy ? <CopyButton value={value} label={t`Copy ${of}`} iconOnly /> : null
  if (whole || value.length <= 20) {
    const [before, last] = partsOf(value)
    return (
      <span className="font-mono text-[0.867em] wrap-anywhere" dir="ltr">
        {before}
        {/* The button stays with the end of what it copies. */}
        <span className={kept}>
          <span>{last}</span>
          {button}
        </span>
      </span>
    )
  }
  return (
    <span className={kept}>
      <span className="font-mono text-[0.867em] whitespace-nowrap" title={value} dir="ltr">
        <span className="sr-only">{value}</span>
        {/* On paper there is nothing to copy from. */}
        <span aria-hidden="true" className="hidden whitespace-normal wrap-anywhere print:inline">
          {value}
        </span>
        <span aria-hidden="true" className="print:hidden">
          {value.slice(0, head)}…{value.slice(-tail)}
        </span>
      </span>
      {button}
    </span>
  )
}
