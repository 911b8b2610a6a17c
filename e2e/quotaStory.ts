import {
  AdminCreateUserCommand,
  CreateUserPoolClientCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Page } from '@playwright/test'

import { administrator, pool } from './admin.ts'
import { expect, type World } from './fixtures.ts'
import { expectTitle, people, signIn } from './steps.ts'
import { openAppClients } from './appClients.ts'

/** The three pools of the demo, which the operator may see. */
const pools = [pool.UserPoolId, 'us-east-1_Members03', 'us-east-1_Wholesale2']
/** App clients that the demo has by itself. */
const demoClients = 7
/** The fastest that a sign-out job may be asked to go. */
export const signOutsASecond = 15

/** Runs `work` for every number below `count`, a few at a time. */
async function each(count: number, work: (n: number) => Promise<unknown>): Promise<void> {
  const rest = Array.from({ length: count }, (_, n) => n)
  const hand = async () => {
    for (let n = rest.pop(); n !== undefined; n = rest.pop()) await work(n)
  }
  await Promise.all(Array.from({ length: 16 }, hand))
}

async function fill(root: CognitoIdentityProviderClient, size: number): Promise<void> {
  await each(size, async (n) =>
    root.send(new CreateUserPoolClientCommand({ UserPoolId: pools[n % pools.length], ClientName: `Client ${n}` })),
  )
  await each(size, async (n) =>
    root.send(new AdminCreateUserCommand({ ...pool, Username: `user-${n}`, MessageAction: 'SUPPRESS' })),
  )
}

type Logged = Awaited<ReturnType<World['emulator']['log']>>

/**
 * With AWS's quotas: an audit of `size` app clients more than the demo has, and as many users signed out while it goes
 * on. The quotas are counted on the real clock, so a thousand of each take more than a minute.
 *
 * @returns what the emulator's log says of the calls of each job
 */
export async function auditAndSignOut(
  page: Page,
  world: World,
  size: number,
): Promise<{ reads: Logged; signOuts: Logged }> {
  await fill(administrator(world), size)
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
  const all = (size + demoClients).toLocaleString('en')
  await expect(page.getByText(`${all} app clients in 3 pools, read`)).toBeVisible({ timeout: 150_000 })

  const log = await world.emulator.log()
  const of = (...operations: string[]) => log.filter(({ operation }) => operations.includes(operation))
  return { signOuts: of('AdminUserGlobalSignOut'), reads: of('ListUserPoolClients', 'DescribeUserPoolClient') }
}

export function answered(log: Logged): Logged {
  return log.filter(({ status }) => status === 200)
}

export function throttled(log: Logged): Logged {
  return log.filter(({ errorCode }) => errorCode === 'TooManyRequestsException')
}
