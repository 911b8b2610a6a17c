import type { Scheduler } from 'fast-check'

import type { World } from './testWorld.ts'

const slowCrypto = ['sign', 'verify', 'encrypt', 'decrypt', 'importKey', 'deriveKey', 'deriveBits', 'digest'] as const
let ciphering = 0

/**
 * Counts the cryptography under way, which no event loop turn waits for. Gives what undoes it. A spy would keep every key
 * and every text that it is called with.
 */
export function watchCrypto(): () => void {
  for (const name of slowCrypto) {
    const real = Reflect.get(crypto.subtle, name) as (...args: unknown[]) => Promise<unknown>
    const watched = async (...args: unknown[]) => {
      ciphering += 1
      try {
        return await Reflect.apply(real, crypto.subtle, args)
      } finally {
        ciphering -= 1
      }
    }
    Object.defineProperty(crypto.subtle, name, { value: watched, configurable: true })
  }
  return () => {
    for (const name of slowCrypto) Reflect.deleteProperty(crypto.subtle, name)
  }
}

/** Puts every await of every tab (request, storage, lock, pause) into the scheduler's hands. */
export function holdEverything(world: World, scheduler: Scheduler): void {
  world.gate = async (tab, where) => scheduler.schedule(Promise.resolve(), `${tab}: ${where}`)
}

/** Lets one held await after the other go on, in the scheduler's order, until nothing is left or `steps` are made. */
export async function letGo(world: World, scheduler: Scheduler, steps = Infinity): Promise<number> {
  for (let made = 0; made < steps; made += 1) {
    await stillness(world)
    if (scheduler.count() === 0) return made
    await scheduler.waitOne()
  }
  return steps
}

/** Resolves when every tab has come to an await that is held, or to its end. */
async function stillness(world: World): Promise<void> {
  for (let quiet = 0; quiet < 3;) {
    await new Promise((turn) => void setImmediate(turn))
    quiet = world.busy + ciphering === 0 ? quiet + 1 : 0
  }
}
