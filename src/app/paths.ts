/** The paths that need no session to be shown: receipts outlive the session they are about. */
export function isAppPath(path: string): boolean {
  return path.startsWith('/receipts/')
}
