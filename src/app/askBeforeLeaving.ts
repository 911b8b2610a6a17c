import { vault } from '../vault/client.ts'

/**
 * Lets the browser ask before the page goes away while it holds the only copy of a live session, as on a shared computer:
 * a reload or a closed tab would lose the session here, and Cognito would not hear of it. Gives the way to stop.
 */
export function askBeforeLeaving(): () => void {
  const ask = (event: Event) => event.preventDefault()
  const follow = () => {
    const state = vault.session()
    // Only while it is needed: a page with such a listener is not kept for the way back.
    if (state.state === 'signed in' && state.session.memoryOnly) globalThis.addEventListener('beforeunload', ask)
    else globalThis.removeEventListener('beforeunload', ask)
  }
  follow()
  const unsubscribe = vault.subscribe(follow)
  return () => {
    unsubscribe()
    globalThis.removeEventListener('beforeunload', ask)
  }
}
