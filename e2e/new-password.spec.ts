import type { Page } from '@playwright/test'

import { expect, test, type World } from './fixtures.ts'
import { allowConsole, typePassword } from './managedLogin.ts'
import {
  alertIn,
  expectSignedIn,
  expectSignInPage,
  expectTitle,
  fillSignIn,
  people,
  signIn,
  signOutEverywhere,
} from './steps.ts'

/** The demo pool requires a new password of him. */
const pavel = { username: 'pavel', password: 'Brick-tower-31' }
const newPassword = 'Harbour-light-9'

test.beforeEach(async ({ world }) => allowConsole(world))

/** Follows the way on to managed login: a code, a new password, and a sign-in with it. */
async function setPassword(page: Page, world: World, username: string): Promise<void> {
  await expect(alertIn(page)).toContainText('A new password is required')
  await alertIn(page).getByRole('button', { name: 'Set a new password' }).click()
  await expectTitle(page, 'Forgot your password?')
  await page.getByLabel('Username').fill(username)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expectTitle(page, 'Choose a new password')
  await page.getByLabel('Code').fill((await world.emulator.codes()).at(-1)?.code ?? '')
  await page.getByLabel('New password').fill(newPassword)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expectTitle(page, 'Sign in')
  await typePassword(page, { username, password: newPassword })
}

test('a sign-in that needs a new password leads to managed login’s page for it, and on from there', async ({
  page,
  world,
}) => {
  await page.goto('/')
  await fillSignIn(page, pavel)
  await expect(alertIn(page)).toBeVisible()
  // What the form says now, not what it said when it was sent.
  await page.getByLabel('Shared computer').check()
  await setPassword(page, world, pavel.username)
  await expectTitle(page, 'Signed in as Pavel Novák')
  await expect(page.getByText('In memory only')).toBeVisible()
})

test('so does the notice of a session that ended for it; a shared computer stays one', async ({ page, world }) => {
  await signIn(page)
  await world.emulator.addFault({ operation: 'GlobalSignOut', error: { code: 'PasswordResetRequiredException' } })
  await signOutEverywhere(page)
  await expectSignInPage(page)
  await page.getByLabel('Shared computer').check()
  await setPassword(page, world, people.ada.username)
  await expectSignedIn(page)
  await expect(page.getByText('In memory only')).toBeVisible()
})

test('so does a later step of a sign-in', async ({ page, world }) => {
  await page.goto('/')
  await fillSignIn(page, people.tomas)
  await expectTitle(page, 'Choose a new password')
  const error = { code: 'PasswordResetRequiredException' }
  await world.emulator.addFault({ operation: 'RespondToAuthChallenge', error })
  await page.getByLabel('New password', { exact: true }).fill(newPassword)
  await page.getByRole('button', { name: 'Set the password and sign in' }).click()
  await alertIn(page).getByRole('button', { name: 'Set a new password' }).click()
  await expectTitle(page, 'Forgot your password?')
})

const elsewhere = { 'there is no managed login': { domain: undefined }, 'managed login is not offered here': {} }

for (const [where, changes] of Object.entries(elsewhere)) {
  test.describe(`where ${where}`, () => {
    test.use({ configChanges: { signIn: ['password'], ...changes } })

    test('nothing is linked', async ({ page }) => {
      await page.goto('/')
      await fillSignIn(page, pavel)
      await expect(alertIn(page)).toContainText('A new password is required')
      await expect(alertIn(page).getByRole('button')).toHaveCount(0)
    })
  })
}
