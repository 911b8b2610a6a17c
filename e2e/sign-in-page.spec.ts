import { expect, test } from './fixtures.ts'
import { codeSent, emails, plant, poolConfig, texts, vera } from './pools.ts'
import {
  alertIn,
  codeField,
  expectSignInPage,
  expectTitle,
  fillSignIn,
  holdCalls,
  signOutThisDevice,
  typeCode,
} from './steps.ts'
import { sent } from './requests.ts'
import { expectFits } from './widths.ts'

test.use({ configChanges: poolConfig })

const withText = { MfaConfiguration: 'ON', ...texts }

test('the browser’s back button leads from a question to the first form, and from there on as ever', async ({
  page,
  world,
}) => {
  await plant(world, { pool: withText })
  await page.goto('/config.json')
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectTitle(page, 'Type the code from the text message')
  await page.goBack()
  await expectSignInPage(page)
  await expect(page.getByLabel('User name')).toHaveValue(vera.username)
  await page.getByLabel('Password', { exact: true }).fill(vera.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expectTitle(page, 'Type the code from the text message')
  await typeCode(page, await codeSent(world, 'SMS'))
  await expectTitle(page, `Signed in as ${vera.name}`)
  await page.goBack()
  await expect(page).toHaveURL(/config\.json$/)
})

test('an answer that comes after somebody went back is not shown', async ({ page, world }) => {
  await plant(world, { pool: { MfaConfiguration: 'ON', ...texts, ...emails } })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectTitle(page, 'Choose where your code comes from')
  const answer = await holdCalls(world, 'RespondToAuthChallenge')
  await page.getByRole('button', { name: 'Email' }).click()
  await expect(page.getByText('Asking Cognito')).toBeVisible()
  await page.goBack()
  await expectSignInPage(page)
  await expect(page.getByRole('button', { name: 'Signing in' })).toBeVisible()
  await answer()
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  await expect(alertIn(page)).toHaveCount(0)
})

test('after a sign-out the same questions are asked in the app, and back works there too', async ({ page, world }) => {
  await plant(world, { pool: withText })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectTitle(page, 'Type the code from the text message')
  await typeCode(page, await codeSent(world, 'SMS'))
  await expectTitle(page, `Signed in as ${vera.name}`)
  await signOutThisDevice(page)
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await fillSignIn(page, vera)
  await expectTitle(page, 'Type the code from the text message')
  await page.goBack()
  await expectSignInPage(page)
  await fillSignIn(page, vera)
  await expectTitle(page, 'Type the code from the text message')
  await typeCode(page, await codeSent(world, 'SMS'))
  await expectTitle(page, `Signed in as ${vera.name}`)
})

test('“Skip to content” is no way back', async ({ page, world }) => {
  await plant(world, { pool: withText })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectTitle(page, 'Type the code from the text message')
  await page.getByRole('link', { name: 'Skip to content' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#main$/)
  await expectTitle(page, 'Type the code from the text message')
})

test('a hundred clicks are one request', async ({ page, world }) => {
  await plant(world, { pool: withText })
  await page.goto('/')
  await fillSignIn(page, vera)
  await codeField(page).fill(await codeSent(world, 'SMS'))
  await world.emulator.clearLog()
  await page.getByRole('button', { name: 'Sign in', exact: true }).evaluate((button: HTMLElement) => {
    for (let clicks = 0; clicks < 100; clicks += 1) button.click()
  })
  await expectTitle(page, `Signed in as ${vera.name}`)
  expect(await sent(world, 'RespondToAuthChallenge')).toHaveLength(1)
})

test('a keyboard alone gets through a choice and a code, and focus is never lost', async ({ page, world }) => {
  await plant(world, { pool: { MfaConfiguration: 'ON', ...texts, ...emails } })
  await page.goto('/')
  await page.getByLabel('User name').focus()
  await page.keyboard.type(vera.username)
  await page.keyboard.press('Tab')
  await page.keyboard.type(vera.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Choose where your code comes from' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Type the code from the text message' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.type(await codeSent(world, 'SMS'))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: `Signed in as ${vera.name}` })).toBeFocused()
})

test.describe('a very long Arabic name', () => {
  const username = 'نورالهدىبنتعبدالرحمن'.repeat(7).slice(0, 128)
  const config = { ...poolConfig, signIn: ['choice'] }
  test.use({ configChanges: config })

  test('is shown whole at 320 px, and nothing is cut off', async ({ page, world }) => {
    await page.setViewportSize({ width: 320, height: 640 })
    await plant(world, { user: { Username: username } })
    await page.goto('/')
    await page.getByLabel('User name').fill(username)
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await expectTitle(page, 'Type your password')
    await expect(page.getByText(username)).toBeVisible()
    await expectFits(page)
  })
})

test.describe('the form of a question that cannot be loaded', () => {
  test.use({ provoked: /Failed to fetch dynamically imported module|Failed to load/ })

  test('says so where the person is, and nothing typed is lost', async ({ page, world }) => {
    await plant(world, { pool: withText })
    await page.context().route('**/assets/SignInStep-*.js', async (route) => route.abort())
    await page.goto('/')
    await fillSignIn(page, vera)
    await expect(alertIn(page)).toContainText('A part of Curfew could not be loaded')
    await expect(page.getByLabel('User name')).toHaveValue(vera.username)
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue(vera.password)
  })
})
