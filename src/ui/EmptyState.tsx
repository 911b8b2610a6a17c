import type { ReactNode } from 'react'

type EmptyStateProps = { title: ReactNode; children?: ReactNode; actions?: ReactNode }

export const EmptyState = ({ title, children, actions }: EmptyStateProps) => (
  <div className="flex flex-col items-center gap-1 px-6 py-12 text-center">
    <p className="font-semibold">{title}</p>
    {children === undefined ? null : <div className="max-w-sm text-sm text-muted">{children}</div>}
    {actions === undefined ? null : <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div>}
  </div>
)
