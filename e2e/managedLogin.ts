import {
  CognitoIdentityProviderClient,
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
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const cognito = new CognitoIdentityProviderClient({ region: 'us-east-1', endpoint: world.emulator.url, credentials })
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
  cognito.destroy()
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

/** Signs Ada in at managed login. */
export async function signInThere(page: Page, path = '/'): Promise<void> {
  await toManagedLogin(page, path)
  await typePassword(page, people.ada)
  await expectSignedIn(page)
}

/** Goes to managed login and gives the state of the request, as whoever sits between would see it. */
export async function stateUnderWay(page: Page): Promise<string> {
  await toManagedLogin(page)
  await expectPasswordAsked(page)
  return new URL(page.url()).searchParams.get('state') ?? ''
}
