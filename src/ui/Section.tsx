import { type ReactNode, useId } from 'react'

type SectionProps = {
  title: ReactNode
  hint?: ReactNode
  action?: ReactNode
  children: ReactNode
  className?: string | undefined
}

/** A heading over something that has its own frame. */
export const Section = ({ title, hint, action, children, className = '' }: SectionProps) => {
  const titleId = useId()
  return (
    <section aria-labelledby={titleId} className={`flex flex-col gap-3 ${className}`}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <div>
          <h2 id={titleId} tabIndex={-1} className="font-semibold">
            {title}
          </h2>
          {hint ? <p className="text-sm text-muted">{hint}</p> : null}
        </div>
        {action}
      </div>
      {children}
    </section>
  )
}
