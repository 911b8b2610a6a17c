import type { ReactNode } from 'react'

type FactsProps = {
  facts: readonly { label: string; value: ReactNode; hint?: ReactNode }[]
  className?: string | undefined
}

/**
 * Facts side by side, each row as wide as the frame. Each cell draws its own left and top hairline and the frame hides
 * the outermost.
 */
export const Facts = ({ facts, className = '' }: FactsProps) => (
  <div className={`@container overflow-hidden ${className}`}>
    <dl className="-mt-px -ml-px flex flex-wrap">
      {facts.map(({ label, value, hint }) => (
        <div
          key={label}
          className="flex grow basis-full flex-col gap-0.5 border-t border-l border-line px-6 py-4 max-sm:px-4 @min-[20rem]:basis-1/2 @min-[40rem]:basis-44"
        >
          <dt className="text-sm text-muted">{label}</dt>
          <dd className="min-w-0 text-left font-medium wrap-anywhere" dir="auto">
            {value}
          </dd>
          {hint ? <dd className="min-w-0 text-xs text-muted wrap-anywhere">{hint}</dd> : null}
        </div>
      ))}
    </dl>
  </div>
)
