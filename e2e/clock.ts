import type { Page } from '@playwright/test'

import type { World } from './fixtures.ts'

type Moved = { movedMs?: number }

/**
 * Lets time pass: for Cognito, for a page and for the worker behind it, without waiting. No timer fires by it, just as
 * when a machine sleeps: what shows the right state afterwards went by the clock on the wall.
 */
export async function passTime(world: World, pages: readonly Page[], ms: number): Promise<void> {
  await world.emulator.advanceClock(ms)
  for (const page of pages) {
    await page.evaluate(moveClock, ms)
    for (const worker of page.workers()) await worker.evaluate(moveClock, ms)
  }
}

/** The same before the page has noticed: the time of Cognito and of the worker. Gives the way to let the page's follow. */
export async function passTimeUnnoticed(world: World, page: Page, ms: number): Promise<() => Promise<void>> {
  await world.emulator.advanceClock(ms)
  for (const worker of page.workers()) await worker.evaluate(moveClock, ms)
  return async () => page.evaluate(moveClock, ms)
}

/** The time that a page shows for a moment so many minutes from now on its own clock, give or take the minute that passes. */
export async function clockTime(page: Page, minutes: number): Promise<RegExp> {
  const times = await page.evaluate((from) => {
    const clock = new Intl.DateTimeFormat(navigator.language, { timeStyle: 'short' })
    return [-1, 0, 1].map((more) => clock.format(Date.now() + (from + more) * 60_000))
  }, minutes)
  return new RegExp(times.join('|'))
}

/**
 * No timer of this page, nor of its worker, fires any more, also none that the page sets until it is looked at: a
 * background tab that the browser has frozen.
 */
export async function stopTimers(page: Page): Promise<void> {
  await page.evaluate(stop)
  await page.evaluate(keepFrom)
  for (const worker of page.workers()) await worker.evaluate(stop)
}

function moveClock(ms: number): void {
  const scope = globalThis as Moved
  if (scope.movedMs === undefined) {
    const Real = Date
    globalThis.Date = class extends Real {
      constructor(given?: number) {
        super(given ?? Real.now() + (scope.movedMs ?? 0))
      }
      static override now() {
        return Real.now() + (scope.movedMs ?? 0)
      }
    } as DateConstructor
  }
  scope.movedMs = (scope.movedMs ?? 0) + ms
}

function stop(): void {
  const last = Number(setTimeout(() => undefined))
  for (let timer = 1; timer <= last; timer += 1) {
    clearTimeout(timer)
    clearInterval(timer)
  }
}

function keepFrom(): void {
  const { setTimeout, setInterval } = globalThis
  const never = () => 0
  Object.assign(globalThis, { setTimeout: never, setInterval: never })
  globalThis.addEventListener('focus', () => Object.assign(globalThis, { setTimeout, setInterval }), { once: true })
}

/** From now on the page's messages take their time to its worker. */
export async function slowWorker(page: Page): Promise<void> {
  await page.evaluate(() => {
    // oxlint-disable-next-line typescript/unbound-method -- called below on the worker it is meant for
    const { postMessage } = Worker.prototype
    Worker.prototype.postMessage = function slow(message: unknown) {
      setTimeout(() => postMessage.call(this, message), 400)
    }
  })
}
