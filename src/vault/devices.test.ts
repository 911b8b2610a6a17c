import { describe, expect, it } from 'vitest'

import { totp } from '../../emulator/operations/authenticator.ts'
import { APP_SECRET } from '../../emulator/operations/secondFactorPool.ts'
import { devicesOf, enter, trackingWorld } from './testDevices.ts'
import { beside, lastCode, password } from './testPeople.ts'
import { answerOf, errorOf, factsIn, failureIn, lostAfter, only, useVirtualTime, type World } from './testWorld.ts'

useVirtualTime()

const minute = 60_000

async function forget(world: World): Promise<void> {
  const [device] = await devicesOf(world)
  await beside(world, 'ForgetDevice', { AccessToken: world.latest.access, DeviceKey: device?.DeviceKey })
}

const answeredIn = (world: World, challenge: string) =>
  world.sent('RespondToAuthChallenge').filter(({ body }) => body['ChallengeName'] === challenge)

describe('this browser as a device', () => {
  it('is confirmed after the first sign-in, and stands for the second factor at the next', async () => {
    const world = trackingWorld()
    const tab = await world.openTab()
    expect(await enter(tab, world)).toEqual({ step: 'signed in' })
    expect(factsIn(tab.state).how).toEqual({ by: 'password', second: 'authenticator app' })
    expect(await devicesOf(world)).toHaveLength(1)
    expect(world.sent('ConfirmDevice')[0]?.body).toMatchObject({ DeviceName: 'Firefox on a lamp' })
    await tab.signOutToTheEnd()
    world.advance(minute)
    expect(await tab.signIn(['app', password])).toEqual({ step: 'signed in' })
    expect(factsIn(tab.state).how).toEqual({ by: 'password', second: 'remembered device' })
    expect(await devicesOf(world)).toHaveLength(1)
    expect(world.sent('ConfirmDevice')).toHaveLength(1)
  })

  it('is told with every refresh, and every proof of a sign-out', async () => {
    const world = trackingWorld()
    const tab = await world.openTab()
    await enter(tab, world)
    const [device] = await devicesOf(world)
    await tab.renew()
    expect(world.sent('GetTokensFromRefreshToken')[0]?.body).toMatchObject({ DeviceKey: device?.DeviceKey })
    const reloaded = await world.openTab()
    await reloaded.renew()
    expect(world.sent('GetTokensFromRefreshToken')).toHaveLength(2)
    expect(factsIn(reloaded.state).how).toEqual({ by: 'password', second: 'authenticator app' })
  })

  it('is told when the outbox tries the refresh token', async () => {
    const world = trackingWorld()
    const tab = await world.openTab()
    await enter(tab, world)
    const [device] = await devicesOf(world)
    world.network = only(['RevokeToken'], async () => Promise.reject(new TypeError('Failed to fetch')))
    const { receiptId } = await tab.signOut()
    await tab.receiptWhen(receiptId, ({ server }) => server.step === 'not told yet')
    world.network = async (_call, forward) => forward()
    await tab.run('retryOutbox', {})
    const receipt = await tab.receiptWhen(
      receiptId,
      ({ proof }) => proof.state !== 'waiting' && proof.state !== 'not possible',
    )
    expect(receipt.proof).toMatchObject({ state: 'observed refused', probe: 'GetTokensFromRefreshToken' })
    expect(world.sent('GetTokensFromRefreshToken').at(-1)?.body).toMatchObject({ DeviceKey: device?.DeviceKey })
  })

  it('that was forgotten elsewhere is forgotten here, and the sign-in begun once more without it', async () => {
    const world = trackingWorld()
    const tab = await world.openTab()
    await enter(tab, world)
    await forget(world)
    expect(await tab.renew().then(() => tab.state)).toMatchObject({ ended: { reason: 'renewal refused' } })
    const before = world.sent('InitiateAuth').length
    expect(await enter(tab, world)).toEqual({ step: 'signed in' })
    expect(world.sent('InitiateAuth')).toHaveLength(before + 2)
    expect(factsIn(tab.state).how).toEqual({ by: 'password', second: 'authenticator app' })
    expect(await devicesOf(world)).toHaveLength(1)
  })

  it('whose secret is refused does not lock anybody out', async () => {
    const world = trackingWorld()
    const tab = await world.openTab()
    await enter(tab, world)
    let refused = false
    world.network = async (call, forward) => {
      if (call.body['ChallengeName'] !== 'DEVICE_PASSWORD_VERIFIER' || refused) return forward()
      refused = true
      return errorOf('NotAuthorizedException', 'Incorrect username or password.')(call, forward)
    }
    expect(await enter(tab, world)).toEqual({ step: 'signed in' })
    expect(refused).toBe(true)
    expect(factsIn(tab.state).how).toEqual({ by: 'password', second: 'authenticator app' })
  })

  it('a device’s proof that gets lost says nothing against its secret', async () => {
    const world = trackingWorld()
    const tab = await world.openTab()
    await enter(tab, world)
    world.advance(minute)
    world.network = async (call, forward) =>
      call.body['ChallengeName'] === 'DEVICE_PASSWORD_VERIFIER' ? lostAfter(call, forward) : forward()
    expect(await failureIn(tab.signIn(['app', password]))).toMatchObject({ class: 'unknown outcome' })
    world.network = async (_call, forward) => forward()
    expect(await tab.signIn(['app', password])).toEqual({ step: 'signed in' })
    expect(factsIn(tab.state).how).toEqual({ by: 'password', second: 'remembered device' })
  })

  it('is asked for after the second factor where it does not replace it', async () => {
    const world = trackingWorld({})
    const tab = await world.openTab()
    await enter(tab, world)
    expect(await enter(tab, world)).toEqual({ step: 'signed in' })
    expect(answeredIn(world, 'DEVICE_SRP_AUTH')).toHaveLength(1)
    expect(factsIn(tab.state).how).toEqual({ by: 'password', second: 'authenticator app' })
  })

  it('refused after a code was given: the sign-in is over, and the next does without', async () => {
    const world = trackingWorld({})
    const tab = await world.openTab()
    await enter(tab, world)
    const [device] = await devicesOf(world)
    world.network = async (call, forward) =>
      call.body['ChallengeName'] === 'DEVICE_SRP_AUTH'
        ? errorOf('ResourceNotFoundException', 'Device does not exist.')(call, forward)
        : forward()
    expect(await failureIn(enter(tab, world))).toMatchObject({ code: 'DeviceForgotten' })
    expect(await enter(tab, world)).toEqual({ step: 'signed in' })
    expect((await devicesOf(world)).map(({ DeviceKey }) => DeviceKey)).toContain(device?.DeviceKey)
    expect(await devicesOf(world)).toHaveLength(2)
  })

  it('works with USER_PASSWORD_AUTH, by name and by alias', async () => {
    const world = trackingWorld({ ChallengeRequiredOnNewDevice: true }, ['ALLOW_USER_PASSWORD_AUTH'])
    const tab = await world.openTab()
    expect(await tab.signIn(['mia@example.com', password])).toMatchObject({ step: 'code', from: 'email' })
    await tab.answer('answerCode', { code: await lastCode(world) })
    const { username } = factsIn(tab.state)
    for (const name of ['mia@example.com', username]) {
      expect(await tab.signIn([name, password])).toEqual({ step: 'signed in' })
      expect(factsIn(tab.state).how).toEqual({ by: 'password', second: 'remembered device' })
    }
    await forget(world)
    expect(await tab.signIn([username, password])).toMatchObject({ step: 'code' })
  })

  it('works where the first factor is chosen', async () => {
    const world = trackingWorld({ ChallengeRequiredOnNewDevice: true }, ['ALLOW_USER_AUTH'])
    const tab = await world.openTab()
    const choose = async () => {
      await tab.signInByChoice('app')
      return tab.answer('chooseWay', { way: 'password', password })
    }
    await choose()
    await tab.answer('answerCode', { code: await totp(APP_SECRET, Date.now()) })
    expect(await choose()).toEqual({ step: 'signed in' })
    expect(factsIn(tab.state).how).toEqual({ by: 'password', second: 'remembered device' })
    await forget(world)
    expect(await failureIn(choose())).toMatchObject({ code: 'DeviceForgotten' })
    expect(await choose()).toMatchObject({ step: 'code' })
  })

  it('a question for a device that this browser is not is not supported', async () => {
    const world = trackingWorld()
    const tab = await world.openTab()
    world.network = async () => answerOf({ ChallengeName: 'DEVICE_SRP_AUTH', Session: 'x'.repeat(20) })
    expect(await tab.signIn(['app', password])).toEqual({ step: 'not supported', challenge: 'DEVICE_SRP_AUTH' })
  })
})
