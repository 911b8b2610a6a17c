import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { CopyButton } from './CopyButton.tsx'
import { Icon } from './Icon.tsx'

type DetailsProps = {
  summary: ReactNode
  children: ReactNode
  open?: boolean | undefined
  /** What a copy button inside takes along. */
  copy?: string | undefined
  copyLabel?: string | undefined
  className?: string | undefined
}

export const Details = ({
  summary,
  children,
  open,
  copy,
  copyLabel = t`Copy details`,
  className = '',
}: DetailsProps) => (
  <details open={open} className={`group/details ${className}`}>
    <summary className="-ml-1 inline-flex min-h-6 list-none items-center gap-1 rounded-sm pr-1.5 text-sm text-muted hover:text-ink">
      <Icon name="chevron" className="size-3.5 group-open/details:rotate-90" />
      {summary}
    </summary>
    <div className="mt-2 flex flex-col items-start gap-2 text-sm">
      {children}
      {copy === undefined ? null : <CopyButton value={copy} label={copyLabel} />}
    </div>
  </details>
)
