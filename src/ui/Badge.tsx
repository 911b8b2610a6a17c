import type { ReactNode } from 'react'

const tones = {
  plain: 'border-line text-muted',
  lamp: 'border-lamp-line text-lamp-ink',
  live: 'border-live text-live',
  danger: 'border-danger text-danger',
} as const

type BadgeProps = { tone?: keyof typeof tones | undefined; children: ReactNode }

export const Badge = ({ tone = 'plain', children }: BadgeProps) => (
  <span className={`inline-block rounded-sm border px-1.5 text-xs font-medium whitespace-nowrap ${tones[tone]}`}>
    {children}
  </span>
)
