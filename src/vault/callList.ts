import type { CallRecord } from '../lib/calls.ts'

/** How many requests a page remembers. */
export const mostCalls = 500

/** `calls` with what is now known of one request: in its place, or at the end, where the oldest makes way for it. */
export function withCall(calls: readonly CallRecord[], call: CallRecord): readonly CallRecord[] {
  const at = calls.findLastIndex(({ id }) => id === call.id)
  return at === -1 ? [...calls.slice(1 - mostCalls), call] : calls.with(at, call)
}
