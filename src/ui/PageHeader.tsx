import type { ReactNode } from 'react'
import { useArrival } from './useArrival.ts'

type PageHeaderProps = {
  title: ReactNode
  subtitle?: ReactNode
  /** The primary action first: it comes first on a phone and in reading order, and last, at the edge, on a wide page. */
  actions?: ReactNode
}

export const PageHeader = ({ title, subtitle, actions }: PageHeaderProps) => {
  const heading = useArrival()
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
      <div className="min-w-0 flex-[1_1_20rem]">
        <h1 ref={heading} tabIndex={-1} className="text-left text-xl font-semibold" dir="auto">
          {title}
        </h1>
        {subtitle ? <p className="mt-1 text-muted">{subtitle}</p> : null}
      </div>
      {actions === undefined ? null : (
        <div className="flex gap-2 empty:hidden max-sm:w-full max-sm:flex-col sm:flex-row-reverse sm:items-start print:hidden">
          {actions}
        </div>
      )}
    </header>
  )
}
