import { readFile } from 'node:fs/promises'

import { DescribeUserPoolClientCommand, UpdateUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider'

import { administrator, pool } from './admin.ts'
import { expectAxeFindsNothing } from './axe.ts'
import { expect, test } from './fixtures.ts'
import { holdCalls, people, signIn } from './steps.ts'
import { operationsAsked, sent } from './requests.ts'
import { openAppClients, readAppClients, revocationSwitch, selectAll } from './appClients.ts'

const kiosk = 'kiosk0demo00000client00003'

test('the table is searched, filtered and sorted in the address, and the last audit outlasts a reload', async ({
  page,
  world,
}) => {
  await signIn(page, people.rhea)
  await openAppClients(page)
  await expect(page.getByText('7 app clients in 3 pools, read just now')).toBeVisible()
  await page.getByLabel('Revocation', { exact: true }).selectOption('Off')
  await expect(page.getByText('2 of 7 app clients')).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search' }).fill('wholesale')
  await expect(page.getByText('1 of 7 app clients')).toBeVisible()
  await expect(page).toHaveURL(/revocation=off/)

  await page.getByRole('searchbox', { name: 'Search' }).fill('')
  await page.getByRole('button', { name: 'App client', exact: true }).click()
  await expect(page.getByRole('columnheader', { name: 'App client' })).toHaveAttribute('aria-sort', 'descending')
  const describes = async () => (await sent(world, 'DescribeUserPoolClient')).length
  const before = await describes()
  await page.reload()
  await expect(page.getByText('2 of 7 app clients')).toBeVisible()
  await expect(page.getByRole('columnheader', { name: 'App client' })).toHaveAttribute('aria-sort', 'descending')
  expect(await describes()).toBe(before)

  await page.getByRole('searchbox', { name: 'Search' }).fill('nobody')
  await expect(page.getByText('Nothing fits this filter')).toBeVisible()
  await page.getByRole('button', { name: 'Show everything' }).click()
  await expect(page.getByText('7 app clients', { exact: true })).toBeVisible()
})

test('a table that has no height for a moment keeps its rows', async ({ page }) => {
  await signIn(page, people.rhea)
  await openAppClients(page)
  await expect(revocationSwitch(page, 'Kiosk')).toBeVisible()
  const kept = await revocationSwitch(page, 'Kiosk').evaluate(async (one) => {
    const scroller = one.closest('section')
    const frames = async () => {
      for (let frame = 0; frame < 5; frame += 1) await new Promise((drawn) => void requestAnimationFrame(drawn))
    }
    if (scroller) scroller.style.display = 'none'
    await frames()
    if (scroller) scroller.style.display = ''
    await frames()
    return one.isConnected
  })
  expect(kept).toBe(true)
})

test('a change is undone, and the undoing asks for the name', async ({ page }) => {
  await signIn(page, people.rhea)
  await openAppClients(page)
  await revocationSwitch(page, 'Kiosk').click()
  await page.getByRole('region', { name: 'What came of Kiosk' }).getByRole('button', { name: 'Undo' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Switch token revocation off for Kiosk?' })
  await dialog.getByText('Show the call').click()
  await expect(dialog.getByRole('region', { name: 'Terraform' })).toContainText('enable_token_revocation = false')
  await dialog.getByLabel('Type the app client name to go on').fill('Kiosk')
  await dialog.getByRole('button', { name: 'Switch revocation off' }).click()
  await expect(page.getByText(/Revocation is off for Kiosk, read back at/)).toBeVisible()
  await expect(revocationSwitch(page, 'Kiosk')).toHaveAttribute('aria-checked', 'false')
})

test('a switch that could not be tried says so, and that can be put away', async ({ page, world }) => {
  await readAppClients(page)
  await world.emulator.addFault({ operation: 'DescribeUserPoolClient', error: { code: 'InvalidParameterException' } })
  await revocationSwitch(page, 'Kiosk').click()
  const told = page.getByRole('region', { name: 'What came of Kiosk' })
  await expect(told.getByRole('alert')).toContainText('nothing was changed')
  await told.getByRole('button', { name: 'Close' }).click()
  await expect(told).toHaveCount(0)
})

test('in bulk: what is off is switched, what is on is left alone, and only the failed one is tried again', async ({
  page,
  world,
}) => {
  await readAppClients(page)
  const bar = await selectAll(page)
  await world.emulator.addFault({ operation: 'UpdateUserPoolClient', error: { code: 'InvalidParameterException' } })
  await bar.getByRole('button', { name: 'Switch revocation on' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Switch token revocation on for 2 app clients?' })
  await expect(dialog).toContainText('Left alone, because it is on already: 5 app clients.')
  await expect(dialog).toContainText(/The call for (Kiosk|Nightly import)/)
  await dialog.getByText('Show the call').click()
  await expect(dialog.getByRole('region', { name: 'AWS CLI' })).toContainText('update-user-pool-client')
  await expect(dialog.getByRole('region', { name: 'Raw request' })).toContainText('"EnableTokenRevocation": true')
  await dialog.getByRole('button', { name: 'Switch 2 app clients' }).click()
  await expect(page.getByText('1 switched and read back, 0 left alone, 1 failed')).toBeVisible()
  const results = page.getByRole('table', { name: 'Result per app client' })
  await expect(results.getByRole('row')).toHaveCount(3)
  await expect(results.getByRole('row', { name: /Switched/ })).toContainText('Read back')
  const failed = results.getByRole('row', { name: /Failed/ })
  await expect(failed).toContainText(/Kiosk|Nightly import/)
  await expect(failed).toContainText('Cognito could not read the request')
  await failed.getByText('Details', { exact: true }).click()
  await expect(failed.getByText('Code: InvalidParameterException')).toBeVisible()
  await expect(failed).toContainText(/Request id: [\da-f-]{36}/)
  await expectAxeFindsNothing(page, 'results of a bulk switch')
  const download = page.waitForEvent('download')
  await page.getByRole('region', { name: 'Results' }).getByRole('button', { name: 'CSV' }).click()
  const csv = await readFile(await (await download).path(), 'utf8')
  expect(csv).toMatch(/,failed,[^,]+,InvalidParameterException,[\da-f-]{36}\r\n/)
  expect(csv).toMatch(/,switched,[^,]+,,[\da-f-]{36}\r\n/)
  await page.getByRole('combobox', { name: 'Outcome' }).selectOption('Switched')
  await expect(results.getByRole('row')).toHaveCount(2)
  await page.getByRole('button', { name: 'Retry the failed ones' }).click()
  await expect(page.getByText('2 switched and read back, 0 left alone, 0 failed')).toBeVisible()
  await page.getByRole('button', { name: 'Close' }).click()
  await expect(revocationSwitch(page, 'Kiosk')).toHaveAttribute('aria-checked', 'true')
  await page.reload()
  await expect(revocationSwitch(page, 'Kiosk')).toHaveAttribute('aria-checked', 'true')
  expect((await sent(world, 'UpdateUserPoolClient')).filter(({ status }) => status === 200)).toHaveLength(2)
})

test('an app client is created with revocation on, and a refusal is told in the dialog', async ({ page, world }) => {
  await signIn(page, people.rhea)
  await openAppClients(page)
  await expect(page.getByText('7 app clients in 3 pools, read just now')).toBeVisible()
  await page.getByRole('button', { name: 'Create app client' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Create an app client' })
  await dialog.getByLabel('Name').fill('Night <desk>')
  await expect(dialog).toContainText('Letters, digits, spaces')
  await dialog.getByLabel('Name').fill('Night desk')
  await dialog.getByRole('radio', { name: 'Confidential' }).check()
  await dialog.getByText('Show the call').click()
  await expect(dialog.getByRole('region', { name: 'AWS CLI' })).toContainText('create-user-pool-client')
  await expect(dialog.getByRole('region', { name: 'Terraform' })).toContainText('generate_secret = true')
  await world.emulator.addFault({ operation: 'CreateUserPoolClient', error: { code: 'LimitExceededException' } })
  await dialog.getByRole('button', { name: 'Create app client' }).click()
  await expect(dialog.getByRole('alert')).toContainText('This pool has all the app clients it may have')
  await dialog.getByRole('button', { name: 'Create app client' }).click()
  const created = page.getByRole('main').getByRole('status').filter({ hasText: 'Night desk created in demo' })
  await expect(created).toContainText('revocation on')
  await expect(created).toContainText('Its secret was left in Cognito')
  await created.getByText('Show the call').click()
  await expect(created.getByRole('region', { name: 'Raw request' })).toContainText('"ClientName": "Night desk"')
  await page.getByRole('button', { name: 'Read the app clients again' }).click()
  await expect(revocationSwitch(page, 'Night desk')).toHaveAttribute('aria-checked', 'true')
})

test('a reload between the write and its answer: the next page verifies, says what it was, and writes nothing', async ({
  page,
  world,
}) => {
  let writes = 0
  page.context().on('request', (request) => {
    if (request.method() === 'POST' && (request.headers()['x-amz-target'] ?? '').endsWith('.UpdateUserPoolClient'))
      writes += 1
  })
  await readAppClients(page)
  await world.emulator.addFault({ operation: 'UpdateUserPoolClient', when: 'after', hang: true })
  await revocationSwitch(page, 'Kiosk').click()
  const describe = new DescribeUserPoolClientCommand({ ...pool, ClientId: kiosk })
  const stands = async () => (await administrator(world).send(describe)).UserPoolClient?.EnableTokenRevocation
  await expect.poll(stands).toBe(true)
  const answer = await holdCalls(world, 'DescribeUserPoolClient')
  await page.reload()
  const told = page.getByRole('region', { name: 'What came of Kiosk' })
  await expect(told.getByRole('status')).toContainText('Verifying a change of Kiosk')
  await answer()
  await expect(told).toContainText(/Revocation is on for Kiosk, read back at/)
  await expect(told.getByRole('table', { name: 'Changed, and nothing else' })).toContainText('EnableTokenRevocation')
  await expect(revocationSwitch(page, 'Kiosk')).toHaveAttribute('aria-checked', 'true')
  expect(writes).toBe(1)
  await page.reload()
  await expect(revocationSwitch(page, 'Kiosk')).toHaveAttribute('aria-checked', 'true')
  await expect(page.getByText(/7 app clients in 3 pools/)).toBeVisible()
  await expect(told).toHaveCount(0)
})

test('what somebody changed since the audit of the last visit is said before the switch; unknown settings stop it', async ({
  page,
  world,
}) => {
  await readAppClients(page)
  await administrator(world).send(
    new UpdateUserPoolClientCommand({ ...pool, ClientId: kiosk, ClientName: 'Kiosk', AuthSessionValidity: 7 }),
  )
  await page.reload()
  await revocationSwitch(page, 'Kiosk').click()
  const dialog = page.getByRole('alertdialog', { name: 'Switch token revocation on for Kiosk?' })
  const theirs = dialog.getByRole('table', { name: 'Changed by somebody else since you last looked' })
  await expect(theirs).toBeVisible()
  await expect(dialog.getByRole('table', { name: 'What this changes' })).toContainText('EnableTokenRevocation')
  await dialog.getByRole('button', { name: 'Cancel' }).click()

  const client = { UserPoolId: pool.UserPoolId, ClientId: kiosk, ClientName: 'Kiosk', FutureSetting: 'deep' }
  const answer = { status: 200, requestId: true, cors: true, body: JSON.stringify({ UserPoolClient: client }) }
  await world.emulator.addFault({ operation: 'DescribeUserPoolClient', times: 'always', answer })
  await revocationSwitch(page, 'Kiosk').click()
  const told = page.getByRole('region', { name: 'What came of Kiosk' })
  await expect(told.getByRole('alert')).toContainText('Curfew cannot change Kiosk safely')
  await expect(told).toContainText('FutureSetting')
  await expectAxeFindsNothing(page, 'unknown settings')
  await told.getByRole('button', { name: 'Carry them over' }).click()
  const override = page.getByRole('alertdialog', { name: 'Switch token revocation on for Kiosk?' })
  await expect(override).toContainText('FutureSetting')
  await override.getByLabel('Type the app client name to go on').fill('Kiosk')
  await override.getByRole('button', { name: 'Switch revocation on' }).click()
  await expect(told).toContainText('The change could not be confirmed')
  await world.emulator.clearFaults()
  await told.getByRole('button', { name: 'Check again' }).click()
  await expect(told).toContainText('Revocation is on for Kiosk, but something else differs')
})

test.describe('in production', () => {
  test.use({ configChanges: { production: '^demo$' } })

  test('every change has its target’s name typed; elsewhere it is as ever', async ({ page, world }) => {
    const written = async () =>
      (await operationsAsked(world)).filter((name) => /^(Create|Update)UserPoolClient$/.test(name)).length
    await signIn(page, people.rhea)
    await openAppClients(page)
    await expect(page.getByText('7 app clients in 3 pools, read just now')).toBeVisible()

    await revocationSwitch(page, 'Kiosk').click()
    const on = page.getByRole('alertdialog', { name: 'Switch token revocation on for Kiosk?' })
    const name = on.getByLabel('Type the app client name to go on')
    await name.fill('kiosk')
    await name.press('Enter')
    await expect(on.getByRole('button', { name: 'Switch revocation on' })).toHaveAttribute('aria-disabled', 'true')
    expect(await written()).toBe(0)
    await name.fill('Kiosk')
    await name.press('Enter')
    await expect(page.getByText(/Revocation is on for Kiosk, read back at/)).toBeVisible()

    await page.getByRole('button', { name: 'Findings' }).click()
    await page.getByRole('button', { name: 'Answer alike: Anybody can find out which users exist, Kiosk' }).click()
    const fix = page.getByRole('alertdialog', { name: 'Answer unknown names and wrong passwords alike for Kiosk?' })
    await fix.getByLabel('Type the app client name to go on').fill('Kiosk')
    await fix.getByRole('button', { name: 'Answer alike' }).click()
    await expect(
      page.getByText(/Unknown names and wrong passwords are answered alike for Kiosk, read back at/),
    ).toBeVisible()
    await page.getByRole('button', { name: 'Settings', exact: true }).click()

    await page.getByRole('button', { name: 'Create app client' }).click()
    const create = page.getByRole('alertdialog', { name: 'Create an app client' })
    await create.getByLabel('Name', { exact: true }).fill('Night desk')
    await create.getByLabel('Type the pool name to go on').fill('demo')
    await create.getByRole('button', { name: 'Create app client' }).click()
    await expect(page.getByText('Night desk created in demo, revocation on')).toBeVisible()
    expect(await written()).toBe(3)

    // This one is in no production pool: there it is written at once.
    await revocationSwitch(page, 'Nightly import').click()
    await expect(page.getByText(/Revocation is on for Nightly import, read back at/)).toBeVisible()
    expect(await written()).toBe(4)
  })

  test('a bulk switch has the pool’s name typed, however few they are, and their count where there are several pools', async ({
    page,
    world,
  }) => {
    await readAppClients(page)
    await page.getByRole('checkbox', { name: 'Select Kiosk' }).check()
    await page.getByRole('button', { name: 'Switch revocation on' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Switch token revocation on for 1 app client?' })
    await expect(dialog.getByRole('button', { name: 'Switch 1 app client' })).toHaveAttribute('aria-disabled', 'true')
    await dialog.getByLabel('Type the pool name to go on').fill('1 app client')
    await expect(dialog.getByRole('button', { name: 'Switch 1 app client' })).toHaveAttribute('aria-disabled', 'true')
    await dialog.getByLabel('Type the pool name to go on').fill('demo')
    await dialog.getByRole('button', { name: 'Switch 1 app client' }).click()
    await expect(page.getByText('1 switched and read back, 0 left alone, 0 failed')).toBeVisible()
    expect(await sent(world, 'UpdateUserPoolClient')).toHaveLength(1)

    const bar = await selectAll(page)
    await bar.getByRole('button', { name: 'Switch revocation off' }).click()
    const several = page.getByRole('alertdialog', { name: 'Switch token revocation off for 6 app clients?' })
    await several.getByLabel('Type how many to go on').fill('demo')
    await expect(several.getByRole('button', { name: 'Switch 6 app clients' })).toHaveAttribute('aria-disabled', 'true')
    await several.getByLabel('Type how many to go on').fill('6 app clients')
    await expect(several.getByRole('button', { name: 'Switch 6 app clients' })).not.toHaveAttribute('aria-disabled')
  })
})
