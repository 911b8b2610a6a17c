import { t } from '@lingui/core/macro'
import { useEffect, useState } from 'react'

import { AppFrame } from '../ui/AppFrame.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'

const load = async () => import('./App.tsx')
type AppPart = Awaited<ReturnType<typeof load>>

const patienceMs = 5000

let part: AppPart | undefined

/** Fetches what is behind the sign-in; rejects when it cannot be had. */
export async function fetchApp(): Promise<AppPart> {
  return (part ??= await load())
}

/**
 * Loads the page that the address names, where the app is there already: it can take its place at once then. What does
 * not come in a few seconds, or not at all, is left to the app, which has the way out and the words for it.
 */
export async function pageReady(): Promise<void> {
  if (part === undefined) return
  const page = part.loadPage().catch(() => undefined)
  await Promise.race([page, new Promise((done) => setTimeout(done, patienceMs))])
}

/**
 * The app, and a skeleton while it is being fetched. Not by React's `lazy`: that would show the skeleton for a third of a
 * second also where the app is there already, and lose focus meanwhile.
 */
export const Opening = () => {
  const [opened, setOpened] = useState(part)
  const [failure, setFailure] = useState<{ of: unknown }>()

  useEffect(() => {
    if (opened) return
    const open = async () => {
      const fetched = await fetchApp()
      await pageReady()
      setOpened(fetched)
    }
    open().catch((error: unknown) => setFailure({ of: error }))
  }, [opened])

  // For the boundary around it, which says so.
  if (failure) throw failure.of
  return opened ? <opened.App /> : <Waiting />
}

export const Waiting = () => (
  <AppFrame>
    <Skeleton label={t`Opening your session`} lines={4} />
  </AppFrame>
)
