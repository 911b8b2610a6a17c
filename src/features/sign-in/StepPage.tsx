import type { ReactNode } from 'react'

import { useArrival } from '../../ui/useArrival.ts'

type StepPageProps = { title: ReactNode; lead?: ReactNode; children: ReactNode }

/** One step of a sign-in: what is asked, why, and the form. */
export const StepPage = ({ title, lead, children }: StepPageProps) => {
  const heading = useArrival()
  return (
    <div className="mx-auto flex w-full max-w-sm min-w-0 flex-col gap-5 pt-4 sm:pt-12">
      <div className="flex flex-col gap-1">
        <h1 ref={heading} tabIndex={-1} className="text-xl font-semibold tracking-[-0.02em]">
          {title}
        </h1>
        {lead === undefined ? null : <p className="text-muted">{lead}</p>}
      </div>
      {children}
    </div>
  )
}
