import { t } from '@lingui/core/macro'

type SkeletonProps = { label?: string | undefined; lines?: number | undefined; className?: string | undefined }

const widths = ['w-3/5', 'w-4/5', 'w-2/5', 'w-1/2']

/** Stands where content will be. It comes after 300 ms, so that what is quick never flickers. */
export const Skeleton = ({ label = t`Loading`, lines = 3, className = '' }: SkeletonProps) => (
  <output className={`block animate-appear ${className}`}>
    <span className="sr-only">{label}</span>
    <span className="flex animate-breathe flex-col gap-3 py-2" aria-hidden="true">
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={`h-3 rounded-full bg-line ${widths[line % widths.length] ?? ''}`} />
      ))}
    </span>
  </output>
)
