import { agents, demo, lives, names, signInElsewhere } from './elsewhere.ts'
import { expect, test } from './fixtures.ts'
import { alertIn, expectSignInPage, expectTitle, people, rung, signIn } from './steps.ts'
import { confirm, openUser, userList, userSession } from './users.ts'

const { rhea } = people

test('an operator who signs themselves out everywhere is told so before, and is signed out here with the proof', async ({
  page,
  world,
}) => {
  const elsewhere = await signInElsewhere(world, agents.windows, demo.storefront, rhea)
  await openUser(page, world, 'rhea', rhea.name)
  await expect(page.getByText('you', { exact: true })).toBeVisible()
  const own = page.getByRole('list', { name: 'Sessions of the user' }).getByRole('listitem').first()
  await expect(own).toContainText('this session')
  await page.getByRole('main').getByRole('button', { name: 'Sign out everywhere' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText('This is you')
  await expect(dialog).toContainText('You will be signed out here, too.')
  await dialog.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expectSignInPage(page)
  await expect(alertIn(page)).toContainText('You signed yourself out')
  expect(await lives(world, elsewhere)).toEqual([false, false])
  await page.getByRole('link', { name: 'Show receipt' }).click()
  await expectTitle(page, 'You signed yourself out everywhere, and Cognito agrees')
  await expect(rung(page, 'Observed refused')).toContainText('GetUser: “Access Token has been revoked”')
})

test('an end whose answer was lost is told as done where this browser’s token shows it', async ({ page, world }) => {
  await openUser(page, world, 'rhea', rhea.name)
  await page.getByRole('main').getByRole('button', { name: 'Sign out everywhere' }).click()
  await world.emulator.addFault({ operation: 'AdminUserGlobalSignOut', times: 'always', network: 'cut', when: 'after' })
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out everywhere' }).click()
  await expectSignInPage(page)
  await page.getByRole('link', { name: 'Show receipt' }).click()
  await expectTitle(page, 'You signed yourself out everywhere, and Cognito agrees')
  await expect(page.getByRole('list', { name: 'What was done' })).toContainText('Its answer was lost, but')
})

test('an operator who disables themselves hears who can enable the account, and the console ends', async ({
  page,
  world,
}) => {
  await openUser(page, world, 'rhea', rhea.name)
  await page.getByRole('button', { name: 'Disable' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText('nobody signs in with this account until another operator enables it')
  await dialog.getByRole('button', { name: 'Disable' }).click()
  await expectSignInPage(page)
  await expect(alertIn(page)).toContainText('You disabled your own account')
  await expect(alertIn(page)).not.toContainText('Sign in again')
  await page.getByRole('link', { name: 'Show receipt' }).click()
  await expectTitle(page, 'You disabled your own account, and Cognito agrees')
})

test('which session is this browser’s is said not to be known until the list says so, which is asked again', async ({
  page,
  world,
}) => {
  await signInElsewhere(world, agents.windows, demo.storefront, rhea)
  await world.emulator.addFault({
    operation: 'ListUserSessions',
    times: 'always',
    error: { code: 'ForbiddenException' },
  })
  await openUser(page, world, 'rhea', rhea.name)
  const end = userSession(page, names.windows).getByRole('button', { name: 'Sign out' })
  await end.click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText('It may end the session of this browser')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await world.emulator.clearFaults()
  await expect(page.getByRole('listitem').filter({ hasText: 'this session' })).toBeVisible()
  await end.click()
  await expect(dialog).toContainText('This session goes on.')
})

test('of the operator’s own sessions one elsewhere ends alone; the one here is badged, and ends the tab', async ({
  page,
  world,
}) => {
  const elsewhere = await signInElsewhere(world, agents.windows, demo.storefront, rhea)
  await openUser(page, world, 'rhea', rhea.name)
  await userSession(page, names.windows).getByRole('button', { name: 'Sign out' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText('This session goes on.')
  await dialog.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.getByText('This browser’s own token can show nothing of it')).toBeVisible()
  expect(await lives(world, elsewhere)).toEqual([false, false])
  const own = page.getByRole('listitem').filter({ hasText: 'this session' })
  await own.getByRole('button', { name: 'Sign out' }).click()
  await expect(dialog).toContainText('The session of this browser ends with it')
  await dialog.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expectSignInPage(page)
  await page.getByRole('link', { name: 'Show receipt' }).click()
  await expectTitle(page, 'You signed yourself out of this session, and Cognito agrees')
})

test('the operator’s own account was compromised: every step is taken, and the tab ends after the last', async ({
  page,
  world,
}) => {
  await openUser(page, world, 'rhea', rhea.name)
  await page.getByRole('link', { name: 'Compromised account' }).click()
  await expect(page.getByText('after the last one you will be signed out here')).toBeVisible()
  await page.getByLabel('Reason').fill('Phished')
  await page.getByRole('button', { name: 'Take 5 steps' }).click()
  await expect(page.getByRole('alertdialog')).toContainText('another operator has to do it before you can sign in')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take 5 steps' }).click()
  await expectSignInPage(page)
  await expect(alertIn(page)).toContainText('You signed yourself out')
  await page.getByRole('link', { name: 'Show receipt' }).click()
  await expectTitle(page, 'All 5 steps done for your own account, and Cognito agrees that this session ended')
  await expect(rung(page, 'Observed refused')).toContainText('GetUser: “Access Token has been revoked”')
})

test('Cognito accepted it and still takes the token: the tab stays, and page and receipt say so', async ({
  page,
  world,
}) => {
  await openUser(page, world, 'rhea', rhea.name)
  const accepted = { status: 200, requestId: true, cors: true, body: '{}' }
  await world.emulator.addFault({ operation: 'AdminUserGlobalSignOut', times: 'always', answer: accepted })
  await confirm(page, 'Sign out everywhere')
  await expect(page.getByText('this session has not ended')).toBeVisible()
  await page.getByRole('link', { name: 'Show receipt' }).click()
  await expectTitle(page, 'Cognito accepted it, but your own session still answers')
  await expect(alertIn(page)).toContainText('Cognito still takes this browser’s own token')
})

test('among the users the operator is badged, and nobody else; a job leaves them out', async ({ page }) => {
  await signIn(page, rhea, '/')
  await page.getByRole('link', { name: 'Users' }).click()
  const row = (name: string) => userList(page).getByRole('listitem').filter({ hasText: name })
  await expect(row(rhea.name).getByText('you', { exact: true })).toBeVisible()
  await expect(userList(page).getByText('you', { exact: true })).toHaveCount(1)
  await row(rhea.name).getByRole('checkbox').check()
  await row('Ada Lovelace').getByRole('checkbox').check()
  await page.getByRole('button', { name: /^Sign out 2/ }).click()
  await expect(page.getByText('You stay signed in')).toBeVisible()
  await expect(page.getByText('1 user would be signed out')).toBeVisible()
})
