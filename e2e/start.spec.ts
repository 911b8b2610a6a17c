import { expect, test } from './fixtures.ts'
import { expectSignedIn, expectTitle, fillSignIn, people, signIn } from './steps.ts'

test.describe('a part that cannot be loaded', () => {
  test.use({ provoked: /Failed to fetch dynamically imported module|thrown|Failed to load/ })

  test('the worker: a page that says so, and a reload mends it', async ({ page }) => {
    await page.context().route('**/assets/worker-*.js', async (route) => route.abort())
    await page.goto('/')
    await expectTitle(page, 'Curfew could not start')
    await expect(page.getByRole('main').getByRole('alert')).toContainText('A part of Curfew could not be loaded')
    await page.context().unroute('**/assets/worker-*.js')
    await page.getByRole('button', { name: 'Reload' }).click()
    await fillSignIn(page, people.ada)
    await expectSignedIn(page)
  })

  test('the app: whoever signed in is not left in front of an empty page', async ({ page }) => {
    await page.context().route('**/assets/App-*.js', async (route) => route.abort())
    await page.goto('/')
    await fillSignIn(page, people.ada)
    await expectTitle(page, 'Curfew could not start')
    await page.context().unroute('**/assets/App-*.js')
    await page.getByRole('button', { name: 'Reload' }).click()
    await expectSignedIn(page)
  })
})

test('a sign-in that is sent in another tab brings this tab along', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'Ada Lovelace, a person' })).toBeVisible()
  const tab = await page.context().newPage()
  await signIn(tab)
  await expectSignedIn(page)
})

test('each page has a title of its own, and focus goes to its heading', async ({ page }) => {
  await page.goto('/')
  await expect(page).toHaveTitle('Sign in · Curfew')
  await fillSignIn(page, people.rhea)
  await expect(page.getByRole('heading', { level: 1, name: 'Signed in as Rhea Okafor' })).toBeFocused()
  await expect(page).toHaveTitle('Signed in as Rhea Okafor · Curfew')
  await page.getByRole('link', { name: 'App clients' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'App clients' })).toBeFocused()
  await expect(page).toHaveTitle('App clients · Curfew')
})
