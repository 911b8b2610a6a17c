import { expect, test } from './fixtures.ts'
import { appCode, apps, codeSent, emails, otherThan, plant, poolConfig, secret, texts, vera } from './pools.ts'
import { alertIn, codeField, expectSignedInAs, expectSignInPage, expectTitle, fillSignIn, typeCode } from './steps.ts'

test.use({ configChanges: poolConfig })

const on = { MfaConfiguration: 'ON' }

test('a code from an authenticator app', async ({ page, world }) => {
  await plant(world, { pool: { ...on, ...apps }, user: { SoftwareToken: secret } })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expect(page.getByRole('heading', { level: 1, name: 'Type the code from your app' })).toBeFocused()
  await typeCode(page, await appCode(world, secret))
  await expectSignedInAs(page, vera.name, 'with a password and a code from an authenticator app')
})

test('a code from a text message, and where it was sent', async ({ page, world }) => {
  await plant(world, { pool: { ...on, ...texts } })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectTitle(page, 'Type the code from the text message')
  await expect(page.getByText('Cognito has sent it to +*******5678.')).toBeVisible()
  await typeCode(page, await codeSent(world, 'SMS'))
  await expectSignedInAs(page, vera.name, 'with a password and a code from a text message')
})

test('a code from an email, and where it was sent', async ({ page, world }) => {
  await plant(world, { pool: { ...on, ...emails } })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectTitle(page, 'Type the code from the email')
  await expect(page.getByText('Cognito has sent it to v***@e***.')).toBeVisible()
  await typeCode(page, await codeSent(world, 'EMAIL'))
  await expectSignedInAs(page, vera.name, 'with a password and a code from an email')
})

test('the field of a code is made for codes: digits, and filled in by the browser', async ({ page, world }) => {
  await plant(world, { pool: { ...on, ...texts } })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expect(codeField(page)).toHaveAttribute('autocomplete', 'one-time-code')
  await expect(codeField(page)).toHaveAttribute('inputmode', 'numeric')
  const code = await codeSent(world, 'SMS')
  await typeCode(page, `${code.slice(0, 3)} ${code.slice(3)}`)
  await expectTitle(page, `Signed in as ${vera.name}`)
})

test('a wrong code is said at the field, which has focus again, and the right one signs in', async ({
  page,
  world,
}) => {
  await plant(world, { pool: { ...on, ...texts } })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectTitle(page, 'Type the code from the text message')
  const code = await codeSent(world, 'SMS')
  await typeCode(page, otherThan(code))
  await expect(page.getByText('That code did not match')).toHaveCount(1)
  await expect(codeField(page)).toBeFocused()
  await expect(codeField(page)).toHaveAccessibleDescription(/That code did not match/)
  await expect(codeField(page)).toHaveValue(otherThan(code))
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
  await expectTitle(page, `Signed in as ${vera.name}`)
})

test('a code of an app that was used before is said to be just that', async ({ page, world }) => {
  await plant(world, { pool: { ...on, ...apps }, user: { SoftwareToken: secret } })
  await world.emulator.freezeClock(true)
  const code = await appCode(world, secret)
  const other = await world.newBrowser()
  await other.goto('/')
  await fillSignIn(other, vera)
  await typeCode(other, code)
  await expectTitle(other, `Signed in as ${vera.name}`)
  await page.goto('/')
  await fillSignIn(page, vera)
  await typeCode(page, code)
  await expect(codeField(page)).toHaveAccessibleDescription(/expired|used/)
  await expect(codeField(page)).toBeFocused()
})

test('a sign-in that took too long says so, and starting again keeps the user name', async ({ page, world }) => {
  await plant(world, { pool: { ...on, ...texts } })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectTitle(page, 'Type the code from the text message')
  await world.emulator.advanceClock(4 * 60_000)
  await typeCode(page, await codeSent(world, 'SMS'))
  await expect(alertIn(page)).toContainText('This sign-in took too long')
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Start again' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expectSignInPage(page)
  await expect(page.getByLabel('User name')).toHaveValue(vera.username)
  await expect(alertIn(page)).toHaveCount(0)
})

test('a busy Cognito does not cost the code: the same one is taken a moment later', async ({ page, world }) => {
  await plant(world, { pool: { ...on, ...texts } })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectTitle(page, 'Type the code from the text message')
  await world.emulator.addFault({ operation: 'RespondToAuthChallenge', error: { code: 'TooManyRequestsException' } })
  const code = await codeSent(world, 'SMS')
  await typeCode(page, code)
  await expect(alertIn(page)).toContainText('Cognito is busy')
  await expect(codeField(page)).toHaveValue(code)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expectTitle(page, `Signed in as ${vera.name}`)
})

test('who has several second factors chooses where the code comes from', async ({ page, world }) => {
  await plant(world, { pool: { ...on, ...texts, ...emails } })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectTitle(page, 'Choose where your code comes from')
  const sources = page.getByRole('list', { name: 'Where the code can come from' })
  await expect(sources.getByRole('button')).toHaveCount(2)
  await sources.getByRole('button', { name: 'Email' }).click()
  await expectTitle(page, 'Type the code from the email')
  await typeCode(page, await codeSent(world, 'EMAIL'))
  await expectSignedInAs(page, vera.name, 'with a password and a code from an email')
})

test('a pool that requires a second factor: an authenticator app is set up on the way in', async ({ page, world }) => {
  await plant(world, { pool: { ...on, ...apps } })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectTitle(page, 'Set up an authenticator app')
  await expect(page.getByRole('img', { name: 'QR code of the secret below' })).toBeVisible()
  const shown = (await page.getByText(/^(?:[A-Z2-7]{4} )+[A-Z2-7]{1,4}$/).textContent()) ?? ''
  await typeCode(page, otherThan(await appCode(world, shown.replaceAll(' ', ''))), 'Finish and sign in')
  await expect(codeField(page)).toHaveAccessibleDescription(/That code did not match/)
  await typeCode(page, await appCode(world, shown.replaceAll(' ', '')), 'Finish and sign in')
  await expectSignedInAs(page, vera.name, 'with a password and a code from an authenticator app')
})

test('the secret can be copied, without the gaps that are shown', async ({ page, world }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await plant(world, { pool: { ...on, ...apps } })
  await page.goto('/')
  await fillSignIn(page, vera)
  await page.getByRole('button', { name: 'Copy secret' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  const reader = await page.context().newPage()
  await reader.goto(`${world.emulator.url}/_emulator/health`)
  expect(await reader.evaluate(async () => navigator.clipboard.readText())).toMatch(/^[A-Z2-7]{16,}$/)
})

test('codes by email are set up on the way in, where the person chooses so', async ({ page, world }) => {
  const user = { Attributes: { name: vera.name } }
  await plant(world, { pool: { ...on, ...apps, ...emails }, user })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectTitle(page, 'Set up a second step')
  await page.getByRole('list', { name: 'What can be set up' }).getByRole('button', { name: 'Email' }).click()
  await expectTitle(page, 'Set up codes by email')
  await page.getByLabel('Email address').fill('vera@example.com')
  await page.getByRole('button', { name: 'Send a code' }).click()
  await expectTitle(page, 'Type the code from the email')
  await typeCode(page, await codeSent(world, 'EMAIL'))
  await expectSignedInAs(page, vera.name, 'with a password and a code from an email')
})

test('a second factor that cannot be set up here is named, with what to do', async ({ page, world }) => {
  await plant(world, { pool: { ...on, ...texts }, user: { Attributes: { name: vera.name } } })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectTitle(page, 'Cognito asks for something else')
  await expect(alertIn(page)).toContainText('The challenge is MFA_SETUP')
  await expect(alertIn(page)).toContainText('Ask whoever runs the pool to add your phone number')
  await page.getByRole('button', { name: 'Start again' }).click()
  await expectSignInPage(page)
})
