import type { ReactNode } from 'react'

type SpecimenProps = { name: string; children: ReactNode; wide?: boolean | undefined }

/** One component in one state, with the name of the state above it. */
export const Specimen = ({ name, children, wide }: SpecimenProps) => (
  <div className={`flex min-w-0 flex-col items-start gap-2 ${wide ? 'col-span-full' : ''}`}>
    <span className="text-xs text-muted">{name}</span>
    <div className="w-full min-w-0">{children}</div>
  </div>
)

type SpecimensProps = { children: ReactNode }

export const Specimens = ({ children }: SpecimensProps) => (
  <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,15rem),1fr))] items-start gap-x-8 gap-y-6 p-6 max-md:p-4">
    {children}
  </div>
)
