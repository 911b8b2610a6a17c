import { expect, type Page } from '@playwright/test'

import { expectTitle, people, signIn } from './steps.ts'

export async function openAppClients(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'App clients' }).click()
  await expectTitle(page, 'App clients')
}

/** Every app client has been read: no request of the audit is under way any more. */
export async function expectRead(page: Page): Promise<void> {
  await expect(page.getByText(/read just now/)).toBeVisible()
}

/** The operator, on the page of the app clients, once all of them have been read. */
export async function readAppClients(page: Page): Promise<void> {
  await signIn(page, people.rhea)
  await openAppClients(page)
  await expectRead(page)
}

export function revocationSwitch(page: Page, client: string) {
  return page.getByRole('switch', { name: `Token revocation for ${client}` })
}

/** Ticks every app client of the demo. Gives the bar with what can be done to them. */
export async function selectAll(page: Page) {
  await page.getByRole('checkbox', { name: 'Select all 7 shown' }).check()
  return page.getByRole('group', { name: 'Selected app clients' })
}

/** Switches revocation on for all, of which so many have it off. */
export async function switchAllOn(page: Page, count: string): Promise<void> {
  const bar = await selectAll(page)
  await bar.getByRole('button', { name: 'Switch revocation on' }).click()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: `Switch ${count}` })
    .click()
}
