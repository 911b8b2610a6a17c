import { expect, test } from 'vitest'
import { emulatorControl } from '../emulator/client.ts'
import { startServer } from '../emulator/server.ts'
import { said } from './Answer.ts'
import { Caller } from './Caller.ts'
import { Discretion } from './Discretion.ts'
import { Pace } from './Pace.ts'

/** A pace whose waiting takes no time, and what it waited. */
function watched(perSecond: number) {
  const waited: number[] = []
  let nowMs = 1000
  const wait = (ms: number) => {
    waited.push(ms)
    nowMs += ms
    return Promise.resolve()
  }
  return { pace: new Pace(perSecond, { nowMs: () => nowMs, wait }), waited, pass: (ms: number) => (nowMs += ms) }
}

test('a pace keeps requests apart, and makes nobody wait who comes late', async () => {
  const { pace, waited, pass } = watched(4)
  await pace.turn()
  await pace.turn()
  await pace.turn()
  expect(waited).toEqual([250, 250])
  pass(10_000)
  await pace.turn()
  expect(waited).toEqual([250, 250])
})

test('a throttled request is sent again, a refused one is not, and neither is one to an emulator', async () => {
  const server = await startServer({ port: 0, seed: 'none' })
  const control = emulatorControl(server.url)
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const place = { endpoint: server.url, region: 'us-east-1', credentials }
  const throttle = { operation: 'ListUserPools', times: 2, error: { code: 'TooManyRequestsException' } }
  try {
    const { pace, waited } = watched(4)
    await control.addFault(throttle)
    expect(said(await new Caller({ ...place, pace }).admin('ListUserPools', { MaxResults: 1 }))).toBe('200')
    expect(waited).toEqual([1000, 2000])
    await control.addFault(throttle)
    expect(said(await new Caller(place).admin('ListUserPools', { MaxResults: 1 }))).toMatch(/^400 TooManyRequests/)
    const before = (await control.log()).length
    await new Caller({ ...place, pace }).call('GetUser', { AccessToken: 'rubbish' })
    expect((await control.log()).length).toBe(before + 1)
  } finally {
    await server.close()
  }
})

test('ids get names, and secrets and tokens are not written', () => {
  const discretion = new Discretion()
  discretion.name('us-east-1_Abc', '<pool>')
  discretion.name('us-east-1_AbcDef', '<other>')
  discretion.hide('pass word')
  expect(discretion.of('us-east-1_AbcDef us-east-1_Abc pass word')).toBe('<other> <pool> <secret>')
  expect(discretion.of(`Value 'eyJraWQiOiJhYmMifQ.eyJzdWIiOiIxIn0.c2ln' at 'token'`)).toBe(
    "Value '<secret>' at 'token'",
  )
})

test('an answer in a line', () => {
  const answer = (status: number, text: string) => ({
    status,
    text,
    headers: new Headers(),
    json: text.startsWith('{') ? JSON.parse(text) : {},
  })
  expect(said(answer(200, '{}'))).toBe('200 {}')
  expect(said(answer(200, ''))).toBe('200 (empty)')
  expect(said(answer(200, '{"a":1}'))).toBe('200')
  expect(said(answer(400, '{"__type":"X","message":"why"}'))).toBe('400 X: why')
  expect(said(answer(400, '{"error":"x","error_description":"why"}'))).toBe('400 x: why')
  expect(said(answer(401, '{"error":"x"}'))).toBe('401 x')
  expect(said(answer(405, ''))).toBe('405')
})
