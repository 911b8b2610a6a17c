import { expect, it } from 'vitest'

import { sealedRecord } from './record.ts'
import { listed, othersOn, receiptWhen, seenOf, signedIn } from './testElsewhere.ts'
import { demo, factsIn, lostBefore, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

// What an earlier version left on the disk, which did not know all that this one writes.

const hour = 3_600_000

it('a session of which it is not known when it began is reckoned from its password, and ends in time', async () => {
  const world = new World()
  world.limits.sessionMs = 2 * hour
  const first = await world.openTab()
  const began = new Date(Date.now())
  await first.signIn(demo.ada)
  first.close()
  const storage = await world.storage()
  const { generation = 0 } = (await storage.record()) ?? {}
  const { access, id, refresh = '' } = world.latest
  const kept = {
    tokens: { access, id, refresh },
    how: { by: 'password' } as const,
    deviceKey: undefined,
    skewMs: 0,
    rotates: undefined,
    awsCredentialsUntilMs: undefined,
  }
  const deployment = { poolId: demo.pool, clientId: demo.storefront }
  await storage.replace(generation, await sealedRecord(kept, world.jar.session!, deployment, generation + 1))
  world.advance(hour)
  const tab = await world.openTab()
  expect(factsIn(tab.state)).toMatchObject({ signedInAt: began, authenticatedAt: began })
  world.advance(hour)
  await tab.tick()
  expect(tab.state).toMatchObject({ state: 'signed out', ended: { reason: 'time limit' } })
})

it('a sign-out whose receipt does not say whose it is is completed, and shown to whoever signs in', async () => {
  const world = new World()
  const tab = await world.openTab()
  await tab.signIn(demo.ada)
  world.network = only(['RevokeToken'], lostBefore)
  const { id } = await tab.signOutToTheEnd()
  const storage = await world.storage()
  const { sub: _sub, ...older } = (await tab.receipt(id))!
  const [line] = await storage.activity()
  const { actor: _actor, ...olderLine } = line!
  await storage.keepReceipt(
    id,
    () => older,
    () => olderLine,
  )
  world.network = async (_call, forward) => forward()
  await tab.run('retryOutbox', {})
  await tab.receiptWhen(id, ({ proof }) => proof.state === 'observed refused')
  await tab.signIn(demo.rhea)
  const shown = (await tab.run('activity', {})).filter(({ receiptId }) => receiptId === id)
  expect(shown).toMatchObject([{ outcome: 'proven' }])
  expect(shown[0]).not.toHaveProperty('actor')
})

it('a receipt of other sessions that does not say whose it is is gone on with by whoever has that name', async () => {
  const { world, tab } = await signedIn(1)
  const [other] = await othersOn(tab)
  world.network = only(['RevokeUserSession'], lostBefore)
  const { receiptId } = await tab.run('endSessions', { sessions: [{ id: other!.id, linked: false }] })
  await receiptWhen(tab, receiptId, ({ sessions }) => sessions[0]?.server.step === 'failed')
  tab.close()
  world.network = async (_call, forward) => forward()
  const storage = await world.storage()
  const { sub: _sub, ...older } = seenOf(tab, receiptId).at(-1)!
  const line = (await storage.activity()).find((each) => each.receiptId === receiptId)!
  await storage.keepReceipt(
    receiptId,
    () => older,
    () => line,
  )
  const next = await world.openTab()
  await next.run('retryEnding', { receiptId })
  await receiptWhen(next, receiptId, ({ sessions }) => sessions[0]?.server.step === 'accepted')
  const lineNow = () => next.run('activity', {}).then((all) => all.find((each) => each.receiptId === receiptId))
  await expect.poll(lineNow).toMatchObject({ outcome: 'done' })
  expect(await lineNow()).not.toHaveProperty('actor')
  expect((await listed(next)).map(({ id }) => id)).not.toContain(other!.id)
})
