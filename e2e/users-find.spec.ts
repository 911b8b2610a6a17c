import { AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider'
import type { Page } from '@playwright/test'

import { administrator, pool } from './admin.ts'
import { expectAxeFindsNothing } from './axe.ts'
import { expect, test } from './fixtures.ts'
import { alertIn, expectTitle, holdCalls, people, signIn } from './steps.ts'
import { answerWith, openUsers, userList } from './users.ts'
import { expectFits } from './widths.ts'

const isMissing = { error: { code: 'AccessDeniedException', message: 'not authorized', status: 400 } } as const

async function findBy(page: Page, what: string, label: string, text: string): Promise<void> {
  await page.getByLabel('Find by').selectOption(what)
  await page.getByRole('searchbox', { name: label }).fill(text)
  await page.getByRole('button', { name: 'Find', exact: true }).click()
}

test('an operator finds users by what Cognito can find, and the address says what was looked for', async ({
  page,
  world,
}) => {
  await openUsers(page, world)
  await expect(userList(page).getByRole('listitem')).toHaveCount(8)

  await findBy(page, 'name', 'Name', 'Ad')
  await expect(userList(page).getByRole('listitem')).toHaveCount(1)
  await expect(page.getByText('Everyone whose name starts with “Ad”')).toBeVisible()
  await expect(page.getByText('Cognito can only search by the start of a name.')).toBeVisible()
  await page.reload()
  await expect(userList(page).getByRole('link', { name: 'Ada Lovelace' })).toBeVisible()
  await expect(page.getByRole('searchbox', { name: 'Name' })).toHaveValue('Ad')

  await page.getByLabel('Match').selectOption('is')
  await page.getByRole('button', { name: 'Find', exact: true }).click()
  await expect(page.getByText('Nobody whose name is “Ad”')).toBeVisible()
  await page.goBack()
  await expect(userList(page).getByRole('link', { name: 'Ada Lovelace' })).toBeVisible()

  await findBy(page, 'sub', 'Sub (user id)', '0ada0000-0000-4000-8000-000000000002')
  await expect(userList(page).getByRole('link', { name: 'Rhea Okafor' })).toBeVisible()
  await page.getByLabel('Find by').selectOption('status')
  await page.getByLabel('Status').selectOption('Disabled')
  await expect(userList(page).getByRole('link')).toHaveText(['Mikkel Sørensen'])
  await page.getByLabel('Find by').selectOption('group')
  await page.getByLabel('Group').selectOption('support')
  await expect(userList(page).getByRole('listitem')).toHaveCount(3)

  await page.getByLabel('User pool').selectOption('us-east-1_Wholesale2')
  await expect(userList(page).getByRole('link')).toHaveText(['Greta Lindqvist', 'Samuel Adeyemi'])
  await page.goto('/users?pool=nonsense&by=password&text=x&page=-3&picked=%5B1%5D')
  await expect(userList(page).getByRole('listitem')).toHaveCount(8)
})

test('the list comes a page at a time, and a selection across pages becomes a job; so does a group, a search, the pool', async ({
  page,
  world,
}) => {
  const admin = administrator(world)
  for (let at = 0; at < 60; at += 1) {
    const Username = `user-${String(at).padStart(2, '0')}`
    await admin.send(new AdminCreateUserCommand({ ...pool, Username, MessageAction: 'SUPPRESS' }))
  }
  await openUsers(page, world)
  await expect(userList(page).getByRole('listitem')).toHaveCount(60)
  await page.getByLabel('Select Ada Lovelace').check()
  await page.getByRole('button', { name: 'Next page' }).click()
  await expect(userList(page).getByRole('listitem')).toHaveCount(8)
  await page.getByLabel('Select this page').check()
  await expect(page.getByText('9 selected, 1 of them on other pages')).toBeVisible()
  await page.reload()
  await expect(page.getByText('9 selected, 1 of them on other pages')).toBeVisible()
  const source = async () =>
    page.evaluate(() => (history.state as { signOutSource?: Record<string, unknown> }).signOutSource)
  await page.getByRole('button', { name: 'Sign out 9 users' }).click()
  await expect(page).toHaveURL(/\/jobs\/new$/)
  expect(await source()).toMatchObject({ of: 'selection', usernames: expect.arrayContaining(['ada']) })
  await page.goBack()
  await page.getByRole('button', { name: 'Clear selection' }).click()
  await page.getByRole('button', { name: 'First page' }).click()
  await page.getByRole('button', { name: 'Sign out everyone in this pool' }).click()
  await expect(page).toHaveURL(/\/jobs\/new$/)
  expect(await source()).toEqual({ of: 'pool', poolId: 'us-east-1_Demo00001' })
  await page.goto('/users?by=group&text=engineers')
  await page.getByRole('button', { name: 'Sign out everyone in this group' }).click()
  await expect(page).toHaveURL(/\/jobs\/new$/)
  expect(await source()).toMatchObject({ of: 'group', group: 'engineers' })
  await page.goto('/users?by=email&text=ada')
  await page.getByRole('button', { name: 'Sign out everyone who matches' }).click()
  await expect(page).toHaveURL(/\/jobs\/new$/)
  expect(await source()).toMatchObject({ of: 'search', search: { attribute: 'email', match: 'starts with' } })
})

test('every state of the list is told and accessible, down to a phone', async ({ page, world }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const answer = await holdCalls(world, 'ListUsers')
  await openUsers(page, world)
  await expect(page.getByText('Reading the users')).toBeAttached()
  // The search is under the button for all of them, and stays where it is.
  const everyone = page.getByRole('button', { name: 'Sign out everyone in this pool' })
  const searchAt = async () => (await page.getByRole('search').boundingBox())?.y
  await expect(everyone).toHaveAccessibleDescription('The users are being read.')
  const at = await searchAt()
  await answer()
  await expect(userList(page).getByRole('listitem')).toHaveCount(8)
  await expect(everyone).toBeEnabled()
  expect(await searchAt()).toBe(at)
  await page.getByLabel('Select Ada Lovelace').check()
  await expectAxeFindsNothing(page, 'the list')
  await expectFits(page)

  await world.emulator.addFault({
    operation: 'ListUsers',
    times: 'always',
    error: { code: 'InternalErrorException' },
  })
  await page.getByRole('button', { name: 'Read again' }).click()
  await expect(alertIn(page)).toContainText('Reading again failed: Cognito had a fault')
  await expect(alertIn(page)).toContainText('What is shown was read before')
  await expect(userList(page).getByRole('listitem')).toHaveCount(8)
  await expectAxeFindsNothing(page, 'an old list')

  await world.emulator.clearFaults()
  await world.emulator.addFault({ operation: 'ListUsers', times: 'always', ...isMissing })
  await page.goto('/users?pool=us-east-1_Wholesale2')
  await expect(alertIn(page)).toContainText('cognito-idp:ListUsers')
  await expectAxeFindsNothing(page, 'refused')

  await world.emulator.clearFaults()
  await page.goto('/users?by=email&text=nobody')
  await expect(page.getByText('Nobody whose email starts with “nobody”')).toBeVisible()
  await expectAxeFindsNothing(page, 'nothing matches')
  await page.getByRole('button', { name: 'Clear', exact: true }).click()
  await expect(userList(page).getByRole('listitem')).toHaveCount(8)

  await answerWith(world, 'ListUsers', { Users: [] })
  await page.goto('/users?pool=us-east-1_Demo00001')
  await expect(page.getByText('No users in this pool yet')).toBeVisible()
  await expect(everyone).toHaveAccessibleDescription('There is nobody to sign out')
  expect(await searchAt()).toBe(at)
  await expectAxeFindsNothing(page, 'an empty pool')

  await world.emulator.clearFaults()
  await page.goto('/users/us-east-1_Demo00001/ada')
  await expectTitle(page, 'Ada Lovelace')
  await expect(page.getByText('This pool keeps no sign-in history')).toBeVisible()
  await page.getByRole('button', { name: 'Read details' }).click()
  await expect(page.getByText('ada@example.com')).toBeVisible()
  await expectAxeFindsNothing(page, 'a user')
  await expectFits(page)
  await page.getByRole('main').getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page.getByRole('alertdialog')).toContainText('at most until')
  await expectAxeFindsNothing(page, 'the confirmation')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.getByRole('link', { name: 'Show receipt' }).click()
  await expectTitle(page, 'ada signed out everywhere; Cognito accepted, not observed')
  await expectAxeFindsNothing(page, 'the receipt')
  await page.goto('/users/us-east-1_Demo00001/ada/compromised')
  await expect(page.getByLabel('Reason')).toBeVisible()
  await expectAxeFindsNothing(page, 'the five steps')
  await page.goto('/users/us-east-1_Demo00001/nobody')
  await expect(page.getByText('This user is not in the pool')).toBeVisible()
  await expectAxeFindsNothing(page, 'no such user')
})

test('somebody without the role is told which action is missing', async ({ page }) => {
  await signIn(page, people.ada)
  await page.goto('/users')
  // One cause, told once, and with the way on: to try again helps nobody here.
  await expect(alertIn(page)).toContainText('cognito-idp:ListUsers')
  await expect(alertIn(page)).toHaveCount(1)
  await expect(alertIn(page).getByRole('button', { name: 'Try again' })).toHaveCount(0)
  await alertIn(page).getByRole('link', { name: 'Open Access' }).click()
  await expectTitle(page, 'Access')
})

test('pools that cannot be listed are told where the users can be read', async ({ page, world }) => {
  await world.emulator.addFault({ operation: 'ListUserPools', times: 'always', ...isMissing })
  await openUsers(page, world)
  await expect(userList(page).getByRole('listitem')).toHaveCount(8)
  await expect(alertIn(page)).toContainText('Some pools: Your role does not allow this')
})

test('an empty search says so at its field, and loses nobody who was selected', async ({ page, world }) => {
  await openUsers(page, world)
  await page.getByLabel('Select Ada Lovelace').check()
  await page.getByLabel('Find by').selectOption('email')
  const field = page.getByRole('searchbox', { name: 'Email' })
  for (const text of ['', '   ']) {
    await field.fill(text)
    await page.getByRole('button', { name: 'Find', exact: true }).click()
    await expect(field).toBeFocused()
    await expect(field).toHaveAccessibleDescription(/Type what to find/)
    await expect(field).toHaveAttribute('aria-invalid', 'true')
    await expect(page.getByText('1 selected')).toBeVisible()
  }
  await field.fill('ada')
  await expect(field).not.toHaveAttribute('aria-invalid')
  await page.getByRole('button', { name: 'Find', exact: true }).click()
  await expect(userList(page).getByRole('listitem')).toHaveCount(1)
})

test('from a user it goes back to the search that found them, through the five steps and a reload too', async ({
  page,
  world,
}) => {
  await openUsers(page, world)
  await findBy(page, 'name', 'Name', 'Ada')
  await userList(page).getByRole('link', { name: 'Ada Lovelace' }).click()
  await expectTitle(page, 'Ada Lovelace')
  await page.getByRole('link', { name: 'Compromised account' }).click()
  await page.getByRole('link', { name: 'Back to the user' }).click()
  await page.reload()
  await page.getByRole('link', { name: 'Back to the users' }).click()
  await expect(page.getByText('Everyone whose name starts with “Ada”')).toBeVisible()
  await expect(page).toHaveURL(/text=Ada/)

  await page.goto('/users/us-east-1_Wholesale2/greta')
  await page.getByRole('link', { name: 'All users' }).click()
  await expect(page.getByLabel('User pool')).toHaveValue('us-east-1_Wholesale2')
})

test('a long name that is cut says so, whichever way it is read', async ({ page, world }) => {
  await page.setViewportSize({ width: 820, height: 900 })
  const name = 'عبدالرحمن بن محمد الفيصل آل سعود المستشار '.repeat(5).trim()
  const UserAttributes = [{ Name: 'name', Value: name }]
  await administrator(world).send(
    new AdminCreateUserCommand({ ...pool, Username: 'abd', MessageAction: 'SUPPRESS', UserAttributes }),
  )
  await openUsers(page, world)
  const shown = userList(page).getByRole('link', { name: 'عبدالرحمن' }).locator('bdi')
  const [isCut, direction, align] = await shown.evaluate((element) => {
    const style = getComputedStyle(element)
    return [element.scrollHeight > element.clientHeight, style.direction, style.textAlign] as const
  })
  expect([isCut, direction]).toEqual([true, 'rtl'])
  // Words that go from right to left, aligned left, have their dots outside of their box, where nobody sees them.
  expect(align).toBe('start')
})
