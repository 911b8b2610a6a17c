import {
  AdminDeleteSoftwareTokenCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { createSrpSession, signSrpSession } from 'cognito-srp-helper'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { webCryptography } from '../domain/Cryptography.ts'
import type { Emulator } from '../index.ts'
import { control, DEMO, lastCode, post, sdk, signIn, testEmulator, verdict } from '../testing.ts'
import { totp } from './authenticator.ts'
import { POOL, secondFactorSeed } from './secondFactorPool.ts'
import { signInSteps } from './signInSteps.ts'

// What a request finds when another one has changed its user while it was at work.

const before = 'Harbour-lamp-1'
const later = 'Harbour-lamp-2'
const ada = { UserPoolId: DEMO.pool, Username: 'ada' }

afterEach(() => {
  vi.restoreAllMocks()
})

/** An emulator that works on one password for as long as a test wants, and says when it has begun to. */
function slowWith(password: string) {
  let [begin, go] = [() => {}, () => {}]
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  const held = new Promise<void>((resolve) => {
    go = resolve
  })
  const emulator = testEmulator({
    cryptography: {
      ...webCryptography,
      async sha256(bytes) {
        if (new TextDecoder().decode(bytes).endsWith(`:${password}`)) {
          begin()
          await held
        }
        return webCryptography.sha256(bytes)
      },
    },
  })
  return { emulator, begun, go }
}

/** How a request ends that works on `password`, if something happens meanwhile. */
async function endOf(password: string, ask: (emulator: Emulator) => Promise<string>, meanwhile: object) {
  const { emulator, begun, go } = slowWith(password)
  const asked = ask(emulator)
  // What ends before it has come to the password has not been held, and says why.
  await Promise.race([begun, asked])
  await sdk(emulator).send(meanwhile as never)
  go()
  return asked
}

const line = async (asked: Promise<unknown>) =>
  asked.then(
    () => 'ok',
    (error: Error) => `${error.name}: ${error.message}`,
  )
const setPassword = async (emulator: Emulator, Password: string) =>
  sdk(emulator).send(new AdminSetUserPasswordCommand({ ...ada, Password, Permanent: true }))

describe('a user who is deleted while a password of theirs is worked on', () => {
  const gone = new AdminDeleteUserCommand(ada)

  test('has signed in with a wrong one', async () => {
    const { emulator, begun, go } = slowWith(later)
    await setPassword(emulator, before)
    const entering = line(signIn(emulator, DEMO.storefront, 'ada', later))
    await begun
    await sdk(emulator).send(gone)
    go()
    expect(await entering).toContain('Incorrect username or password.')
  })

  test('has not changed it', async () => {
    const change = async (emulator: Emulator) => {
      const { AccessToken } = await signIn(emulator)
      const passwords = { PreviousPassword: 'Lamp-lit-1843', ProposedPassword: later }
      return verdict(emulator, 'ChangePassword', { AccessToken, ...passwords })
    }
    expect(await endOf(later, change, gone)).toBe('NotAuthorizedException: Incorrect username or password.')
  })

  test('has not reset it: the code is one that was never sent', async () => {
    const reset = async (emulator: Emulator) => {
      const who = { ClientId: DEMO.storefront, Username: 'ada' }
      await post(emulator, 'ForgotPassword', who)
      const codes = (await control(emulator, 'GET', 'codes')).body['codes'] as { code: string }[]
      const ConfirmationCode = codes.at(-1)?.code
      return verdict(emulator, 'ConfirmForgotPassword', { ...who, ConfirmationCode, Password: later })
    }
    expect(await endOf(later, reset, gone)).toContain('ExpiredCodeException')
  })

  test('has not been given it', async () => {
    const give = async (emulator: Emulator) => line(setPassword(emulator, later))
    expect(await endOf(later, give, gone)).toBe('UserNotFoundException: User does not exist.')
  })
})

test('a user who is disabled while a new password of theirs is worked on is not let in with it', async () => {
  const tomas = { UserPoolId: DEMO.pool, Username: 'tomas' }
  const answer = async (emulator: Emulator) => {
    const AuthParameters = { USERNAME: 'tomas', PASSWORD: 'Temporary-1' }
    const begin = { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: DEMO.storefront, AuthParameters }
    const { Session, ChallengeName } = (await post(emulator, 'InitiateAuth', begin)).body
    const ChallengeResponses = { USERNAME: 'tomas', NEW_PASSWORD: later }
    const respond = { ClientId: DEMO.storefront, ChallengeName, Session, ChallengeResponses }
    return verdict(emulator, 'RespondToAuthChallenge', respond)
  }
  const ended = endOf(later, answer, new AdminDisableUserCommand(tomas))
  expect(await ended).toBe('NotAuthorizedException: User is disabled.')
})

describe('a user who has proven a secret', () => {
  /** Does this before the platform has worked the proof out: every proof begins with a key that is imported. */
  const beforeProof = (happens: () => Promise<unknown>) => {
    const importKey = crypto.subtle.importKey.bind(crypto.subtle) as (...given: unknown[]) => Promise<CryptoKey>
    const held = async (...given: unknown[]) => {
      await happens()
      return importKey(...given)
    }
    vi.spyOn(crypto.subtle, 'importKey').mockImplementationOnce(held as typeof crypto.subtle.importKey)
  }

  test('by SRP, and is deleted before it has been looked at, is nobody', async () => {
    const emulator = testEmulator()
    const srp = createSrpSession('ada', 'Lamp-lit-1843', DEMO.pool, false)
    const AuthParameters = { USERNAME: 'ada', SRP_A: srp.largeA }
    const begin = { AuthFlow: 'USER_SRP_AUTH', ClientId: DEMO.storefront, AuthParameters }
    const asked = (await post(emulator, 'InitiateAuth', begin)).body
    const ChallengeParameters = asked['ChallengeParameters'] as Record<string, string>
    const signed = signSrpSession(srp, { ChallengeParameters })
    beforeProof(async () => sdk(emulator).send(new AdminDeleteUserCommand(ada)))
    const answer = {
      ClientId: DEMO.storefront,
      ChallengeName: 'PASSWORD_VERIFIER',
      Session: asked['Session'],
      ChallengeResponses: {
        USERNAME: 'ada',
        PASSWORD_CLAIM_SECRET_BLOCK: signed.secret,
        PASSWORD_CLAIM_SIGNATURE: signed.passwordSignature,
        TIMESTAMP: signed.timestamp,
      },
    }
    const ended = await verdict(emulator, 'RespondToAuthChallenge', answer)
    expect(ended).toBe('NotAuthorizedException: Incorrect username or password.')
  })

  /** A user whose authenticator app is asked for, and the answer with a right code. */
  async function askedForCode() {
    const emulator = testEmulator({ seed: secondFactorSeed('OPTIONAL') })
    await control(emulator, 'POST', 'clock', { frozen: true })
    const { begin, now, refusal } = signInSteps(() => emulator)
    const { AccessToken } = await signIn(emulator, 'web', 'bare', 'p')
    const secret = String((await post(emulator, 'AssociateSoftwareToken', { AccessToken })).body['SecretCode'])
    const UserCode = await totp(secret, await now())
    await post(emulator, 'VerifySoftwareToken', { AccessToken, UserCode })
    const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true }
    await post(emulator, 'SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings })
    await control(emulator, 'POST', 'clock', { advanceMs: 60_000 })
    const { Session } = await begin('bare')
    const SOFTWARE_TOKEN_MFA_CODE = await totp(secret, await now())
    const answer = async () => refusal('SOFTWARE_TOKEN_MFA', Session, { USERNAME: 'bare', SOFTWARE_TOKEN_MFA_CODE })
    return { emulator, answer }
  }
  const bare = { UserPoolId: POOL, Username: 'bare' }

  test.each([
    ['deleted', new AdminDeleteUserCommand(bare), 'Invalid session for the user.'],
    ['disabled', new AdminDisableUserCommand(bare), 'User is disabled.'],
  ])('by a code, and is %s before it has been looked at, is not let in', async (_name, command, message) => {
    const { emulator, answer } = await askedForCode()
    beforeProof(async () => sdk(emulator).send(command as never))
    expect(await answer()).toBe(`NotAuthorizedException: ${message}`)
  })

  test('whose authenticator app was taken away has no right code', async () => {
    const { emulator, answer } = await askedForCode()
    await sdk(emulator).send(new AdminDeleteSoftwareTokenCommand(bare))
    expect(await answer()).toContain('CodeMismatchException')
  })

  test('control: by a code, and is left alone, is let in', async () => {
    const { answer } = await askedForCode()
    expect(await answer()).toBe('ok')
  })
})

describe('of two requests that go on at the same moment', () => {
  /** Asks several things that a planned delay holds, and then lets them go at once. */
  async function atOnce(emulator: Emulator, ...asks: readonly (readonly [operation: string, body: object])[]) {
    const fault = { operation: '*', when: 'before', times: asks.length, delayMs: 600_000 }
    await control(emulator, 'POST', 'faults', fault)
    const asked = asks.map(async ([operation, body]) => verdict(emulator, operation, body))
    // What is asked last is answered when the others have long come to where they are held.
    await signIn(emulator)
    await control(emulator, 'DELETE', 'faults')
    return Promise.all(asked)
  }
  /** A session whose access token has been looked at before: its check takes no time any more. */
  const known = async (emulator: Emulator) => {
    const { AccessToken } = await signIn(emulator)
    expect(await verdict(emulator, 'GetUser', { AccessToken })).toBe('ok')
    return AccessToken
  }
  const attribute = (AccessToken: string, Name: string) =>
    ['UpdateUserAttributes', { AccessToken, UserAttributes: [{ Name, Value: 'x' }] }] as const

  test('neither writes over what the other has written', async () => {
    const emulator = testEmulator()
    const AccessToken = await known(emulator)
    const names = ['nickname', 'family_name']
    const asks = names.map((name) => attribute(AccessToken, name))
    expect(await atOnce(emulator, ...asks)).toEqual(['ok', 'ok'])
    const { UserAttributes } = (await post(emulator, 'GetUser', { AccessToken })).body
    const found = (UserAttributes as { Name: string }[]).map(({ Name }) => Name)
    expect(found).toEqual(expect.arrayContaining(names))
  })

  test.each([
    ['DeleteUser', 'UserNotFoundException: User does not exist.'],
    ['GlobalSignOut', 'NotAuthorizedException: Access Token has been revoked'],
  ])('%s is not undone by the other', async (operation, ended) => {
    const emulator = testEmulator()
    const AccessToken = await known(emulator)
    const answers = await atOnce(emulator, [operation, { AccessToken }], attribute(AccessToken, 'nickname'))
    expect(answers[0]).toBe('ok')
    expect(await verdict(emulator, 'GetUser', { AccessToken })).toBe(ended)
  })

  test('the second knows what the first has done', async () => {
    const emulator = testEmulator()
    const who = { ClientId: DEMO.storefront, Username: 'ines' }
    const UserAttributes = [{ Name: 'email', Value: 'ines@example.com' }]
    await post(emulator, 'SignUp', { ...who, Password: before, UserAttributes })
    const confirmation = ['ConfirmSignUp', { ...who, ConfirmationCode: await lastCode(emulator) }] as const
    expect(await atOnce(emulator, confirmation, confirmation)).toEqual([
      'ok',
      'NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED',
    ])
  })
})
