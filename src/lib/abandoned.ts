/** After this long what still waits is waited for by nobody: the page was closed, in milliseconds. */
const abandonedMs = 120_000

/** Whether all of these, at which somebody was at work on a receipt, are so long ago that nobody is any more. */
export function isLongAgo(moments: readonly Date[], now: Date): boolean {
  return moments.every((moment) => now.getTime() - moment.getTime() > abandonedMs)
}
