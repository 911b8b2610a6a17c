/*
 * Where managed login sends a browser back to: fixed paths of the console's own origin, because an app client knows its
 * callback and sign-out URLs by heart. The script in index.html names the first one too.
 */

/** The callback: a code or an error arrives here. */
export const signedInPath = '/signed-in'

/** Where the logout page sends a browser. */
export const signedOutPath = '/signed-out'

/** The path that a sign-in leads back to: one of this origin and none of the two above, else the first page. */
export function returnPath(wanted: string): string {
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(wanted) || wanted.length > 2048) return '/'
  const url = new URL(wanted, 'https://origin.invalid')
  // `/.//host` is a path until its dots are taken out, and another host's address afterwards.
  if (url.origin !== 'https://origin.invalid' || url.pathname.startsWith('//')) return '/'
  return [signedInPath, signedOutPath].includes(url.pathname) ? '/' : `${url.pathname}${url.search}${url.hash}`
}
