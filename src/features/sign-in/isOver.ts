import type { Failure } from '../../lib/failure.ts'

const ends = new Set(['NotAuthorizedException', 'PasskeyRefused', 'DeviceForgotten', 'Forgotten'])

/** Whether a failed answer has ended its sign-in, so that it has to begin again. */
export function isOver({ code, class: meaning }: Failure): boolean {
  return ends.has(code) || meaning === 'unknown outcome'
}
