/** The longest mark that an address holds, whatever server or proxy a reload goes through. */
export const longestInAddress = 4_096

const name = /^~\d+$/
const kept = new Map<string, string>()
let names = 0

/** Cognito's mark of where a page begins, as it stands in the address: one that is too long for it stays in this tab. */
export function addressOf(mark: string): string {
  if (mark.length <= longestInAddress && !name.test(mark)) return mark
  names += 1
  kept.set(`~${names}`, mark)
  return `~${names}`
}

/** The mark that an address stands for; none where it was a long one, and the tab that had it is gone. */
export function markIn(after: string | undefined): string | undefined {
  if (after === undefined || !name.test(after)) return after
  return kept.get(after)
}
