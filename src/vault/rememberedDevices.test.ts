import { createDeviceVerifier } from 'cognito-srp-helper'
import { describe, expect, it } from 'vitest'

import { demoSeed } from '../../emulator/seed.ts'
import { post } from '../../emulator/testing.ts'
import type { DeviceList } from './protocol.ts'
import type { Tab } from './testTab.ts'
import { demo, errorOf, failureIn, lostAfter, lostBefore, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

const seed = {
  ...demoSeed,
  userPools: demoSeed.userPools!.map((pool) =>
    pool.Id === demo.pool ? { ...pool, DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: false } } : pool,
  ),
}

type Result = { AccessToken: string; NewDeviceMetadata?: { DeviceKey: string; DeviceGroupKey: string } }

/** A device of Ada's that has signed in and was confirmed; remembered, as the pool does by itself. */
async function device(world: World, DeviceName: string): Promise<string> {
  const { body } = await post(world.emulator, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: demo.storefront,
    AuthParameters: { USERNAME: 'ada', PASSWORD: demo.ada[1] },
  })
  return confirm(world, body['AuthenticationResult'] as Result, DeviceName)
}

async function confirm(world: World, result: Result, DeviceName: string): Promise<string> {
  const { DeviceKey, DeviceGroupKey } = result.NewDeviceMetadata!
  const { DeviceSecretVerifierConfig } = createDeviceVerifier(DeviceKey, DeviceGroupKey)
  const { AccessToken } = result
  await post(world.emulator, 'ConfirmDevice', { AccessToken, DeviceKey, DeviceSecretVerifierConfig, DeviceName })
  return DeviceKey
}

/** This browser signed in, its own device confirmed or not, and two others. */
async function signedIn(options: { confirmed?: boolean } = {}) {
  const world = new World({ seed })
  const phone = await device(world, 'Ada’s phone')
  const tablet = await device(world, 'Ada’s tablet')
  const tab = await world.openTab()
  if (options.confirmed === false) world.network = only(['ConfirmDevice'], errorOf('InvalidParameterException'))
  await tab.signIn(demo.ada)
  world.network = only([], lostBefore)
  const own = String(world.sent('ConfirmDevice')[0]?.body['DeviceKey'])
  return { world, tab, phone, tablet, own }
}

function tracked(list: DeviceList) {
  if (list.state !== 'tracked') throw new Error(`not tracked: ${list.why}`)
  return list.devices
}

const namesOf = (devices: readonly { name?: string }[]) => new Set(devices.map(({ name }) => name))
const devicesOf = async (tab: Tab) => tracked(await tab.run('listDevices', {}))

describe('the list of devices', () => {
  it('shows them, and marks this one', async () => {
    const { tab, own } = await signedIn()
    const devices = await devicesOf(tab)
    expect(namesOf(devices)).toEqual(new Set(['Ada’s phone', 'Ada’s tablet', 'Firefox on a lamp']))
    expect(devices.find(({ here }) => here)).toMatchObject({ key: own, remembered: true, lastAddress: '127.0.0.1' })
  })

  it('a device that was never confirmed is none', async () => {
    const { tab } = await signedIn({ confirmed: false })
    expect((await devicesOf(tab)).map(({ here }) => here)).toEqual([false, false])
  })

  it('this one stays on it when it is not remembered any more, and the others do not', async () => {
    const { tab, own, phone } = await signedIn()
    await tab.run('setDeviceRemembered', { key: own, remembered: false })
    await tab.run('setDeviceRemembered', { key: phone, remembered: false })
    const devices = await devicesOf(tab)
    expect(devices).toHaveLength(2)
    expect(devices.find(({ here }) => here)).toMatchObject({ key: own, remembered: false })
    await tab.run('setDeviceRemembered', { key: own, remembered: true })
    expect((await devicesOf(tab)).find(({ here }) => here)).toMatchObject({ remembered: true })
  })

  it('a pool that tracks none', async () => {
    const world = new World()
    const tab = await world.openTab()
    await tab.signIn(demo.ada)
    expect(await tab.run('listDevices', {})).toMatchObject({ state: 'not tracked', why: 'nothing listed' })
    for (const code of ['InvalidUserPoolConfigurationException', 'OperationNotEnabledException']) {
      world.network = only(['ListDevices'], errorOf(code))
      expect(await tab.run('listDevices', {})).toMatchObject({ state: 'not tracked', why: 'refused' })
    }
    world.network = only(['ListDevices'], errorOf('InternalErrorException', '', 500))
    expect(await failureIn(tab.run('listDevices', {}))).toMatchObject({ code: 'InternalErrorException', attempts: 3 })
  })

  it('in part says what is missing', async () => {
    const { world, tab } = await signedIn()
    world.network = only(['ListDevices'], async (call, forward) => {
      if (call.body['PaginationToken'] !== undefined) return errorOf('ForbiddenException', '', 403)(call, forward)
      const answer = (await (await forward()).json()) as object
      return Response.json({ ...answer, PaginationToken: 'more' }, { headers: { 'x-amzn-requestid': 'r' } })
    })
    expect(await tab.run('listDevices', {})).toMatchObject({ missing: { code: 'ForbiddenException' } })
  })

  it('cannot be shown when this one cannot be asked for', async () => {
    const { world, tab } = await signedIn({ confirmed: false })
    world.network = only(['GetDevice'], errorOf('TooManyRequestsException'))
    expect(await failureIn(tab.run('listDevices', {}))).toMatchObject({ operation: 'GetDevice' })
  })
})

describe('forgetting', () => {
  it('one device: it is gone, and the others stay', async () => {
    const { tab, phone } = await signedIn()
    await tab.run('forgetDevice', { key: phone })
    expect(namesOf(await devicesOf(tab))).toEqual(new Set(['Ada’s tablet', 'Firefox on a lamp']))
  })

  it('many clicks are one request', async () => {
    const { world, tab, phone } = await signedIn()
    await Promise.all(Array.from({ length: 10 }, async () => tab.run('forgetDevice', { key: phone })))
    expect(world.sent('ForgetDevice')).toHaveLength(1)
  })

  it('one that is already gone is forgotten', async () => {
    const { world, tab, phone } = await signedIn()
    let first = true
    world.network = only(['ForgetDevice'], async (call, forward) => {
      if (!first) return forward()
      first = false
      return lostAfter(call, forward)
    })
    await tab.run('forgetDevice', { key: phone })
    expect(world.sent('ForgetDevice')).toHaveLength(2)
  })

  it('all the others, and never this one', async () => {
    const { world, tab, phone, tablet } = await signedIn()
    const answers = await Promise.all([tab.run('forgetOtherDevices', {}), tab.run('forgetOtherDevices', {})])
    expect(new Set(answers[0].forgotten)).toEqual(new Set([phone, tablet]))
    expect(answers[1]).toEqual(answers[0])
    expect(world.sent('ForgetDevice')).toHaveLength(2)
    expect((await devicesOf(tab)).map(({ here }) => here)).toEqual([true])
  })

  it('a failure among them is told, and the rest is done', async () => {
    const { world, tab, phone, tablet } = await signedIn()
    world.network = only(['ForgetDevice'], async (call, forward) =>
      call.body['DeviceKey'] === phone ? errorOf('ForbiddenException', '', 403)(call, forward) : forward(),
    )
    expect(await tab.run('forgetOtherDevices', {})).toMatchObject({
      forgotten: [tablet],
      failed: [{ key: phone, failure: { code: 'ForbiddenException' } }],
    })
    world.network = only(['ListDevices'], errorOf('OperationNotEnabledException'))
    expect(await tab.run('forgetOtherDevices', {})).toEqual({ forgotten: [], failed: [] })
  })

  it('this one: its refresh token is of no use any more', async () => {
    const { world, tab, own } = await signedIn()
    await tab.run('forgetDevice', { key: own })
    expect(await world.lives(world.latest)).toBe(true)
    expect(await world.mints(world.latest)).toBe(false)
  })
})
