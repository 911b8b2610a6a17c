/** Whether a callback sends a code or a token where somebody else may read it: a wildcard, or plain http to another machine. */
export function isUnsafeCallback(url: string): boolean {
  if (url.includes('*')) return true
  return url.startsWith('http://') && !/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/.test(url)
}
