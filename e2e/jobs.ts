import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  CreateGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { expect, type Page } from '@playwright/test'

import { administrator, pool } from './admin.ts'
import type { World } from './fixtures.ts'
import { expectTitle, people, signIn } from './steps.ts'
import { keptIn } from './kept.ts'

/** The operator, on the page where a job begins. */
export async function newJob(page: Page): Promise<void> {
  await signIn(page, people.rhea)
  await anotherJob(page)
}

export async function anotherJob(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Jobs', exact: true }).click()
  await expectTitle(page, 'Jobs')
  await page.getByRole('link', { name: 'New job' }).click()
  await expectTitle(page, 'New job')
}

/** So many users more, in a group of their own if one is named. Gives their names. */
export async function crowd(world: World, count: number, group?: string): Promise<readonly string[]> {
  const admin = administrator(world)
  const names = Array.from({ length: count }, (_, at) => `crowd-${String(at).padStart(2, '0')}`)
  if (group !== undefined) await admin.send(new CreateGroupCommand({ ...pool, GroupName: group }))
  for (const Username of names) {
    await admin.send(new AdminCreateUserCommand({ ...pool, Username, MessageAction: 'SUPPRESS' }))
    if (group !== undefined) await admin.send(new AdminAddUserToGroupCommand({ ...pool, Username, GroupName: group }))
  }
  return names
}

/** Counts those whom a list names. */
export async function countList(page: Page, names: readonly string[]): Promise<void> {
  await page.getByRole('radio', { name: 'A list of users' }).check()
  await page.getByLabel('User names, addresses or subs, one a line').fill(names.join('\n'))
  await page.getByRole('button', { name: 'Count them' }).click()
}

/** Confirms a job that has been counted, and waits for its page. More than fifty are typed for. */
export async function start(page: Page, users: string, pace: string, typed?: string): Promise<void> {
  await page.getByLabel('Pace').selectOption(pace)
  await page.getByRole('button', { name: `Sign out ${users}` }).click()
  const dialog = page.getByRole('alertdialog')
  if (typed !== undefined) {
    await expect(dialog.getByRole('button', { name: `Sign out ${users}` })).toHaveAttribute('aria-disabled', 'true')
    await dialog.getByLabel('Type the pool name to go on').fill(typed)
  }
  await dialog.getByRole('button', { name: `Sign out ${users}` }).click()
  await expect(page).toHaveURL(/\/jobs\/[\da-f-]{36}$/)
}

export function results(page: Page) {
  return page.getByRole('table', { name: 'Result per user' })
}

/** One of the figures below the progress of a job: "Accepted", "Failed", "Left". */
export function figure(page: Page, name: string) {
  return page
    .getByRole('main')
    .locator('dl > div')
    .filter({ has: page.getByRole('term').filter({ hasText: name }) })
    .getByRole('definition')
    .first()
}

/** How many calls the browser has made to sign somebody out: counted as they leave, answered or not. */
export function callsOf(page: Page): () => number {
  let calls = 0
  page.context().on('request', (request) => {
    if ((request.headers()['x-amz-target'] ?? '').endsWith('.AdminUserGlobalSignOut')) calls += 1
  })
  return () => calls
}

type StoredJob = { id: string; kind: string; counts: Record<string, number> }
type StoredItem = {
  job: string
  state: string
  target: { username?: string }
  at?: Date
  result?: { requestId?: string }
}

/** What this browser has on disk of its jobs. */
export async function onDisk(page: Page): Promise<{ jobs: StoredJob[]; items: StoredItem[] }> {
  const { records } = await keptIn(page)
  const of = (store: string) => records.filter(([name]) => name === `curfew-jobs: ${store}`).map(([, record]) => record)
  return { jobs: of('jobs') as StoredJob[], items: of('items') as StoredItem[] }
}

/** Whom a browser's jobs have signed out: by name, the request that Cognito accepted, and when. */
export async function signedOut(page: Page, job?: string) {
  const { items } = await onDisk(page)
  const done = items.filter(
    ({ state, target, job: of }) =>
      state === 'done' && target.username !== undefined && (job === undefined || of === job),
  )
  return done.map(({ target, result, at }) => ({ username: target.username, requestId: result?.requestId, at }))
}
