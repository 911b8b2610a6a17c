import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { Asking, type VaultNews } from './asking.ts'
import { keepSessionHalf } from './halves.ts'
import { ManagedLoginTrips } from './managedLoginTrips.ts'
import type { VaultMessage } from './protocol.ts'
import { Page } from './testPage.ts'
import { failureIn } from './testAnswers.ts'

// The page's side of the vault, with a worker that says what a test wants.

let page: Page
let heard: VaultNews[]
let asking: Asking
let trips: ManagedLoginTrips
const domain = 'https://login.example.com'

beforeEach(() => {
  page = new Page()
  heard = []
  asking = new Asking(page.start, (news) => void heard.push(news))
  trips = new ManagedLoginTrips(asking, () => `${domain}/`)
})
afterEach(() => {
  vi.unstubAllGlobals()
})

test('one worker is started, when the page wakes it or asks it for anything', async () => {
  asking.wake()
  asking.wake()
  const pools = asking.ask('listPools', {})
  expect(page.started).toBe(1)
  page.answer([])
  expect(await pools).toEqual([])
})

test('a request has the key halves of its moment, and its own answer', async () => {
  const half = 'A'.repeat(30)
  const first = asking.ask('listPools', {})
  keepSessionHalf(half)
  const second = asking.ask('access', {})
  expect(page.asked).toMatchObject([
    { id: 1, operation: 'listPools', halves: {} },
    { id: 2, operation: 'access', halves: { session: half } },
  ])
  page.answer('of the second')
  page.say({ kind: 'result', id: 1, value: 'of the first' })
  expect(await Promise.all([first, second])).toEqual(['of the first', 'of the second'])
})

test('a refusal is a failure; an answer to nothing is nobody’s; all else is news', async () => {
  const pools = failureIn(asking.ask('listPools', {}))
  const failure = { operation: 'ListUserPools', code: 'X', message: 'x', class: 'rejected', attempts: 1 } as const
  page.say({ kind: 'failure', id: 99, failure })
  page.say({ kind: 'result', id: 98, value: 1 } as unknown as VaultMessage)
  page.say({ kind: 'failure', id: 1, failure })
  expect(await pools).toEqual(failure)
  page.say({ kind: 'session', session: { state: 'signed out' } } as unknown as VaultMessage)
  expect(heard.map(({ kind }) => kind)).toEqual(['session'])
})

test.each(['error', 'messageerror'])('after %s nobody waits for a worker that is lost', async (name) => {
  const waiting = [asking.ask('listPools', {}), asking.ask('access', {})].map(async (one) => failureIn(one))
  page.happens(name)
  for (const failure of await Promise.all(waiting)) expect(failure).toMatchObject({ code: 'WorkerLost', attempts: 1 })
  const unasked = { code: 'WorkerLost', class: 'transient', attempts: 0 }
  expect(await failureIn(asking.ask('listPools', {}))).toMatchObject(unasked)
  expect(page.asked).toHaveLength(2)
})

test.each([
  [false, ['outbox', 'sign-in']],
  [true, ['sign-in']],
])('the way to managed login keeps what the way back needs (shared computer: %s)', async (memoryOnly, cookies) => {
  const begun = trips.begin({ memoryOnly, returnTo: '/' })
  page.answer({ url: `${domain}/oauth2/authorize?x=1` })
  await begun
  expect(page.left).toEqual([`${domain}/oauth2/authorize?x=1`])
  expect(page.cookies).toEqual(cookies)
})

test.each([
  ['another domain', 'https://login.example.com.evil.example/', () => domain],
  ['any at all, where none is configured', `${domain}/oauth2/authorize`, () => undefined],
])('the browser is not sent to %s', async (_name, url, configured) => {
  const begun = failureIn(new ManagedLoginTrips(asking, configured).begin({ memoryOnly: false, returnTo: '/' }))
  page.answer({ url })
  expect(await begun).toMatchObject({ code: 'ForeignAddress', class: 'rejected' })
  expect(page.left).toEqual([])
})

test('back from managed login the session’s half is kept, and the other tabs are told', async () => {
  const finished = trips.finish('?code=1')
  page.answer({ memoryOnly: false, returnTo: '/app-clients' })
  await expect.poll(() => page.asked.at(-1)?.operation).toBe('announce')
  page.answer(undefined)
  expect(await finished).toEqual({ memoryOnly: false, returnTo: '/app-clients' })
  expect(page.cookies).toEqual(['session'])
  expect(page.replaced).toEqual(['/app-clients'])
})

test.each([
  ['nobody was let in', { memoryOnly: false, returnTo: '/', failure: { code: 'access_denied' } }],
  ['the computer is shared', { memoryOnly: true, returnTo: '//evil.example' }],
])('where %s nothing of it is kept', async (_name, outcome) => {
  const finished = trips.finish('?code=1')
  page.answer(outcome)
  expect(await finished).toEqual(outcome)
  expect(page.cookies).toEqual([])
  expect(page.asked).toHaveLength(1)
  expect(page.replaced).toEqual(['/'])
})

test('nor where the browser keeps no cookies, whatever was wished', async () => {
  vi.stubGlobal('navigator', { cookieEnabled: false })
  const finished = trips.finish('?code=1')
  expect(page.asked[0]?.args).toEqual({ query: '?code=1', half: undefined })
  page.answer({ memoryOnly: false, returnTo: '/' })
  expect(await finished).toEqual({ memoryOnly: false, returnTo: '/' })
  expect(page.cookies).toEqual([])
  expect(page.asked).toHaveLength(1)
})

test('where managed login has to ask once more the browser goes there again, with what was wished', async () => {
  const finished = trips.finish('?code=1')
  page.answer({ memoryOnly: false, returnTo: '/app-clients', again: true })
  await expect.poll(() => page.asked.at(-1)?.operation).toBe('beginManagedLogin')
  expect(page.asked.at(-1)?.args).toEqual({ memoryOnly: false, returnTo: '/app-clients', anew: true })
  page.answer({ url: `${domain}/oauth2/authorize?prompt=login` })
  expect(await finished).toMatchObject({ again: true })
  expect(page.left).toEqual([`${domain}/oauth2/authorize?prompt=login`])
  expect(page.cookies).toEqual(['outbox', 'sign-in'])
})

const refusal = { operation: 'oauth2/authorize', message: '', class: 'rejected', attempts: 0 } as const

test('nor where what came back is no answer to this browser', async () => {
  const finished = failureIn(trips.finish('?code=1'))
  page.say({ kind: 'failure', id: 1, failure: { ...refusal, code: 'ForeignAnswer' } })
  expect(await finished).toMatchObject({ code: 'ForeignAnswer' })
  expect(page.cookies).toEqual([])
})

test('the half of a session that may have begun is kept where the worker is lost', async () => {
  const finished = failureIn(trips.finish('?code=1'))
  page.happens('error')
  expect(await finished).toMatchObject({ code: 'WorkerLost' })
  expect(page.cookies).toEqual(['next'])
})

test.each([
  [true, { receiptId: 'r' }],
  [false, { verdict: 'Signed out.' }],
])('back from the logout page once there is the receipt, or what it said (known: %s)', async (known, found) => {
  const left = trips.leave({ receiptId: 'r', verdict: 'Signed out.' })
  page.answer({ url: `${domain}/logout` })
  await left
  expect(page.left).toEqual([`${domain}/logout`])
  const back = trips.comeBack()
  page.answer({ known })
  expect(await back).toEqual(found)
  expect(await trips.comeBack()).toEqual({})
})
