import type { Page } from '@playwright/test'

import { expectAxeFindsNothing } from './axe.ts'
import { expect, test } from './fixtures.ts'
import { expectSignedIn, expectSignInPage, expectTitle, fillSignIn, fillSignInShared, people, signIn } from './steps.ts'
import { strange } from './untranslated.ts'
import { expectFits } from './widths.ts'

const operatorPages = ['app-clients', 'pools', 'users', 'jobs', 'jobs/new', 'leaked-token', 'access', 'activity']
const ada = 'users/us-east-1_Demo00001/ada'

test.use({ timezoneId: 'UTC' })

async function fillGerman(page: Page, { username, password }: { username: string; password: string }): Promise<void> {
  await page.getByLabel('Benutzername').fill(username)
  await page.getByLabel('Passwort', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click()
}

test.describe('in a German browser', () => {
  test.use({ locale: 'de-DE', timezoneId: 'Asia/Kolkata' })

  test('everything is said in German, from signing in to the receipt', async ({ page }) => {
    await page.goto('/')
    await expectTitle(page, 'Anmelden')
    await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    await expect(page).toHaveTitle('Anmelden · Curfew')
    await expect(page.getByRole('button', { name: 'Ada Lovelace, eine Person' })).toHaveAccessibleDescription(/Beleg/)
    await fillGerman(page, { username: 'ada', password: 'not-this-one' })
    await expect(page.getByRole('main').getByRole('alert')).toContainText('Die Angaben stimmen nicht')
    await fillGerman(page, people.ada)
    await expectTitle(page, 'Angemeldet als Ada Lovelace')
    await expectAxeFindsNothing(page, 'my session in German')
    await page.getByRole('button', { name: 'Überall abmelden' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Abbrechen' }).click()
    await page.getByRole('button', { name: 'Dieses Gerät abmelden' }).click()
    await expectTitle(page, 'Abgemeldet, und Cognito bestätigt es')
    await expect(page.getByRole('listitem').filter({ hasText: 'Ablehnung beobachtet' })).toBeVisible()
    await expect(page.getByText(/^Angefordert am .*:\d\d GMT\+5:30$/)).toBeVisible()
    await expectAxeFindsNothing(page, 'a receipt in German')
  })

  test('on a phone nothing is cut off by words that are longer', async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 })
    await page.goto('/')
    await fillGerman(page, people.rhea)
    await expectTitle(page, 'Angemeldet als Rhea Okafor')
    for (const path of ['', ...operatorPages, ada, `${ada}/compromised`]) {
      await page.goto(`/${path}`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expectFits(page, path)
    }
  })

  test('English is one click away, and kept', async ({ page }) => {
    await page.goto('/')
    await expectTitle(page, 'Anmelden')
    await page.getByRole('group', { name: 'Sprache' }).getByRole('button', { name: 'English' }).click()
    await expectSignInPage(page)
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await fillSignIn(page, people.ada)
    await expectSignedIn(page)
    await page.reload()
    await expectSignedIn(page)
  })
})

test('German is one click away, and the session goes on', async ({ page }) => {
  await signIn(page)
  await page.getByRole('button', { name: 'Deutsch' }).click()
  await expectTitle(page, 'Angemeldet als Ada Lovelace')
  await expect(page.getByRole('button', { name: 'Deutsch' })).toHaveAttribute('aria-pressed', 'true')
})

test('on a shared computer another language would lose the session here: the reason is told, and nothing happens', async ({
  page,
}) => {
  await page.goto('/')
  await fillSignInShared(page, people.ada)
  await expectSignedIn(page)
  const german = page.getByRole('button', { name: 'Deutsch' })
  await expect(german).toHaveAccessibleDescription(/loading it again would lose it here/)
  await german.click({ force: true })
  await expectSignedIn(page)
})

test.describe('a catalogue that does not arrive', () => {
  test.use({ locale: 'de-DE', provoked: /Failed to fetch dynamically imported module|Failed to load/ })

  test('costs the language, and nothing else', async ({ page }) => {
    await page.context().route('**/assets/de-*.js', async (route) => route.abort())
    await page.goto('/')
    await expectSignInPage(page)
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await fillSignIn(page, people.ada)
    await expectSignedIn(page)
  })
})

// Accents stand on every letter of what comes from the catalogue: whatever has none is a word that no translator sees.
test('no word of a page is outside the catalogues', async ({ page }) => {
  await page.goto('/')
  const english = await strange(page)
  for (const word of ['Skip to content', 'User name', 'Shared computer', 'Language']) {
    expect(english, 'control: in English every word is strange').toContain(word)
  }
  await page.evaluate(() => localStorage.setItem('curfew-language', 'en-XA'))
  await page.goto('/')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-XA')
  expect.soft(await strange(page), 'sign in').toEqual([])
  await page.getByRole('textbox').first().fill(people.rhea.username)
  await page.locator('input[type=password]').fill(people.rhea.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Rhea Okafor')
  for (const path of ['', ...operatorPages, ada, `${ada}/compromised`, 'nowhere']) {
    await page.goto(`/${path}`)
    await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible()
    expect.soft(await strange(page), path).toEqual([])
  }
})

test('no word of a dialog, a drawer or a receipt is, either', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('curfew-language', 'en-XA'))
  await page.goto('/')
  const fill = async (password: string) => {
    await page.getByRole('textbox').first().fill(people.rhea.username)
    await page.locator('input[type=password]').fill(password)
    await page.keyboard.press('Enter')
  }
  await fill('not-this-one')
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible()
  expect.soft(await strange(page), 'a refusal').toEqual([])
  await fill(people.rhea.password)
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toContainText('Rhea Okafor')
  for (const keys of ['Control+k', 'Shift+?', 'Alt+c']) {
    await page.keyboard.press(keys)
    const opened = keys === 'Alt+c' ? page.locator('[aria-labelledby="calls-title"]') : page.getByRole('dialog')
    await expect(opened).toBeVisible()
    expect.soft(await strange(page), keys).toEqual([])
    await page.keyboard.press('Escape')
  }
  const [thisDevice, everywhere] = await page.getByRole('main').getByRole('button').all()
  await everywhere?.click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  expect.soft(await strange(page), 'everywhere').toEqual([])
  await page.keyboard.press('Escape')
  await thisDevice?.click()
  await expect(heading).not.toContainText('Rhea Okafor')
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: 'GetUser' })).toBeVisible()
  expect.soft(await strange(page), 'receipt').toEqual([])
})
