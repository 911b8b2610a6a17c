import type { Page } from '@playwright/test'

import { expect, test, type World } from './fixtures.ts'
import { codeSent, cognito, otherThan, plant, poolConfig, texts, vera } from './pools.ts'
import {
  alertIn,
  codeField,
  continueAs,
  expectSignedInAs,
  expectSignInPage,
  expectTitle,
  fillSignIn,
  typeCode,
} from './steps.ts'
import { bodiesSent, operationsAsked } from './requests.ts'

test.use({ configChanges: { ...poolConfig, signIn: ['choice', 'password'] } })

const anyWay = {
  Policies: {
    PasswordPolicy: { MinimumLength: 8 },
    SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] },
  },
  WebAuthnConfiguration: { RelyingPartyId: 'localhost', UserVerification: 'preferred' },
  ...texts,
}

/** A passkey is registered by somebody who is signed in, here with a password. */
const registering = { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH'] }

function way(page: Page, name: string) {
  return page.getByRole('list', { name: 'Ways to sign in' }).getByRole('button', { name })
}

test('the user name comes first, and then the ways that this person has', async ({ page, world }) => {
  await plant(world, { pool: anyWay })
  await page.goto('/')
  await expect(page.getByLabel('Password', { exact: true })).toBeHidden()
  await continueAs(page, vera.username)
  await expect(page.getByRole('heading', { level: 1, name: 'Choose how to sign in' })).toBeFocused()
  const ways = page.getByRole('list', { name: 'Ways to sign in' }).getByRole('button')
  await expect(ways).toHaveText([/^Password/, /^Code by email/, /^Code by text message/])
  expect(await operationsAsked(world)).toEqual(['InitiateAuth'])
})

test('the password, proven by SRP', async ({ page, world }) => {
  await plant(world, { pool: anyWay })
  const bodies = bodiesSent(page.context())
  await page.goto('/')
  await continueAs(page, vera.username)
  await way(page, 'Password').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Type your password' })).toBeFocused()
  await page.getByLabel('Password', { exact: true }).fill(vera.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expectSignedInAs(page, vera.name, 'with a password')
  expect(bodies.join('\n')).not.toContain(vera.password)
})

test('a wrong password is said in place, and the right one is taken without starting again', async ({
  page,
  world,
}) => {
  await plant(world, { pool: anyWay })
  await page.goto('/')
  await continueAs(page, vera.username)
  await way(page, 'Password').click()
  await page.getByLabel('Password', { exact: true }).fill('Not-this-one-1')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(alertIn(page)).toContainText('That did not match')
  await page.getByLabel('Password', { exact: true }).fill(vera.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expectSignedInAs(page, vera.name, 'with a password')
})

test('a code by email', async ({ page, world }) => {
  await plant(world, { pool: anyWay })
  await page.goto('/')
  await continueAs(page, vera.username)
  await way(page, 'Code by email').click()
  await expectTitle(page, 'Type the code from the email')
  const code = await codeSent(world, 'EMAIL')
  await typeCode(page, otherThan(code))
  await expect(codeField(page)).toHaveAccessibleDescription(/That code did not match/)
  await typeCode(page, code)
  await expectSignedInAs(page, vera.name, 'with a code from an email')
})

test('a code by text message', async ({ page, world }) => {
  await plant(world, { pool: anyWay })
  await page.goto('/')
  await continueAs(page, vera.username)
  await way(page, 'Code by text message').click()
  await expectTitle(page, 'Type the code from the text message')
  await typeCode(page, await codeSent(world, 'SMS'))
  await expectSignedInAs(page, vera.name, 'with a code from a text message')
})

test('another way is one click away from a code that does not arrive', async ({ page, world }) => {
  await plant(world, { pool: anyWay })
  await page.goto('/')
  await continueAs(page, vera.username)
  await way(page, 'Code by text message').click()
  await expectTitle(page, 'Type the code from the text message')
  await page.getByRole('button', { name: 'Choose another way' }).click()
  await expectTitle(page, 'Choose how to sign in')
  await way(page, 'Code by email').click()
  await typeCode(page, await codeSent(world, 'EMAIL'))
  await expectSignedInAs(page, vera.name, 'with a code from an email')
})

test('the other offer of the deployment is one click away, and keeps what was typed', async ({ page, world }) => {
  await plant(world, { pool: anyWay })
  await page.goto('/')
  await page.getByLabel('User name').fill(vera.username)
  await page.getByRole('button', { name: 'Use a password instead' }).click()
  await expect(page.getByLabel('User name')).toHaveValue(vera.username)
  await page.getByLabel('Password', { exact: true }).fill(vera.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expectSignedInAs(page, vera.name, 'with a password')
})

test('a password that was typed and sent before the page knew of the choice is taken', async ({ page, world }) => {
  await plant(world, { pool: anyWay })
  let release = () => {}
  const held = new Promise<void>((done) => {
    release = done
  })
  await page.context().route('**/assets/*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto('/', { waitUntil: 'commit' })
  await fillSignIn(page, vera)
  release()
  await expectSignedInAs(page, vera.name, 'with a password')
})

test('somebody who does not exist gets no other answer than a wrong password', async ({ page, world }) => {
  await plant(world, { pool: anyWay })
  await page.goto('/')
  await page.getByLabel('User name').fill('nobody-at-all')
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.getByLabel('Password', { exact: true }).and(page.locator(':visible')).fill('Not-this-one-1')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(alertIn(page)).toContainText('That did not match')
})

test.describe('with a passkey', () => {
  test('of this device', async ({ page, world }) => {
    await plant(world, { pool: anyWay, client: registering })
    await withPasskey(page, world)
    await continueAs(page, vera.username)
    await way(page, 'Passkey').click()
    await expectSignedInAs(page, vera.name, 'with a passkey')
  })

  test('in a browser that knows passkeys, but not their JSON', async ({ page, world }) => {
    await plant(world, { pool: anyWay, client: registering })
    await withPasskey(page, world)
    await page.addInitScript(() => {
      Reflect.deleteProperty(PublicKeyCredential, 'parseRequestOptionsFromJSON')
      Reflect.deleteProperty(PublicKeyCredential.prototype, 'toJSON')
    })
    await page.goto('/')
    await continueAs(page, vera.username)
    await way(page, 'Passkey').click()
    await expectSignedInAs(page, vera.name, 'with a passkey')
  })

  test('that is not on this device: it says so, and another way is one click away', async ({ page, world }) => {
    await plant(world, { pool: anyWay, client: registering })
    const authenticator = await withPasskey(page, world)
    await authenticator.forget()
    await continueAs(page, vera.username)
    await way(page, 'Passkey').click()
    await expect(alertIn(page)).toContainText('No passkey was used')
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
    await page.getByRole('button', { name: 'Choose another way' }).click()
    await way(page, 'Code by email').click()
    await typeCode(page, await codeSent(world, 'EMAIL'))
    await expectSignedInAs(page, vera.name, 'with a code from an email')
  })

  test('that Cognito refuses: it says so, and trying again begins anew', async ({ page, world }) => {
    await plant(world, { pool: anyWay, client: registering })
    await withPasskey(page, world)
    await continueAs(page, vera.username)
    const message = 'Incorrect username or password.'
    const error = { code: 'NotAuthorizedException', message }
    await world.emulator.addFault({ operation: 'RespondToAuthChallenge', nth: 2, error })
    await way(page, 'Passkey').click()
    await expect(alertIn(page)).toHaveCount(1)
    await expect(alertIn(page)).not.toContainText('password is wrong')
    await page.getByRole('button', { name: 'Try again' }).click()
    await expectSignedInAs(page, vera.name, 'with a passkey')
  })

  test('in a browser that has no WebAuthn: it says so', async ({ page, world }) => {
    await plant(world, { pool: anyWay, client: registering })
    await withPasskey(page, world)
    await page.addInitScript(() => {
      Reflect.deleteProperty(globalThis, 'PublicKeyCredential')
    })
    await page.goto('/')
    await continueAs(page, vera.username)
    await way(page, 'Passkey').click()
    await expect(alertIn(page)).toContainText('This browser cannot use passkeys')
    await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0)
    await page.getByRole('button', { name: 'Choose another way' }).click()
    await expectTitle(page, 'Choose how to sign in')
  })
})

test('starting again leads back to the user name', async ({ page, world }) => {
  await plant(world, { pool: anyWay })
  await page.goto('/')
  await continueAs(page, vera.username)
  await page.getByRole('button', { name: 'Start again' }).click()
  await expectSignInPage(page)
  await expect(page.getByLabel('User name')).toHaveValue(vera.username)
})

/** Gives the browser an authenticator that says yes, and the person a passkey in it. */
async function withPasskey(page: Page, world: World): Promise<{ forget(): Promise<void> }> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  const AuthParameters = { USERNAME: vera.username, PASSWORD: vera.password }
  const begun = await cognito(world, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: poolConfig.clientId,
    AuthParameters,
  })
  const { AccessToken } = begun['AuthenticationResult'] as { AccessToken: string }
  const started = await cognito(world, 'StartWebAuthnRegistration', { AccessToken })
  await page.goto('/')
  const Credential = await page.evaluate(async (options) => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
    const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential
    return made.toJSON()
  }, started['CredentialCreationOptions'] as PublicKeyCredentialCreationOptionsJSON)
  await cognito(world, 'CompleteWebAuthnRegistration', { AccessToken, Credential })
  await world.emulator.clearLog()
  return {
    forget: async () => {
      await devtools.send('WebAuthn.clearCredentials', { authenticatorId })
    },
  }
}
