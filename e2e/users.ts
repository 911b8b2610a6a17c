import type { Page } from '@playwright/test'

import type { World } from './fixtures.ts'
import { expectTitle, people, signIn } from './steps.ts'

/** The operator, on the page of users; every quota is on, as in AWS. */
export async function openUsers(page: Page, world: World, address = '/users'): Promise<void> {
  await world.emulator.setQuotas({ enabled: true })
  await signIn(page, people.rhea)
  await page.goto(address)
  await expectTitle(page, 'Users')
}

/** The page of one user of the demo pool. */
export async function openUser(page: Page, world: World, username = 'ada', name = 'Ada Lovelace'): Promise<void> {
  await world.emulator.setQuotas({ enabled: true })
  await signIn(page, people.rhea)
  await page.goto(`/users/us-east-1_Demo00001/${encodeURIComponent(username)}`)
  await expectTitle(page, name)
}

export function userList(page: Page) {
  return page.getByRole('list', { name: 'Users', exact: true })
}

/** The card of a user's session, on the user's page. */
export function userSession(page: Page, name: string) {
  return page
    .getByRole('list', { name: 'Sessions of the user' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name, exact: true }) })
}

/** Presses a button, and the same verb in the confirmation that follows. */
export async function confirm(page: Page, button: string, verb = button): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: button, exact: true }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: verb, exact: true }).click()
}

/** Makes an operation answer with this, whatever it is asked. */
export async function answerWith(world: World, operation: string, body: object): Promise<void> {
  const answer = { status: 200, requestId: true, cors: true, body: JSON.stringify(body) }
  await world.emulator.addFault({ operation, times: 'always', answer })
}
