import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

import { clockTime } from './clock.ts'
import { expect, test } from './fixtures.ts'
import { countList, figure } from './jobs.ts'
import { expectTitle, holdCalls, people, signIn } from './steps.ts'
import { bodiesSent, sent } from './requests.ts'

async function expectAccessible(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
}

async function newJob(page: Page): Promise<void> {
  await signIn(page, people.rhea)
  await page.getByRole('link', { name: 'Jobs', exact: true }).click()
  await expectTitle(page, 'Jobs')
  await expect(page.getByText('No jobs yet')).toBeVisible()
  await page.getByRole('link', { name: 'New job' }).click()
  await expectTitle(page, 'New job')
}

const results = (page: Page) => page.getByRole('table', { name: 'Result per user' })

test('a list with bad lines and an unknown user becomes a job; of what failed only what may succeed yet is tried again', async ({
  page,
  world,
}) => {
  await newJob(page)
  await page.getByRole('radio', { name: 'A list of users' }).check()
  await expectAccessible(page)
  await page
    .getByLabel('User names, addresses or subs, one a line')
    .fill('username\nada\nbad name\nada\nnobody-here\nrhea@example.com')
  await page.getByRole('button', { name: 'Count them' }).click()
  await expect(page.getByRole('heading', { name: '2 users would be signed out' })).toBeVisible()
  await expect(page.getByText('Line 3: bad name is no user name')).toBeVisible()
  await expect(page.getByText('You', { exact: true })).toBeVisible()
  await expect(figure(page, 'Disabled')).toHaveText('Not known')
  await expectAccessible(page)
  await world.emulator.addFault({ operation: 'AdminUserGlobalSignOut', error: { code: 'InvalidParameterException' } })
  await page.getByRole('button', { name: 'Sign out 2 users' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Sign out 2 users of demo?' })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await dialog.getByRole('button', { name: 'Sign out 2 users' }).click()
  await expect(page.getByText('Finished', { exact: true })).toBeVisible()
  await expect(results(page).getByRole('row', { name: /^ada/ })).toContainText('Failed')
  await expect(results(page).getByRole('row', { name: /^nobody-here/ })).toContainText('Failed')
  await results(page).getByText('Details nobody-here').click()
  await expect(results(page).getByText(/Code: UserNotFoundException\s[^]*Request id: [\da-f-]{36}/)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Retry 1 user' }).click()
  await expect.poll(async () => sent(world, 'AdminUserGlobalSignOut')).toHaveLength(3)
  await expect(results(page).getByRole('row', { name: /^ada/ })).toContainText('Accepted')
  await expect(figure(page, 'Failed')).toHaveText('1')
  await expect(page.getByRole('button', { name: /^Retry/ })).toHaveCount(0)
  await page.getByRole('link', { name: 'Jobs', exact: true }).click()
  await expect(page.getByRole('table', { name: 'Your jobs in this browser' })).toContainText('Everyone on a list')
  await expectAccessible(page)
  await page.getByRole('button', { name: /^Remove: Everyone on a list/i }).click()
  await expect(page.getByText('No jobs yet')).toBeVisible()
})

test('whoever’s answer could not be read is not known, and tried again', async ({ page, world }) => {
  await newJob(page)
  await countList(page, ['ada'])
  const damaged = { status: 200, requestId: true, cors: true, body: '{"' }
  await world.emulator.addFault({ operation: 'AdminUserGlobalSignOut', times: 'always', answer: damaged })
  await page.getByRole('button', { name: 'Sign out 1 user' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out 1 user' }).click()
  await expect(page.getByText('Finished', { exact: true })).toBeVisible()
  await expect(results(page).getByRole('row', { name: /^ada/ })).toContainText('Not known')
  await expect(figure(page, 'Failed')).toHaveText('0')
  await expect(figure(page, 'Not known')).toHaveText('1')
  await page.getByRole('link', { name: 'Jobs', exact: true }).click()
  await expect(page.getByRole('table', { name: 'Your jobs in this browser' })).toContainText('1 not known')
  await page.getByRole('link', { name: 'Everyone on a list' }).click()
  await world.emulator.clearFaults()
  await page.getByRole('button', { name: 'Retry 1 user' }).click()
  await expect(figure(page, 'Accepted')).toHaveText('1')
})

/** Whether this page's disk has room. */
async function setRoom(page: Page, room: boolean): Promise<void> {
  await page.evaluate((room) => {
    const page: typeof globalThis & { hasRoom?: boolean } = globalThis
    const isPatched = page.hasRoom !== undefined
    page.hasRoom = room
    if (isPatched) return
    const whole = Reflect.get(IDBDatabase.prototype, 'transaction') as (...given: unknown[]) => IDBTransaction
    IDBDatabase.prototype.transaction = function (...given: unknown[]) {
      if (!page.hasRoom && given[1] === 'readwrite') throw new DOMException('no room', 'QuotaExceededError')
      return whole.apply(this, given)
    }
  }, room)
}

test('a disk without room is told where it matters, and nothing is lost', async ({ page, world }) => {
  const full = 'This browser’s storage failed'
  await newJob(page)
  await countList(page, ['ada', 'tomas', 'pavel'])
  await page.getByLabel('Pace').selectOption('1')
  await page.getByRole('button', { name: 'Sign out 3 users' }).click()
  const dialog = page.getByRole('alertdialog')
  await setRoom(page, false)
  await dialog.getByRole('button', { name: 'Sign out 3 users' }).click()
  await expect(dialog.getByRole('alert')).toContainText(full)
  await setRoom(page, true)
  const answer = await holdCalls(world, 'AdminUserGlobalSignOut')
  await dialog.getByRole('button', { name: 'Sign out 3 users' }).click()
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await answer()
  await expect(page.getByText('Paused', { exact: true })).toBeVisible()
  await setRoom(page, false)
  await page.getByRole('button', { name: 'Resume' }).click()
  const told = page.getByRole('main').getByRole('alert')
  await expect(told).toContainText(full)
  await expectAccessible(page)
  await setRoom(page, true)
  await told.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('Finished', { exact: true })).toBeVisible()
  await expect(told).toHaveCount(0)
  await expect(figure(page, 'Accepted')).toHaveText('3')
})

test('on a phone the reason, its code and its request are in sight beside the name', async ({ page, world }) => {
  await newJob(page)
  await countList(page, ['ada', 'nobody-here'])
  await world.emulator.addFault({
    operation: 'AdminUserGlobalSignOut',
    error: { code: 'InvalidParameterException', message: 'A message that is far longer than such a column is wide.' },
  })
  await page.getByRole('button', { name: 'Sign out 2 users' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out 2 users' }).click()
  await expect(page.getByText('Finished', { exact: true })).toBeVisible()
  await page.setViewportSize({ width: 390, height: 1_200 })
  await results(page).getByText('Details ada').click()
  const details = results(page).getByText('Code: InvalidParameterException')
  // How far down they begin is not what is asked; nothing of them may lie beside the window.
  await details.scrollIntoViewIfNeeded()
  await expect(details).toBeInViewport({ ratio: 1 })
})

test('what still works for each of them is reckoned on Cognito’s clock', async ({ page, world }) => {
  await world.emulator.advanceClock(30 * 60_000)
  await newJob(page)
  await expect(page.getByText(/clock is (30|29) min behind/)).toHaveCount(1)
  await countList(page, ['ada'])
  await page.getByRole('button', { name: 'Sign out 1 user' }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByText('What still works, until when, for each of them').click()
  const credentials = dialog.getByRole('listitem').filter({ hasText: 'AWS credentials' })
  await expect(credentials).toContainText(await clockTime(page, 90))
})

test('a list of a name and an address says of how many it is known whether they are disabled', async ({ page }) => {
  await newJob(page)
  await countList(page, ['ada', 'olivia@example.com'])
  await expect(page.getByRole('heading', { name: '2 users would be signed out' })).toBeVisible()
  await expect(figure(page, 'Disabled')).toHaveText('0')
  await expect(page.getByText('Of the 1 that were looked up')).toBeVisible()
})

test('a job is paused, survives a reload, and is resumed with exact sums', async ({ page, world }) => {
  await newJob(page)
  await page.getByRole('radio', { name: 'Everyone in the pool' }).check()
  await page.getByRole('button', { name: 'Count them' }).click()
  const asked = bodiesSent(page.context(), 'AdminUserGlobalSignOut')
  const answer = await holdCalls(world, 'AdminUserGlobalSignOut')
  await page.getByRole('button', { name: /^Sign out \d+ users$/ }).click()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Sign out/ })
    .click()
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await answer()
  await expect(page.getByText('Paused', { exact: true })).toBeVisible()
  // What Cognito has done and the page has not noted is asked for again after a reload.
  await expect(figure(page, 'Accepted')).toHaveText(String(asked.length))
  await page.reload()
  await expect(page.getByText('Paused', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByText('Finished', { exact: true })).toBeVisible()
  const total = Number(await page.getByRole('progressbar', { name: 'Users dealt with' }).getAttribute('max'))
  expect(total).toBeGreaterThan(1)
  expect(await sent(world, 'AdminUserGlobalSignOut')).toHaveLength(total)
})
