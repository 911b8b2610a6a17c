/*
 * The states of pages that no first visit shows: loading, empty, nothing found, old, partial, failed, refused, and the
 * dialogs. For npm run screenshots -- --every.
 */

import { tokensOf } from './pictureSignIn.mjs'

/**
 * @typedef {object} State
 * @property {string} name of the picture
 * @property {string} [path] where it is; the page that is open, without it
 * @property {object} [fault] what Cognito does wrong, in the control plane's words; over and over, unless it says `times`
 * @property {(page: import('@playwright/test').Page, strike: (fault: object) => Promise<void>) => Promise<void>} until what
 *   is done there, until there is something to see; `strike` has Cognito do another thing wrong
 */

const users = '/users?pool=us-east-1_Demo00001'
const busy = { code: 'InternalErrorException' }
const notAllowed = {
  code: 'AccessDeniedException',
  message:
    'User: arn:aws:sts::000000000000:assumed-role/curfew-operators/CognitoIdentityCredentials is not authorized to perform this',
}

/** @type {(text: string | RegExp) => (page: import('@playwright/test').Page) => Promise<void>} */
const says = (text) => async (page) => page.getByRole('main').getByText(text).first().waitFor()
/** @type {State['until']} */
const waits = async (page) => {
  await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor()
  await page.getByRole('main').locator('output').first().waitFor({ state: 'attached' })
}
/** @type {(page: import('@playwright/test').Page) => Promise<void>} */
const alerts = async (page) => page.getByRole('main').getByRole('alert').first().waitFor({ timeout: 30_000 })
/** @type {(name: string) => State['until']} */
const asks = (name) => async (page) => {
  await page.getByRole('main').getByRole('button', { name }).first().click()
  await page.getByRole('alertdialog').waitFor()
}
/** @type {(keys: string) => State['until']} */
const pressed = (keys) => async (page) => {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press(keys)
  await page.getByRole('dialog').waitFor()
}

/** As the operator of the demo, who stays signed in through all of them. @type {readonly State[]} */
export const signedIn = [
  { name: 'sessions-loading', path: '/', fault: { operation: 'ListUserSessions', hang: true }, until: says('Where') },
  { name: 'sessions-failed', path: '/', fault: { operation: 'ListUserSessions', error: busy }, until: alerts },
  { name: 'everywhere-asked', path: '/', until: asks('Sign out everywhere') },
  { name: 'palette', path: '/', until: pressed('Control+k') },
  { name: 'shortcuts', path: '/', until: pressed('Shift+?') },
  {
    name: 'calls',
    path: '/',
    until: async (page) => {
      await page.getByRole('button', { name: /^Calls/ }).click()
      await page.getByText('ListUserSessions').first().waitFor()
    },
  },
  { name: 'users-loading', path: users, fault: { operation: 'ListUsers', hang: true }, until: waits },
  { name: 'users-failed', path: users, fault: { operation: 'ListUsers', error: busy }, until: alerts },
  { name: 'users-refused', path: users, fault: { operation: 'ListUsers', error: notAllowed }, until: alerts },
  { name: 'users-nobody', path: '/users?by=email&text=nobody', until: says(/^Nobody whose/) },
  {
    name: 'users-empty',
    path: users,
    fault: {
      operation: 'ListUsers',
      answer: { status: 200, requestId: true, cors: true, body: '{"Users":[]}' },
    },
    until: says('No users in this pool yet'),
  },
  {
    name: 'users-old',
    path: users,
    fault: { operation: 'ListUsers', nth: 2, error: busy },
    until: async (page) => {
      await page.getByRole('main').getByRole('listitem').first().waitFor()
      await page.getByRole('button', { name: 'Read again' }).click()
      await alerts(page)
    },
  },
  { name: 'user-unknown', path: '/users/us-east-1_Demo00001/nobody', until: says('This user is not in the pool') },
  { name: 'pools-loading', path: '/pools', fault: { operation: 'ListUserPools', hang: true }, until: waits },
  { name: 'pools-failed', path: '/pools', fault: { operation: 'ListUserPools', error: busy }, until: alerts },
  { name: 'pools-refused', path: '/pools', fault: { operation: 'ListUserPools', error: notAllowed }, until: alerts },
  { name: 'app-clients-nothing', path: '/app-clients?text=zzz', until: says(/fits this filter|fit this filter/) },
  {
    name: 'app-clients-findings',
    path: '/app-clients',
    until: async (page) => {
      await page.getByRole('button', { name: 'Findings' }).click()
      await says(/^\d+ findings$/)(page)
    },
  },
  { name: 'app-client-new', path: '/app-clients', until: asks('Create app client') },
  {
    name: 'app-clients-partial',
    path: '/app-clients',
    fault: { operation: 'DescribeUserPoolClient', times: 4, error: notAllowed },
    until: async (page) => {
      await page.getByRole('button', { name: 'Read again' }).click()
      await page
        .getByText(/could not be read/)
        .first()
        .waitFor({ timeout: 30_000 })
    },
  },
  { name: 'activity-nothing', path: '/activity?text=zzz', until: says(/^Nothing/) },
  {
    name: 'leaked-token-read',
    path: '/leaked-token',
    until: async (page) => {
      await page.getByRole('main').getByRole('textbox').fill('found in a log: no token at all')
      await page.getByRole('main').getByRole('button').first().click()
      await says(/no token/i)(page)
    },
  },
  {
    name: 'leaked-token-known',
    path: '/leaked-token',
    until: async (page) => {
      await page
        .getByRole('main')
        .getByRole('textbox')
        .fill((await tokensOf(page, 'ada', 'Lamp-lit-1843')).AccessToken)
      await page.getByRole('main').getByRole('button').first().click()
      await says('Access token')(page)
    },
  },
]
