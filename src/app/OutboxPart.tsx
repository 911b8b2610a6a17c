import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

import { Toasts } from '../ui/Toasts.tsx'
import { OutboxNotice } from './OutboxNotice.tsx'
import { createQueries } from './queries.ts'
import { watchReturns } from './watchReturns.ts'

/** What the app says and does about sign-outs that wait, for the first page; loaded when some do. */
export const OutboxPart = () => {
  const [queries] = useState(createQueries)
  useEffect(watchReturns, [])
  return (
    <QueryClientProvider client={queries}>
      <div className="mx-auto w-full max-w-sm">
        <OutboxNotice />
      </div>
      <Toasts />
    </QueryClientProvider>
  )
}
