/**
 * The paths that need no session to be shown: receipts outlive the session they are about; `/style` shows components. The
 * script in index.html knows them too, and keeps the sign-in form back there.
 */
export function isAppPath(path: string): boolean {
  return path.startsWith('/receipts/') || path === '/style'
}
