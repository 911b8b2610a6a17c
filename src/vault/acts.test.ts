import { describe, expect, it } from 'vitest'

import { signIn } from '../../emulator/testing.ts'
import type { ActState, UserAct } from '../lib/acts.ts'
import type { ActRequest, OperatorReceipt } from './protocol/acts.ts'
import type { Tab } from './testTab.ts'
import { answerOf, demo, errorOf, failureIn, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

const ada = { poolId: demo.pool, username: 'ada' }
const five: readonly UserAct[] = [
  { do: 'enable' },
  { do: 'reset password' },
  { do: 'forget devices' },
  { do: 'sign out' },
  { do: 'disable' },
]

async function operating(memoryOnly = false) {
  const world = new World()
  const tab = await world.openTab()
  await tab.signIn(demo.rhea, memoryOnly)
  return { world, tab }
}

function seen(tab: Tab, id: string): readonly OperatorReceipt[] {
  return tab.messages.flatMap((message) =>
    message.kind === 'receipt' && message.receipt.kind === 'a user' && message.receipt.id === id
      ? [message.receipt]
      : [],
  )
}

async function settled(tab: Tab, id: string, after = 0): Promise<OperatorReceipt> {
  const found = () =>
    seen(tab, id)
      .slice(after)
      .find(({ acts }) => acts.every(({ at }) => at.state !== 'waiting'))
  await tab.until(() => found() !== undefined)
  return found() as OperatorReceipt
}

async function act(tab: Tab, request: Partial<ActRequest> & Pick<ActRequest, 'acts'>) {
  const { receiptId } = await tab.run('beginActs', { ...ada, plan: 'act', ...request })
  return settled(tab, receiptId)
}

const statesOf = ({ acts }: OperatorReceipt) => Object.fromEntries(acts.map(({ act, at }) => [act.do, at.state]))
const shownUser = async (tab: Tab, username = 'ada') =>
  (await tab.run('listUsers', { poolId: demo.pool })).users.find((user) => user.username === username)

const lineOf = async (tab: Tab, { id }: OperatorReceipt) =>
  (await tab.run('activity', {})).find(({ receiptId }) => receiptId === id)

describe('what an operator does to a user', () => {
  it('is written down before Cognito is asked, and says what Cognito accepted', async () => {
    const { world, tab } = await operating()
    await signIn(world.emulator, demo.storefront, ...demo.ada)
    const receipt = await act(tab, { acts: [{ do: 'sign out' }], tokenLifetimeMs: 3_600_000 })
    expect(seen(tab, receipt.id)[0]?.acts[0]?.at).toEqual({ state: 'waiting' })
    expect(receipt).toMatchObject({
      kind: 'a user',
      operation: 'AdminUserGlobalSignOut',
      username: 'rhea',
      user: ada,
      tokenLifetimeMs: 3_600_000,
      acts: [{ at: { state: 'done', requestId: expect.stringMatching(/\S/) as string } }],
    })
    expect(await tab.run('userSessions', ada)).toEqual([])
    expect(await tab.run('receipt', { receiptId: receipt.id })).toEqual(receipt)
  })

  it('that the account is not made for was refused, in the activity as on the receipt', async () => {
    const { world, tab } = await operating()
    world.network = only(['AdminResetUserPassword'], errorOf('InvalidParameterException', 'no verified email'))
    const receipt = await act(tab, { acts: [{ do: 'reset password' }] })
    expect(receipt.acts[0]?.at).toMatchObject({
      state: 'not possible',
      failure: { requestId: expect.any(String) as string },
    })
    const { failure } = receipt.acts[0]!.at as Extract<ActState, { state: 'not possible' }>
    expect(await lineOf(tab, receipt)).toMatchObject({
      outcome: 'refused',
      detail: 'InvalidParameterException',
      requestId: failure?.requestId,
    })
  })

  it('where there was nothing to do was refused nothing', async () => {
    const { world, tab } = await operating()
    world.network = only(['AdminListDevices'], errorOf('InvalidUserPoolConfigurationException', 'x'))
    const receipt = await act(tab, { acts: [{ do: 'forget devices' }] })
    expect(await lineOf(tab, receipt)).toMatchObject({ outcome: 'done' })
  })

  it('is one line of the activity, with its receipt and its request', async () => {
    const { tab } = await operating()
    const receipt = await act(tab, { acts: [{ do: 'disable' }] })
    const lines = (await tab.run('activity', {})).filter(({ kind }) => kind === 'operator change')
    expect(lines).toMatchObject([
      {
        operation: 'AdminDisableUser',
        target: `user ada, pool ${demo.pool}`,
        outcome: 'done',
        receiptId: receipt.id,
        requestId: expect.stringMatching(/\S/) as string,
      },
    ])
    // The same call without a receipt has its own line.
    await tab.run('enableUser', ada)
    const again = (await tab.run('activity', {})).filter(({ operation }) => operation === 'AdminEnableUser')
    expect(again).toHaveLength(1)
    expect(again[0]?.receiptId).toBeUndefined()
  })

  it('fails with the reason, and is tried again on the same receipt', async () => {
    const { world, tab } = await operating()
    world.network = only(['AdminDisableUser'], errorOf('AccessDeniedException', 'no'))
    const failed = await act(tab, { acts: [{ do: 'disable' }] })
    expect(failed.acts[0]?.at).toMatchObject({ state: 'failed', failure: { code: 'AccessDeniedException' } })
    world.network = async (_call, forward) => forward()
    const before = seen(tab, failed.id).length
    await tab.run('retryActs', { receiptId: failed.id, places: [0] })
    const again = await settled(tab, failed.id, before)
    expect(again.acts[0]?.at.state).toBe('done')
    expect(again.againAt).toBeInstanceOf(Date)
    expect(await shownUser(tab)).toMatchObject({ enabled: false })
  })

  it('asked for twice at a time is done once', async () => {
    const { world, tab } = await operating()
    const request = { ...ada, plan: 'act' as const, acts: [{ do: 'reset password' as const }] }
    const [one, other] = await Promise.all([tab.run('beginActs', request), tab.run('beginActs', request)])
    expect(one).toEqual(other)
    await settled(tab, one.receiptId)
    expect(world.sent('AdminResetUserPassword')).toHaveLength(1)
  })

  it('ends sessions, a browser’s sign-in first; one that is gone had ended; stopped, the rest is not tried', async () => {
    const { world, tab } = await operating()
    await signIn(world.emulator, demo.storefront, ...demo.ada)
    const id = (await tab.run('userSessions', ada))[0]?.id ?? ''
    const end = (of: string, kind: 'token' | 'sso'): UserAct => ({ do: 'end session', id: of, kind, linked: false })
    const receipt = await act(tab, { plan: 'sessions', acts: [end(id, 'token'), end('sso0gone', 'sso')] })
    expect(receipt.acts.map(({ act, at }) => ['id' in act && act.id, at.state])).toEqual([
      ['sso0gone', 'already'],
      [id, 'done'],
    ])
    const { receiptId } = await tab.run('beginActs', {
      ...ada,
      plan: 'sessions',
      acts: [end('tkn1', 'token'), end('tkn2', 'token')],
    })
    await tab.run('stopActs', { receiptId })
    const stopped = await settled(tab, receiptId)
    expect(stopped.acts.at(-1)?.at).toEqual({ state: 'not tried', why: 'stopped' })
  })

  it('without a connection the rest is not tried, and nothing is lost', async () => {
    const { world, tab } = await operating()
    await tab.run('listGroups', { poolId: demo.pool })
    world.network = async () => Promise.reject(new TypeError('Failed to fetch'))
    const receipt = await act(tab, { plan: 'compromised account', reason: 'phished', acts: five })
    expect(receipt.acts[0]?.at).toMatchObject({ state: 'failed', failure: { code: 'Unreachable' } })
    expect(receipt.acts.slice(1).map(({ at }) => at)).toEqual(
      Array.from({ length: 4 }, () => ({ state: 'not tried', why: 'no connection' })),
    )
  })
})

describe('an account that somebody else has got into', () => {
  it('is disabled, signed out, and enabled only with a reset password; every step has its line', async () => {
    const { world, tab } = await operating()
    await signIn(world.emulator, demo.storefront, ...demo.ada)
    const receipt = await act(tab, { plan: 'compromised account', reason: 'phished', acts: five })
    expect(receipt).toMatchObject({ reason: 'phished', user: ada })
    expect(receipt.acts.map(({ act }) => act.do)).toEqual([
      'disable',
      'sign out',
      'forget devices',
      'reset password',
      'enable',
    ])
    expect(statesOf(receipt)).toEqual({
      disable: 'done',
      'sign out': 'done',
      'forget devices': 'not possible',
      'reset password': 'done',
      enable: 'done',
    })
    expect(receipt.acts[3]?.at).toMatchObject({ afterEnabling: true })
    // Whoever got in between was signed out once more.
    expect(world.sent('AdminUserGlobalSignOut')).toHaveLength(2)
    expect(await shownUser(tab)).toMatchObject({ enabled: true, status: 'RESET_REQUIRED' })
    const lines = (await tab.run('activity', {})).filter(({ kind }) => kind === 'operator change')
    expect(lines.filter(({ receiptId }) => receiptId === receipt.id)).toMatchObject([{ detail: 'compromised account' }])
    expect(lines.length).toBeGreaterThan(5)
  })

  it('stays disabled where the password cannot be reset, until the operator enables it all the same', async () => {
    const { world, tab } = await operating()
    world.network = only(
      ['AdminResetUserPassword'],
      errorOf('InvalidParameterException', 'Cannot reset password for the user as there is no verified email'),
    )
    const receipt = await act(tab, { plan: 'compromised account', reason: 'x', acts: five })
    expect(receipt.acts[3]?.at.state).toBe('not possible')
    expect(receipt.acts[4]?.at).toEqual({ state: 'not tried', why: 'the password was not reset' })
    expect(await lineOf(tab, receipt)).toMatchObject({ outcome: 'refused', detail: 'compromised account' })
    expect(await shownUser(tab)).toMatchObject({ enabled: false })
    const before = seen(tab, receipt.id).length
    await tab.run('retryActs', { receiptId: receipt.id, places: [4] })
    expect((await settled(tab, receipt.id, before)).acts[4]?.at.state).toBe('done')
    expect(await shownUser(tab)).toMatchObject({ enabled: true })
  })

  it('is disabled again where the password cannot be reset even when it is enabled', async () => {
    const { world, tab } = await operating()
    let asked = 0
    world.network = only(['AdminResetUserPassword'], async (call, forward) => {
      asked += 1
      return asked === 1 ? forward() : errorOf('InvalidParameterException', 'no verified email')(call, forward)
    })
    const receipt = await act(tab, { plan: 'compromised account', reason: 'x', acts: five })
    expect(receipt.acts[4]?.at).toEqual({ state: 'not tried', why: 'the password was not reset' })
    expect(await shownUser(tab)).toMatchObject({ enabled: false })
  })

  it('stays disabled where it cannot be enabled, and says why', async () => {
    const { world, tab } = await operating()
    world.network = only(['AdminEnableUser'], errorOf('InternalErrorException', 'x'))
    const receipt = await act(tab, { plan: 'compromised account', reason: 'x', acts: five })
    expect(receipt.acts[3]?.at).toMatchObject({ state: 'not possible' })
    expect(receipt.acts[4]?.at).toMatchObject({ state: 'failed', failure: { code: 'InternalErrorException' } })
    expect(world.sent('AdminUserGlobalSignOut')).toHaveLength(1)
  })

  it('without credentials the rest is not tried, and is done once there are some', async () => {
    const { world, tab } = await operating()
    world.network = only(['AdminUserGlobalSignOut'], errorOf('ExpiredTokenException', 'expired'))
    const receipt = await act(tab, { plan: 'compromised account', reason: 'x', acts: five })
    expect(receipt.acts.map(({ at }) => at.state)).toEqual(['done', 'failed', 'not tried', 'not tried', 'not tried'])
    expect(receipt.acts[2]?.at).toEqual({ state: 'not tried', why: 'no access' })
    world.network = async (_call, forward) => forward()
    const before = seen(tab, receipt.id).length
    await tab.run('retryActs', { receiptId: receipt.id, places: [1, 2, 3, 4] })
    expect(statesOf(await settled(tab, receipt.id, before))).toMatchObject({ 'sign out': 'done', enable: 'done' })
  })

  it('leaves out what the operator leaves out, and can do it later', async () => {
    const { tab } = await operating()
    const acts = five.filter((one) => one.do === 'disable' || one.do === 'sign out')
    const skip = five.filter((one) => !acts.includes(one))
    const receipt = await act(tab, { plan: 'compromised account', reason: 'x', acts, skip })
    expect(statesOf(receipt)).toMatchObject({ 'reset password': 'skipped', enable: 'skipped', disable: 'done' })
    const before = seen(tab, receipt.id).length
    await tab.run('retryActs', { receiptId: receipt.id, places: [4] })
    expect((await settled(tab, receipt.id, before)).acts[4]?.at.state).toBe('done')
  })

  it('goes on from where it was after a reload, with facts only, and for nobody else', async () => {
    const { world, tab } = await operating()
    let hold: (() => void) | undefined
    world.network = only(['AdminUserGlobalSignOut'], async (_call, forward) => {
      await new Promise<void>((go) => (hold = go))
      return forward()
    })
    const { receiptId } = await tab.run('beginActs', { ...ada, plan: 'compromised account', reason: 'x', acts: five })
    await tab.until(() => seen(tab, receiptId).at(-1)?.acts[0]?.at.state === 'done')
    await expect.poll(() => hold !== undefined).toBe(true)
    tab.kill()
    world.network = async (_call, forward) => forward()
    const next = await world.openTab()
    const kept = await next.run('receipt', { receiptId })
    if (kept?.kind !== 'a user') throw new Error('no receipt')
    expect(kept.acts.map(({ at }) => at.state)).toEqual(['done', 'waiting', 'waiting', 'waiting', 'waiting'])
    await next.run('retryActs', { receiptId, places: [1, 2, 3, 4] })
    expect(statesOf(await settled(next, receiptId))).toMatchObject({ 'sign out': 'done', enable: 'done' })
    await next.signOutToTheEnd()
    await next.signIn(['yuki', 'Snow-lantern-5'])
    const foreign = next.run('retryActs', { receiptId, places: [1] })
    expect(await failureIn(foreign)).toMatchObject({ code: 'Forgotten' })
  })

  it('forgets every device there is, and one that is gone meanwhile is forgotten', async () => {
    const { world, tab } = await operating()
    world.network = only(['AdminListDevices', 'AdminForgetDevice'], async (call, forward) => {
      if (call.operation === 'AdminListDevices')
        return answerOf({ Devices: [{ DeviceKey: 'us-east-1_a' }, { DeviceKey: 'us-east-1_b' }] })
      return call.body['DeviceKey'] === 'us-east-1_a'
        ? answerOf({})
        : errorOf('ResourceNotFoundException', 'Device does not exist.')(call, forward)
    })
    expect((await act(tab, { acts: [{ do: 'forget devices' }] })).acts[0]?.at).toMatchObject({
      state: 'done',
      count: 2,
    })
    world.network = only(['AdminListDevices'], async () => answerOf({ Devices: [] }))
    expect((await act(tab, { acts: [{ do: 'forget devices' }] })).acts[0]?.at).toMatchObject({ state: 'not possible' })
    world.network = only(['AdminForgetDevice'], errorOf('UserNotFoundException', 'User does not exist.'))
    const gone = await act(tab, { acts: [{ do: 'forget device', key: 'us-east-1_a' }] })
    expect(gone.acts[0]?.at).toMatchObject({ state: 'failed', failure: { code: 'UserNotFoundException' } })
  })

  it.each([
    ['InvalidUserPoolConfigurationException', 'not possible'],
    ['InternalErrorException', 'failed'],
  ])('of which the list of devices is refused with %s is %s', async (code, state) => {
    const { world, tab } = await operating()
    world.network = only(['AdminListDevices'], errorOf(code, 'x'))
    const receipt = await act(tab, { acts: [{ do: 'forget devices' }] })
    expect(receipt.acts[0]?.at).toMatchObject({ state, failure: { code } })
  })

  it('asked for again while it is being done is not done twice', async () => {
    const { world, tab } = await operating()
    let goOn = () => {}
    const held = new Promise<void>((resolve) => {
      goOn = resolve
    })
    world.network = only(['AdminDisableUser'], async (_call, forward) => {
      await held
      return forward()
    })
    const begun = await tab.run('beginActs', { ...ada, plan: 'act', acts: [{ do: 'disable' }] })
    expect(await tab.run('retryActs', { ...begun, places: [0] })).toEqual(begun)
    goOn()
    expect((await settled(tab, begun.receiptId)).acts[0]?.at.state).toBe('done')
    expect(world.sent('AdminDisableUser')).toHaveLength(1)
  })

  it('is enabled again at once where no password was to be reset, and signed out only where that was wanted', async () => {
    const { tab } = await operating()
    const acts: readonly UserAct[] = [{ do: 'disable' }, { do: 'enable' }]
    const alone = await act(tab, { plan: 'compromised account', reason: 'x', acts })
    expect(statesOf(alone)).toEqual({ disable: 'done', enable: 'done' })
    const reset = await act(tab, {
      plan: 'compromised account',
      reason: 'x',
      acts: [...acts, { do: 'reset password' }],
    })
    expect(statesOf(reset)).toEqual({ disable: 'done', 'reset password': 'done', enable: 'done' })
    expect(await shownUser(tab)).toMatchObject({ enabled: true })
  })

  it('of somebody who has signed out is nobody’s wish', async () => {
    const { world, tab } = await operating()
    const { id } = await act(tab, { acts: [{ do: 'enable' }] })
    await tab.signOutToTheEnd()
    const begun = tab.run('beginActs', { ...ada, plan: 'act', acts: [{ do: 'disable' }] })
    expect(await failureIn(begun)).toMatchObject({ code: 'SignedOut' })
    expect(await failureIn(tab.run('retryActs', { receiptId: id, places: [0] }))).toMatchObject({ code: 'SignedOut' })
    expect(world.sent('AdminDisableUser')).toEqual([])
  })

  it('keeps nothing on disk on a shared computer', async () => {
    const { world, tab } = await operating(true)
    const receipt = await act(tab, { acts: [{ do: 'disable' }] })
    expect(await tab.run('receipt', { receiptId: receipt.id })).toEqual(receipt)
    const other = await world.openTab()
    expect(await other.run('receipt', { receiptId: receipt.id })).toBeUndefined()
  })

  it('gone on with by a session that is not kept, nothing more of it is on disk; the page shows the rest', async () => {
    const { world, tab } = await operating()
    world.network = only(['AdminDisableUser'], errorOf('AccessDeniedException', 'no'))
    const failed = await act(tab, { acts: [{ do: 'disable' }] })
    await tab.signOutToTheEnd()
    await tab.signIn(demo.rhea, true)
    world.network = async (_call, forward) => forward()
    const before = seen(tab, failed.id).length
    await tab.run('retryActs', { receiptId: failed.id, places: [0] })
    const again = await settled(tab, failed.id, before)
    expect(again.acts[0]?.at.state).toBe('done')
    expect(await tab.run('receipt', { receiptId: failed.id })).toEqual(again)
    expect(await (await world.storage()).receipt(failed.id)).toEqual(failed)
    const lines = (await tab.run('activity', {})).filter(({ receiptId }) => receiptId === failed.id)
    expect(lines).toMatchObject([{ outcome: 'done' }])
    const [line] = (await (await world.storage()).activity()).filter(({ receiptId }) => receiptId === failed.id)
    expect(line).toMatchObject({ outcome: 'refused' })
    // And so it stays, whoever goes on with it in this page.
    await tab.signOutToTheEnd()
    await tab.signIn(demo.rhea)
    await tab.run('retryActs', { receiptId: failed.id, places: [0] })
    await settled(tab, failed.id, seen(tab, failed.id).length - 1)
    expect(await (await world.storage()).receipt(failed.id)).toEqual(failed)
  })

  it('the same after a reload: what is on disk is only read', async () => {
    const { world, tab } = await operating()
    world.network = only(['AdminDisableUser'], errorOf('AccessDeniedException', 'no'))
    const failed = await act(tab, { acts: [{ do: 'disable' }] })
    await tab.signOutToTheEnd()
    tab.close()
    world.network = async (_call, forward) => forward()
    const next = await world.openTab()
    await next.signIn(demo.rhea, true)
    await next.run('retryActs', { receiptId: failed.id, places: [0] })
    expect((await settled(next, failed.id)).acts[0]?.at.state).toBe('done')
    expect(await (await world.storage()).receipt(failed.id)).toEqual(failed)
  })
})
