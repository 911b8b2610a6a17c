import { describe, expect, it } from 'vitest'

import { demo, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

/** A sign-in whose page is gone at its nth await; undefined once it has fewer. */
async function dyingAt(at: number, clientId: string) {
  const world = new World({ clientId })
  const tab = await world.openTab()
  let passed = 0
  let where = ''
  const dead = new Promise<'dead'>((died) => {
    world.gate = async (_tab, place) => {
      passed += 1
      if (passed !== at) return
      where = place
      tab.kill()
      died('dead')
    }
  })
  const ended = await Promise.race([dead, tab.signIn(demo.ada).then(() => 'over' as const)])
  world.gate = undefined
  if (ended === 'over') return undefined
  const kept = (await (await world.storage()).record())?.state === 'signed in'
  return { world, where, kept }
}

describe('a page that is gone while somebody signs in', () => {
  for (const [name, clientId] of [
    ['without rotation', demo.storefront],
    ['with rotation', demo.fieldApp],
  ] as const) {
    it(`at any await, ${name}: what this browser holds can be opened by the next page, renewed and ended`, async () => {
      const seen = { kept: 0, 'not kept': 0 }
      for (let at = 1; ; at += 1) {
        const death = await dyingAt(at, clientId)
        if (death === undefined) break
        const { world, kept, where } = death
        const next = await world.openTab()
        seen[kept ? 'kept' : 'not kept'] += 1
        expect([where, next.state.state]).toEqual([where, kept ? 'signed in' : 'signed out'])
        if (!kept) continue
        const { latest } = world
        expect(world.jar).toMatchObject({ session: expect.any(String) })
        expect(world.jar.next).toBeUndefined()
        await next.renew()
        await next.signOutToTheEnd()
        expect(await world.mints(latest)).toBe(false)
        expect(world.jar.session).toBeUndefined()
      }
      expect(seen.kept).toBeGreaterThan(1)
      expect(seen['not kept']).toBeGreaterThan(3)
    })
  }

  it('control: without the half of the session that is about to begin, nobody can end it', async () => {
    const outcomes: string[] = []
    for (let at = 1; ; at += 1) {
      const death = await dyingAt(at, demo.storefront)
      if (death === undefined) break
      if (!death.kept) continue
      delete death.world.jar.next
      const next = await death.world.openTab()
      outcomes.push(next.state.state)
      expect(await death.world.mints(death.world.latest)).toBe(true)
    }
    expect(outcomes).toContain('signed out')
  })

  it.each([
    ['in the place of another', true],
    ['where nobody was', false],
  ])(
    '%s, what is noted with it before its page has heard of it is sealed with its own half',
    async (_name, another) => {
      const world = new World()
      const tab = await world.openTab()
      if (another) await tab.signIn(demo.ada)
      let noted: Promise<unknown> = Promise.resolve()
      world.gate = async (_tab, where) => {
        if (where !== 'noteActivity asked') return
        world.gate = undefined
        noted = tab.run('listUsers', { poolId: demo.pool })
        await noted
      }
      await tab.signIn(demo.rhea)
      await noted
      expect(world.sent('GetCredentialsForIdentity')).toHaveLength(1)
      expect((await world.openTab()).state).toMatchObject({ session: { username: 'rhea' } })
    },
  )

  it('a sign-in that fails costs no session of another tab, and its half opens nothing', async () => {
    const world = new World()
    const first = await world.openTab()
    await first.signIn(demo.ada)
    const { session } = world.jar
    const second = await world.openTab()
    await expect(second.signIn([demo.ada[0], 'wrong'])).rejects.toMatchObject({
      failure: { code: 'NotAuthorizedException' },
    })
    expect(world.jar).toMatchObject({ session, next: expect.any(String) })
    const third = await world.openTab()
    expect(third.state.state).toBe('signed in')
    expect(world.jar.session).toBe(session)
  })
})
