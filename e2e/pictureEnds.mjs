/*
 * The ends of sessions, with the receipts that no first visit shows: refused, not heard of, half done. For
 * npm run screenshots -- --every.
 */
import { tokensOf } from './pictureSignIn.mjs'

/** @typedef {import('@playwright/test').Page} Page */

const ada = /** @type {const} */ (['ada', 'Lamp-lit-1843'])
const rhea = /** @type {const} */ (['rhea', 'Night-watch-26'])
const agents = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
]
const reset = { network: 'reset' }

/** @param {Page} page */
async function endTheOthers(page) {
  for (const agent of agents) await tokensOf(page, ...rhea, agent)
  await page.reload()
  await page.getByRole('button', { name: /^Sign out the \d+ others$/ }).click()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Sign out \d+ sessions$/ })
    .click()
  await page.getByRole('button', { name: 'Show receipt' }).waitFor({ timeout: 60_000 })
}

/** @param {Page} page */
async function showReceipt(page) {
  await page.getByRole('button', { name: 'Show receipt' }).click()
  await page.getByRole('list', { name: 'Sessions' }).waitFor()
}

/** @param {Page} page */
async function revokeLeaked(page) {
  const { RefreshToken } = await tokensOf(page, ...ada)
  await page.goto('/leaked-token')
  await page.getByRole('main').getByRole('textbox').fill(RefreshToken)
  await page.getByRole('main').getByRole('button').first().click()
  await page.getByRole('button', { name: 'Revoke this token' }).click()
}

/** @param {Page} page */
async function signOutEverywhere(page) {
  await page.goto('/users/us-east-1_Demo00001/ada')
  await page.getByRole('main').getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out everywhere' }).click()
}

/** Each with a sign-in of its own. @type {readonly import('./pictureStates.mjs').State[]} */
export const ends = [
  {
    name: 'receipt-refused',
    fault: { operation: 'RevokeToken', error: { code: 'UnsupportedOperationException' } },
    until: async (page) => {
      await page.getByRole('button', { name: 'Sign out this device' }).click()
      await page.getByRole('heading', { name: 'Cognito did not end the session' }).waitFor()
    },
  },
  {
    name: 'receipt-unreachable',
    fault: { operation: 'RevokeToken', network: 'reset' },
    until: async (page) => {
      await page.getByRole('button', { name: 'Sign out this device' }).click()
      await page.getByRole('heading', { name: /has not been told yet$/ }).waitFor({ timeout: 30_000 })
    },
  },
  {
    name: 'sessions-untold',
    fault: { operation: 'RevokeToken', ...reset },
    until: async (page) => {
      await page.getByText('this session', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Sign out this device' }).click()
      await page.getByRole('heading', { name: /has not been told yet$/ }).waitFor({ timeout: 30_000 })
      await page.getByRole('button', { name: 'Sign in again' }).click()
      await page.getByRole('button', { name: /^Rhea Okafor/ }).click()
      await page.getByText('Cognito has not confirmed it yet').waitFor()
    },
  },
  {
    name: 'user-ended-oneself',
    until: async (page) => {
      await page.goto('/users/us-east-1_Demo00001/rhea')
      await page.getByRole('main').getByRole('button', { name: 'Sign out everywhere' }).click()
      await page.getByRole('alertdialog').waitFor()
    },
  },
  {
    name: 'ended-elsewhere',
    fault: {
      operation: 'GetUser',
      error: { code: 'NotAuthorizedException', message: 'Access Token has been revoked' },
    },
    until: async (page) => {
      await page.evaluate(() => globalThis.dispatchEvent(new Event('focus')))
      await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    },
  },
  { name: 'others-unheard', fault: { operation: 'RevokeUserSession', ...reset }, until: endTheOthers },
  {
    name: 'others-unheard-receipt',
    fault: { operation: 'RevokeUserSession', ...reset },
    until: async (page) => {
      await endTheOthers(page)
      await showReceipt(page)
    },
  },
  {
    name: 'others-not-known-receipt',
    fault: { operation: 'RevokeUserSession', ...reset },
    until: async (page, strike) => {
      await strike({ operation: 'ListUserSessions', nth: 3, ...reset })
      await endTheOthers(page)
      await showReceipt(page)
      await page.getByText('The list could not be read').waitFor({ timeout: 60_000 })
    },
  },
  {
    name: 'user-unheard',
    fault: { operation: 'AdminUserGlobalSignOut', ...reset },
    until: signOutEverywhere,
  },
  {
    name: 'user-unheard-receipt',
    fault: { operation: 'AdminUserGlobalSignOut', ...reset },
    until: async (page) => {
      await signOutEverywhere(page)
      await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click()
      await page.goto('/activity')
      await page.getByRole('link', { name: 'Receipt' }).first().click()
      await page.getByRole('heading', { level: 1 }).waitFor()
    },
  },
  {
    name: 'leaked-unheard',
    fault: { operation: 'RevokeToken', ...reset },
    until: async (page) => {
      await revokeLeaked(page)
      await page.getByRole('heading', { level: 1, name: /^Whether|^Refresh token/ }).waitFor({ timeout: 90_000 })
    },
  },
]
