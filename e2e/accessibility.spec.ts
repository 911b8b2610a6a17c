import type { Page } from '@playwright/test'

import { expectAxeFindsNothing } from './axe.ts'
import { expect, test, type World } from './fixtures.ts'
import { apps, codeSent, emails, otherThan, plant, poolConfig, texts, vera } from './pools.ts'
import { agents, card, demo, ManagedLogin, names, signInElsewhere, track, withManagedLogin } from './elsewhere.ts'
import { allowConsole, signInThere } from './managedLogin.ts'
import { passTime } from './clock.ts'
import { alertIn, continueAs, expectTitle, fillSignIn, people, signIn, signOutThisDevice, typeCode } from './steps.ts'
import { openAppClients, revocationSwitch } from './appClients.ts'
import { expectFits } from './widths.ts'

test('axe finds nothing on a person’s pages', async ({ page, world }) => {
  await page.goto('/')
  await expectAxeFindsNothing(page, 'sign in')
  await fillSignIn(page, { username: 'ada', password: 'not-this-one' })
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible()
  await expectAxeFindsNothing(page, 'a wrong password')
  await fillSignIn(page, people.ada)
  await expectTitle(page, 'Signed in as Ada Lovelace')
  await expectAxeFindsNothing(page, 'my session')
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await expectAxeFindsNothing(page, 'the confirmation')
  await page.keyboard.press('Escape')
  await world.emulator.addFault({ operation: 'RevokeToken', error: { code: 'UnsupportedOperationException' } })
  await signOutThisDevice(page)
  await expectTitle(page, 'This browser is signed out; Cognito did not end the session')
  await expectAxeFindsNothing(page, 'a receipt of a refusal')
  await page.getByRole('button', { name: 'Sign out everywhere instead' }).click()
  await expectAxeFindsNothing(page, 'the question after a refusal')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out everywhere' }).click()
  await expectTitle(page, 'Signed out everywhere, and Cognito agrees')
  await expectAxeFindsNothing(page, 'a receipt')
  await page.goto('/nowhere')
  await expectAxeFindsNothing(page, 'no such page')
})

test('axe finds nothing on any component in any state', async ({ page }) => {
  await page.goto('/style')
  await expectTitle(page, 'Style')
  await expectAxeFindsNothing(page, 'the components')
  for (const level of [0, 1]) {
    await page.getByRole('button', { name: 'Ask it' }).nth(level).click()
    await expectAxeFindsNothing(page, `question ${level}`)
    await page.keyboard.press('Escape')
  }
  for (const toast of [0, 1, 1]) await page.getByRole('button', { name: 'Show it' }).nth(toast).click()
  await expectAxeFindsNothing(page, 'toasts')
  await page.setViewportSize({ width: 320, height: 700 })
  await expectFits(page)
})

test('axe finds nothing where somebody is signed in elsewhere', async ({ page, world }) => {
  await withManagedLogin(world)
  await new ManagedLogin(world, agents.mac).signIn(demo.kiosk)
  await signInElsewhere(world, agents.windows)
  await signInElsewhere(world, agents.iPhone)
  await signIn(page)
  await expect(card(page, names.windows)).toBeVisible()
  await expectAxeFindsNothing(page, 'the list')
  await page.getByRole('button', { name: 'Select several' }).click()
  await expectAxeFindsNothing(page, 'picking')
  await page.getByRole('button', { name: 'Cancel selection' }).click()
  await card(page, names.mac).getByRole('button', { name: 'Sign out' }).click()
  await expectAxeFindsNothing(page, 'the confirmation, with what is linked')
})

test('axe finds nothing after sessions elsewhere were ended', async ({ page, world }) => {
  await signInElsewhere(world, agents.windows)
  await signInElsewhere(world, agents.iPhone)
  await signIn(page)
  await world.emulator.addFault({ operation: 'RevokeUserSession', nth: 2, error: { code: 'ForbiddenException' } })
  await page.getByRole('button', { name: 'Sign out the 2 others' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out 2 sessions' }).click()
  await expect(page.getByText('1 of 2 sessions signed out')).toBeVisible()
  await expectAxeFindsNothing(page, 'a failure among several')
  await page.getByRole('button', { name: 'Show receipt' }).click()
  await expectTitle(page, '1 of 2 signed out')
  await expectAxeFindsNothing(page, 'the receipt')
  await track(world, false)
  await page.getByRole('button', { name: 'My session' }).click()
  await page.getByRole('button', { name: 'Read again' }).first().click()
  await page.getByRole('button', { name: 'Sign out all the others' }).click()
  await expectAxeFindsNothing(page, 'the guided way')
})

test('axe finds nothing on the pages of managed login’s ways in and out', async ({ page, world }) => {
  await allowConsole(world)
  await page.goto('/signed-in?code=1&state=1')
  await expectTitle(page, 'You were not signed in')
  await expectAxeFindsNothing(page, 'an answer that nobody asked for')
  await signInThere(page)
  await expectAxeFindsNothing(page, 'my session, with the choice to end the cookie')
  await signOutThisDevice(page)
  await expectTitle(page, 'Signed out, and Cognito agrees')
  await expectAxeFindsNothing(page, 'a receipt that offers it')
})

test('axe finds nothing around the session', async ({ page, world }) => {
  await signIn(page)
  await page.getByRole('button', { name: 'Show the claims' }).click()
  await expect(page.getByRole('list', { name: 'Claims of the access token' })).toBeVisible()
  await expectAxeFindsNothing(page, 'claims')
  await page.getByRole('button', { name: /^Calls/ }).click()
  await expect(page.getByRole('region', { name: 'Calls' })).toBeVisible()
  // What the drawer happens to cover of the page can be scrolled out from under it.
  await expectAxeFindsNothing(page, 'calls', '[aria-labelledby="calls-title"]')
  await page.keyboard.press('Alt+c')
  await page.getByRole('link', { name: 'Activity' }).click()
  await expect(page.getByRole('list', { name: 'Activity' })).toBeVisible()
  await expectAxeFindsNothing(page, 'activity')
  await page.getByRole('button', { name: 'CloudTrail' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAxeFindsNothing(page, 'the CloudTrail lookup')
  await page.keyboard.press('Escape')
  await page.getByLabel('Search').fill('nothing like it')
  await expect(page.getByText('Nothing fits this filter')).toBeVisible()
  await expectAxeFindsNothing(page, 'a filter that nothing fits')
  await passTime(world, [page], 14 * 60_000 + 2_000)
  await expect(page.getByRole('alertdialog', { name: 'Stay signed in?' })).toBeVisible()
  await expectAxeFindsNothing(page, 'the question before the end')
  await passTime(world, [page], 60_000)
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible()
  await expectAxeFindsNothing(page, 'signed out by a limit')
})

test('axe finds nothing on the operator’s page', async ({ page }) => {
  await signIn(page, people.rhea)
  await openAppClients(page)
  await revocationSwitch(page, 'Kiosk').click()
  await expect(page.getByText(/Revocation is on for Kiosk, read back at/)).toBeVisible()
  await expectAxeFindsNothing(page, 'app clients')
  await revocationSwitch(page, 'Storefront').click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await expectAxeFindsNothing(page, 'the typed confirmation')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('checkbox', { name: 'Select Storefront' }).check()
  await expectAxeFindsNothing(page, 'a selection')
  await page.getByRole('button', { name: 'Findings' }).click()
  await expect(page.getByText(/^\d+ findings$/)).toBeVisible()
  await expectAxeFindsNothing(page, 'findings')
})

test.describe('on the way in', () => {
  test.use({ configChanges: { ...poolConfig, signIn: ['password', 'choice'] } })

  const steps: readonly (readonly [string, (page: Page, world: World) => Promise<void>])[] = [
    ['a new password', async (page, world) => askedForNewPassword(page, world)],
    ['a code, a wrong one, and a sign-in that is over', async (page, world) => askedForCode(page, world)],
    ['choosing where the code comes from', async (page, world) => askedForSource(page, world)],
    ['choosing a way, and the password alone', async (page, world) => askedForWay(page, world)],
    ['setting up a second step', async (page, world) => askedToSetUp(page, world)],
    ['a question that cannot be answered here', async (page, world) => askedTheUnknown(page, world)],
  ]
  for (const [name, go] of steps) {
    test(`axe finds nothing: ${name}`, async ({ page, world }) => {
      await go(page, world)
    })
  }
})

test('control: axe sees a button without a name, and words too pale to read in one theme alone', async ({ page }) => {
  await page.goto('/')
  const paint = async (color: string) =>
    page.evaluate((wanted) => {
      const name = document.querySelector('label')
      if (name) name.style.color = wanted
    }, color)
  await paint('#222')
  const inDark = await expectAxeFindsNothing(page, 'words').catch(String)
  expect(inDark).toMatch(/words, dark(.|\n)*color-contrast: label/)
  await paint('#ddd')
  await page.evaluate(() => document.querySelector('button[type=submit]')?.replaceChildren())
  const inLight = await expectAxeFindsNothing(page, 'two mistakes').catch(String)
  expect(inLight).toMatch(/two mistakes, light/)
  expect(inLight).toMatch(/button-name: /)
  expect(inLight).toMatch(/color-contrast: label/)
})

test('at 320 px nothing of a person’s pages is cut off', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await signIn(page)
  await expectFits(page)
  await signOutThisDevice(page)
  await expectTitle(page, 'Signed out, and Cognito agrees')
  await expectFits(page)
})

async function askedForNewPassword(page: Page, world: World): Promise<void> {
  const Schema = [{ Name: 'birthdate', AttributeDataType: 'String', Required: true, Mutable: true }]
  const user = { Password: undefined, TemporaryPassword: 'Temporary-1', Attributes: { name: vera.name } }
  await plant(world, { pool: { Schema }, user })
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'Sign in another way' })).toBeVisible()
  await expectAxeFindsNothing(page, 'a first form with two offers')
  await fillSignIn(page, { username: vera.username, password: 'Temporary-1' })
  await expectTitle(page, 'Choose a new password')
  await expectAxeFindsNothing(page, 'a new password')
}

async function askedForCode(page: Page, world: World): Promise<void> {
  await plant(world, { pool: { MfaConfiguration: 'ON', ...texts } })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectTitle(page, 'Type the code from the text message')
  await expectAxeFindsNothing(page, 'a code')
  const code = await codeSent(world, 'SMS')
  await typeCode(page, otherThan(code))
  await expect(page.getByText('That code did not match')).toBeVisible()
  await expectAxeFindsNothing(page, 'a wrong code')
  await world.emulator.advanceClock(4 * 60_000)
  await typeCode(page, code)
  await expect(alertIn(page)).toBeVisible()
  await expectAxeFindsNothing(page, 'a sign-in that is over')
}

async function askedForSource(page: Page, world: World): Promise<void> {
  await plant(world, { pool: { MfaConfiguration: 'ON', ...texts, ...emails } })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectTitle(page, 'Choose where your code comes from')
  await expectAxeFindsNothing(page, 'a choice of codes')
  await world.emulator.addFault({ operation: 'RespondToAuthChallenge', hang: true })
  await page.getByRole('button', { name: 'Email' }).click()
  await expect(page.getByText('Asking Cognito')).toBeVisible()
  await expectAxeFindsNothing(page, 'a choice that was made')
}

async function askedForWay(page: Page, world: World): Promise<void> {
  const SignInPolicy = { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] }
  await plant(world, { pool: { Policies: { PasswordPolicy: { MinimumLength: 8 }, SignInPolicy } } })
  await page.goto('/')
  await page.getByRole('button', { name: 'Sign in another way' }).click()
  await expectAxeFindsNothing(page, 'the user name alone')
  await continueAs(page, vera.username)
  await expectAxeFindsNothing(page, 'a choice of ways')
  await page.getByRole('button', { name: 'Password' }).click()
  await expectTitle(page, 'Type your password')
  await expectAxeFindsNothing(page, 'the password alone')
}

async function askedToSetUp(page: Page, world: World): Promise<void> {
  const user = { Attributes: { name: vera.name } }
  await plant(world, { pool: { MfaConfiguration: 'ON', ...apps, ...emails }, user })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectTitle(page, 'Set up a second step')
  await expectAxeFindsNothing(page, 'a choice of what to set up')
  await page.getByRole('button', { name: 'Email' }).click()
  await expectTitle(page, 'Set up codes by email')
  await expectAxeFindsNothing(page, 'an email address')
  await page.getByRole('button', { name: 'Start again' }).click()
  await fillSignIn(page, vera)
  await page.getByRole('button', { name: 'Authenticator app' }).click()
  await expect(page.getByRole('img', { name: 'QR code of the secret below' })).toBeVisible()
  await expectAxeFindsNothing(page, 'an authenticator app')
}

async function askedTheUnknown(page: Page, world: World): Promise<void> {
  await plant(world, { pool: { MfaConfiguration: 'ON', ...texts }, user: { Attributes: { name: vera.name } } })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectTitle(page, 'Cognito asks for something else')
  await expectAxeFindsNothing(page, 'a challenge without a form')
}

test('in forced colours the first choice and the open page are told by their lines, and only there', async ({
  page,
}) => {
  await signIn(page, people.rhea)
  const first = page.getByRole('button', { name: 'Sign out this device' })
  const open = page.getByRole('link', { name: 'My session' })
  await expect(first).not.toHaveCSS('border-style', 'double')
  await expect(open).not.toHaveCSS('text-decoration-line', 'underline')
  await page.emulateMedia({ forcedColors: 'active' })
  await expect(first).toHaveCSS('border-style', 'double')
  await expect(open).toHaveCSS('text-decoration-line', 'underline')
  await expect(page.getByRole('link', { name: 'Activity' })).toHaveCSS('text-decoration-line', 'none')
})

test('in forced colours what is ticked and what is chosen is drawn in the system’s own colours', async ({ page }) => {
  await signIn(page, people.rhea)
  await page.goto('/jobs/new')
  const chosen = page.getByRole('radio', { name: 'A group' })
  await expect(chosen).toBeChecked()
  await expect(chosen).not.toHaveCSS('accent-color', 'auto')
  await page.emulateMedia({ forcedColors: 'active' })
  await expect(chosen).toHaveCSS('accent-color', 'auto')
})
