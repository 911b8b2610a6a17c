import type { FaultEffect } from '../emulator/client.ts'
import { expect, test } from './fixtures.ts'
import {
  alertIn,
  expectSignedIn,
  expectSignInPage,
  expectTitle,
  fillSignIn,
  people,
  signIn,
  signOutEverywhere,
} from './steps.ts'

const raw = 'raw-text-of-whoever-answered'

/** What only a browser can show: answers it keeps from the page, or follows by itself. */
const answers: Readonly<Record<string, { fault: FaultEffect & { operation?: string }; title: string }>> = {
  'without CORS headers': {
    fault: { answer: { status: 200, body: raw, requestId: true, cors: false } },
    title: 'Cognito could not be reached',
  },
  'with a refused preflight': {
    fault: { operation: 'preflight', answer: { status: 403, body: raw, cors: false } },
    title: 'Cognito could not be reached',
  },
  'with a redirect': {
    fault: { answer: { status: 302, headers: { location: '/_emulator/health' }, cors: true } },
    title: 'Cognito could not be reached',
  },
  'with a proxy’s page': {
    fault: { answer: { status: 200, body: `<html>${raw}`, headers: { 'content-type': 'text/html' }, cors: true } },
    title: 'Something else answered',
  },
}

test('E-2 in the browser: what else answers InitiateAuth is told in its place, and nothing else happens', async ({
  page,
  world,
}) => {
  for (const [name, { fault, title }] of Object.entries(answers)) {
    await page.goto('/')
    await world.emulator.clearFaults()
    await world.emulator.addFault({ operation: 'InitiateAuth', times: 'always', ...fault })
    await fillSignIn(page, people.ada)
    await expect(alertIn(page), name).toContainText(title)
    await expect(page.getByText(raw)).toHaveCount(0)
    await expectSignInPage(page)
  }
  await world.emulator.clearFaults()
  await fillSignIn(page, people.ada)
  await expectSignedIn(page)
})

test('E-2 in the browser: what else answers GlobalSignOut leaves this device signed in', async ({ page, world }) => {
  await signIn(page)
  const dialog = page.getByRole('alertdialog')
  for (const [name, { fault, title }] of Object.entries(answers)) {
    await world.emulator.clearFaults()
    await world.emulator.addFault({ operation: 'GlobalSignOut', times: 'always', ...fault })
    await signOutEverywhere(page)
    await expect(dialog.getByRole('alert'), name).toContainText(title)
    await expect(page.getByText(raw)).toHaveCount(0)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(dialog).toHaveCount(0)
  }
  await world.emulator.clearFaults()
  await signOutEverywhere(page)
  await expectTitle(page, 'Signed out everywhere, and Cognito agrees')
})

test.use({ provoked: /CORS policy|Access to fetch|preflight/ })
