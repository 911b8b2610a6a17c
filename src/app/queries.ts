import { MutationCache, notifyManager, QueryClient } from '@tanstack/react-query'

import { detailsOf } from '../lib/details.ts'
import { failureOf } from '../lib/failure.ts'
import { told } from '../lib/words.ts'
import { toasts } from '../ui/toasts.ts'

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** AWS's name of the operation, for a failure that carries none. */
      operation: string
      /** What to say when it is done; nothing when the page itself shows it. */
      done?: string
      /** The first parts of the query keys to read again. */
      refresh?: readonly string[]
      /** Where a failure is told: in a toast, or in place by the component that shows `error`. Never both. */
      failure: 'toast' | 'in place'
    }
  }
}

// What is under way shows before the next press is taken: a timer, the library's own way, comes after it. A double click
// sent everything twice whenever the machine was busy.
notifyManager.setScheduler(queueMicrotask)

/**
 * The page's server state. One place turns a mutation's failure into words. Nothing is retried here: the calls have one
 * retry owner, in the vault.
 */
export function createQueries(): QueryClient {
  const queries: QueryClient = new QueryClient({
    defaultOptions: {
      queries: { retry: false, networkMode: 'always', refetchOnWindowFocus: false, staleTime: 30_000 },
      mutations: { retry: false, networkMode: 'always' },
    },
    mutationCache: new MutationCache({
      onError(error, _variables, _result, mutation) {
        const meta = mutation.meta
        if (meta?.failure !== 'toast') return
        const failure = failureOf(error, meta.operation)
        const { title, detail } = told(failure)
        toasts.show({ kind: 'danger', title, detail, copy: detailsOf(failure) })
      },
      async onSuccess(_data, _variables, _result, mutation) {
        const { done, refresh = [] } = mutation.meta ?? {}
        if (done !== undefined) toasts.show({ kind: 'success', title: done })
        await Promise.all(refresh.map(async (key) => queries.invalidateQueries({ queryKey: [key] })))
      },
    }),
  })
  return queries
}
