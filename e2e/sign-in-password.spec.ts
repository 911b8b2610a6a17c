import { expect, test } from './fixtures.ts'
import { plant, poolConfig, vera } from './pools.ts'
import { alertIn, expectSignedInAs, expectTitle, fillSignIn } from './steps.ts'
import { bodiesSent, operationsAsked } from './requests.ts'

test.use({ configChanges: poolConfig })

test('a password is proven by SRP: it never leaves the browser', async ({ page, world }) => {
  await plant(world, { client: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH'] } })
  const bodies = bodiesSent(page.context())
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectSignedInAs(page, vera.name, 'with a password')
  expect((await operationsAsked(world)).slice(0, 2)).toEqual(['InitiateAuth', 'RespondToAuthChallenge'])
  expect(bodies.join('\n')).toContain('USER_SRP_AUTH')
  expect(bodies.join('\n')).not.toContain(vera.password)
})

test('where an app client allows nothing else, the password is sent to Cognito', async ({ page, world }) => {
  await plant(world, { client: { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] } })
  const bodies = bodiesSent(page.context())
  await page.goto('/')
  await fillSignIn(page, vera)
  await expectSignedInAs(page, vera.name, 'with a password')
  expect((await operationsAsked(world)).slice(0, 2)).toEqual(['InitiateAuth', 'InitiateAuth'])
  expect(bodies.join('\n')).toContain(vera.password)
})

test('a refusal of another kind is no reason to send the password', async ({ page, world }) => {
  await plant(world, { client: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH'] } })
  const bodies = bodiesSent(page.context())
  await world.emulator.addFault({ operation: 'InitiateAuth', error: { code: 'InvalidParameterException' } })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expect(alertIn(page)).toHaveCount(1)
  expect(await operationsAsked(world)).toEqual(['InitiateAuth'])
  expect(bodies.join('\n')).not.toContain(vera.password)
})

test('an app client that allows no password at all: it says what an operator can change', async ({ page, world }) => {
  await plant(world, { client: { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] } })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expect(alertIn(page)).toContainText('Password sign-in is off')
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue(vera.password)
})

test('an app client with a secret is refused, and it says why and what to do', async ({ page, world }) => {
  await plant(world, { client: { ClientSecret: 'a0secret0that0no0browser0could0keep0to0itself000' } })
  await page.goto('/')
  await fillSignIn(page, vera)
  await expect(alertIn(page)).toContainText('This app client has a secret')
  await expect(alertIn(page)).toContainText('has to name an app client without one')
})

test.describe('a temporary password', () => {
  const schema = [
    { Name: 'family_name', AttributeDataType: 'String', Required: true, Mutable: true },
    { Name: 'birthdate', AttributeDataType: 'String', Required: true, Mutable: true },
  ]
  const user = { Password: undefined, TemporaryPassword: 'Temporary-1', Attributes: { name: vera.name } }

  test('asks for a new one and for what the pool requires, and signs in', async ({ page, world }) => {
    await plant(world, { pool: { Schema: schema }, user })
    await page.goto('/')
    await fillSignIn(page, { username: vera.username, password: 'Temporary-1' })
    await expect(page.getByRole('heading', { level: 1, name: 'Choose a new password' })).toBeFocused()
    await page.getByLabel('New password', { exact: true }).fill(vera.password)
    await page.getByLabel('Family name').fill('Lind')
    await page.getByLabel('Birthdate').fill('1990-02-28')
    await page.getByRole('button', { name: 'Set the password and sign in' }).click()
    await expectSignedInAs(page, vera.name, 'with a password')
  })

  test('a new one that is refused costs nothing that was typed', async ({ page, world }) => {
    await plant(world, { pool: { Schema: schema }, user })
    await page.goto('/')
    await fillSignIn(page, { username: vera.username, password: 'Temporary-1' })
    await page.getByLabel('New password', { exact: true }).fill('short')
    await page.getByLabel('Family name').fill('Lind')
    await page.getByLabel('Birthdate').fill('1990-02-28')
    await page.getByRole('button', { name: 'Set the password and sign in' }).click()
    await expect(alertIn(page)).toContainText('Choose another password')
    await expect(alertIn(page)).toHaveCount(1)
    await expect(page.getByLabel('Family name')).toHaveValue('Lind')
    await expect(page.getByLabel('Birthdate')).toHaveValue('1990-02-28')
    await page.getByLabel('New password', { exact: true }).fill(vera.password)
    await page.getByRole('button', { name: 'Set the password and sign in' }).click()
    await expectTitle(page, `Signed in as ${vera.name}`)
  })
})
