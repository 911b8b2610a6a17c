import { vault } from '../vault/client.ts'

/**
 * Looks whether the session lives whenever somebody comes back to the page, and tells Cognito of the sign-outs that wait
 * when they do or the network does. Gives the way to stop.
 */
export function watchReturns(): () => void {
  const look = () => {
    if (document.visibilityState === 'visible') void vault.check().catch(() => undefined)
  }
  const tell = () => void vault.ask('retryOutbox', {}).catch(() => undefined)
  globalThis.addEventListener('online', tell)
  globalThis.addEventListener('focus', look)
  globalThis.addEventListener('pageshow', look)
  document.addEventListener('visibilitychange', look)
  return () => {
    globalThis.removeEventListener('online', tell)
    globalThis.removeEventListener('focus', look)
    globalThis.removeEventListener('pageshow', look)
    document.removeEventListener('visibilitychange', look)
  }
}
