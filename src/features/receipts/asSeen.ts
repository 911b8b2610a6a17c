import type { StillWorksLine } from '../../lib/stillWorksWords.ts'
import type { Receipt } from '../../vault/protocol.ts'

/** How far an accepted end was seen: it was, it is being looked for, or nobody looks any more. */
export type Seen = 'observed' | 'looked for' | 'accepted only'

/** How far the end was seen by what an old token was answered. */
export function seenBy({ state }: Receipt['proof']): Seen {
  switch (state) {
    case 'observed refused':
      return 'observed'
    case 'waiting':
      return 'looked for'
    case 'still answers':
    case 'not known':
    case 'not possible':
      return 'accepted only'
    default:
      return state satisfies never
  }
}

/** The lines, with what an accepted act ended said no more surely than it was seen. */
export function asSeen(lines: readonly StillWorksLine[], seen: Seen): readonly StillWorksLine[] {
  const state = seen === 'looked for' ? 'ending' : 'accepted'
  return lines.map((line) => {
    const { unseen = seen !== 'observed' } = line
    return line.state === 'over' && unseen ? { ...line, state } : line
  })
}
