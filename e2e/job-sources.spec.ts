import { readFileSync } from 'node:fs'

import type { Page } from '@playwright/test'

import { expectAxeFindsNothing } from './axe.ts'
import { expect, test } from './fixtures.ts'
import { anotherJob, countList, figure, newJob, results, signedOut, start } from './jobs.ts'
import { payloads } from './payloads.ts'
import { expectTitle } from './steps.ts'
import { answerWith } from './users.ts'
import { sent } from './requests.ts'
import { expectFits } from './widths.ts'

test('a search is a source too, in Cognito’s own grammar; what was chosen is still there to choose others', async ({
  page,
}) => {
  await newJob(page)
  await page.getByRole('radio', { name: 'Whoever a search finds' }).check()
  await expect(page.getByText('Cognito can only search by the start of an email address.')).toBeVisible()
  await page.getByRole('searchbox', { name: 'Email' }).fill('ada@')
  await expectAxeFindsNothing(page, 'a search as a source')
  await page.getByRole('button', { name: 'Count them' }).click()
  await expect(page.getByRole('heading', { name: '1 user would be signed out' })).toBeVisible()
  await expect(page.getByText('Everyone whose email starts with “ada@”')).toBeVisible()
  for (const back of [
    // Whoever presses twice goes back once.
    async () => page.getByRole('button', { name: 'Choose others' }).dblclick(),
    async () => page.goBack(),
  ]) {
    await back()
    await expect(page.getByRole('searchbox', { name: 'Email' })).toHaveValue('ada@')
    await page.getByRole('button', { name: 'Count them' }).click()
    await expect(page.getByText('Everyone whose email starts with “ada@”')).toBeVisible()
  }
  await page.goBack()
  await page.getByLabel('Find by').selectOption({ label: 'Sub (user id)' })
  await expect(page.getByText('Cognito finds a sub by its whole value only.')).toBeVisible()
  await page.getByLabel('Find by').selectOption({ label: 'Enabled or disabled' })
  await page.getByLabel('Status').selectOption('Enabled')
  await page.getByRole('button', { name: 'Count them' }).click()
  await expect(page.getByText('Everyone who is enabled')).toBeVisible()
  await expect(figure(page, 'Left out')).toHaveText('You')
})

test('more than a browser can do is told before anybody is read, with the same job for AWS', async ({
  page,
  world,
}) => {
  await answerWith(world, 'DescribeUserPool', {
    UserPool: { Id: 'us-east-1_Demo00001', Name: 'demo', EstimatedNumberOfUsers: 120_000 },
  })
  await newJob(page)
  await page.getByRole('radio', { name: 'Everyone in the pool' }).check()
  await page.getByRole('button', { name: 'Count them' }).click()
  await expect(page.getByRole('heading', { name: 'About 120,000 users: too many for a browser' })).toBeVisible()
  await expect(page.getByText('At 5 a second this one takes 6 h 40 min')).toBeVisible()
  await expectAxeFindsNothing(page, 'too many')
  expect(await sent(world, 'ListUsers')).toEqual([])
  await expect(page.getByRole('region', { name: 'List of users' })).toContainText('aws cognito-idp list-users')
  expect(await downloaded(page, 'State machine')).toContain('"InputType": "JSON"')
  await page.getByRole('button', { name: 'Count them all the same' }).click()
  await expect(page.getByRole('heading', { name: /^\d users would be signed out$/ })).toBeVisible()

  // A list of 60,000 is read, and then handed over as it is: without the operator.
  await page.getByRole('button', { name: 'Choose others' }).click()
  await page.getByRole('radio', { name: 'A list of users' }).check()
  const names = Array.from({ length: 60_000 }, (_, at) => `user-${at}`)
  await choose(page, 'all.csv', ['username', 'rhea', ...names].join('\r\n'))
  await expect(page.getByRole('list', { name: 'List' })).toContainText('60,001 users')
  const before = (await sent(world, 'ListUsers')).length
  await page.getByRole('button', { name: 'Count them' }).click()
  await expect(page.getByRole('heading', { name: '60,000 users: too many for a browser' })).toBeVisible()
  expect(await downloaded(page, 'List of users')).toBe(`${['username', ...names].join('\n')}\n`)
  expect(await sent(world, 'ListUsers')).toHaveLength(before)
})

test('what the role does not allow is named, whichever way is chosen; what it allows works all the same', async ({
  page,
  world,
}) => {
  const deny = async (operation: string) =>
    world.emulator.addFault({ operation, times: 'always', error: { code: 'AccessDeniedException' } })
  for (const operation of ['ListUserPools', 'ListGroups', 'ListUsersInGroup', 'ListUsers']) await deny(operation)
  await newJob(page)
  await expect(page.getByText('It lacks the IAM action cognito-idp:ListUserPools.')).toBeVisible()
  await expect(page.getByText('It lacks the IAM action cognito-idp:ListGroups.')).toBeVisible()
  await page.getByLabel('Name of the group').fill('engineers')
  await expectAxeFindsNothing(page, 'a role that may not list groups')
  await page.getByRole('button', { name: 'Count them' }).click()
  await expect(page.getByRole('alert').getByText('It lacks the IAM action cognito-idp:ListUsersInGroup.')).toBeVisible()
  await page.getByRole('button', { name: 'Stop counting' }).click()
  const count = page.getByRole('button', { name: 'Count them' })
  await expect(count).toHaveAccessibleDescription(/it lacks cognito-idp:ListUsersInGroup/)
  await page.getByRole('radio', { name: 'Everyone in the pool' }).check()
  await count.click()
  await expect(page.getByRole('alert').getByText('It lacks the IAM action cognito-idp:ListUsers.')).toBeVisible()
  await page.getByRole('button', { name: 'Stop counting' }).click()
  await page.getByRole('radio', { name: 'Whoever a search finds' }).check()
  await expect(count).toHaveAccessibleDescription(/it lacks cognito-idp:ListUsers/)

  // Names need no look-up; that they may not be signed out is found out by the first of them.
  await deny('AdminUserGlobalSignOut')
  await countList(page, ['ada', 'tomas'])
  await start(page, '2 users', '5')
  await expect(page.getByText('Paused: the role does not allow it')).toBeVisible()
  await expect(
    page.getByRole('alert').getByText('It lacks the IAM action cognito-idp:AdminUserGlobalSignOut.'),
  ).toBeVisible()
  await expectAxeFindsNothing(page, 'a job that the role does not allow')
  await anotherJob(page)
  await expect(count).toHaveAccessibleDescription(/it lacks cognito-idp:AdminUserGlobalSignOut/)
  await world.emulator.clearFaults()
  await page.getByRole('link', { name: 'Jobs', exact: true }).click()
  await page.getByRole('link', { name: 'Everyone on a list' }).click()
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByText('Finished', { exact: true })).toBeVisible()
  await expect(figure(page, 'Accepted')).toHaveText('2')
})

test('a file that is no list says what it is; one that is hostile is read, and the page stays alive', async ({
  page,
}) => {
  await newJob(page)
  await page.getByRole('radio', { name: 'A list of users' }).check()
  const list = page.getByRole('list', { name: 'List' })
  const refused: readonly (readonly [string, Buffer, string])[] = [
    ['a.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 0xff]), 'This is not a text file.'],
    ['nuls.txt', Buffer.from('a\0b\0'), 'This is not a text file.'],
    ['latin.csv', Buffer.from('zoë', 'latin1'), 'are in an older encoding. Save it as UTF-8'],
    ['empty.csv', Buffer.from('\n\n'), 'There is nothing in this file.'],
    ['huge.csv', Buffer.alloc(20 * 1024 * 1024 + 1, 'a'), 'This file is larger than 20 MB.'],
  ]
  for (const [name, buffer, words] of refused) {
    await page.getByLabel('Or a file').setInputFiles({ name, mimeType: 'text/csv', buffer })
    await expect(page.getByRole('alert').filter({ hasText: words })).toBeVisible()
  }
  await expectAxeFindsNothing(page, 'a refused file')
  await choose(page, 'utf16.csv', Buffer.from('\ufeffada\nعدا', 'utf16le'))
  await expect(list).toContainText('2 users')

  // 11 MB and a million lines. Meanwhile the page answers: an earlier choice can be taken back, and does not come after all.
  const million = Array.from({ length: 1_000_000 }, (_, at) => `user${at}`).join('\n')
  await choose(page, 'million.txt', million)
  await page.getByRole('button', { name: 'Remove' }).click()
  await choose(page, 'million-again.txt', million)
  await expect(list).toContainText('1,000,000 users', { timeout: 60_000 })
  await expect(list).toContainText('million-again.txt')

  const arabic = 'مستخدم'.repeat(34).slice(0, 200)
  const hostile = `user;note\n'=HYPERLINK("http://x.invalid");x\n"ada";"first\nrhea\nlast"\n${arabic}\n"open\n;x\nada\n`
  await choose(page, `${payloads[0] ?? ''}${'X'.repeat(150)}.csv`, hostile)
  await expect(list).toContainText('2 users, 1 repeated, 3 lines name nobody')
  await page.setViewportSize({ width: 390, height: 844 })
  await expectFits(page)
  await page.getByRole('button', { name: 'Count them' }).click()
  await expect(page.getByRole('heading', { name: '2 users would be signed out' })).toBeVisible()
  for (const words of [
    'Line 6: ' + arabic.slice(0, 60),
    'Line 7: "open begins with a quotation mark that is not closed',
    'Line 8: it has nothing in the first column',
  ]) {
    await expect(page.getByRole('listitem').filter({ hasText: words })).toBeVisible()
  }
  await expectFits(page)
})

test('X-1: hostile texts in every place of a job are text, and the layout holds', async ({ page, world }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const hostile = payloads.filter((_, at) => at % 5 === at % 3)
  const poolName = `pool ${payloads[3] ?? ''}`
  const group = (payloads[16] ?? '').slice(0, 128)
  await answerWith(world, 'ListUserPools', { UserPools: [{ Id: 'us-east-1_Demo00001', Name: poolName }] })
  await answerWith(world, 'DescribeUserPool', { UserPool: { Id: 'us-east-1_Demo00001', Name: poolName } })
  await answerWith(world, 'ListGroups', { Groups: [group, ...payloads].map((GroupName) => ({ GroupName })) })
  await answerWith(world, 'ListUsersInGroup', {
    Users: hostile.map((text, at) => ({
      Username: `${at}${text}`.slice(0, 128),
      Attributes: ['sub', 'name', 'email'].map((Name) => ({ Name, Value: text })),
      UserStatus: text,
      Enabled: at % 2 === 0,
    })),
  })
  await answerWith(world, 'AdminUserGlobalSignOut', {})
  await newJob(page)
  await page.getByLabel('Group', { exact: true }).selectOption(group)
  await expectFits(page)
  await page.getByRole('button', { name: 'Count them' }).click()
  await expect(page.getByRole('heading', { name: `${hostile.length} users would be signed out` })).toBeVisible()
  await expectInert(page)
  await start(page, `${hostile.length} users`, '15', poolName)
  await expectTitle(page, `Sign out everyone in the group ${group}`)
  await expect(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 60_000 })
  await expect(figure(page, 'Accepted')).toHaveText(String(hostile.length))
  for (const text of hostile.slice(0, 3)) await expect(results(page)).toContainText(text.slice(0, 100))
  await expectInert(page)
  const users = (JSON.parse(await downloaded(page, 'JSON')) as { users: { username: string }[] }).users
  expect(users.map(({ username }) => username)).toEqual(hostile.map((text, at) => `${at}${text}`.slice(0, 128)))
  await page.getByRole('link', { name: 'Jobs', exact: true }).click()
  await expect(page.getByRole('table', { name: 'Your jobs in this browser' })).toContainText(group)
  await expectInert(page)
  expect(await signedOut(page)).toHaveLength(hostile.length)
})

async function choose(page: Page, name: string, content: string | Buffer): Promise<void> {
  const remove = page.getByRole('button', { name: 'Remove' })
  if (await remove.isVisible()) await remove.click()
  const buffer = typeof content === 'string' ? Buffer.from(content) : content
  await page.getByLabel('Or a file').setInputFiles({ name, mimeType: 'text/csv', buffer })
}

async function downloaded(page: Page, button: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()])
  return readFileSync(await file.path(), 'utf8')
}

/** Nothing of a text has become an element, and nothing is wider than the window. */
async function expectInert(page: Page): Promise<void> {
  expect(await page.locator('main :is(img, script, iframe, style, svg[onload], [onfocus])').count()).toBe(0)
  expect(await page.locator('main a[href^="javascript"]').count()).toBe(0)
  expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false)
  await expectFits(page)
}
