import { expect, test } from './fixtures.ts'
import {
  alertIn,
  expectSignedIn,
  expectSignInPage,
  expectTitle,
  fillSignIn,
  fillSignInShared,
  people,
  questionsOf,
  signIn,
  signOutThisDevice,
} from './steps.ts'
import { sent } from './requests.ts'

test('a person signs in by name and password, and stays signed in over a reload', async ({ page }) => {
  await signIn(page)
  await page.reload()
  await expectSignedIn(page)
})

test('between the form and the session there is nothing: no skeleton, no empty page', async ({ page }) => {
  await page.addInitScript(`
    globalThis.shown = []
    new MutationObserver(() => {
      const main = document.querySelector('main')?.textContent ?? 'nothing'
      const what = main.includes('Signed in as') ? 'session' : main.includes('Password') ? 'form' : main
      if (shown.at(-1) !== what) shown.push(what)
    }).observe(document, { childList: true, subtree: true })`)
  const app = page.waitForResponse(/\/App-[\w-]+\.js/)
  await page.goto('/')
  await (await app).finished()
  await fillSignIn(page, people.ada)
  await expectSignedIn(page)
  expect(await page.evaluate('shown')).toEqual(['nothing', 'form', 'session'])
})

test('a demo person is one click away', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Ada Lovelace, a person' }).click()
  await expectSignedIn(page)
})

test('a wrong password says so in the form, once, and does not tell who exists', async ({ page }) => {
  await page.goto('/')
  await fillSignIn(page, { username: 'ada', password: 'not-this-one' })
  await expect(alertIn(page)).toContainText('That did not match')
  const wrongPassword = await alertIn(page).textContent()
  await fillSignIn(page, { username: 'nobody-at-all', password: 'not-this-one' })
  // The new answer, by its request id: the words are the same.
  await expect(alertIn(page)).not.toHaveText(wrongPassword ?? '')
  await expect(alertIn(page)).toContainText('That did not match')
  const unknownUser = await alertIn(page).textContent()
  expect(withoutIds(unknownUser)).toBe(withoutIds(wrongPassword))
  await expect(page.getByLabel('User name')).toHaveValue('nobody-at-all')
})

test('the request id of a failure is behind its details', async ({ page }) => {
  await page.goto('/')
  await fillSignIn(page, { username: 'ada', password: 'not-this-one' })
  await page.getByText('Details', { exact: true }).click()
  await expect(page.getByText(/Request id: [0-9a-f-]{36}/)).toBeVisible()
  await expect(page.getByText('Code: NotAuthorizedException')).toBeVisible()
})

test('a temporary password asks for a new one, and refuses one that is too weak', async ({ page }) => {
  await page.goto('/')
  await fillSignIn(page, people.tomas)
  await expectTitle(page, 'Choose a new password')
  await page.getByLabel('New password', { exact: true }).fill('short')
  await page.getByRole('button', { name: 'Set the password and sign in' }).click()
  await expect(alertIn(page)).toContainText('Choose another password')
})

test('a new password that meets the rules signs in', async ({ page }) => {
  await page.goto('/')
  await fillSignIn(page, people.tomas)
  await page.getByLabel('New password', { exact: true }).fill('Harbour-light-9')
  await page.getByRole('button', { name: 'Set the password and sign in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Signed in as/ })).toBeVisible()
})

test('on a shared computer nothing is kept: a reload asks first, and loses the session', async ({ page }) => {
  await page.goto('/')
  await page.getByLabel('Shared computer').check()
  await expect(page.getByText('that loses the session here, and does not end it')).toBeVisible()
  await fillSignIn(page, people.ada)
  await expectSignedIn(page)
  await expect(page.getByText('In memory only')).toBeVisible()
  await expect(
    page.getByText(/A reload or closing loses it here. At Cognito it lives until .+, unless you sign out/),
  ).toBeVisible()
  expect(await page.evaluate(() => document.cookie)).toBe('')
  const question = page.waitForEvent('dialog')
  await page.evaluate(() => setTimeout(() => location.reload()))
  const dialog = await question
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  await page.getByRole('button', { name: 'Renew now' }).click()
  await expectSignedIn(page)
  await page.reload()
  await expectSignInPage(page)
})

test('nothing is asked before a page goes away that holds no session, or one that is kept', async ({ page }) => {
  const asked = questionsOf(page)
  await signIn(page)
  await page.reload()
  await expectSignedIn(page)
  await signOutThisDevice(page)
  await expectTitle(page, 'Signed out, and Cognito agrees')
  await page.goto('/')
  await fillSignInShared(page, people.ada)
  await expectSignedIn(page)
  await signOutThisDevice(page)
  await expectTitle(page, 'Signed out, and Cognito agrees')
  await page.goto('/')
  await expectSignInPage(page)
  expect(asked).toEqual([])
})

test('what is typed and sent before the scripts arrive is not lost', async ({ page }) => {
  let release = () => {}
  const held = new Promise<void>((done) => {
    release = done
  })
  await page.context().route('**/assets/*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto('/', { waitUntil: 'commit' })
  await fillSignIn(page, people.ada)
  await expectSignInPage(page)
  release()
  await expectSignedIn(page)
  await expect(page).toHaveURL(/^[^?]+$/)
})

const failures = [
  ['TooManyRequestsException', 'Cognito is busy'],
  ['PasswordResetRequiredException', 'A new password is required'],
  ['UserNotConfirmedException', 'The account is not confirmed'],
  ['ForbiddenException', 'A firewall refused this'],
  ['ResourceNotFoundException', 'This app client does not exist'],
] as const

test('every other exception of InitiateAuth is told in words, after one request only', async ({ page, world }) => {
  await page.goto('/')
  for (const [code, title] of failures) {
    await world.emulator.clearLog()
    await world.emulator.addFault({ operation: 'InitiateAuth', error: { code } })
    await fillSignIn(page, people.ada)
    await expect(alertIn(page)).toContainText(title)
    await expect(alertIn(page)).toHaveCount(1)
    expect(await sent(world, 'InitiateAuth'), code).toHaveLength(1)
  }
})

test('a wrong password in one tab does not cost the session of another', async ({ page, world }) => {
  await page.goto('/')
  const tab = await page.context().newPage()
  await tab.goto('/')
  await expect(tab.getByRole('button', { name: 'Ada Lovelace, a person' })).toBeVisible()
  await world.emulator.addFault({ operation: 'InitiateAuth', when: 'after', delayMs: 1500 })
  await fillSignIn(page, people.ada)
  await fillSignIn(tab, { username: 'ada', password: 'not-this-one' })
  await expect(alertIn(tab)).toContainText('That did not match')
  await expectSignedIn(page)
  await page.reload()
  await expectSignedIn(page)
})

test('the form answers to the keyboard alone', async ({ page }) => {
  await page.goto('/')
  await page.getByLabel('User name').focus()
  await page.keyboard.type('ada')
  await page.keyboard.press('Tab')
  await page.keyboard.type(people.ada.password)
  await page.keyboard.press('Enter')
  await expectSignedIn(page)
})

function withoutIds(text: string | null): string {
  return (text ?? '').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')
}
