import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { emulatorControl } from '../emulator/client.ts'
import { startServer, type EmulatorServer } from '../emulator/server.ts'
import { textAt } from './Answer.ts'
import { Caller } from './Caller.ts'
import { conform } from './conform.ts'
import { Ground } from './Ground.ts'
import type { Options } from './options.ts'
import { type Outcome, runScenarios } from './runScenarios.ts'
import type { Scenario } from './Scenario.ts'
import { scenarios } from './scenarios/index.ts'

// Some run every scenario; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })

let server: EmulatorServer
beforeEach(async () => {
  server = await startServer({ port: 0, seed: 'none' })
})
afterEach(() => server.close())

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
const options: Options = {
  endpoint: undefined,
  region: 'us-east-1',
  credentials,
  poolId: undefined,
  out: undefined,
  only: '',
  isList: false,
}
const caller = () => new Caller({ endpoint: server.url, region: 'us-east-1', credentials })
const here = () => ({ ...options, endpoint: server.url })
const named = (...names: string[]) => scenarios.filter(({ name }) => names.includes(name))
const silent = () => undefined
const bad = (outcomes: readonly Outcome[]) => outcomes.filter(({ verdict }) => verdict !== 'same')
const pools = async () => (await caller().admin('ListUserPools', { MaxResults: 60 })).text

test('the emulator is as its README claims, in every scenario, and nothing is left behind', async () => {
  const { outcomes, left } = await conform(here(), scenarios, silent)
  expect(bad(outcomes)).toEqual([])
  expect(outcomes).toHaveLength(scenarios.length)
  expect(left).toEqual([])
  expect(await pools()).toBe('{"UserPools":[]}')
})

test('there are many scenarios, and each has a name of its own and something to expect', () => {
  expect(scenarios.length).toBeGreaterThan(150)
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length)
  for (const { name, claim, marks, expected } of scenarios) {
    expect(name).toMatch(/^[a-z-]+\/[\w-]+$/)
    expect(claim).not.toMatch(/\.$/)
    expect(marks.length * expected.length).toBeGreaterThan(0)
  }
})

test('it starts an emulator of its own where no endpoint is named', async () => {
  const { endpoint, outcomes } = await conform(options, named('revoke/twice'), silent)
  expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(endpoint).not.toBe(server.url)
  expect(outcomes).toMatchObject([{ verdict: 'same' }])
})

test('an answer that is altered is a difference: other words, another name, another effect', async () => {
  const control = emulatorControl(server.url)
  const words = { code: 'NotAuthorizedException', message: 'Access token is gone' }
  await control.addFault({ operation: 'GetUser', times: 'always', error: words })
  const inWords = await conform(here(), named('revoke/ends-refreshed-access-tokens'), silent)
  expect(inWords.outcomes).toMatchObject([
    { verdict: 'differs', isWordsOnly: true, observed: ['200 {}', '400 NotAuthorizedException: Access token is gone'] },
  ])
  await control.clearFaults()
  // It says that it did, and did not.
  const answer = { status: 200, body: '{}' }
  await control.addFault({ operation: 'RevokeToken', times: 'always', answer })
  const { outcomes } = await conform(here(), named('revoke/ends-its-session', 'revoke/twice'), silent)
  expect(outcomes).toMatchObject([
    { verdict: 'differs', isWordsOnly: false, observed: ['200 {}', 'access: 200', 'refresh: 200'] },
    { verdict: 'same' },
  ])
})

test('every scenario notices when the operations fail that it is about', async () => {
  const control = emulatorControl(server.url)
  const error = { code: 'InternalErrorException', message: 'Out of order' }
  for (const operation of ['RevokeToken', 'GlobalSignOut', 'AdminDisableUser', 'GetTokensFromRefreshToken', 'revoke']) {
    await control.addFault({ operation, times: 'always', error })
  }
  const about = scenarios.filter(({ name }) => /^(revoke|global|disable|rotation|oauth-revoke)\//.test(name))
  const { outcomes } = await conform(here(), about, silent)
  const unmoved = outcomes.filter(({ verdict }) => verdict === 'same').map(({ name }) => name)
  // What these are about is refused before, or elsewhere.
  expect(unmoved).toEqual(['revoke/claims', 'rotation/initiate-auth', 'rotation/allowed-flow'])
})

test('a scenario that does not get far enough is a difference, and what it made is taken away all the same', async () => {
  const broken: Scenario = {
    name: 'broken/on-the-way',
    claim: 'this cannot be said',
    marks: ['?'],
    expected: ['never'],
    async observe(ground) {
      const { person } = await ground.session()
      await ground.step('AdminGetUser', { Username: `${person.username}-else` })
      return ['never']
    },
  }
  const { outcomes, left } = await conform(here(), [broken, ...named('revoke/twice')], silent)
  expect(outcomes).toMatchObject([
    {
      verdict: 'differs',
      observed: ['It did not get that far: AdminGetUser answered 400 UserNotFoundException: User does not exist.'],
    },
    { verdict: 'same' },
  ])
  expect([left, await pools()]).toEqual([[], '{"UserPools":[]}'])
})

test('what cannot be taken away is told', async () => {
  const error = { code: 'TooManyRequestsException', message: 'Rate exceeded' }
  await emulatorControl(server.url).addFault({ operation: 'DeleteUserPool', error })
  const { left } = await conform(here(), named('revoke/twice'), silent)
  expect(left).toEqual([expect.stringMatching(/^The user pool us-east-1_\w+: 400 TooManyRequestsException/)])
})

test('in a pool that was named nothing is left, and its own settings are as before', async () => {
  const made = await caller().admin('CreateUserPool', { PoolName: 'throwaway' })
  const poolId = textAt(made, 'UserPool.Id')
  const state = async () =>
    Promise.all([
      ...['ListUserPoolClients', 'ListGroups', 'ListUsers', 'GetUserPoolSessionConfiguration'].map(
        async (name) => (await caller().admin(name, { UserPoolId: poolId })).text,
      ),
      pools(),
    ])
  await caller().admin('SetUserPoolSessionConfiguration', {
    UserPoolId: poolId,
    UserSessionTracking: 'ENABLED',
    TokenSession: { MaxPerUser: 7 },
  })
  const before = await state()
  const { outcomes, left } = await conform({ ...here(), poolId }, scenarios, silent)
  expect(left).toEqual([])
  const notPossible = outcomes.filter(({ verdict }) => verdict === 'not possible here')
  expect(notPossible.map(({ name }) => name.split('/')[0])).toEqual(expect.arrayContaining(['tracking', 'devices']))
  expect(bad(outcomes)).toEqual(notPossible)
  expect(await state()).toEqual(before)
})

test('what only the emulator can do is not possible elsewhere, and says why', async () => {
  const made = await caller().admin('CreateUserPool', { PoolName: 'far away' })
  const ground = new Ground(caller(), textAt(made, 'UserPool.Id'), { isOwnPool: false })
  const all = scenarios.filter(({ needs }) => needs)
  const outcomes = await runScenarios(ground, all, silent)
  expect(outcomes.length).toBeGreaterThan(10)
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ verdict: 'not possible here', why: expect.stringMatching(/^it /) })
  }
})

test('what an account is not offered is not possible, instead of a difference', async () => {
  const error = { code: 'FeatureUnavailableInTierException', message: 'No' }
  const operation = 'SetUserPoolSessionConfiguration'
  await emulatorControl(server.url).addFault({ operation, times: 'always', error })
  const { outcomes } = await conform(here(), named('tracking/lists'), silent)
  expect(outcomes).toMatchObject([
    { verdict: 'not possible here', why: `${operation} answered 400 FeatureUnavailableInTierException: No` },
  ])
})

test('it can be stopped between two scenarios, and takes away what it made', async () => {
  let isStopped = false
  const { outcomes } = await conform(
    here(),
    scenarios,
    () => (isStopped = true),
    () => isStopped,
  )
  expect([outcomes.length, await pools()]).toEqual([1, '{"UserPools":[]}'])
})

test('an endpoint where nothing answers is a mistake', async () => {
  await server.close()
  await expect(conform(here(), scenarios, silent)).rejects.toThrow(/^Nothing answers at http/)
})
