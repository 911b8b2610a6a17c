/** The paths that need no session to be shown: receipts outlive the session they are about; `/style` shows components. */
export function isAppPath(path: string): boolean {
  return path.startsWith('/receipts/') || path === '/style'
}
