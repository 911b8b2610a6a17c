import { vi } from 'vitest'

/**
 * Lets the next timer of Vitest's clock run a millisecond after the last one, for as long as there are any: Vitest's own
 * `nextTimerAsync`, which makes a channel of messages for every look at the clock, and looks also where nothing waits. That
 * was a quarter of what a test of the vault took. Begins with the clock in place of the machine's; gives what ends it, for
 * when the machine's is back.
 */
export function runTimers(fake: () => void): () => void {
  const after = setTimeout
  fake()
  let looking: NodeJS.Timeout
  const look = () => {
    if (vi.getTimerCount() > 0) vi.advanceTimersToNextTimer()
    looking = after(look, 1)
  }
  look()
  return () => clearTimeout(looking)
}
