import { t } from '@lingui/core/macro'
import { Fragment } from 'react'

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
const breakable = (value: string) =>
  value.split(/(?<=_)/).map((part, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- a part is its place
    <Fragment key={at}>
      {at === 0 ? null : <wbr />}
      {part}
    </Fragment>
  ))

export const Identifier = ({ value, of, head = 6, tail = 4, whole, copy = true }: IdentifierProps) => {
  const short = whole || value.length <= 20
  return (
    <span className={short ? '' : 'inline-flex max-w-full items-center gap-0.5'}>
      <span
        className={`font-mono text-[0.867em] ${short ? 'wrap-anywhere' : 'whitespace-nowrap'}`}
        title={short ? undefined : value}
        dir="ltr"
      >
        {short ? (
          breakable(value)
        ) : (
          <>
            <span className="sr-only">{value}</span>
            {/* On paper there is nothing to copy from. */}
            <span aria-hidden="true" className="hidden break-all whitespace-normal print:inline">
              {value}
            </span>
            <span aria-hidden="true" className="print:hidden">
              {value.slice(0, head)}…{value.slice(-tail)}
            </span>
          </>
        )}
      </span>
      {copy ? <CopyButton value={value} label={t`Copy ${of}`} iconOnly /> : null}
    </span>
  )
}
