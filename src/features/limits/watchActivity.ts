const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove'] as const

/** Activity is told no more often than this, in milliseconds: it is only ever compared with minutes. */
const pauseMs = 15_000

/** Calls `tell` when the person does something in this tab, the first time at once. Gives the way to stop. */
export function watchActivity(tell: () => void): () => void {
  let toldMs = -Infinity
  const see = () => {
    if (Math.abs(Date.now() - toldMs) < pauseMs) return
    toldMs = Date.now()
    tell()
  }
  const options = { capture: true, passive: true }
  for (const sign of signs) globalThis.addEventListener(sign, see, options)
  return () => {
    for (const sign of signs) globalThis.removeEventListener(sign, see, options)
  }
}
