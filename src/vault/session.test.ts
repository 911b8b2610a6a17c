import { describe, expect, it } from 'vitest'

import { bytesOnDisk, clearDisk } from './testDisk.ts'
import { demo, errorOf, factsIn, failureIn, lostAfter, lostBefore, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

const minute = 60_000
const refreshing = 'GetTokensFromRefreshToken'

async function signedIn(options: ConstructorParameters<typeof World>[0] = {}, memoryOnly = false) {
  const world = new World(options)
  const tab = await world.openTab()
  await tab.signIn(demo.ada, memoryOnly)
  return { world, tab }
}

describe('a reload', () => {
  it('resumes the session, without asking Cognito', async () => {
    const { world, tab } = await signedIn()
    tab.close()
    const calls = world.calls.length
    const again = await world.openTab()
    expect(factsIn(again.state)).toEqual(factsIn(tab.state))
    expect(world.calls).toHaveLength(calls)
  })

  it('with the browser closed in between, the key half is gone: signed out, nothing destroyed', async () => {
    const { world, tab } = await signedIn()
    tab.close()
    const half = world.jar.session
    delete world.jar.session
    expect((await world.openTab()).state).toEqual({ state: 'signed out' })
    world.jar.session = 'another-half-altogether-xxxxxxxx'
    const other = await world.openTab()
    expect(other.state).toEqual({ state: 'signed out' })
    world.jar.session = half!
    expect((await other.run('resume', {})).state).toBe('signed in')
    expect(await world.lives(world.latest)).toBe(true)
  })

  it('the record on disk is sealed; only the half opens it', async () => {
    const { world } = await signedIn()
    const disk = await bytesOnDisk(world.database)
    expect(disk).toContain('signed in')
    for (const secret of world.watch.known) expect(disk).not.toContain(secret.slice(0, 20))
    expect(disk).not.toMatch(/"ada"|Lovelace/)
  })

  it('on a shared computer leaves nothing on disk, and nothing to resume', async () => {
    const { world, tab } = await signedIn({}, true)
    expect(factsIn(tab.state).memoryOnly).toBe(true)
    await tab.renew()
    expect(await bytesOnDisk(world.database)).toBe('')
    await tab.run('resume', {})
    expect(factsIn(tab.state).memoryOnly).toBe(true)
    expect((await world.openTab()).state).toEqual({ state: 'signed out' })
    const receipt = await tab.signOutToTheEnd()
    expect(receipt.proof.state).toBe('observed refused')
    expect(await bytesOnDisk(world.database)).toBe('')
    expect(tab.messages.some(({ kind }) => kind === 'shred')).toBe(false)
  })

  it('makes way for a newer version of Curfew in another tab', async () => {
    const { world } = await signedIn()
    const upgrade = indexedDB.open(world.database, 99)
    const upgraded = await new Promise((done) => {
      upgrade.addEventListener('success', () => done(upgrade.result.version))
    })
    expect(upgraded).toBe(99)
  })

  it('after the site’s data was cleared nobody is signed in', async () => {
    const { world, tab } = await signedIn()
    await clearDisk(world.database)
    expect(await tab.run('resume', {})).toEqual({ state: 'signed out' })
  })
})

describe('renewal', () => {
  it('waits for its time, by the clock on the wall, and then happens once', async () => {
    const { world, tab } = await signedIn()
    await tab.tick()
    expect(world.sent(refreshing)).toHaveLength(0)
    world.advance(55 * minute)
    await tab.tick()
    await tab.tick()
    expect(world.sent(refreshing)).toHaveLength(1)
    expect(factsIn(tab.state).tokens.access.expiresAt).toEqual(new Date('2030-01-01T01:55Z'))
    expect(factsIn(tab.state).signedInAt).toEqual(new Date('2030-01-01'))
  })

  it('nobody signed in: nothing to do', async () => {
    const world = new World()
    const tab = await world.openTab()
    await tab.tick()
    await tab.renew()
    await tab.check()
    expect(world.calls).toEqual([])
    expect(tab.state).toEqual({ state: 'signed out' })
  })

  it('is one call for everyone who asks at once', async () => {
    const { world, tab } = await signedIn()
    await Promise.all([tab.renew(), tab.renew(), tab.renew(), tab.renew()])
    expect(world.sent(refreshing)).toHaveLength(1)
    await tab.renew()
    expect(world.sent(refreshing)).toHaveLength(2)
  })

  it('another tab’s is adopted, not repeated', async () => {
    const { world, tab } = await signedIn()
    const other = await world.openTab()
    other.deaf = true
    world.advance(56 * minute)
    await tab.tick()
    await other.tick()
    expect(world.sent(refreshing)).toHaveLength(1)
    expect(factsIn(other.state).tokens).toEqual(factsIn(tab.state).tokens)
  })

  it('keeps the rotated token, also over a reload', async () => {
    const { world, tab } = await signedIn({ clientId: demo.fieldApp })
    const first = world.latest.refresh
    await tab.renew()
    const second = world.latest.refresh
    expect(second).not.toBe(first)
    tab.close()
    await (await world.openTab()).renew()
    expect(world.sent(refreshing).map(({ body }) => body['RefreshToken'])).toEqual([first, second])
  })

  it('is tried three times where it is known that nothing can be lost by it, else once', async () => {
    const kept = await signedIn()
    kept.world.network = only([refreshing], lostBefore)
    expect(await failureIn(kept.tab.renew())).toMatchObject({ code: 'Unreachable', attempts: 1 })
    kept.world.network = async (_call, forward) => forward()
    await kept.tab.renew()
    kept.world.network = only([refreshing], lostBefore)
    expect(await failureIn(kept.tab.renew())).toMatchObject({ code: 'Unreachable', attempts: 3 })

    const rotated = await signedIn({ clientId: demo.fieldApp })
    await rotated.tab.renew()
    rotated.world.network = only([refreshing], lostAfter)
    expect(await failureIn(rotated.tab.renew())).toMatchObject({ code: 'Unreachable', attempts: 1 })
    expect(rotated.world.sent(refreshing)).toHaveLength(2)
  })

  it('with its answer lost: inside the grace period it is repeated, after it the session is lost and says why', async () => {
    const { world, tab } = await signedIn({ clientId: demo.fieldApp })
    world.network = only([refreshing], lostAfter)
    await failureIn(tab.renew())
    world.network = async (_call, forward) => forward()
    world.advance(20_000)
    await tab.renew()
    expect(tab.state.state).toBe('signed in')
    world.network = only([refreshing], lostAfter)
    await failureIn(tab.renew())
    world.network = async (_call, forward) => forward()
    world.advance(31_000)
    expect(await tab.renew()).toMatchObject({ state: 'signed out', ended: { reason: 'refresh token used twice' } })
  })

  it('when it fails by itself, nothing happens but that it is tried again', async () => {
    const { world, tab } = await signedIn()
    world.advance(56 * minute)
    world.network = only([refreshing], errorOf('TooManyRequestsException'))
    await tab.tick()
    expect(tab.state.state).toBe('signed in')
    world.network = async (_call, forward) => forward()
    world.advance(5_000)
    await tab.tick()
    expect(factsIn(tab.state).tokens.access.issuedAt).toEqual(new Date(Date.now()))
  })

  it('is tried ever more rarely while it fails, and as before once it has worked', async () => {
    const { world, tab } = await signedIn()
    world.advance(55 * minute)
    world.network = only([refreshing], lostBefore)
    const pauses: number[] = []
    for (let failures = 1; failures < 10; failures += 1) {
      await tab.tick()
      const calls = world.calls.length
      const failedAt = Date.now()
      while (world.calls.length === calls) {
        world.advance(1_000)
        await tab.tick()
      }
      pauses.push(Math.round((Date.now() - failedAt) / 1_000))
      expect(world.calls).toHaveLength(calls + 1)
    }
    expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300])
    world.network = async (_call, forward) => forward()
    world.advance(5 * minute)
    await tab.tick()
    const { renewsAt } = factsIn(tab.state)
    world.advance(renewsAt.getTime() - Date.now())
    world.network = only([refreshing], errorOf('InternalErrorException', '', 500))
    const calls = world.sent(refreshing).length
    await tab.tick()
    await tab.tick()
    const once = world.sent(refreshing).length - calls
    world.advance(5_000)
    await tab.tick()
    expect(world.sent(refreshing)).toHaveLength(calls + 2 * once)
  })

  it('is not begun when its result could not be kept', async () => {
    const { world, tab } = await signedIn({ clientId: demo.fieldApp })
    delete world.jar.session
    expect(await failureIn(tab.renew())).toMatchObject({ code: 'NoCookies' })
    expect(world.sent(refreshing)).toEqual([])
    expect(tab.state.state).toBe('signed in')
    expect((await tab.signOutToTheEnd()).proof.state).toBe('observed refused')
    expect(await world.mints(world.latest)).toBe(false)
  })

  it('a fault of the browser’s own is not swallowed', async () => {
    const { world, tab } = await signedIn()
    world.advance(56 * minute)
    world.gate = async (_tab, where) => {
      if (where === 'replace asked') throw new DOMException('the disk is full', 'QuotaExceededError')
    }
    await expect(tab.tick()).rejects.toThrow('the disk is full')
    await expect(tab.renew()).rejects.toThrow('the disk is full')
  })

  it.each(['before Cognito answers', 'behind its answer'])(
    'takes sleep %s for no difference of the clocks',
    async (when) => {
      const { world, tab } = await signedIn()
      const asleep = when === 'before Cognito answers' ? 'leaves' : 'answered'
      let naps = 0
      world.gate = async (_tab, where) => {
        if (where !== `${refreshing} ${asleep}` && where !== `RespondToAuthChallenge ${asleep}`) return
        naps += 1
        world.advance(2 * minute)
      }
      await tab.renew()
      expect(factsIn(tab.state).skewMs).toBe(0)
      await tab.signIn(demo.ada)
      expect(factsIn(tab.state).skewMs).toBe(0)
      expect(naps).toBe(2)
    },
  )

  it('sees through sleep that Cognito’s clock is late', async () => {
    const { world, tab } = await signedIn()
    await world.moveCognitosClock(-90_000)
    world.gate = async (_tab, where) => {
      if (where === `${refreshing} answered`) world.advance(10 * minute)
    }
    await tab.renew()
    expect(factsIn(tab.state).skewMs).toBe(-90_000)
  })

  it('measures how far Cognito’s clock is from this one', async () => {
    const { world, tab } = await signedIn()
    await world.moveCognitosClock(90_000)
    await tab.renew()
    expect(factsIn(tab.state).skewMs).toBe(90_000)
    world.advance(55 * minute)
    await tab.tick()
    expect(world.sent(refreshing)).toHaveLength(2)
  })
})
