import { useEffect, useState } from 'react'

import { type Failure, failureOf } from '../../lib/failure.ts'
import { vault } from '../../vault/client.ts'
import type { LoginWish } from '../../vault/protocol/managedLogin.ts'

/** The way to managed login, from a page that the browser leaves for it and may come back to. */
export function useManagedLogin() {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure>()

  // Whoever goes back from managed login may find the page as they left it.
  useEffect(() => {
    const look = (event: PageTransitionEvent) => event.persisted && setBusy(false)
    globalThis.addEventListener('pageshow', look)
    return () => globalThis.removeEventListener('pageshow', look)
  }, [])

  const go = async (wish: Omit<LoginWish, 'returnTo'>) => {
    setBusy(true)
    setFailure(undefined)
    try {
      await vault.beginManagedLogin({ ...wish, returnTo: `${location.pathname}${location.search}` })
    } catch (error) {
      setFailure(failureOf(error, 'oauth2/authorize'))
      setBusy(false)
    }
  }

  return { busy, failure, go: (wish: Omit<LoginWish, 'returnTo'>) => void go(wish) }
}
