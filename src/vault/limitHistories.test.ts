import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { usualLimits } from './limits.ts'
import { demo, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

const minute = 60_000
const seconds = 1_000

describe('any history of pauses and activity in three tabs', () => {
  const steps = fc.array(
    fc.oneof(
      fc.record({ wait: fc.integer({ min: 1, max: 16 * 60 }) }),
      fc.record({ tab: fc.nat(2), does: fc.constantFrom('active', 'tick', 'limits', 'check') }),
    ),
    { maxLength: 25 },
  )

  it(
    'ends the session at the first call after 15 idle minutes, and at no call before',
    { timeout: 300_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(steps, async (history) => {
          const world = await threeTabs()
          let activeMs = Date.now()
          let ended = false
          for (const step of history) {
            if ('wait' in step) {
              world.advance(step.wait * seconds)
              continue
            }
            const tab = world.tabs[step.tab]!
            ended ||= Date.now() - activeMs >= 15 * minute
            if (step.does === 'active' && !ended) activeMs = Date.now()
            await (step.does === 'tick' ? tab.tick() : tab.run(step.does, {}))
            await Promise.all(world.tabs.map(async (each) => each.rest()))
            expect(world.tabs.map(({ state }) => state.state)).toEqual(
              world.tabs.map(() => (ended ? 'signed out' : 'signed in')),
            )
          }
          for (const tab of world.tabs) tab.close()
        }),
        { numRuns: 60 },
      )
    },
  )
})

async function threeTabs(): Promise<World> {
  const world = new World()
  world.limits = usualLimits
  const tab = await world.openTab()
  await tab.signIn(demo.ada)
  await world.openTab()
  await world.openTab()
  return world
}
