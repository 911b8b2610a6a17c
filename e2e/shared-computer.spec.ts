import type { Page } from '@playwright/test'

import { expect, test } from './fixtures.ts'
import { anotherJob, countList, figure, onDisk, start } from './jobs.ts'
import { keptIn, nothing } from './kept.ts'
import { diskTest } from './profile.ts'
import {
  alertIn,
  expectSignedIn,
  expectSignInPage,
  expectTitle,
  fillSignIn,
  fillSignInShared,
  people,
  signIn,
  signOutInHeader,
} from './steps.ts'
import { confirm, userList } from './users.ts'
import { expectRead, openAppClients, readAppClients, revocationSwitch, switchAllOn } from './appClients.ts'

// "Nothing is kept on this device": whatever an operator does on a shared computer, and wherever one looks.

/** Where a page's origin can keep anything in a browser's profile. */
const storages = /IndexedDB|Local Storage|Session Storage|WebStorage|Cookies|Service Worker|File System/

/** What the browser's databases would hold of the account and of the people in it. */
const words = ['Kiosk', 'Nightly import', 'nour', 'Nour', 'rhea', 'Rhea', 'Ada Lovelace', 'us-east-1_Demo']

async function signInShared(page: Page): Promise<void> {
  await fillSignInShared(page, people.rhea)
  await expectSignedIn(page, people.rhea)
}

/** The audit, and a bulk switch from what it found. */
async function auditAndSwitch(page: Page): Promise<void> {
  await openAppClients(page)
  await expectRead(page)
  await switchAllOn(page, '2 app clients')
  await expect(page.getByText('2 switched and read back, 0 left alone, 0 failed')).toBeVisible()
}

async function bulkSignOut(page: Page): Promise<void> {
  await anotherJob(page)
  await countList(page, ['ada', 'nour@example.com'])
  await start(page, '2 users', '5')
  await expect(page.getByText('Finished', { exact: true })).toBeVisible()
  await expect(figure(page, 'Accepted')).toHaveText('2')
}

async function signOutAUser(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Users', exact: true }).click()
  await userList(page).getByRole('link', { name: 'Ada Lovelace' }).click()
  await expectTitle(page, 'Ada Lovelace')
  await confirm(page, 'Sign out everywhere')
  await expect(page.getByRole('main').getByText('Signed out everywhere')).toBeVisible()
}

function found(files: readonly Buffer[]): readonly string[] {
  const written = (word: string) => [Buffer.from(word, 'latin1'), Buffer.from(word, 'utf16le')]
  return words.filter((word) => written(word).some((bytes) => files.some((file) => file.includes(bytes))))
}

diskTest('of all that an operator does nothing is kept, and nothing ever was', async ({ profile }) => {
  const { page } = profile
  await page.goto('/')
  await signInShared(page)
  await auditAndSwitch(page)
  expect(await keptIn(page)).toEqual(nothing)
  await bulkSignOut(page)
  expect(await keptIn(page)).toEqual(nothing)
  await signOutAUser(page)
  // All of it is still there for whoever did it.
  await page.getByRole('link', { name: 'Activity' }).click()
  await expect(page.getByRole('list', { name: 'Activity' })).toContainText('user ada')
  await openAppClients(page)
  await expect(page.getByText('2 switched and read back, 0 left alone, 0 failed')).toBeVisible()
  expect(await keptIn(page)).toEqual(nothing)
  await signOutInHeader(page)
  expect(await keptIn(page)).toEqual(nothing)
  const next = await profile.newPage()
  await page.close()
  await next.goto('/')
  await expectSignInPage(next)
  expect(await keptIn(next)).toEqual(nothing)
  await profile.close()
  // What was written and taken away again would still be in the databases' files.
  const files = profile.files(storages)
  expect(files.length).toBeGreaterThan(3)
  expect(found(files)).toEqual([])
})

diskTest('control: of a session that is kept the same is found there, by both ways of looking', async ({ profile }) => {
  const { page } = profile
  await signIn(page, people.rhea)
  await auditAndSwitch(page)
  await bulkSignOut(page)
  await signOutInHeader(page)
  expect(new Set((await keptIn(page)).records.map(([store]) => store))).toEqual(
    new Set([
      'curfew: session',
      'curfew: presence',
      'curfew: activity',
      'curfew: receipts',
      'curfew-jobs: jobs',
      'curfew-jobs: items',
    ]),
  )
  await profile.close()
  expect(found(profile.files(storages))).toEqual(expect.arrayContaining(['Kiosk', 'nour', 'rhea']))
})

test('a job is in its tab alone: another tab has not got it, and a reload ends it', async ({ page }) => {
  await page.goto('/')
  await signInShared(page)
  await bulkSignOut(page)
  const address = page.url()
  await page.getByRole('link', { name: 'Jobs', exact: true }).click()
  await expect(page.getByText('On a shared computer a job ends with its tab')).toBeVisible()
  await expect(page.getByRole('table', { name: 'Your jobs in this browser' }).getByRole('row')).toHaveCount(2)

  const other = await page.context().newPage()
  await other.goto(address)
  await fillSignInShared(other, people.rhea)
  await expectTitle(other, 'Job')
  await expect(other.getByText('on a shared computer in another tab')).toBeVisible()

  await page.reload()
  await expectSignInPage(page)
  await fillSignInShared(page, people.rhea)
  await expect(page.getByText('No jobs yet')).toBeVisible()
  expect(await keptIn(page)).toEqual(nothing)
})

test('what was kept before is shown and stays as it is, whatever is done; without “Shared computer” it goes on', async ({
  page,
  world,
}) => {
  await readAppClients(page)
  await world.emulator.addFault({ operation: 'UpdateUserPoolClient', error: { code: 'InvalidParameterException' } })
  await switchAllOn(page, '2 app clients')
  const half = page.getByText('1 switched and read back, 0 left alone, 1 failed')
  await expect(half).toBeVisible()
  await anotherJob(page)
  await countList(page, ['ada', 'nour@example.com'])
  await world.emulator.addFault({ operation: 'AdminUserGlobalSignOut', hang: true })
  await start(page, '2 users', '5')
  await page.getByRole('button', { name: 'Pause' }).click()
  await world.emulator.clearFaults()
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible()
  const underWay = async () => (await onDisk(page)).jobs.map(({ counts }) => counts['under way'])
  await expect.poll(underWay).toEqual([0, 0, 0])
  await signOutInHeader(page)
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await signInShared(page)
  const before = await keptIn(page)
  expect(before.records.map(([store]) => store)).toContain('curfew-jobs: items')

  await page.getByRole('link', { name: 'Jobs', exact: true }).click()
  await page.getByRole('table', { name: 'Your jobs in this browser' }).getByRole('link').click()
  const why = 'This is kept in this browser, and your session is not'
  await expect(alertIn(page)).toContainText(`Problem: Held up: ${why}`)
  // One advice, and no button that could only be refused.
  const resume = page.getByRole('button', { name: 'Resume' })
  await expect(resume).toHaveAccessibleDescription(/Sign in without “Shared computer”/)
  await expect(resume).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0)
  await expect(page.getByText(/then resume/)).toHaveCount(0)

  // The switch that was kept goes on no further; another one is in this tab, in its place until it is put away.
  await openAppClients(page)
  await expect(half).toBeVisible()
  await expect(page.getByRole('button', { name: 'Retry the failed ones' })).toHaveAccessibleDescription(
    /Sign in without “Shared computer”/,
  )
  await switchAllOn(page, '1 app client')
  await expect(page.getByText('1 switched and read back, 0 left alone, 0 failed')).toBeVisible()
  await page.getByRole('button', { name: 'Close' }).click()
  await expect(half).toBeVisible()

  // What was switched since shows in the audit that was kept, also after it has been left.
  await page.getByRole('link', { name: 'Jobs', exact: true }).click()
  await openAppClients(page)
  for (const client of ['Kiosk', 'Nightly import'])
    await expect(revocationSwitch(page, client)).toHaveAttribute('aria-checked', 'true')
  await page.getByRole('button', { name: 'Read again' }).click()
  await expect(page.getByRole('progressbar', { name: 'Audit', exact: true })).toHaveCount(0)
  for (let visit = 0; visit < 2; visit += 1) {
    await page.getByRole('link', { name: 'Jobs', exact: true }).click()
    await expectTitle(page, 'Jobs')
    await openAppClients(page)
    await expectRead(page)
  }
  expect(await keptIn(page)).toEqual(before)

  await page.goto('/jobs')
  await fillSignIn(page, people.rhea)
  await page.getByRole('table', { name: 'Your jobs in this browser' }).getByRole('link').click()
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByText('Finished', { exact: true })).toBeVisible()
  await expect(figure(page, 'Accepted')).toHaveText('2')
})
