/**
 * A user name as one segment of a path. Names hold any script, slashes and per cents, which the router encodes; `.` and
 * `..` no encoding saves from being read as folders, so they are marked, and so is what begins with the mark.
 */
export function segmentOf(username: string): string {
  const sound = wellFormed(username)
  return /^(\.{1,2}$|~)/.test(sound) ? `~${sound}` : sound
}

/** The user name of a path's segment. */
export function usernameIn(segment: string): string {
  return segment.startsWith('~') ? segment.slice(1) : segment
}

/** Half a character cannot stand in an address. */
function wellFormed(text: string): string {
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')
}
