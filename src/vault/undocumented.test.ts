import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { FaultEffect } from '../../emulator/client.ts'
import type { Failure } from '../lib/failure.ts'
import { told } from '../lib/words.ts'
import type { Tab } from './testTab.ts'
import { demo, factsIn, failureIn, type Network, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

/** The time limits of the request and of the operation that are under way. They pass when a request hangs. */
let requestLimit = new AbortController()
let operationLimit = { limit: new AbortController(), endsMs: 0 }

beforeEach(() => {
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const limit = new AbortController()
    if (ms === 10_000) requestLimit = limit
    else operationLimit = { limit, endsMs: Date.now() + ms }
    return limit.signal
  })
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** No answer until the caller gives up; the clock says how long that took. */
function hanging(world: World): Network {
  return async () => {
    const leftMs = operationLimit.endsMs - Date.now()
    world.advance(Math.min(10_000, leftMs))
    const limit = leftMs <= 10_000 ? operationLimit.limit : requestLimit
    limit.abort(new DOMException('time is up', 'TimeoutError'))
    throw limit.signal.reason
  }
}

async function answering(world: World, operation: string, effect: FaultEffect | 'hang'): Promise<void> {
  if (effect === 'hang') world.network = only([operation], hanging(world))
  else await world.fault({ operation, times: 'always', ...effect })
}

async function answeringAgain(world: World): Promise<void> {
  world.network = async (_call, forward) => forward()
  await world.clearFaults()
}

/** Stands in every body: nothing of it may be shown. */
const raw = 'raw-text-of-whoever-answered'
const html = { 'content-type': 'text/html' }
const json = { 'content-type': 'application/x-amz-json-1.1' }

type Answer = Extract<FaultEffect, { answer: unknown }>['answer']
const answer = (status: number, body: string, more: Omit<Answer, 'status' | 'body'> = {}): FaultEffect => ({
  answer: { status, body, cors: true, ...more },
})

/** What Cognito never answers, and what becomes of it. */
const answers: Readonly<Record<string, { effect: FaultEffect | 'hang'; code: string }>> = {
  'a page with 403': { effect: answer(403, `<html>${raw}`, { headers: html }), code: 'NotCognito' },
  'a page with 200': { effect: answer(200, `<html>${raw}`, { headers: html }), code: 'NotCognito' },
  'a page with 503': { effect: answer(503, `<html>${raw}`, { headers: html }), code: 'NotCognito' },
  'nothing with 200': { effect: answer(200, ''), code: 'NotCognito' },
  'nothing with 400': { effect: answer(400, ''), code: 'NotCognito' },
  'JSON without a request id': { effect: answer(200, `{"x":"${raw}"}`, { headers: json }), code: 'NotCognito' },
  'a redirect': {
    effect: answer(302, raw, { headers: { location: `http://127.0.0.1:9/${raw}` } }),
    code: 'NotCognito',
  },
  'JSON that was cut short': {
    effect: answer(200, `{"x":"${raw}`, { headers: json, requestId: true }),
    code: 'Unreadable',
  },
  'an error without a name': {
    effect: answer(400, `{"x":"${raw}"}`, { headers: json, requestId: true }),
    code: 'Unreadable',
  },
  'ten megabytes': {
    effect: answer(200, raw.repeat(380_000), { headers: json, requestId: true }),
    code: 'NotCognito',
  },
  'an exception that nobody knows': {
    effect: answer(400, `{"__type":"BrandNewException","message":"as told"}`, { headers: json, requestId: true }),
    code: 'BrandNewException',
  },
  'a reset connection': { effect: { network: 'reset' }, code: 'Unreachable' },
  'half an answer': { effect: { network: 'cut' }, code: 'Unreachable' },
  'no answer at all': { effect: 'hang', code: 'TimedOut' },
}

/** Cognito’s form, and not what the operation answers. */
const wrongType = answer(200, `["${raw}"]`, { headers: json, requestId: true })

type Person = readonly [string, string]

/** The calls of a person’s pages, and of the operator’s way to AWS: each with what makes it and who is signed in then. */
const calls: Readonly<Record<string, { as?: Person; ask: (tab: Tab) => Promise<unknown> }>> = {
  InitiateAuth: { ask: async (tab) => tab.signIn(demo.ada) },
  RespondToAuthChallenge: {
    ask: async (tab) => {
      await tab.signIn(['tomas', 'Temporary-1'])
      return tab.run('answerNewPassword', { newPassword: 'Brand-new-pass-1', attributes: {} })
    },
  },
  GetTokensFromRefreshToken: { as: demo.ada, ask: async (tab) => tab.renew() },
  GlobalSignOut: { as: demo.ada, ask: async (tab) => tab.run('signOutEverywhere', {}) },
  GetId: { as: demo.rhea, ask: async (tab) => tab.run('listPools', {}) },
  GetCredentialsForIdentity: { as: demo.rhea, ask: async (tab) => tab.run('listPools', {}) },
  ListUserPools: { as: demo.rhea, ask: async (tab) => tab.run('listPools', {}) },
  ListUserPoolClients: { as: demo.rhea, ask: async (tab) => tab.run('listAppClients', { poolId: demo.pool }) },
  DescribeUserPoolClient: {
    as: demo.rhea,
    ask: async (tab) => tab.run('describeAppClient', { poolId: demo.pool, clientId: demo.kiosk }),
  },
}

async function worldWith(person: Person | undefined) {
  const world = new World()
  const tab = await world.openTab()
  if (person) await tab.signIn(person)
  return { world, tab }
}

function expectToldWithoutRawText(failure: Failure): void {
  const { title, detail } = told(failure)
  expect(title).not.toBe('')
  expect(JSON.stringify([failure, title, detail])).not.toContain(raw)
}

describe.each(Object.entries(calls))('E-2: %s is answered with', (operation, { as, ask }) => {
  it.each(Object.entries(answers))('%s', async (_name, { effect, code }) => {
    const { world, tab } = await worldWith(as)
    await answering(world, operation, effect)
    const began = Date.now()
    const failure = await failureIn(ask(tab))
    expect(Date.now() - began).toBeLessThanOrEqual(25_000)
    expect(failure).toMatchObject({ operation, code })
    expectToldWithoutRawText(failure)
    expect(tab.state.state).toBe(as ? 'signed in' : 'signed out')
    if (as) expect(factsIn(tab.state).username).toBe(as[0])
    await answeringAgain(world)
    await ask(tab)
  })

  it('the wrong kind of JSON', async () => {
    const { world, tab } = await worldWith(as)
    await world.fault({ operation, times: 'always', ...wrongType })
    const outcome = await ask(tab).then(
      (value) => ({ value }),
      () => undefined,
    )
    expect(JSON.stringify(outcome ?? '')).not.toContain(raw)
    // GlobalSignOut answers nothing but its acceptance: there is nothing in it that could be wrong.
    if (operation !== 'GlobalSignOut') expect(tab.state.state).toBe(as ? 'signed in' : 'signed out')
  })
})

describe('E-2: GetUser, asked on focus, is answered with', () => {
  it.each(Object.entries(answers))('%s: nothing changes', async (_name, { effect }) => {
    const { world, tab } = await worldWith(demo.ada)
    await answering(world, 'GetUser', effect)
    const before = tab.state
    const began = Date.now()
    expect(await tab.check()).toEqual(before)
    expect(Date.now() - began).toBeLessThanOrEqual(25_000)
    await answeringAgain(world)
    expect(await world.lives(world.latest)).toBe(true)
  })
})

describe('E-2: RevokeToken is answered with', () => {
  it.each(Object.entries(answers))('%s: signed out here, and never said to be ended', async (_name, answered) => {
    const { world, tab } = await worldWith(demo.ada)
    await answering(world, 'RevokeToken', answered.effect)
    const { receiptId } = await tab.signOut()
    expect(tab.state.state).toBe('signed out')
    const began = Date.now()
    const receipt = await tab.receiptWhen(receiptId, ({ server }) => server.step !== 'asked')
    expect(Date.now() - began).toBeLessThanOrEqual(25_000)
    const { server } = receipt
    if (server.step !== 'not told yet') throw new Error(server.step)
    expect(server.failure.code).toBe(answered.code)
    expectToldWithoutRawText(server.failure)
    expect(await world.mints(world.latest)).toBe(true)
    await answeringAgain(world)
    await tab.run('retryOutbox', {})
    expect(await world.mints(world.latest)).toBe(false)
  })

  it('the wrong kind of JSON: accepted, and seen not to be true', async () => {
    const { world, tab } = await worldWith(demo.ada)
    await world.fault({ operation: 'RevokeToken', times: 'always', ...wrongType })
    const receipt = await tab.signOutToTheEnd()
    expect([receipt.server.step, receipt.proof.state]).toEqual(['accepted', 'still answers'])
  })

  it('control: the form of an answer is what tells Cognito’s from a stranger’s', async () => {
    const { world, tab } = await worldWith(demo.ada)
    const form = { headers: json, requestId: true }
    await world.fault({ operation: 'RevokeToken', times: 'always', ...answer(200, '{}', form) })
    expect((await tab.signOutToTheEnd()).server.step).toBe('accepted')
  })
})

describe('E-2: the probe after a sign-out is answered with', () => {
  it.each(Object.entries(answers))('%s: accepted, not observed', async (_name, { effect }) => {
    const { world, tab } = await worldWith(demo.ada)
    await answering(world, 'GetUser', effect)
    const { server, proof } = await tab.signOutToTheEnd()
    expect(server.step).toBe('accepted')
    expect(proof.state).toBe('not known')
    if (proof.state === 'not known') expectToldWithoutRawText(proof.failure)
  })
})
