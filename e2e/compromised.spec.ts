import { expectAxeFindsNothing } from './axe.ts'
import { agents, lives, signInElsewhere } from './elsewhere.ts'
import { expect, test } from './fixtures.ts'
import { alertIn, expectTitle } from './steps.ts'
import { answerWith, openUser } from './users.ts'

test('a compromised account: five steps, a reload in the middle, one receipt', async ({ page, world }) => {
  const thief = await signInElsewhere(world, agents.windows)
  await openUser(page, world)
  await page.getByRole('link', { name: 'Compromised account' }).click()
  await page.getByRole('button', { name: 'Take 5 steps' }).click()
  await expect(page.getByText('Say why first')).toBeVisible()
  await expect(page.getByLabel('Reason')).toBeFocused()
  await page.getByLabel('Reason').fill('Phished; reported by the user')
  await world.emulator.addFault({ operation: 'AdminUserGlobalSignOut', hang: true })
  await page.getByRole('button', { name: 'Take 5 steps' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take 5 steps' }).click()
  const step = (name: string) => page.getByRole('listitem').filter({ hasText: name })
  await expect(step('1. Disable the account')).toContainText('Accepted by Cognito')
  await expect.poll(async () => (await world.emulator.faults())[0]?.struck).toBe(1)
  await page.reload()
  await expect(alertIn(page)).toContainText('These steps were not finished')
  await expect(step('1. Disable the account')).toContainText('Accepted by Cognito')
  await expect(step('2. Sign out everywhere')).toContainText('Not finished')
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByText('All 5 steps done')).toBeVisible()
  await expect(step('3. Forget every device')).toContainText('Nothing to do')
  await expect(step('3. Forget every device').getByRole('button')).toHaveCount(0)
  await expect(step('4. Reset the password')).toContainText(
    /Accepted right after enabling.*“Sign out everywhere” is done once more/,
  )
  await expect(step('5. Enable again')).toContainText('Accepted by Cognito')
  expect(await lives(world, thief)).toEqual([false, false])
  await page.getByRole('link', { name: 'Show receipt' }).click()
  await expectTitle(page, 'All 5 steps done for ada; Cognito accepted, not observed')
  await expect(page.getByText('Phished; reported by the user')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Print' })).toBeVisible()
})

test('a plan that ends no session says beforehand, and on its receipt, what goes on', async ({ page, world }) => {
  await answerWith(world, 'AdminListDevices', { Devices: [{ DeviceKey: 'us-east-1_aaaa' }] })
  await answerWith(world, 'AdminForgetDevice', {})
  await openUser(page, world)
  await page.getByRole('link', { name: 'Compromised account' }).click()
  await page.getByLabel('Reason').fill('A lost phone')
  for (const step of ['Disable the account', 'Sign out everywhere', 'Enable again']) {
    await page.getByLabel(step).uncheck()
  }
  await page.getByRole('button', { name: 'Take 2 steps' }).click()
  const dialog = page.getByRole('alertdialog')
  const panel = dialog.getByRole('list', { name: 'What still works, and until when' })
  await expect(panel).toContainText('Refresh tokens that are bound to the device will be refused')
  await expect(panel).toContainText('A reset ends none of them')
  await dialog.getByRole('button', { name: 'Take 2 steps' }).click()
  await page.getByRole('link', { name: 'Show receipt' }).click()
  const left = page.getByRole('list', { name: 'What still works, and until when' })
  await expect(left).toContainText('Refresh tokens that are bound to the device will be refused')
  await expect(left).toContainText('End accepted, not observed')
  await expect(left).toContainText('A reset ends none of them')
})

test('a step that failed: the receipt names it and leads back to the steps, which go on with it', async ({
  page,
  world,
}) => {
  await openUser(page, world)
  await page.getByRole('link', { name: 'Compromised account' }).click()
  await page.getByLabel('Reason').fill('Phished')
  await page.getByLabel('Reset the password').uncheck()
  await page.getByLabel('Enable again').uncheck()
  await world.emulator.addFault({
    operation: 'AdminUserGlobalSignOut',
    error: { code: 'OperationNotEnabledException' },
  })
  await page.getByRole('button', { name: 'Take 3 steps' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take 3 steps' }).click()
  const step = page.getByRole('list', { name: 'Steps' }).getByRole('listitem').filter({ hasText: '2. Sign out' })
  await step.getByText('Details Sign out everywhere').click()
  await expect(step.getByText('Code: OperationNotEnabledException')).toBeVisible()
  await page.getByRole('link', { name: 'Show receipt' }).click()
  await expect(alertIn(page)).toContainText('1 of 3 steps not done')
  const failed = alertIn(page).getByRole('listitem').filter({ hasText: 'Sign out everywhere' })
  await expect(failed).toContainText('Not enabled here')
  await failed.getByText('Details Sign out everywhere').click()
  await expect(failed.getByText('Code: OperationNotEnabledException')).toBeVisible()
  await expectAxeFindsNothing(page, 'the receipt of a step that failed')
  await alertIn(page).getByRole('link', { name: 'Open the steps' }).click()
  await page.getByRole('button', { name: 'Try again sign out everywhere' }).click()
  await page.getByRole('link', { name: 'Show receipt' }).click()
  await expectTitle(page, 'All 3 steps done for ada; Cognito accepted, not observed')
  await expect(alertIn(page)).toHaveCount(0)
})
