import {
  GetUserPoolClientSessionConfigurationCommand,
  GetUserPoolSessionConfigurationCommand,
  SetUserPoolSessionConfigurationCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Page } from '@playwright/test'

import { administrator, pool } from './admin.ts'
import { expectAxeFindsNothing } from './axe.ts'
import { expect, test, type World } from './fixtures.ts'
import { expectTitle, people, signIn } from './steps.ts'
import { sent } from './requests.ts'
import { expectFits } from './widths.ts'

// axe looks at several pages in one test: on a busy machine that takes its time.

const storefront = 'storefront0demo0client0001'
const wholesale = { UserPoolId: 'us-east-1_Wholesale2' }

/** With the quotas that AWS has, as in all of these tests. */
async function openPools(page: Page, world: World): Promise<void> {
  await world.emulator.setQuotas({ enabled: true })
  await signIn(page, people.rhea)
  await page.getByRole('link', { name: 'Pools' }).click()
  await expectTitle(page, 'Pools')
}

function panel(page: Page, name: string) {
  return page.getByRole('region', { name, exact: true })
}

function limit(page: Page) {
  return panel(page, 'demo').getByLabel('Sessions per user')
}

async function lowerTo(page: Page, sessions: string) {
  await limit(page).fill(sessions)
  await panel(page, 'demo').getByRole('button', { name: 'Change', exact: true }).click()
  return page.getByRole('alertdialog')
}

async function stands(world: World) {
  const { UserSessionTracking, TokenSession } = await administrator(world).send(
    new GetUserPoolSessionConfigurationCommand(pool),
  )
  return [UserSessionTracking, TokenSession?.MaxPerUser]
}

async function timesWritten(world: World): Promise<number> {
  return (await sent(world, 'SetUserPoolSessionConfiguration')).length
}

test('the limit, SSO reuse and tracking are changed one at a time, each with its diff, and read back', async ({
  page,
  world,
}) => {
  await openPools(page, world)
  await expect(limit(page)).toHaveValue('100')
  await expect(panel(page, 'demo')).toContainText('Essentials plan')
  const lowering = await lowerTo(page, '3')
  await expect(lowering).toHaveAccessibleName('Lower the limit to 3 sessions per user for demo?')
  await expect(lowering).toContainText('It signs nobody out now')
  await expect(lowering.getByRole('table', { name: 'What this changes' })).toContainText('TokenSession.MaxPerUser1003')
  await lowering.getByText('Show the call').click()
  await expect(lowering.getByRole('region', { name: 'AWS CLI' })).toContainText('set-user-pool-session-configuration')
  await expect(lowering.getByRole('region', { name: 'Raw request' })).toContainText('"MaxPerUser": 3')
  await expect(lowering).toContainText('Terraform and CloudFormation do not know this setting yet')
  await expect(lowering.getByRole('region', { name: 'Terraform' })).toHaveCount(0)
  await expectAxeFindsNothing(page, 'the question')
  await lowering.getByRole('button', { name: 'Lower the limit' }).click()
  await expect(page.getByText(/A user may have 3 sessions, read back at/)).toBeVisible()
  await panel(page, 'demo').getByText('Show the call').click()
  await expect(panel(page, 'demo').getByRole('region', { name: 'Raw request' })).toContainText('"MaxPerUser": 3')
  await expect(limit(page)).toHaveValue('3')
  expect(await stands(world)).toEqual(['ENABLED', 3])

  await panel(page, 'demo').getByRole('button', { name: 'Show app clients' }).click()
  const reuse = page.getByLabel('Minutes for Storefront')
  await expect(reuse).toHaveValue('60')
  await reuse.fill('0')
  await page.getByRole('listitem').filter({ has: reuse }).getByRole('button', { name: 'Change' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stop reusing them' }).click()
  await expect(page.getByText(/This app client always asks again, read back at/)).toBeVisible()
  const { SSOSession } = await administrator(world).send(
    new GetUserPoolClientSessionConfigurationCommand({ ...pool, ClientId: storefront }),
  )
  expect(SSOSession?.MaxValidityMinutes).toBe(0)
  await expectAxeFindsNothing(page, 'what was changed')

  await page.getByRole('switch', { name: 'Session tracking of demo' }).click()
  const off = page.getByRole('alertdialog', { name: 'Switch session tracking off for demo?' })
  await expect(off).toContainText('Cognito forgets its records of sessions')
  await off.getByLabel('Type the pool name to go on').fill('demo')
  await off.getByRole('button', { name: 'Switch tracking off' }).click()
  await expect(page.getByText(/Session tracking is off, read back at/)).toBeVisible()
  await expect(panel(page, 'demo')).toContainText('they can only be ended all at once')
  expect(await stands(world)).toEqual(['DISABLED', 3])
  await page.getByRole('switch', { name: 'Session tracking of demo' }).click()
  await expect(page.getByText(/Session tracking is on, read back at/)).toBeVisible()
  expect(await timesWritten(world)).toBe(3)
})

test('a change is undone while nothing else has changed, and not afterwards', async ({ page, world }) => {
  await openPools(page, world)
  await (await lowerTo(page, '3')).getByRole('button', { name: 'Lower the limit' }).click()
  await panel(page, 'demo').getByRole('button', { name: 'Undo' }).click()
  const undoing = page.getByRole('alertdialog', { name: 'Raise the limit to 100 sessions per user for demo?' })
  await undoing.getByRole('button', { name: 'Raise the limit' }).click()
  await expect(page.getByText(/A user may have 100 sessions, read back at/)).toBeVisible()
  await (await lowerTo(page, '3')).getByRole('button', { name: 'Lower the limit' }).click()
  await expect(page.getByText(/A user may have 3 sessions, read back at/)).toBeVisible()
  await administrator(world).send(
    new SetUserPoolSessionConfigurationCommand({
      ...pool,
      UserSessionTracking: 'ENABLED',
      TokenSession: { MaxPerUser: 4 },
    }),
  )
  await panel(page, 'demo').getByRole('button', { name: 'Undo' }).click()
  await expect(panel(page, 'demo').getByRole('alert')).toContainText('It has changed since, so this was not undone')
  expect(await stands(world)).toEqual(['ENABLED', 4])
  await expect(limit(page)).toHaveValue('4')
})

test('what goes wrong is told as it is: another’s change, a lost answer, a missing action', async ({ page, world }) => {
  await openPools(page, world)
  const moved = await lowerTo(page, '3')
  await expect(moved).toBeVisible()
  const theirs = { ...pool, UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 50 } } as const
  await administrator(world).send(new SetUserPoolSessionConfigurationCommand(theirs))
  await moved.getByRole('button', { name: 'Lower the limit' }).click()
  await expect(page.getByText('Somebody else changed this just now')).toBeVisible()
  expect(await stands(world)).toEqual(['ENABLED', 50])
  await expect(limit(page)).toHaveValue('50')

  await world.emulator.addFault({ operation: 'SetUserPoolSessionConfiguration', when: 'after', network: 'cut' })
  await (await lowerTo(page, '40')).getByRole('button', { name: 'Lower the limit' }).click()
  await expect(page.getByText(/A user may have 40 sessions, read back at/)).toBeVisible()
  expect(await timesWritten(world)).toBe(2)

  const code = 'AccessDeniedException'
  await world.emulator.addFault({ operation: 'SetUserPoolSessionConfiguration', error: { code } })
  await (await lowerTo(page, '30')).getByRole('button', { name: 'Lower the limit' }).click()
  const refused = panel(page, 'demo').getByRole('alert')
  await expect(refused).toContainText('cognito-idp:SetUserPoolSessionConfiguration')
  await refused.getByRole('button', { name: 'Close' }).click()
  await expect(refused).toHaveCount(0)
  expect(await stands(world)).toEqual(['ENABLED', 40])
})

test('a pool whose plan has no tracking says which plans have it; a pool that cannot be read takes no other away', async ({
  page,
  world,
}) => {
  await administrator(world).send(new UpdateUserPoolCommand({ ...wholesale, UserPoolTier: 'LITE' }))
  await openPools(page, world)
  await panel(page, 'wholesale').getByRole('button', { name: 'Show settings' }).click()
  await expect(panel(page, 'wholesale')).toContainText('Lite plan')
  await expect(panel(page, 'wholesale')).toContainText('It is part of the Essentials and Plus plans')
  await expect(page.getByRole('switch', { name: 'Session tracking of wholesale' })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await expectAxeFindsNothing(page, 'a plan without it')
  const busy = { code: 'ResourceNotFoundException' }
  await world.emulator.addFault({ operation: 'GetUserPoolSessionConfiguration', error: busy })
  await panel(page, 'members').getByRole('button', { name: 'Show settings' }).click()
  await expect(panel(page, 'members').getByRole('alert')).toContainText('No longer there')
  await panel(page, 'members').getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('switch', { name: 'Session tracking of members' })).toBeVisible()
  await expect(limit(page)).toHaveValue('100')
})

test('hostile names of pools and app clients are text, and the layout holds', async ({ page, world }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const markup = '<img src=x onerror=alert(1)><script>alert(2)</script>'
  const names = [markup, 'X'.repeat(1_000), '\u202Egnp.exe متصفح']
  const UserPools = names.map((Name, at) => ({ Id: at === 0 ? pool.UserPoolId : `us-east-1_Hostile${at}`, Name }))
  const UserPoolClients = names.map((ClientName, at) => ({ ClientId: at === 0 ? storefront : `x${at}`, ClientName }))
  const answer = (body: object) => ({ status: 200, requestId: true, cors: true, body: JSON.stringify(body) })
  await world.emulator.addFault({ operation: 'ListUserPools', times: 'always', answer: answer({ UserPools }) })
  await world.emulator.addFault({
    operation: 'ListUserPoolClients',
    times: 'always',
    answer: answer({ UserPoolClients }),
  })
  await openPools(page, world)
  await page.getByRole('button', { name: 'Show app clients' }).click()
  await expect(page.getByLabel(`Minutes for ${markup}`)).toBeVisible()
  expect(await page.getByRole('main').locator('img, script').count()).toBe(0)
  await expectFits(page)
})

test('of the tips of two greyed buttons one is open: the newer takes the other’s place', async ({ page, world }) => {
  await openPools(page, world)
  await panel(page, 'demo').getByRole('button', { name: 'Show app clients' }).click()
  const greyed = panel(page, 'demo').getByRole('button', { name: /^Change/, disabled: true })
  await expect(greyed.nth(1)).toBeVisible()
  await greyed.first().focus()
  await expect(page.getByRole('tooltip')).toHaveCount(1)
  await greyed.last().hover()
  await expect(page.getByRole('tooltip')).toHaveCount(1)
  await expect(greyed.last()).toHaveAccessibleDescription('It is set to this already.')
})
