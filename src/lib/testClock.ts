import { vi } from 'vitest'

/** Whether the clock stands still for the moment, and what has it look again: by default a millisecond later. */
type Pace = { isHeld?: () => boolean; after?: (look: () => void) => void }

/**
 * Lets the next timer of Vitest's clock run soon after the last one, for as long as there are any: Vitest's own
 * `nextTimerAsync` makes a channel of messages for every look at the clock, looks also where nothing waits, and goes on
 * looking after the machine's clock is back. That was a quarter of what a test of the vault took. Begins with the clock in
 * place of the machine's; gives what ends it, for when the machine's is back.
 */
export function runTimers(fake: () => void, pace: Pace = {}): () => void {
  const wait = setTimeout
  const { isHeld = () => false, after = (look) => void wait(look, 1) } = pace
  fake()
  let isOver = false
  const look = () => {
    if (isOver) return
    if (!isHeld() && vi.getTimerCount() > 0) vi.advanceTimersToNextTimer()
    after(look)
  }
  look()
  return () => {
    isOver = true
  }
}
