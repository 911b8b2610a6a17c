import {
  AdminCreateUserCommand,
  CreateUserPoolClientCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider'

import { administrator, pool } from './admin.ts'
import { expect, test, type World } from './fixtures.ts'
import { expectTitle, openAppClients, people, signIn } from './steps.ts'

/** The three pools of the demo, which the operator may see. */
const pools = [pool.UserPoolId, 'us-east-1_Members03', 'us-east-1_Wholesale2']
const clients = 1_000
const users = 1_000
/** Reads of app clients that an account may make in a second (facts, part 6); each of the pools has a third of that. */
const readsASecond = 15
/** The fastest that a sign-out job may be asked to go. */
const signOutsASecond = 15

/** Runs `work` for every number below `count`, a few at a time. */
async function each(count: number, work: (n: number) => Promise<unknown>): Promise<void> {
  const rest = Array.from({ length: count }, (_, n) => n)
  const hand = async () => {
    for (let n = rest.pop(); n !== undefined; n = rest.pop()) await work(n)
  }
  await Promise.all(Array.from({ length: 16 }, hand))
}

async function fill(root: CognitoIdentityProviderClient): Promise<void> {
  await each(clients, async (n) =>
    root.send(new CreateUserPoolClientCommand({ UserPoolId: pools[n % pools.length], ClientName: `Client ${n}` })),
  )
  await each(users, async (n) =>
    root.send(new AdminCreateUserCommand({ ...pool, Username: `user-${n}`, MessageAction: 'SUPPRESS' })),
  )
}

const windowSeconds = 5

/**
 * What the emulator's log says of some operations: how many were answered, how many throttled, how long all took, and how
 * many a second were answered in the middle one of all spans of five seconds.
 */
async function measured(world: World, operations: readonly string[]) {
  const log = (await world.emulator.log()).filter(({ operation }) => operations.includes(operation))
  const answered = log.filter(({ status }) => status === 200).map(({ time }) => Date.parse(time) / 1_000)
  const [first, last] = [Math.min(...answered), Math.max(...answered)]
  const spans = Array.from({ length: Math.floor((last - first) / windowSeconds) }, (_, n) => {
    const from = first + n * windowSeconds
    return answered.filter((at) => at >= from && at < from + windowSeconds).length / windowSeconds
  }).sort((a, b) => a - b)
  return {
    answered: answered.length,
    throttled: log.filter(({ errorCode }) => errorCode === 'TooManyRequestsException').length,
    all: log.length,
    seconds: last - first,
    usualPace: spans[Math.floor(spans.length / 2)] ?? 0,
  }
}

/*
 * The clock is the real one, so the test takes as long as the quotas make it: a minute and a quarter. All is measured
 * where the quotas are counted, in the emulator's log. Whatever else a machine does makes calls late and never early, so
 * how long the whole took says as much of the machine; the middle one of all spans of five seconds does not move unless
 * half of them are disturbed. The vault's tests hold the whole to the same bound, on a clock of their own.
 */
test('with AWS’s quotas, an audit of 1,000 app clients and a sign-out of 1,000 users keep to the pace and waste none', async ({
  page,
  world,
}) => {
  test.setTimeout(300_000)
  await fill(administrator(world))
  await world.emulator.setQuotas({ enabled: true })
  await world.emulator.clearLog()
  await signIn(page, people.rhea)
  await openAppClients(page)
  await expect(page.getByRole('progressbar', { name: 'Audit' })).toBeVisible()

  // The audit goes on while another page is looked at.
  await page.getByRole('link', { name: 'Jobs', exact: true }).click()
  await page.getByRole('link', { name: 'New job' }).click()
  await expectTitle(page, 'New job')
  await page.getByRole('radio', { name: 'Everyone in the pool' }).check()
  await page.getByRole('button', { name: 'Count them' }).click()
  await page.getByLabel('Pace').selectOption(String(signOutsASecond))
  await page.getByRole('button', { name: /^Sign out [\d,]+ users$/ }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByLabel('Type the pool name to go on').fill('demo')
  await dialog.getByRole('button', { name: /^Sign out/ }).click()
  await expect(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 150_000 })
  await page.getByRole('link', { name: 'App clients' }).click()
  await expect(page.getByText(/^1,?007 app clients in 3 pools, read/)).toBeVisible({ timeout: 150_000 })

  const signOuts = await measured(world, ['AdminUserGlobalSignOut'])
  const reads = await measured(world, ['ListUserPoolClients', 'DescribeUserPoolClient'])
  test.info().annotations.push({ type: 'measured', description: JSON.stringify({ signOuts, reads }) })
  expect(signOuts.answered).toBeGreaterThanOrEqual(users)
  expect(signOuts.throttled).toBeLessThanOrEqual(signOuts.all / 100)
  expect(signOuts.usualPace).toBeGreaterThanOrEqual(signOutsASecond / 1.1)
  expect(signOuts.usualPace).toBeLessThanOrEqual(signOutsASecond * 1.1)

  expect(reads.answered).toBeGreaterThanOrEqual(clients)
  expect(reads.throttled).toBeLessThanOrEqual(reads.all / 100)
  expect(reads.usualPace).toBeGreaterThanOrEqual(readsASecond / 1.1)
})
