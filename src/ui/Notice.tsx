import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { FailureDetails } from './FailureDetails.tsx'
import { Icon } from './Icon.tsx'

export type NoticeKind = 'info' | 'warn' | 'danger' | 'success'

const kinds = {
  info: { box: 'border-line bg-surface', mark: 'text-muted', icon: 'info', word: t`Note` },
  warn: { box: 'border-lamp-line bg-lamp-tint', mark: 'text-lamp-ink', icon: 'warn', word: t`Attention` },
  danger: { box: 'border-danger bg-danger-tint', mark: 'text-danger', icon: 'stop', word: t`Problem` },
  success: { box: 'border-live bg-live-tint', mark: 'text-live', icon: 'done', word: t`Done` },
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

export const Notice = ({ kind = 'info', title, children, actions, details, role, className = '' }: NoticeProps) => {
  const { box, mark, icon, word } = kinds[kind]
  return (
    <div role={role} className={`grid grid-cols-[auto_1fr] gap-x-3 rounded-md border px-4 py-3 ${box} ${className}`}>
      <Icon name={icon} className={`mt-px size-5 ${mark}`} />
      <div className="flex min-w-0 flex-col items-start gap-1">
        <p className="font-semibold wrap-anywhere">
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
