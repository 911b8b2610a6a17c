import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminResetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  DeleteUserPoolClientCommand,
  GetTokensFromRefreshTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Page } from '@playwright/test'

import { administrator, pool } from './admin.ts'
import { expect, test, type World } from './fixtures.ts'
import {
  alertIn,
  comeBack,
  expectSignedIn,
  expectSignInPage,
  expectTitle,
  fillSignIn,
  people,
  signIn,
} from './steps.ts'
import { operationsAsked, sent } from './requests.ts'
import { expectListed } from './elsewhere.ts'

const ada = { ...pool, Username: 'ada' }
const storefront = 'storefront0demo0client0001'
const fieldApp = 'fieldapp0demo00client00004'
const day = 86_400_000

const elsewhere: readonly (readonly [string, (world: World) => Promise<unknown>, string])[] = [
  [
    'an administrator signs the person out',
    async (world) => administrator(world).send(new AdminUserGlobalSignOutCommand(ada)),
    'Signed out from elsewhere',
  ],
  [
    'an administrator disables the account',
    async (world) => administrator(world).send(new AdminDisableUserCommand(ada)),
    'This account was disabled',
  ],
  [
    'an administrator deletes the account',
    async (world) => administrator(world).send(new AdminDeleteUserCommand(ada)),
    'This account was deleted',
  ],
  [
    'an administrator requires a new password',
    async (world) => administrator(world).send(new AdminResetUserPasswordCommand(ada)),
    'A new password is required',
  ],
  [
    'the app client is deleted',
    async (world) => administrator(world).send(new DeleteUserPoolClientCommand({ ...pool, ClientId: storefront })),
    'The app client no longer exists',
  ],
  [
    'the refresh token has expired at Cognito',
    async (world) => world.emulator.advanceClock(31 * day),
    'Your session has expired',
  ],
]

/** After these nobody gets in again before somebody else has done something. */
const final = ['This account was disabled', 'This account was deleted', 'The app client no longer exists']

const noticing: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['on focus', comeBack],
  ['on its next refresh', async (page) => page.getByRole('button', { name: 'Renew now' }).click()],
]

for (const [what, happens, title] of elsewhere) {
  for (const [when, notice] of noticing) {
    test(`${what}: noticed ${when}, said as “${title}”, and nothing is asked again`, async ({ page, world }) => {
      await signIn(page)
      await expectListed(page)
      await happens(world)
      await notice(page)
      await expectSignInPage(page)
      await expect(alertIn(page)).toContainText(title)
      await expect(alertIn(page).getByText('Sign in again to go on')).toHaveCount(final.includes(title) ? 0 : 1)
      // A reset ends no session at Cognito, so Curfew has this one ended.
      const revoked = async () => (await sent(world, 'RevokeToken')).map(({ status }) => status)
      if (title === 'A new password is required') await expect.poll(revoked).toEqual([200])
      await world.emulator.clearLog()
      for (let looks = 0; looks < 5; looks += 1) await comeBack(page)
      await page.reload()
      await expectSignInPage(page)
      expect(await operationsAsked(world)).toEqual([])
    })
  }
}

test.describe('with rotation', () => {
  test.use({ configChanges: { clientId: fieldApp } })

  test('a refresh token that somebody else has used ends the session, and says so', async ({ page, world }) => {
    const stolen: string[] = []
    page.context().on('response', (response) => {
      void response.text().then(
        (text) => stolen.push(...(/"RefreshToken":"([^"]+)"/.exec(text)?.slice(1) ?? [])),
        () => undefined,
      )
    })
    await signIn(page)
    await expect.poll(() => stolen).toHaveLength(1)
    await administrator(world).send(
      new GetTokensFromRefreshTokenCommand({ RefreshToken: stolen[0], ClientId: fieldApp }),
    )
    await world.emulator.advanceClock(61_000)
    await page.getByRole('button', { name: 'Renew now' }).click()
    await expectSignInPage(page)
    await expect(alertIn(page)).toContainText('This browser lost track of its session')
  })
})

test('after signing in again the person is where they were, with the filters in the address', async ({
  page,
  world,
}) => {
  await signIn(page, people.rhea)
  await page.getByRole('link', { name: 'App clients' }).click()
  await expectTitle(page, 'App clients')
  await administrator(world).send(new AdminUserGlobalSignOutCommand({ ...pool, Username: 'rhea' }))
  await comeBack(page)
  await expectSignInPage(page)
  await page.getByRole('button', { name: 'Rhea Okafor, an operator' }).click()
  await expectTitle(page, 'App clients')
})

test('what had been typed is given back to the same person, and what is not kept is said', async ({ page, world }) => {
  await signIn(page)
  await addForm(page)
  await page.getByLabel('Reason').fill('A lost laptop')
  await page.getByLabel('Token', { exact: true }).fill('secret-of-somebody')
  await administrator(world).send(new AdminUserGlobalSignOutCommand(ada))
  await comeBack(page)
  await expectSignInPage(page)
  await expect(alertIn(page)).toContainText('What you had typed is kept in this tab')
  await expect(alertIn(page)).toContainText('Not kept: what you had typed into “Token”')
  await page.getByRole('button', { name: 'Ada Lovelace, a person' }).click()
  await expect(page.getByRole('main')).toContainText('What you had typed was not sent')
  await expect(page.getByRole('main')).toContainText('A lost laptop')
  await page.getByRole('button', { name: 'Discard it' }).click()
  await expect(page.getByText('A lost laptop')).toHaveCount(0)
})

test('what had been typed is nobody else’s', async ({ page, world }) => {
  await signIn(page)
  await addForm(page)
  await page.getByLabel('Reason').fill('A lost laptop')
  await administrator(world).send(new AdminUserGlobalSignOutCommand(ada))
  await comeBack(page)
  await expect(alertIn(page)).toContainText('What you had typed is kept in this tab')
  await page.getByRole('button', { name: 'Rhea Okafor, an operator' }).click()
  await expectSignedIn(page, people.rhea)
  await expect(page.getByText('A lost laptop')).toHaveCount(0)
})

test('what is typed into the sign-in itself is not lost work, whatever is tried there', async ({ page, world }) => {
  await signIn(page)
  await administrator(world).send(new AdminUserGlobalSignOutCommand(ada))
  await comeBack(page)
  await expectSignInPage(page)
  await fillSignIn(page, { ...people.ada, password: 'Not-hers-1815' })
  await expect(alertIn(page).filter({ hasText: 'That did not match' })).toBeVisible()
  await expect(page.getByText('had typed')).toHaveCount(0)
  await fillSignIn(page, people.ada)
  await expectSignedIn(page)
  await expect(page.getByText('had typed')).toHaveCount(0)
})

test('a call that only failed ends nothing', async ({ page, world }) => {
  await signIn(page)
  await world.emulator.addFault({ operation: 'GetUser', times: 'always', error: { code: 'InternalErrorException' } })
  await comeBack(page)
  await expect.poll(async () => sent(world, 'GetUser')).toHaveLength(3)
  await page.getByRole('button', { name: 'Renew now' }).click()
  await expect.poll(async () => sent(world, 'GetTokensFromRefreshToken')).toMatchObject([{ status: 200 }])
  await expectSignedIn(page)
})

/** A form such as any page may have. */
async function addForm(page: Page): Promise<void> {
  await page.getByRole('main').evaluate((main) => {
    for (const [name, autocomplete] of [
      ['Reason', 'on'],
      ['Token', 'off'],
    ] as const) {
      const label = document.createElement('label')
      label.append(name)
      const field = document.createElement('input')
      field.setAttribute('autocomplete', autocomplete)
      label.append(field)
      main.append(label)
    }
  })
}
