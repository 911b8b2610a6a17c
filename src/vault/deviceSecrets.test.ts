import { describe, expect, it } from 'vitest'

import { totp } from '../../emulator/operations/authenticator.ts'
import { APP_SECRET } from '../../emulator/operations/secondFactorPool.ts'
import type { SignInApi } from '../cognito/signIn.ts'
import { Devices } from './devices.ts'
import { unseal } from './seal.ts'
import type { VaultStorage } from './storage.ts'
import type { Surroundings } from './surroundings.ts'
import { devicesOf, enter, trackingWorld } from './testDevices.ts'
import { bytesOnDisk } from './testDisk.ts'
import { password, peoplesWorld } from './testPeople.ts'
import { errorOf, factsIn, failureIn, lostAfter, only, useVirtualTime } from './testWorld.ts'

useVirtualTime()

const minute = 60_000

describe('remembering', () => {
  const onPrompt = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true }

  it('is left to the person where the pool wants that', async () => {
    const world = trackingWorld(onPrompt)
    const tab = await world.openTab()
    expect(await enter(tab, world)).toEqual({ step: 'signed in', mayRemember: true })
    expect(await devicesOf(world)).toHaveLength(0)
    await tab.run('rememberDevice', {})
    expect(await devicesOf(world)).toHaveLength(1)
    expect(await enter(tab, world)).toEqual({ step: 'signed in' })
    expect(factsIn(tab.state).how).toEqual({ by: 'password', second: 'remembered device' })
  })

  it('a session that cannot says why', async () => {
    const world = peoplesWorld('OPTIONAL')
    const tab = await world.openTab()
    expect(await failureIn(tab.run('rememberDevice', {}))).toMatchObject({ code: 'SignedOut' })
    await tab.signIn(['phone', password])
    expect(await failureIn(tab.run('rememberDevice', {}))).toMatchObject({ code: 'NoDevice' })
  })

  it('a device that cannot be confirmed costs nobody the session', async () => {
    const world = trackingWorld()
    const tab = await world.openTab()
    world.network = only(['ConfirmDevice'], errorOf('InvalidParameterException'))
    expect(await enter(tab, world)).toEqual({ step: 'signed in' })
    await tab.renew()
    expect(tab.state.state).toBe('signed in')
    const begun = world.sent('InitiateAuth').length
    expect(await enter(tab, world)).toEqual({ step: 'signed in' })
    expect(factsIn(tab.state).how).toEqual({ by: 'password', second: 'authenticator app' })
    expect(world.sent('InitiateAuth')).toHaveLength(begun + 1)
  })

  it('a lost answer to ConfirmDevice keeps the secret: Cognito may know it', async () => {
    const world = trackingWorld()
    const tab = await world.openTab()
    world.network = only(['ConfirmDevice'], lostAfter)
    expect(await enter(tab, world)).toEqual({ step: 'signed in' })
    expect(world.sent('ConfirmDevice')).toHaveLength(1)
    world.network = async (_call, forward) => forward()
    await enter(tab, world)
    expect(factsIn(tab.state).how).toEqual({ by: 'password', second: 'remembered device' })
  })

  it('nothing is confirmed or kept on a shared computer, and its session refreshes all the same', async () => {
    const world = trackingWorld()
    const tab = await world.openTab()
    await tab.signIn(['app', password], true)
    await tab.answer('answerCode', { code: await totp(APP_SECRET, Date.now()) })
    expect(world.sent('ConfirmDevice')).toHaveLength(0)
    expect(world.jar).not.toHaveProperty('device')
    expect(await bytesOnDisk(world.database)).toBe('')
    await tab.renew()
    expect(tab.state.state).toBe('signed in')
  })
})

describe('the secret of a device', () => {
  it('lies sealed under a name that nobody can read, and never comes out', async () => {
    const world = trackingWorld()
    const tab = await world.openTab()
    await enter(tab, world)
    const { device: half } = world.jar
    if (half === undefined) throw new Error('no half was kept')
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${half}|app`)))
    const id = Buffer.from(digest).toString('base64')
    const storage = await world.storage()
    const sealed = await storage.device(id)
    const plain = sealed && (await unseal(half, sealed, `device|${id}`))
    const secret = JSON.parse(plain ?? '') as { password: string }
    expect(secret.password).toMatch(/^[\w-]{43}$/)
    const said = JSON.stringify([tab.messages, tab.state, world.calls, await bytesOnDisk(world.database)])
    expect(said).not.toContain(secret.password)
    expect(await unseal('another-half-of-thirty-two-characters', sealed!, `device|${id}`)).toBeUndefined()
    delete world.jar.device
    world.advance(minute)
    const reloaded = await world.openTab()
    expect(await reloaded.signIn(['app', password])).toMatchObject({ step: 'code' })
  })

  it('lives on as long as it is used', async () => {
    const world = trackingWorld()
    const tab = await world.openTab()
    await enter(tab, world)
    const said = () => tab.messages.filter(({ kind }) => kind === 'device half')
    expect(said()).toEqual([{ kind: 'device half', half: world.jar.device }])
    await enter(tab, world)
    expect(said()).toHaveLength(2)
    expect(said()[1]).toEqual(said()[0])
  })

  it('without its half there is nothing to forget or to prolong', async () => {
    const said: unknown[] = []
    const around = {
      halves: () => ({}),
      emit: (message: unknown) => void said.push(message),
    } as unknown as Surroundings
    const devices = new Devices(around, {} as VaultStorage, {} as SignInApi)
    await devices.drop(['ada'])
    devices.prolong()
    expect(said).toEqual([])
  })
})
