import { expect, test } from './fixtures.ts'
import { expectTitle, holdBack, people } from './steps.ts'

// What the page asks for, and when: each file too early takes the line from the sign-in, and each round trip too many
// keeps it waiting.

const kind = (url: string) => new URL(url).pathname.replace(/^\/assets\//, '').replace(/-[\w-]{8}(?=\.\w+$)/, '')

test('before anybody can sign in, only what that takes is loaded, each in one piece', async ({ page }) => {
  const asked: string[] = []
  let worker = ''
  page.context().on('request', (request) => {
    asked.push(kind(request.url()))
    if (asked.at(-1) === 'worker.js') worker = request.url()
  })
  const open = await holdBack(page, '**/assets/worker-*.js')
  await page.goto('/')
  await expect.poll(() => asked).toContain('worker.js')
  // Two frames: what the layout needs has been asked for by then.
  await page.evaluate(
    async () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(undefined)))),
  )
  // Browsers tell no test of the icon.
  const first = ['/', 'first.js', 'worker.js', '/config.json']
  const askedFirst = () => asked.filter((name) => name !== '/favicon.svg').toSorted()
  await expect.poll(askedFirst).toEqual(first.toSorted())
  // What the worker imports at once would be a round trip more.
  const text = await (await page.request.get(worker)).text()
  expect(text.match(/(?:from|import)\s*["']\.\/[\w.-]+/g) ?? []).toEqual([])
  open()
  // The control: faces and app are fetched, and it is seen.
  await expect.poll(() => asked).toContain('instrument-sans-latin-wght-normal.woff2')
  await expect.poll(() => asked).toContain('App.js')
})

test.describe('in a German browser', () => {
  test.use({ locale: 'de-DE' })

  test('the German words are fetched beside the first scripts, once', async ({ page }) => {
    const asked: string[] = []
    page.context().on('request', (request) => asked.push(kind(request.url())))
    const go = await holdBack(page, '**/assets/first-*.js')
    await page.goto('/', { waitUntil: 'commit' })
    await expect.poll(() => asked).toEqual(expect.arrayContaining(['de.js', 'first.js']))
    go()
    await expect(page.getByRole('heading', { level: 1, name: 'Anmelden' })).toBeVisible()
    expect(asked.filter((name) => name === 'de.js')).toHaveLength(1)
  })

  test('the form stands in German before any script has come, and what is typed stays when they do', async ({
    page,
  }) => {
    const go = await holdBack(page, '**/assets/first-*.js')
    await page.goto('/', { waitUntil: 'commit' })
    await expect(page.getByRole('heading', { level: 1, name: 'Anmelden' })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    await page.getByLabel('Benutzername').fill(people.ada.username)
    await page.getByLabel('Passwort', { exact: true }).fill(people.ada.password)
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click()
    go()
    await expectTitle(page, 'Angemeldet als Ada Lovelace')
  })
})
