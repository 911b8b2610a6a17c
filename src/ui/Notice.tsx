import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { FailureDetails } from './FailureDetails.tsx'
import { Icon } from './Icon.tsx'

export type NoticeKind = 'info' | 'warn' | 'danger' | 'success'

const kinds = {
  info: { edge: 'border-line', ground: 'bg-surface', mark: 'text-muted', icon: 'info', word: t`Note` },
  warn: { edge: 'border-lamp-line', ground: 'bg-lamp-tint', mark: 'text-lamp-ink', icon: 'warn', word: t`Attention` },
  danger: { edge: 'border-danger', ground: 'bg-danger-tint', mark: 'text-danger', icon: 'stop', word: t`Problem` },
  success: { edge: 'border-live', ground: 'bg-live-tint', mark: 'text-live', icon: 'done', word: t`Done` },
} as const

type NoticeProps = {
  kind?: NoticeKind | undefined
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
  /** Code, request id, operation, time: one click away, ready to copy. Never a token. */
  details?: string | undefined
  /** Said by a screen reader when it appears: `alert` interrupts, `status` waits. */
  role?: 'alert' | 'status' | undefined
  className?: string | undefined
}

/** What somebody is told. Of one that is scrolled half away the title stays in sight: without it the rest says little. */
export const Notice = ({ kind = 'info', title, children, actions, details, role, className = '' }: NoticeProps) => {
  const { edge, ground, mark, icon, word } = kinds[kind]
  return (
    <div
      role={role}
      className={`grid grid-cols-[auto_1fr] gap-x-3 rounded-md border px-4 py-3 ${edge} ${ground} ${className}`}
    >
      <Icon name={icon} className={`mt-px size-5 ${mark}`} />
      <div className="flex min-w-0 flex-col items-start gap-1">
        <p className={`sticky top-0 z-10 w-full font-semibold wrap-anywhere ${ground}`}>
          <span className="sr-only">{word}: </span>
          {title}
        </p>
        {children === undefined ? null : <div className="flex flex-col gap-2 text-sm">{children}</div>}
        {actions === undefined ? null : <div className="mt-2 flex flex-wrap items-start gap-2">{actions}</div>}
        {details === undefined ? null : <FailureDetails details={details} />}
      </div>
    </div>
  )
}
