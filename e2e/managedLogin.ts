import {
  CreateUserPoolDomainCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolClientCommand,
  SetUserPoolClientSessionConfigurationCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { expect, type Page } from '@playwright/test'

import { administrator } from './admin.ts'
import type { World } from './fixtures.ts'
import { expectSignedIn, people } from './steps.ts'

const demoClient = { UserPoolId: 'us-east-1_Demo00001', ClientId: 'storefront0demo0client0001' }

/** Registers this test's console with the demo app client: managed login sends browsers nowhere else. */
export async function allowConsole(world: World, change: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const cognito = administrator(world)
  const { UserPoolClient } = await cognito.send(new DescribeUserPoolClientCommand(demoClient))
  const settings = { ...UserPoolClient }
  for (const readOnly of ['CreationDate', 'LastModifiedDate', 'ClientType'] as const) delete settings[readOnly]
  await cognito.send(
    new UpdateUserPoolClientCommand({
      ...settings,
      ...demoClient,
      CallbackURLs: [`${world.url}/signed-in`],
      LogoutURLs: [`${world.url}/signed-out`],
      ...change,
    }),
  )
}

/** Gives the demo pool the classic hosted UI, which asks nobody again whom its cookie lets in. */
export async function giveClassicPages(world: World): Promise<void> {
  const domain = { UserPoolId: demoClient.UserPoolId, Domain: 'curfew-demo' }
  const cognito = administrator(world)
  await cognito.send(new DeleteUserPoolDomainCommand(domain))
  await cognito.send(new CreateUserPoolDomainCommand({ ...domain, ManagedLoginVersion: 1 }))
}

/** How long this test's console takes managed login's cookie for a password. */
export async function reuseFor(world: World, MaxValidityMinutes: number): Promise<void> {
  await administrator(world).send(
    new SetUserPoolClientSessionConfigurationCommand({ ...demoClient, SSOSession: { MaxValidityMinutes } }),
  )
}

/** Opens the console and goes on to managed login. */
export async function toManagedLogin(page: Page, path = '/'): Promise<void> {
  await page.goto(path)
  await page.getByRole('button', { name: 'Continue to managed login' }).click()
}

/** Types a person's password on managed login's own page. */
export async function typePassword(page: Page, person: { username: string; password: string }): Promise<void> {
  await expectPasswordAsked(page)
  await page.getByLabel('Username').fill(person.username)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Continue' }).click()
}

export async function expectPasswordAsked(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/_domain\/curfew-demo\/login\?/)
  await expect(page.getByLabel('Password')).toBeVisible()
}

export async function signInThere(page: Page, person: (typeof people)['ada' | 'rhea'] = people.ada): Promise<void> {
  await toManagedLogin(page)
  await typePassword(page, person)
  await expectSignedIn(page, person)
}

/** The same from a shared computer, for Ada. */
export async function signInThereShared(page: Page): Promise<void> {
  await page.goto('/')
  await page.getByLabel('Shared computer').check()
  await page.getByRole('button', { name: 'Continue to managed login' }).click()
  await typePassword(page, people.ada)
  await expectSignedIn(page)
}

/** Goes to managed login and gives the state of the request, as whoever sits between would see it. */
export async function stateUnderWay(page: Page): Promise<string> {
  await toManagedLogin(page)
  await expectPasswordAsked(page)
  return new URL(page.url()).searchParams.get('state') ?? ''
}
