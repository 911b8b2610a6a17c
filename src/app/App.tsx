import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

import { vault } from '../vault/client.ts'
import { Toasts } from '../ui/Toasts.tsx'
import { askBeforeLeaving } from './askBeforeLeaving.ts'
import { createQueries } from './queries.ts'
import { createPages } from './routes.tsx'
import { typedText } from './typedText.ts'
import { watchReturns } from './watchReturns.ts'

let made: ReturnType<typeof createPages> | undefined
const allPages = () => (made ??= createPages())

/** Loads the page that the address names, so that it takes the place of what stands there at once. */
export async function loadPage(): Promise<void> {
  await allPages().load()
}

/** Everything behind the sign-in: router, server state, toasts. Loaded when there is a session, or a receipt to show. */
export const App = () => {
  const [queries] = useState(createQueries)
  const [pages] = useState(allPages)

  useEffect(() => {
    let shown = identityOf()
    return vault.subscribe(() => {
      const now = identityOf()
      if (now !== shown) queries.clear()
      shown = now
    })
  }, [queries])

  useEffect(() => typedText.watch(), [])
  useEffect(() => askBeforeLeaving(), [])

  useEffect(watchReturns, [])

  return (
    <QueryClientProvider client={queries}>
      <RouterProvider router={pages} />
      <Toasts />
    </QueryClientProvider>
  )
}

/** Whose data the cache may hold: it is emptied as soon as that changes. */
function identityOf(): string {
  const state = vault.session()
  return state.state === 'signed in' ? `${state.session.username} ${state.session.signedInAt.getTime()}` : ''
}
