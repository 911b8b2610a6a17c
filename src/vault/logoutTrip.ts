/*
 * A trip through managed login's logout page, in this tab: what the browser is to come back to. There is no token in it.
 * `verdict` is what the receipt said, for one that is not kept (shared computer).
 */

const key = 'curfew-logout'

/** What the browser comes back to. */
export type LogoutTrip = { receiptId: string; verdict: string }

/** Notes where the browser has gone. Where the tab keeps nothing it comes back to the first page. */
export function keepTrip(trip: LogoutTrip): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(trip))
  } catch {
    // Storage is switched off: the sign-out itself does not depend on it.
  }
}

/** The trip that this tab is back from, once. */
export function takeTrip(): LogoutTrip | undefined {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null')
    sessionStorage.removeItem(key)
    return isTrip(found) ? { receiptId: found.receiptId, verdict: found.verdict } : undefined
  } catch {
    return undefined
  }
}

function isTrip(value: unknown): value is LogoutTrip {
  if (typeof value !== 'object' || value === null || !('receiptId' in value) || !('verdict' in value)) return false
  return typeof value.receiptId === 'string' && typeof value.verdict === 'string'
}
