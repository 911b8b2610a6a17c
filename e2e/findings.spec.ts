import { readFileSync } from 'node:fs'

import {
  DescribeUserPoolCommand,
  GetUserPoolClientSessionConfigurationCommand,
  SetUserPoolClientSessionConfigurationCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'

import { administrator, pool } from './admin.ts'
import { expect, test } from './fixtures.ts'
import { sent } from './requests.ts'
import { readAppClients } from './appClients.ts'
import { expectWholeWords } from './widths.ts'

test('a finding is mended by the same protocol, and is gone', async ({ page, world }) => {
  await readAppClients(page)
  await page.getByRole('button', { name: 'Findings' }).click()
  const fix = page.getByRole('button', { name: 'Answer alike: Anybody can find out which users exist, Kiosk' })
  await fix.click()
  const dialog = page.getByRole('alertdialog', { name: 'Answer unknown names and wrong passwords alike for Kiosk?' })
  await expect(dialog.getByRole('table', { name: 'What this changes' })).toContainText('PreventUserExistenceErrors')
  await dialog.getByRole('button', { name: 'Answer alike' }).click()
  await expect(
    page.getByText(/Unknown names and wrong passwords are answered alike for Kiosk, read back at/),
  ).toBeVisible()
  await expect(fix).toHaveCount(0)
  expect(await sent(world, 'UpdateUserPoolClient')).toHaveLength(1)

  const told = page.getByRole('region', { name: 'What came of Kiosk' })
  await told.getByRole('button', { name: 'Undo' }).click()
  const undo = page.getByRole('alertdialog', { name: 'Undo the change of Kiosk?' })
  await expect(undo.getByRole('table', { name: 'What this changes' })).toContainText(
    'PreventUserExistenceErrors"ENABLED""LEGACY"',
  )
  await undo.getByRole('button', { name: 'Undo the change' }).click()
  await expect(page.getByText(/The change of Kiosk is undone, read back at/)).toBeVisible()
  await expect(told.getByRole('button', { name: 'Undo' })).toHaveCount(0)
  await expect(fix).toHaveCount(1)

  await fix.click()
  await dialog.getByRole('button', { name: 'Answer alike' }).click()
  await expect(
    page.getByText(/Unknown names and wrong passwords are answered alike for Kiosk, read back at/),
  ).toBeVisible()
  const theirs = { ...pool, ClientId: 'kiosk0demo00000client00003', ClientName: 'Kiosk', AuthSessionValidity: 7 }
  await administrator(world).send(new UpdateUserPoolClientCommand({ ...theirs, PreventUserExistenceErrors: 'ENABLED' }))
  await told.getByRole('button', { name: 'Undo' }).click()
  await expect(told.getByRole('alert')).toContainText('Kiosk has changed since, so this was not undone')
  await expect(told.getByRole('table', { name: 'Their change' })).toContainText('AuthSessionValidity')
})

test('what an audit cannot read again is shown as it was, told, exported as unread, and read when it can be', async ({
  page,
  world,
}) => {
  await readAppClients(page)
  const rows = page.getByRole('table', { name: 'App clients and their settings' }).getByRole('rowheader')
  const all = await rows.count()
  await expect(rows.filter({ hasText: 'As read' })).toHaveCount(0)

  await world.emulator.addFault({ operation: 'DescribeUserPoolClient', error: { code: 'InvalidParameterException' } })
  await page.getByRole('button', { name: 'Read again' }).click()
  await expect(page.getByText(/; 1 part could not be read$/)).toBeVisible()
  await expect(rows).toHaveCount(all)
  const old = rows.filter({ hasText: 'As read' })
  await expect(old).toHaveCount(1)

  await page.getByRole('button', { name: 'Findings' }).click()
  await expect(page.getByText(/findings; 1 part could not be read$/)).toBeVisible()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'JSON' }).click(),
  ])
  const path = await download.path()
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
    unread: [{ of: 'app client', code: 'InvalidParameterException' }],
  })

  await page.getByRole('button', { name: 'Read the failed parts again' }).click()
  await expect(page.getByText(/could not be read/)).toHaveCount(0)
  await page.getByLabel('Compare with an earlier export').setInputFiles(path)
  await expect(page.getByText(/No app client differs from the export of/)).toBeVisible()
  await page.getByRole('button', { name: 'Settings' }).click()
  await expect(rows).toHaveCount(all)
  await expect(old).toHaveCount(0)
})

test('findings of pools, and of SSO reuse, are mended with preview and read-back, where the role may', async ({
  page,
  world,
}) => {
  const root = administrator(world)
  const storefront = { ...pool, ClientId: 'storefront0demo0client0001' }
  const minutes = async () =>
    (await root.send(new GetUserPoolClientSessionConfigurationCommand(storefront))).SSOSession?.MaxValidityMinutes
  await root.send(
    new SetUserPoolClientSessionConfigurationCommand({ ...storefront, SSOSession: { MaxValidityMinutes: 129_600 } }),
  )
  await readAppClients(page)
  await page.getByRole('button', { name: 'Findings' }).click()

  const limit = page.getByRole('button', { name: 'Limit: SSO sessions are reused for longer than 1 hour, Storefront' })
  await limit.click()
  const reuse = page.getByRole('alertdialog', { name: 'Reuse SSO sessions for 1 hour at most in Storefront?' })
  await expect(reuse.getByRole('table', { name: 'What this changes' })).toContainText('12960060')
  await reuse.getByRole('button', { name: 'Limit to 1 hour' }).click()
  await expect(page.getByText(/SSO sessions are reused for 1 hour by Storefront, read back at/)).toBeVisible()
  await expect(limit).toHaveCount(0)
  expect(await minutes()).toBe(60)

  await expect(page.getByText('Deletion protection is off', { exact: true })).toHaveCount(3)
  const protect = page.getByRole('button', { name: 'Protect: The pool can be deleted by one call, demo' })
  await world.emulator.addFault({ operation: 'UpdateUserPool', error: { code: 'AccessDeniedException' } })
  const question = page.getByRole('alertdialog', { name: 'Switch deletion protection on for demo?' })
  await protect.click()
  await expect(question.getByRole('table', { name: 'What this changes' })).toContainText('DeletionProtection')
  await question.getByRole('button', { name: 'Switch protection on' }).click()
  await expect(question.getByRole('alert')).toContainText('cognito-idp:UpdateUserPool')
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(protect).toHaveAttribute('aria-disabled', 'true')
  await page.reload()
  await protect.click()
  await question.getByText('Show the call').click()
  await expect(question.getByRole('region', { name: 'AWS CLI' })).toContainText('update-user-pool --region us-east-1')
  await expect(question.getByRole('region', { name: 'Terraform' })).toContainText('deletion_protection = "ACTIVE"')
  await question.getByRole('button', { name: 'Switch protection on' }).click()
  await expect(page.getByText(/Deletion protection is on for demo, read back at/)).toBeVisible()
  await expect(protect).toHaveCount(0)
  const { UserPool } = await root.send(new DescribeUserPoolCommand(pool))
  expect(UserPool).toMatchObject({ DeletionProtection: 'ACTIVE', AutoVerifiedAttributes: ['email'] })
  const told = page.getByRole('region', { name: 'What came of demo' })
  await told.getByRole('button', { name: 'Undo' }).click()
  const undo = page.getByRole('alertdialog', { name: 'Undo the change of demo?' })
  await expect(undo.getByRole('table', { name: 'What this changes' })).toContainText('"ACTIVE""INACTIVE"')
  await undo.getByRole('button', { name: 'Undo the change' }).click()
  await expect(page.getByText(/The change of demo is undone, read back at/)).toBeVisible()
  await expect(told.getByRole('button', { name: 'Undo' })).toHaveCount(0)
  await protect.click()
  await question.getByRole('button', { name: 'Switch protection on' }).click()
  await expect(page.getByText(/Deletion protection is on for demo, read back at/)).toBeVisible()
  await expect(protect).toHaveCount(0)

  const track = page.getByRole('button', { name: 'Switch on: Sessions are not tracked, wholesale' })
  await track.click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Switch tracking on' }).click()
  await expect(page.getByText(/Session tracking is on for wholesale, read back at/)).toBeVisible()
  await expect(track).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Token revocation is off' })).toBeVisible()
  await expect(protect).toHaveCount(0)
})

test('on the narrowest phone the number of findings stays beside its title, and no word is cut in two', async ({
  page,
}) => {
  await readAppClients(page)
  await page.getByRole('button', { name: 'Findings' }).click()
  await page.setViewportSize({ width: 320, height: 700 })
  const kind = page.getByRole('region', { name: 'Anybody can find out which users exist' })
  const title = await kind.getByRole('heading').boundingBox()
  const count = await kind.getByText('2', { exact: true }).boundingBox()
  expect(count?.x).toBeGreaterThan((title?.x ?? 0) + (title?.width ?? 0))
  expect(count?.y).toBeLessThan((title?.y ?? 0) + (title?.height ?? 0))
  for (const detail of await kind.getByText(/: Legacy errors$/).all()) {
    await expectWholeWords(detail)
  }
})
