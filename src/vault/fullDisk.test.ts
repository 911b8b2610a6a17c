import { describe, expect, it } from 'vitest'

import { AdminUserGlobalSignOutCommand } from '@aws-sdk/client-cognito-identity-provider'

import { sdk, vitals } from '../../emulator/testing.ts'
import { changeClient } from './testManagedLogin.ts'
import { half, receiptOf, signedIn, stay } from './testStaying.ts'
import { demo, errorOf, failureIn, lostBefore, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

const quarterOfAnHour = 15 * 60_000
const everything = ['replace', 'enqueue', 'keepReceipt', 'noteActivity', 'postpone', 'mark', 'noteActive']

/** From now on the disk takes nothing of these. */
function fillDisk(world: World, operations: readonly string[] = everything): void {
  world.gate = async (_tab, where) => {
    if (operations.some((name) => where === `${name} asked`)) throw new DOMException('full', 'QuotaExceededError')
  }
}

/** From the answer to GlobalSignOut on. */
function fillDiskOnceEnded(world: World, operations?: readonly string[]): void {
  world.network = only(['GlobalSignOut'], async (_call, forward) => {
    const answer = await forward()
    fillDisk(world, operations)
    return answer
  })
}

describe('a disk that takes nothing any more, after Cognito has ended every session', () => {
  it('signing out everywhere is told as what it is, and the tab is signed out', async () => {
    const { world, tab, phone } = await signedIn()
    fillDiskOnceEnded(world)
    const { receiptId } = await tab.run('signOutEverywhere', {})
    const receipt = await tab.receiptWhen(receiptId, ({ proof }) => proof.state !== 'waiting')
    expect(receipt).toMatchObject({ kind: 'everywhere', proof: { state: 'observed refused' } })
    expect(await tab.receipt(receipt.id)).toEqual(receipt)
    expect([tab.state, world.jar.session]).toEqual([{ state: 'signed out' }, undefined])
    expect((await vitals(world.emulator, phone))[1]).toMatch('revoked')
  })

  it('what is left of the session on it is nobody’s, in this tab and the next', async () => {
    const { world, tab } = await signedIn()
    fillDiskOnceEnded(world)
    const { session } = world.jar
    await tab.run('signOutEverywhere', {})
    expect((await (await world.storage()).record())?.state).toBe('signed in')
    expect((await world.openTab()).state).toEqual({ state: 'signed out' })
    // As long as the page's answer is on its way the worker knows the half still.
    world.jar.session = session!
    expect(await tab.run('resume', {})).toEqual({ state: 'signed out' })
    delete world.jar.session
    world.gate = undefined
    await tab.signIn(demo.ada)
    expect(await tab.check()).toMatchObject({ state: 'signed in' })
  })

  it('only of the receipt: it is in memory until there is room again, and on the disk after that', async () => {
    const { world, tab } = await signedIn()
    fillDiskOnceEnded(world, ['keepReceipt'])
    let shown: Promise<unknown> = Promise.resolve()
    world.heard = (call) => {
      if (call.operation !== 'GetUser') return
      const { id } = tab.receiptsSeen()[0]!
      shown = Promise.all([tab.receipt(id), tab.run('activity', {})])
      world.gate = undefined
    }
    const { receiptId } = await tab.run('signOutEverywhere', {})
    const receipt = await tab.receiptWhen(receiptId, ({ proof }) => proof.state !== 'waiting')
    expect(await shown).toMatchObject([{ id: receiptId, proof: { state: 'waiting' } }, []])
    expect(await (await world.storage()).receipt(receipt.id)).toEqual(receipt)
    expect(await tab.receipt(receipt.id)).toEqual(receipt)
    await tab.signIn(demo.ada)
    const lines = await tab.run('activity', {})
    expect(lines.filter(({ receiptId: id }) => id === receiptId)).toMatchObject([{ outcome: 'proven' }])
  })

  it('nobody stays, and it is said why', async () => {
    const { world, tab, old } = await signedIn()
    fillDiskOnceEnded(world)
    const stayed = await stay(tab)
    if (stayed.outcome !== 'signed out') throw new Error(stayed.outcome)
    expect(receiptOf(tab, stayed.receiptId)).toMatchObject({
      proof: { state: 'observed refused' },
      back: { step: 'failed', failure: { code: 'NotKept' } },
    })
    expect(tab.state.state).toBe('signed out')
    expect([await world.mints(old), await world.mints(world.latest)]).toEqual([false, false])
  })
})

describe('a session that is past a limit, on a disk that takes nothing', () => {
  it.each(['idle', 'time limit'] as const)('%s: leaves this browser, and is ended at Cognito', async (reason) => {
    const { world, tab, old } = await signedIn()
    world.limits[reason === 'idle' ? 'idleMs' : 'sessionMs'] = quarterOfAnHour
    fillDisk(world)
    world.advance(quarterOfAnHour)
    await tab.tick()
    expect(tab.state).toMatchObject({ state: 'signed out', ended: { reason } })
    const receipt = await tab.receiptWhen(undefined, ({ proof }) => proof.state === 'observed refused')
    expect(receipt).toMatchObject({ limit: reason, server: { step: 'accepted' } })
    expect([await world.mints(old), world.jar.session]).toEqual([false, undefined])
  })

  it('where Cognito cannot be told, that is said: nothing will ask again', async () => {
    const { world, tab } = await signedIn()
    world.limits.idleMs = quarterOfAnHour
    world.network = only(['RevokeToken'], lostBefore)
    fillDisk(world)
    world.advance(quarterOfAnHour)
    await tab.tick()
    const receipt = await tab.receiptWhen(undefined, ({ server }) => server.step === 'given up')
    expect(receipt.server).toMatchObject({ why: 'forgotten' })
  })

  it('control: a person who asks is told, and stays signed in', async () => {
    const { world, tab, old } = await signedIn()
    fillDisk(world)
    await expect(tab.signOut()).rejects.toThrow('full')
    expect([tab.state.state, await world.mints(old), world.jar.session === half]).toEqual(['signed in', true, false])
  })
})

describe('a person’s own sign-out whose receipt the disk does not take', () => {
  it('is told to its end all the same: another tab that sends its entry knows of no receipt', async () => {
    const { world, tab, old } = await signedIn()
    const other = await world.openTab()
    fillDisk(world, ['keepReceipt'])
    const { receiptId } = await tab.signOut()
    await other.run('retryOutbox', {})
    const receipt = await tab.receiptWhen(receiptId, ({ proof }) => proof.state !== 'waiting')
    expect(receipt).toMatchObject({ server: { step: 'accepted' }, proof: { state: 'observed refused' } })
    expect([await world.mints(old), await (await world.storage()).outbox()]).toEqual([false, []])
  })
})

async function asOperator() {
  const world = new World()
  const tab = await world.openTab()
  await tab.signIn(demo.rhea)
  return { world, tab }
}

describe('a session that Cognito says has ended already, on a disk that takes nothing', () => {
  it('leaves this browser where it was to end everywhere, and why that was refused is said', async () => {
    const { world, tab } = await signedIn()
    await sdk(world.emulator).send(new AdminUserGlobalSignOutCommand({ UserPoolId: demo.pool, Username: 'ada' }))
    fillDisk(world)
    expect(await failureIn(tab.run('signOutEverywhere', {}))).toMatchObject({ code: 'NotAuthorizedException' })
    expect(tab.state).toMatchObject({ state: 'signed out', ended: { reason: 'revoked' } })
    expect(world.jar.session).toBeUndefined()
  })

  it('control: one that lives on at Cognito stays, because nobody would ask for its end', async () => {
    const { world, tab, old } = await signedIn()
    fillDisk(world)
    world.network = only(['GlobalSignOut'], errorOf('PasswordResetRequiredException'))
    expect(await failureIn(tab.run('signOutEverywhere', {}))).toMatchObject({ code: 'PasswordResetRequiredException' })
    expect([tab.state.state, await world.mints(old)]).toEqual(['signed in', true])
  })
})

describe('a session that begins after one whose end could not be written down', () => {
  it('is not taken for that, where nothing but the time of the password tells them apart', async () => {
    const { world, tab } = await signedIn()
    await changeClient(world, { EnableTokenRevocation: false })
    await tab.signIn(demo.ada)
    fillDiskOnceEnded(world)
    await tab.run('signOutEverywhere', {})
    world.gate = undefined
    // The clock stands still: the family is the same, as it is behind a cookie of managed login.
    await tab.signIn(demo.ada)
    const other = await world.openTab()
    await other.renew()
    await tab.rest()
    expect(tab.state.state).toBe('signed in')
    expect(await tab.check()).toMatchObject({ state: 'signed in' })
  })
})

describe('AWS credentials that are obtained while the disk takes nothing', () => {
  it('serve at once, and the receipt of the sign-out tells of them', async () => {
    const { world, tab } = await asOperator()
    fillDisk(world)
    expect((await tab.run('listUsers', { poolId: demo.pool })).users.length).toBeGreaterThan(0)
    expect(tab.state).toMatchObject({ session: { awsCredentialsUntil: expect.any(Date) } })
    world.gate = undefined
    const receipt = await tab.signOutToTheEnd()
    expect(receipt.stillWorks.map(({ what }) => what)).toContain('aws credentials')
  })
})
