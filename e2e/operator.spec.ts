import { expect, test } from './fixtures.ts'
import { alertIn, expectTitle, people, rung, signIn, signOutThisDevice } from './steps.ts'
import { operationsAsked, sent } from './requests.ts'
import { openAppClients, readAppClients, revocationSwitch } from './appClients.ts'

test('an operator sees every app client of every pool, with its settings', async ({ page }) => {
  await signIn(page, people.rhea)
  await openAppClients(page)
  const table = page.getByRole('table', { name: 'App clients and their settings' })
  const storefront = table.getByRole('row', { name: /Storefront/ })
  await expect(storefront).toContainText('demo')
  await expect(storefront).toContainText('Public')
  await expect(storefront).toContainText('30 days')
  await expect(revocationSwitch(page, 'Storefront')).toHaveAttribute('aria-checked', 'true')
  await expect(revocationSwitch(page, 'Kiosk')).toHaveAttribute('aria-checked', 'false')
  await expect(table.getByRole('row', { name: /Back office/ })).toContainText('Confidential')
  await expect(table.getByRole('row').filter({ hasText: 'wholesale' })).toHaveCount(2)
})

test('switching revocation on changes one setting and nothing else, and is read back', async ({ page, world }) => {
  await readAppClients(page)
  await revocationSwitch(page, 'Kiosk').click()
  await expect(page.getByText(/Revocation is on for Kiosk, read back at/)).toBeVisible()
  await expect(page.getByRole('table', { name: 'Changed, and nothing else' })).toContainText('EnableTokenRevocation')
  await expect(revocationSwitch(page, 'Kiosk')).toHaveAttribute('aria-checked', 'true')
  const calls = (await operationsAsked(world)).filter((name) => /^(Describe|Update)UserPoolClient$/.test(name))
  expect(calls.slice(-4)).toEqual([
    'DescribeUserPoolClient',
    'DescribeUserPoolClient',
    'UpdateUserPoolClient',
    'DescribeUserPoolClient',
  ])
})

test('switching it off asks for the client’s name, and says what it costs', async ({ page, world }) => {
  await signIn(page, people.rhea)
  await openAppClients(page)
  await revocationSwitch(page, 'Storefront').click()
  const dialog = page.getByRole('alertdialog', { name: 'Switch token revocation off for Storefront?' })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(dialog).toContainText('stops working for this app client')
  await expect(dialog.getByRole('table', { name: 'What this changes' })).toContainText('EnableTokenRevocation')
  await dialog.getByRole('button', { name: 'Switch revocation off' }).click({ force: true })
  await dialog.getByLabel('Type the app client name to go on').fill('Storefront')
  await dialog.getByRole('button', { name: 'Switch revocation off' }).click()
  await expect(page.getByText(/Revocation is off for Storefront, read back at/)).toBeVisible()
  await expect(revocationSwitch(page, 'Storefront')).toHaveAttribute('aria-checked', 'false')
  expect(await sent(world, 'UpdateUserPoolClient')).toHaveLength(1)
})

test('with revocation off a person is told what that means, and can sign out everywhere instead', async ({
  page,
  world,
}) => {
  const person = await world.newBrowser()
  await signIn(person)
  await signIn(page, people.rhea)
  await openAppClients(page)
  await revocationSwitch(page, 'Storefront').click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByLabel('Type the app client name to go on').fill('Storefront')
  await dialog.getByRole('button', { name: 'Switch revocation off' }).click()
  await expect(page.getByText(/Revocation is off for Storefront, read back at/)).toBeVisible()

  await signOutThisDevice(person)
  await expectTitle(person, 'This browser is signed out; Cognito did not end the session')
  await expect(alertIn(person)).toContainText('Token revocation is off for this app client')
  await expect(alertIn(person)).toContainText('ask an operator to switch token revocation on')
  await person.getByRole('button', { name: 'Sign out everywhere instead' }).click()
  const question = person.getByRole('alertdialog', { name: 'Sign out Ada Lovelace on every device?' })
  await expect(question.getByText('Every session of yours ends, in every app of this pool.')).toBeVisible()
  await expect(question.getByText('The same, for your other devices')).toBeVisible()
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(person.getByRole('button', { name: 'Sign out everywhere instead' })).toBeFocused()
  await person.getByRole('button', { name: 'Sign out everywhere instead' }).click()
  await question.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expectTitle(person, 'Signed out everywhere, and Cognito agrees')
  await expect(rung(person, 'Observed refused')).toContainText('Access Token has been revoked')

  await person.getByRole('button', { name: 'Sign in again' }).click()
  await person.getByRole('button', { name: 'Ada Lovelace, a person' }).click()
  await expect(person.getByText('Cognito cannot end this session alone')).toBeVisible()
  await person.getByRole('link', { name: 'Activity' }).click()
  await expectTitle(person, 'Activity')
  const out = person.getByRole('button', { name: 'Sign out', exact: true })
  await expect(out).toHaveAccessibleDescription(/^Signs out this browser alone: Cognito cannot end its session/)
  await out.click()
  await expectTitle(person, 'This browser is signed out; Cognito did not end the session')
})

test('somebody without the operator’s role is told which IAM action is missing', async ({ page }) => {
  await signIn(page)
  await expect(page.getByRole('link', { name: 'App clients' })).toHaveCount(0)
  await page.goto('/app-clients')
  await expect(alertIn(page)).toContainText('Your role does not allow this')
  await expect(alertIn(page)).toContainText('cognito-idp:ListUserPools')
  await alertIn(page).getByRole('link', { name: 'Open Access' }).click()
  await expectTitle(page, 'Access')
})

test('an answer lost after the write: one write, read back, and told as it is', async ({ page, world }) => {
  await signIn(page, people.rhea)
  await openAppClients(page)
  await expect(revocationSwitch(page, 'Kiosk')).toBeVisible()
  await world.emulator.addFault({ operation: 'UpdateUserPoolClient', when: 'after', network: 'cut' })
  await revocationSwitch(page, 'Kiosk').click()
  await expect(page.getByText(/Revocation is on for Kiosk, read back at/)).toBeVisible()
  expect(await sent(world, 'UpdateUserPoolClient')).toHaveLength(1)
})

test('an answer lost before the write: nothing changed, and it says so', async ({ page, world }) => {
  await signIn(page, people.rhea)
  await openAppClients(page)
  await expect(revocationSwitch(page, 'Kiosk')).toBeVisible()
  await world.emulator.addFault({ operation: 'UpdateUserPoolClient', when: 'before', network: 'cut' })
  await revocationSwitch(page, 'Kiosk').click()
  await expect(page.getByText('The change could not be confirmed')).toBeVisible()
  await expect(revocationSwitch(page, 'Kiosk')).toHaveAttribute('aria-checked', 'false')
})

test('a write that cannot be read back is told as just that, not as nothing', async ({ page, world }) => {
  await readAppClients(page)
  const busy = { code: 'TooManyRequestsException', message: 'Too many requests' }
  await world.emulator.addFault({ operation: 'DescribeUserPoolClient', nth: 3, times: 'always', error: busy })
  await revocationSwitch(page, 'Kiosk').click()
  await expect(page.getByText('The change was sent, and could not be read back')).toBeVisible({ timeout: 60_000 })
  expect((await sent(world, 'UpdateUserPoolClient')).filter(({ status }) => status === 200)).toHaveLength(1)
})

test('two changes at once: Cognito’s ConcurrentModificationException is waited out', async ({ page, world }) => {
  await signIn(page, people.rhea)
  await openAppClients(page)
  await expect(revocationSwitch(page, 'Kiosk')).toBeVisible()
  await world.emulator.addFault({
    operation: 'UpdateUserPoolClient',
    error: { code: 'ConcurrentModificationException' },
  })
  await revocationSwitch(page, 'Kiosk').click()
  await expect(page.getByText(/Revocation is on for Kiosk, read back at/)).toBeVisible()
})

const updateFailures = [
  ['InvalidParameterException', 'Cognito could not read the request'],
  ['NotAuthorizedException', 'Not allowed'],
  ['ScopeDoesNotExistException', 'One of the scopes no longer exists'],
  ['ConcurrentModificationException', 'Somebody else is changing this app client'],
] as const

test('every other exception of UpdateUserPoolClient is told in the row, and nothing was changed', async ({
  page,
  world,
}) => {
  await signIn(page, people.rhea)
  await openAppClients(page)
  await expect(revocationSwitch(page, 'Kiosk')).toBeVisible()
  const row = page.getByRole('region', { name: 'What came of Kiosk' })
  for (const [code, title] of updateFailures) {
    await world.emulator.clearFaults()
    await world.emulator.addFault({ operation: 'UpdateUserPoolClient', times: 'always', error: { code } })
    await revocationSwitch(page, 'Kiosk').click()
    await expect(row.getByRole('alert')).toContainText(title)
    await expect(row.getByRole('alert')).toContainText('Nothing was changed')
    await expect(revocationSwitch(page, 'Kiosk')).toHaveAttribute('aria-checked', 'false')
  }
})

test('one client that cannot be read does not take the others away', async ({ page, world }) => {
  await signIn(page, people.rhea)
  await world.emulator.addFault({
    operation: 'DescribeUserPoolClient',
    error: { code: 'ResourceNotFoundException', message: 'User pool client x does not exist.' },
  })
  await openAppClients(page)
  await expect(alertIn(page)).toContainText('No longer there')
  await expect(page.getByRole('switch')).toHaveCount(6)
})

test('the client secret never leaves the worker', async ({ page, world }) => {
  await signIn(page, people.rhea)
  await openAppClients(page)
  await expect(page.getByRole('row', { name: /Back office/ })).toContainText('Confidential')
  await world.canaries.expectNoneIn([page])
  await expect.poll(() => world.canaries.count).toBeGreaterThan(5)
})
