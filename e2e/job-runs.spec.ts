import type { Page } from '@playwright/test'

import { passTime } from './clock.ts'
import { expect, test } from './fixtures.ts'
import { callsOf, countList, crowd, figure, newJob, onDisk, results, signedOut, start } from './jobs.ts'
import { comeBack, expectTitle, people, signIn, signOutAndIn, signOutInHeader } from './steps.ts'
import { sent } from './requests.ts'

// Jobs are paced: they take as long as their pace says.

const operation = 'AdminUserGlobalSignOut'

test('R-5: 60 users, faults, three reloads, credentials that run out: the sums are exact, and whoever is done is never asked about again', async ({
  page,
  world,
}) => {
  const names = await crowd(world, 60)
  await world.emulator.setQuotas({ enabled: true })
  await newJob(page)
  await countList(page, names)
  const calls = callsOf(page)
  await world.emulator.addFault({ operation, nth: 2, error: { code: 'UserNotFoundException' } })
  await world.emulator.addFault({ operation, nth: 4, error: { code: 'TooManyRequestsException' } })
  await world.emulator.addFault({ operation, nth: 6, error: { code: 'InternalErrorException', status: 500 } })
  const settled: Awaited<ReturnType<typeof signedOut>>[] = []
  for (const [at, when] of (['before', 'after', 'before'] as const).entries()) {
    // From here on calls get no answer: whatever else happens, the page goes away in the middle of them.
    const held = calls() + 10
    await world.emulator.addFault({ operation, nth: 9, times: 'always', when, hang: true })
    if (at === 0) await start(page, '60 users', '5', 'demo')
    await expect.poll(calls).toBeGreaterThanOrEqual(held)
    await expect.poll(async () => signedOut(page)).not.toEqual([])
    settled.push(await signedOut(page))
    await page.reload()
    await world.emulator.clearFaults()
    await world.emulator.addFault({ operation, nth: 3, network: 'cut', when: 'after' })
  }
  await world.emulator.addFault({ operation, nth: 5, error: { code: 'ExpiredTokenException' } })
  await expect(page.getByText('Sign in again as rhea, then resume.')).toBeVisible()
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 60_000 })

  await expect(figure(page, 'Accepted')).toHaveText('59')
  await expect(figure(page, 'Failed')).toHaveText('1')
  await expect(figure(page, 'Left')).toHaveText('0')
  expect((await onDisk(page)).jobs).toMatchObject([{ counts: { done: 59, failed: 1, waiting: 0, 'under way': 0 } }])
  const done = await signedOut(page)
  expect(new Set(done.map(({ username }) => username)).size).toBe(59)
  const accepted = (await sent(world, operation)).filter(({ status }) => status === 200)
  const requests = new Set(accepted.map(({ requestId }) => requestId))
  expect(done.filter(({ requestId }) => requestId === undefined || !requests.has(requestId))).toEqual([])
  // Another call for somebody who was done would have another request id, and a later time.
  for (const before of settled) expect(done).toEqual(expect.arrayContaining(before))
})

test('a group, handed over from the users’ page: counted, typed for, one fails, and nothing begins after a stop', async ({
  page,
  world,
}) => {
  await crowd(world, 55, 'night-shift')
  const calls = callsOf(page)
  await signIn(page, people.rhea)
  await page.goto('/users?by=group&text=night-shift')
  await page.getByRole('button', { name: 'Sign out everyone in this group' }).click()
  await expectTitle(page, 'New job')
  await expect(page.getByRole('heading', { name: '55 users would be signed out' })).toBeVisible()
  await expect(page.getByText('Everyone in the group night-shift')).toBeVisible()
  // A reload counts again. Who was found is in the page's memory, and nowhere on disk.
  await page.reload()
  await expect(page.getByRole('heading', { name: '55 users would be signed out' })).toBeVisible()
  expect(await onDisk(page)).toEqual({ jobs: [], items: [] })

  await world.emulator.addFault({ operation, nth: 2, error: { code: 'UserNotFoundException' } })
  await world.emulator.addFault({ operation, nth: 6, times: 'always', hang: true })
  await start(page, '55 users', '10', 'demo')
  await expectTitle(page, 'Sign out everyone in the group night-shift')
  await expect(figure(page, 'Failed')).toHaveText('1')
  await expect(figure(page, 'Accepted')).toHaveText('4')
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  // What is under way cannot be called back: Cognito may carry it out yet.
  await page
    .getByRole('alertdialog', { name: 'Stop with 50 users left?' })
    .getByText('stays signed in, unless a call for them was sent already')
    .waitFor()
  await page.getByRole('button', { name: 'Stop the job' }).click()
  await expect(page.getByText('Stopped', { exact: true })).toBeVisible()
  const atStop = calls()
  await world.emulator.clearFaults()
  await expect.poll(async () => (await onDisk(page)).jobs[0]?.counts).toMatchObject({ 'under way': 0, failed: 1 })
  // What was under way may have ended either way; nothing else has moved.
  const { waiting = 0, done = 0 } = (await onDisk(page)).jobs[0]?.counts ?? {}
  expect(waiting + done + 1).toBe(55)
  expect(done + 1).toBeLessThanOrEqual(atStop)
  await page.reload()
  await expect(page.getByText('Stopped', { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Resume' })).toBeHidden()
  await page.getByLabel('Outcome').selectOption({ label: 'Failed' })
  await expect(results(page).getByRole('row')).toHaveCount(2)
  await expect(results(page)).toContainText('The user does not exist')
  expect(calls()).toBe(atStop)
  expect((await onDisk(page)).jobs).toMatchObject([{ kind: 'bulk sign-out' }])

  // A stopped job cannot be resumed: whom it had not come to are handed to a new one, and nobody else is.
  await page.getByRole('button', { name: `New job with the ${waiting} users left` }).click()
  await expectTitle(page, 'New job')
  await expect(page.getByRole('heading', { name: `${waiting} users would be signed out` })).toBeVisible()
  await expect(page).toHaveURL(/\/jobs\/new$/)
})

test('a second job waits for the first, in another tab too; in the background both keep their pace', async ({
  page,
  world,
}) => {
  const names = await crowd(world, 40)
  const calls = callsOf(page)
  await newJob(page)
  await countList(page, names.slice(0, 4))
  // Three calls without an answer: a browser has six connections to a host, and the other tab needs some.
  await world.emulator.addFault({ operation, nth: 2, times: 'always', hang: true })
  await start(page, '4 users', '15')
  await expect.poll(calls).toBeGreaterThan(1)
  const second = await page.context().newPage()
  await second.goto('/jobs/new')
  await countList(second, names.slice(4))
  await start(second, '36 users', '15')
  await expect(second.getByText('Waiting for another job', { exact: true })).toBeVisible()
  await expect(second.getByText('Both together would be too fast for Cognito')).toBeVisible()
  await page.getByRole('link', { name: 'Jobs', exact: true }).click()
  const jobs = page.getByRole('table', { name: 'Your jobs in this browser' })
  await expect(jobs.getByRole('row', { name: /36 users of demo/ })).toContainText('Waiting for another job')
  await expect(jobs.getByRole('row', { name: /4 users of demo/ })).toContainText('Running')

  // What a browser does to the timers of a page that nobody sees.
  for (const hidden of [page, second]) {
    await hidden.evaluate(() => {
      const inTime = globalThis.setTimeout.bind(globalThis)
      globalThis.setTimeout = ((work: () => void, ms = 0) => inTime(work, ms + 60_000)) as typeof setTimeout
    })
  }
  await expect.poll(async () => signedOut(page)).toHaveLength(1)
  await world.emulator.clearFaults()
  await expect(second.getByText('Finished', { exact: true })).toBeVisible({ timeout: 60_000 })
  await expect(jobs.getByRole('row', { name: /4 users of demo/ })).toContainText('Finished')
  const times = async (job: Page) => (await signedOut(job, job.url().split('/').at(-1))).map(({ at }) => Number(at))
  const [ofFirst, ofSecond] = [(await signedOut(page)).map(({ at }) => Number(at)), await times(second)]
  expect(ofFirst).toHaveLength(40)
  expect(ofFirst.toSorted((a, b) => a - b).slice(-36)).toEqual(ofSecond.toSorted((a, b) => a - b))

  // A job that no tab runs any more says so, and goes on where it is opened.
  await world.emulator.addFault({ operation, times: 'always', hang: true })
  await second.goto('/jobs/new')
  await countList(second, ['ada'])
  await start(second, '1 user', '1')
  await second.close()
  await page.reload()
  const left = jobs.getByRole('row', { name: /1 user of demo/ })
  await expect(left).toContainText('Held up: open it to go on')
  await world.emulator.clearFaults()
  await left.getByRole('link').click()
  await expectTitle(page, 'Sign out everyone on a list')
  await expect(page.getByText('Finished', { exact: true })).toBeVisible()
})

test('to resume and to retry needs a fresh sign-in, as to start does; a job is shown to whoever began it and to nobody else', async ({
  page,
  world,
}) => {
  await newJob(page)
  await countList(page, ['ada', 'pavel', 'tomas'])
  await world.emulator.addFault({ operation, nth: 1, error: { code: 'InvalidParameterException' } })
  await world.emulator.addFault({ operation, nth: 2, times: 'always', hang: true })
  await start(page, '3 users', '15')
  const address = page.url()
  await expect(figure(page, 'Failed')).toHaveText('1')
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await world.emulator.clearFaults()
  await expect(page.getByText('Paused', { exact: true })).toBeVisible()
  await passTime(world, [page], 6 * 60_000)
  await comeBack(page)
  const resume = page.getByRole('button', { name: 'Resume' })
  await expect(resume).toHaveAttribute('aria-disabled', 'true')
  await expect(resume).toHaveAccessibleDescription(/older than five minutes: sign out and in again, then resume/)
  await page.getByRole('link', { name: 'Jobs', exact: true }).click()
  await page.getByRole('link', { name: 'New job' }).click()
  await countList(page, ['ada'])
  await expect(page.getByRole('button', { name: 'Sign out 1 user' })).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByText('sign out and in again, then start the job')).toBeVisible()

  const signInAgain = async () => {
    await signOutAndIn(page, people.rhea)
    await page.getByRole('link', { name: 'Jobs', exact: true }).click()
    await page.getByRole('link', { name: 'Everyone on a list' }).click()
  }
  await signInAgain()
  await resume.click()
  await expect(page.getByText('Finished', { exact: true })).toBeVisible()
  await passTime(world, [page], 6 * 60_000)
  await comeBack(page)
  const retry = page.getByRole('button', { name: 'Retry 1 user' })
  await expect(retry).toHaveAccessibleDescription(/older than five minutes: sign out and in again, then try again/)
  await signInAgain()
  await retry.click()
  await expect(figure(page, 'Accepted')).toHaveText('3')

  await signOutInHeader(page)
  await signIn(page, people.ada)
  await page.goto('/jobs')
  await expect(page.getByText('No jobs yet')).toBeVisible()
  await page.goto(address)
  await expect(page.getByText('Somebody else began this job')).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText(/rhea|tomas|nobody-here/)
})
