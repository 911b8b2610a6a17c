/* oxlint-disable no-restricted-imports -- the tests' own authenticators; no part of the console imports this file */
import { totp } from '../../emulator/operations/authenticator.ts'
import { softwareAuthenticator } from '../../emulator/softwareAuthenticator.ts'
import type { ManagedLoginOperations } from './protocol/managedLogin.ts'
import type { SignInOperations } from './protocol/signIn.ts'
import { managedWorld, signInThere, Visitor } from './testManagedLogin.ts'
import { beside, lastCode, password, peoplesWorld } from './testPeople.ts'
import { asksNothing, type Rows } from './testRapid.ts'
import { demo, type World } from './testWorld.ts'

const half = 'a-half-of-a-key-for-these-tests'
const one = { InitiateAuth: 1, RespondToAuthChallenge: 1 }
const key = softwareAuthenticator('ES256')

async function asked(world: World, username: string) {
  const tab = await world.openTab()
  const question = await tab.signIn([username, password])
  return { world, tab, question }
}

/** Somebody who may choose how to sign in, with a passkey. */
async function choosing() {
  const mia = { email: 'mia@example.com', email_verified: 'true' }
  const world = peoplesWorld('OPTIONAL', {
    pool: {
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'] } },
      WebAuthnConfiguration: { RelyingPartyId: 'example.com', UserVerification: 'required' },
      Users: [{ Username: 'mia', Attributes: mia }],
    },
    flows: ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH'],
  })
  const begun = { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: 'web' }
  const parameters = { USERNAME: 'mia', PASSWORD: password }
  const { AuthenticationResult } = await beside(world, 'InitiateAuth', { ...begun, AuthParameters: parameters })
  const { AccessToken } = AuthenticationResult as { AccessToken: string }
  const { CredentialCreationOptions } = await beside(world, 'StartWebAuthnRegistration', { AccessToken })
  const { challenge } = CredentialCreationOptions as { challenge: string }
  await beside(world, 'CompleteWebAuthnRegistration', { AccessToken, Credential: key.create(challenge) })
  const tab = await world.openTab()
  return { world, tab }
}

async function chosen() {
  const { world, tab } = await choosing()
  await tab.signInByChoice('mia')
  return { world, tab }
}

async function returned() {
  const world = managedWorld()
  const tab = await world.openTab()
  const query = await new Visitor(world).comeBackFrom(await tab.beginManagedLogin())
  return { world, tab, args: { query, half } }
}

/** The operations of a sign-in, by the API and at managed login. */
export const signInRows: Rows<keyof SignInOperations | keyof ManagedLoginOperations> = {
  signIn: {
    stage: async () => {
      const world = peoplesWorld('ON')
      return { world, tab: await world.openTab(), args: { username: 'mail', password, memoryOnly: false, half } }
    },
    sends: one,
  },
  signInByChoice: {
    stage: async () => ({ ...(await choosing()), args: { username: 'mia', memoryOnly: false, half } }),
    sends: { InitiateAuth: 1 },
  },
  answerNewPassword: {
    stage: async () => {
      const world = peoplesWorld('OPTIONAL', { pool: { Users: [{ Username: 'nea', TemporaryPassword: password }] } })
      const args = { newPassword: 'Silver-spoon-78', attributes: {} }
      return { ...(await asked(world, 'nea')), args }
    },
    sends: { RespondToAuthChallenge: 1 },
  },
  answerCode: {
    stage: async () => {
      const at = await asked(peoplesWorld('ON'), 'mail')
      return { ...at, args: { code: await lastCode(at.world) } }
    },
    sends: { RespondToAuthChallenge: 1 },
  },
  chooseCode: {
    stage: async () => ({ ...(await asked(peoplesWorld('ON'), 'both')), args: { from: 'email' } }),
    sends: { RespondToAuthChallenge: 1 },
  },
  chooseWay: {
    stage: async () => ({ ...(await chosen()), args: { way: 'email' } }),
    sends: { RespondToAuthChallenge: 1 },
  },
  answerPasskey: {
    stage: async () => {
      const { world, tab } = await chosen()
      const asks = await tab.answer('chooseWay', { way: 'passkey' })
      if (asks.step !== 'passkey') throw new Error(asks.step)
      return { world, tab, args: { credential: key.get((asks.options as { challenge: string }).challenge) } }
    },
    sends: { RespondToAuthChallenge: 1 },
  },
  chooseSetUp: {
    stage: async () => ({ ...(await asked(peoplesWorld('ON'), 'bare')), args: { of: 'authenticator app' } }),
    sends: { AssociateSoftwareToken: 1 },
  },
  answerSetUp: {
    stage: async () => {
      const at = await asked(peoplesWorld('ON', { pool: { EmailMfaConfiguration: undefined } }), 'bare')
      if (at.question.step !== 'set up authenticator app') throw new Error(at.question.step)
      return { ...at, args: { code: await totp(at.question.secret, Date.now()) } }
    },
    sends: { VerifySoftwareToken: 1, RespondToAuthChallenge: 1 },
  },
  setUpEmail: {
    stage: async () => {
      const world = peoplesWorld('ON', { pool: { SoftwareTokenMfaConfiguration: { Enabled: false } } })
      return { ...(await asked(world, 'bare')), args: { address: 'bea@example.com' } }
    },
    sends: { RespondToAuthChallenge: 1 },
  },
  rememberDevice: {
    stage: async () => {
      const world = peoplesWorld('OPTIONAL', {
        pool: {
          DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: true },
          Users: [{ Username: 'mia', Attributes: { email: 'mia@example.com', email_verified: 'true' } }],
        },
      })
      return { ...(await asked(world, 'mia')), args: {} }
    },
    sends: { UpdateDeviceStatus: 1 },
  },

  beginManagedLogin: {
    stage: async () => {
      const world = managedWorld()
      world.jar.signIn = half
      return { world, tab: await world.openTab(), args: { memoryOnly: false, returnTo: '/' } }
    },
    sends: {},
  },
  finishManagedLogin: { stage: returned, sends: { 'oauth2/token': 1 }, once: true },
  leaveManagedLogin: {
    stage: async () => {
      const world = managedWorld()
      const tab = await world.openTab()
      await signInThere(world, tab)
      return { world, tab, args: { receiptId: (await tab.signOutToTheEnd()).id } }
    },
    sends: {},
  },
  returnFromManagedLogin: asksNothing({ receiptId: demo.pool }),
}
