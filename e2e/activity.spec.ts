import { readFileSync } from 'node:fs'

import type { Page } from '@playwright/test'

import { expectAxeFindsNothing } from './axe.ts'
import { expect, test } from './fixtures.ts'
import { countList, newJob, results, start } from './jobs.ts'
import { expectSignedIn, expectSignInPage, expectTitle, people, signIn, signOutThisDevice } from './steps.ts'
import { sent } from './requests.ts'
import { revocationSwitch } from './appClients.ts'

function entries(page: Page) {
  return page.getByRole('list', { name: 'Activity' }).getByRole('listitem')
}

async function openActivity(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Activity' }).click()
  await expectTitle(page, 'Activity')
}

/** Signs in, out and in again. */
async function comeAndGo(page: Page): Promise<void> {
  await signIn(page)
  await signOutThisDevice(page)
  await expectTitle(page, 'Signed out, and Cognito agrees')
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await page.getByRole('button', { name: 'Ada Lovelace, a person' }).click()
  await expectSignedIn(page)
}

test('lists what was done here, leads to the receipt, and back again', async ({ page }) => {
  await comeAndGo(page)
  await openActivity(page)
  await expect(entries(page)).toHaveCount(3)
  await expect(entries(page).nth(1)).toContainText(/Signed out this device.*Observed refused/s)
  await entries(page).nth(1).getByRole('link', { name: 'Receipt' }).click()
  await expectTitle(page, 'Signed out, and Cognito agrees')
  await page.goBack()
  await expect(entries(page)).toHaveCount(3)
})

test('is filtered by the address, and nonsense in it counts as nothing', async ({ page }) => {
  await comeAndGo(page)
  await openActivity(page)
  await page.getByLabel('What').selectOption('Sign-outs')
  await expect(entries(page)).toHaveCount(1)
  await expect(page).toHaveURL(/kind=sign-out/)
  await page.reload()
  await expect(page.getByLabel('What')).toHaveValue('sign-out')
  await expect(entries(page)).toHaveCount(1)
  await page.getByLabel('Search').fill('nothing like it')
  await expect(page.getByText('Nothing fits this filter')).toBeVisible()
  await page.getByRole('button', { name: 'Show everything' }).click()
  await expect(entries(page)).toHaveCount(3)
  await page.goto('/activity?kind=rubbish&outcome=7&text=RespondToAuthChallenge')
  await expect(entries(page)).toHaveCount(2)
  await expect(page.getByLabel('What')).toHaveValue('')
})

test('is exported as CSV and JSON without a token, and gives the CloudTrail lookup to copy', async ({
  page,
  world,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await comeAndGo(page)
  await openActivity(page)
  await expect(entries(page)).toHaveCount(3)
  const texts: string[] = []
  for (const name of ['CSV', 'JSON']) {
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name }).click()
    texts.push(readFileSync(await (await downloading).path(), 'utf8'))
  }
  expect(texts[0]).toMatch(/^at,kind,operation,target,outcome,detail,requestId,receiptId,jobId\r\n/)
  expect(texts[0]?.trim().split('\r\n')).toHaveLength(4)
  expect(JSON.parse(texts[1] ?? '')).toHaveLength(3)
  expect(texts.join('')).not.toMatch(/eyJ/)
  await entries(page).nth(1).getByRole('button', { name: 'CloudTrail' }).click()
  const dialog = page.getByRole('dialog', { name: 'Find RevokeToken in CloudTrail' })
  const [revoked] = await sent(world, 'RevokeToken')
  await expect(dialog.getByRole('region', { name: 'AWS CLI' })).toContainText(
    `AttributeKey=EventName,AttributeValue=RevokeToken`,
  )
  await expect(dialog.getByRole('region', { name: 'Athena' })).toContainText(`requestid = '${revoked?.requestId}'`)
  await dialog.getByRole('button', { name: 'Copy command' }).click()
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible()
})

test('has an operator’s change, and is nobody else’s', async ({ page }) => {
  await comeAndGo(page)
  await page.getByRole('button', { name: 'Sign out this device' }).click()
  await expectTitle(page, 'Signed out, and Cognito agrees')
  await signIn(page, people.rhea)
  await page.getByRole('link', { name: 'App clients' }).click()
  await revocationSwitch(page, 'Kiosk').click()
  await expect(page.getByText(/Revocation is on for Kiosk, read back at/)).toBeVisible()
  await openActivity(page)
  await expect(entries(page)).toHaveCount(2)
  await expect(entries(page).first()).toContainText('UpdateUserPoolClient')
  await expect(entries(page).first()).toContainText('app client kiosk0demo00000client00003')
  await expect(entries(page).first()).toContainText('Switched token revocation on')
  await expect(entries(page).first()).toContainText('Read back')
  await entries(page).first().getByRole('button', { name: 'Report' }).click()
  const report = page.getByRole('dialog', { name: 'What UpdateUserPoolClient has changed' })
  await expect(report.getByRole('row', { name: /EnableTokenRevocation/ })).toContainText(/false.*true/)
  await expect(report).toContainText(/Read back .*Request [\da-f-]{36}/s)
  await expectAxeFindsNothing(page, 'the report')
})

test('leads from a job’s sign-outs to the job, which says so once it is gone', async ({ page }) => {
  await newJob(page)
  await countList(page, ['ada', 'nobody-here'])
  await start(page, '2 users', '5')
  await expect(page.getByText('Finished', { exact: true })).toBeVisible()
  await openActivity(page)
  const ofJob = entries(page).filter({ hasText: 'AdminUserGlobalSignOut' })
  await expect(ofJob).toHaveCount(2)
  await expect(ofJob.filter({ hasText: 'Accepted' })).toContainText('Signed ada out everywhere')
  await expect(ofJob.filter({ hasText: 'Refused' })).toContainText('Sign-out of nobody-here everywhere')
  await page.getByLabel('What').selectOption('Sign-outs')
  await expect(ofJob).toHaveCount(2)
  await ofJob.filter({ hasText: 'Refused' }).getByRole('link', { name: 'Job' }).click()
  await expect(results(page).getByRole('row', { name: /^nobody-here/ })).toContainText('Failed')
  await page.getByRole('link', { name: 'Jobs', exact: true }).click()
  await page.getByRole('button', { name: /^Remove: Everyone on a list/i }).click()
  await expect(page.getByText('No jobs yet')).toBeVisible()
  await openActivity(page)
  await ofJob.first().getByRole('link', { name: 'Job' }).click()
  await expect(page.getByText('There is no such job in this browser')).toBeVisible()
  await page.getByRole('link', { name: 'Go to Jobs' }).click()
  await expectTitle(page, 'Jobs')
})

test('is cleared after a question, with its receipts', async ({ page }) => {
  await comeAndGo(page)
  await openActivity(page)
  await expect(entries(page)).toHaveCount(3)
  await page.getByRole('button', { name: 'Clear', exact: true }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Clear 3 entries of activity?' })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await dialog.getByRole('button', { name: 'Clear 3 entries' }).click()
  await expect(page.getByText('Nothing has been done yet')).toBeVisible()
})

test('without a session it is the sign-in page, which leads back', async ({ page }) => {
  await page.goto('/activity?kind=sign-in')
  await expectSignInPage(page)
  await page.getByRole('button', { name: 'Ada Lovelace, a person' }).click()
  await expectTitle(page, 'Activity')
  await expect(entries(page)).toHaveCount(1)
})
