import { describe, expect, it } from 'vitest'

import { softwareAuthenticator } from '../../emulator/softwareAuthenticator.ts'
import { beside, lastCode, otherThan, password, peoplesWorld } from './testPeople.ts'
import { answerOf, factsIn, failureIn, only, useVirtualTime, type World } from './testWorld.ts'

useVirtualTime()

const everyWay = ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] as const
const mia = {
  email: 'mia@example.com',
  email_verified: 'true',
  phone_number: '+15550001234',
  phone_number_verified: 'true',
}

/** A pool without a second factor, whose people choose their first. */
function choosersWorld(flows: readonly string[] = ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH']): World {
  return peoplesWorld('OPTIONAL', {
    pool: {
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: [...everyWay] } },
      WebAuthnConfiguration: { RelyingPartyId: 'example.com', UserVerification: 'required' },
      Users: [{ Username: 'mia', Attributes: mia }],
    },
    flows,
  })
}

async function asked(world: World) {
  const tab = await world.openTab()
  return { tab, question: await tab.signInByChoice('mia') }
}

describe('choosing a first factor', () => {
  it('offers what Cognito says there is, the password once', async () => {
    const { question } = await asked(choosersWorld())
    expect(question).toEqual({ step: 'choose way', ways: ['password', 'email', 'text message'] })
  })

  it('a password is proven by SRP, and never sent', async () => {
    const world = choosersWorld()
    const { tab } = await asked(world)
    expect(await tab.answer('chooseWay', { way: 'password', password })).toEqual({ step: 'signed in' })
    expect(factsIn(tab.state).how).toEqual({ by: 'password' })
    expect(JSON.stringify(world.calls)).not.toContain(password)
  })

  it('a wrong password ends the sign-in', async () => {
    const { tab } = await asked(choosersWorld())
    const refused = tab.answer('chooseWay', { way: 'password', password: 'Copper-kettle-78' })
    expect(await failureIn(refused)).toMatchObject({ code: 'NotAuthorizedException' })
    const again = tab.answer('chooseWay', { way: 'password', password })
    expect(await failureIn(again)).toMatchObject({ code: 'Forgotten' })
  })

  it('without a password, or by a way that is not offered, nothing is asked of Cognito', async () => {
    const world = choosersWorld()
    const { tab } = await asked(world)
    const before = world.calls.length
    expect(await failureIn(tab.answer('chooseWay', { way: 'password' }))).toMatchObject({ code: 'Forgotten' })
    expect(await failureIn(tab.answer('chooseWay', { way: 'passkey' }))).toMatchObject({ code: 'Forgotten' })
    expect(world.calls).toHaveLength(before)
  })

  it.each(['email', 'text message'] as const)('a code by %s is a first factor', async (way) => {
    const world = choosersWorld()
    const { tab } = await asked(world)
    expect(await tab.answer('chooseWay', { way })).toMatchObject({ step: 'code', from: way })
    const code = await lastCode(world)
    expect(code).toMatch(/^\d{8}$/)
    expect(await tab.answer('answerCode', { code: otherThan(code) })).toMatchObject({ wrong: true })
    expect(await tab.answer('answerCode', { code })).toEqual({ step: 'signed in' })
    expect(factsIn(tab.state).how).toEqual({ by: way })
  })

  it('a second factor follows a code that was the first', async () => {
    const world = peoplesWorld('ON', {
      pool: {
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
        EmailMfaConfiguration: undefined,
        Users: [{ Username: 'mia', Attributes: mia }],
      },
      flows: ['ALLOW_USER_AUTH'],
    })
    const { tab } = await asked(world)
    await tab.answer('chooseWay', { way: 'email' })
    const next = await tab.answer('answerCode', { code: await lastCode(world) })
    expect(next).toMatchObject({ step: 'code', from: 'text message' })
    expect(await tab.answer('answerCode', { code: await lastCode(world) })).toEqual({ step: 'signed in' })
    expect(factsIn(tab.state).how).toEqual({ by: 'email', second: 'text message' })
  })

  it('an app client that lets nobody choose says so', async () => {
    const closed = await choosersWorld(['ALLOW_USER_SRP_AUTH']).openTab()
    expect(await failureIn(closed.signInByChoice('mia'))).toMatchObject({
      code: 'InvalidParameterException',
      message: 'USER_AUTH flow not enabled for this client',
    })
  })

  it('nothing of it is kept on a shared computer; a session that is kept needs its cookie', async () => {
    const world = choosersWorld()
    const tab = await world.openTab()
    await tab.signInByChoice('mia', true)
    await tab.answer('chooseWay', { way: 'password', password })
    expect(factsIn(tab.state).memoryOnly).toBe(true)
    const kept = tab.run('signInByChoice', { username: 'mia', memoryOnly: false })
    expect(await failureIn(kept)).toMatchObject({ code: 'NoCookies' })
  })

  it.each([
    ['PASSWORD', { PASSWORD: password }],
    ['PASSWORD_SRP', { SRP_A: expect.stringMatching(/^[\da-f]{700,}$/) as string }],
  ])('Cognito may ask for %s at once', async (ChallengeName, given) => {
    const world = choosersWorld()
    const tab = await world.openTab()
    const Session = 'a-session-of-twenty-characters'
    world.network = async () => answerOf({ ChallengeName, Session, ChallengeParameters: {} })
    expect(await tab.signInByChoice('mia')).toEqual({ step: 'choose way', ways: ['password'] })
    await tab.answer('chooseWay', { way: 'password', password })
    expect(world.calls.at(-1)?.body).toMatchObject({
      ChallengeName,
      ChallengeResponses: { USERNAME: 'mia', ...given },
    })
    expect(world.calls.at(-1)?.body['ChallengeResponses']).not.toHaveProperty('ANSWER')
  })

  it('a password goes as it is where Cognito takes no proof', async () => {
    const world = choosersWorld()
    const tab = await world.openTab()
    world.network = only(['InitiateAuth'], async (_call, forward) => {
      const answer = (await (await forward()).json()) as object
      return answerOf({ ...answer, AvailableChallenges: ['PASSWORD', 'SOMETHING_NEW'] })
    })
    expect(await tab.signInByChoice('mia')).toEqual({ step: 'choose way', ways: ['password'] })
    expect(await tab.answer('chooseWay', { way: 'password', password })).toEqual({ step: 'signed in' })
  })

  it.each([
    ['EMAIL_OTP', { by: 'email' }],
    ['SMS_OTP', { by: 'text message' }],
  ] as const)('a first factor that Cognito asks for without a choice, %s, is noted as such', async (name, how) => {
    const world = choosersWorld()
    const tab = await world.openTab()
    world.network = only(['InitiateAuth'], async (call) => {
      const AuthParameters = { ...(call.body['AuthParameters'] as object), PREFERRED_CHALLENGE: name }
      return answerOf(await beside(world, 'InitiateAuth', { ...call.body, AuthParameters }))
    })
    expect(await tab.signInByChoice('mia')).toMatchObject({ step: 'code' })
    expect(await tab.answer('answerCode', { code: await lastCode(world) })).toEqual({ step: 'signed in' })
    expect(factsIn(tab.state).how).toEqual(how)
  })
})

describe('a passkey', () => {
  const key = softwareAuthenticator('ES256')

  async function registered(): Promise<World> {
    const world = choosersWorld()
    const begun = {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: 'web',
      AuthParameters: { USERNAME: 'mia', PASSWORD: password },
    }
    const { AuthenticationResult } = await beside(world, 'InitiateAuth', begun)
    const { AccessToken } = AuthenticationResult as { AccessToken: string }
    const { CredentialCreationOptions } = await beside(world, 'StartWebAuthnRegistration', { AccessToken })
    const { challenge } = CredentialCreationOptions as { challenge: string }
    await beside(world, 'CompleteWebAuthnRegistration', { AccessToken, Credential: key.create(challenge) })
    return world
  }

  async function challenged(world: World) {
    const { tab, question } = await asked(world)
    expect(question).toEqual({ step: 'choose way', ways: ['password', 'email', 'text message', 'passkey'] })
    const next = await tab.answer('chooseWay', { way: 'passkey' })
    if (next.step !== 'passkey') throw new Error(next.step)
    return { tab, options: next.options as { challenge: string; rpId: string } }
  }

  it('is asked for with Cognito’s own options, and signs in', async () => {
    const world = await registered()
    const { tab, options } = await challenged(world)
    expect(options).toMatchObject({ rpId: 'example.com', userVerification: 'required' })
    const credential = key.get(options.challenge)
    expect(await tab.answer('answerPasskey', { credential })).toEqual({ step: 'signed in' })
    expect(factsIn(tab.state).how).toEqual({ by: 'passkey' })
  })

  it('that does not fit is refused by a name of its own, and ends the sign-in', async () => {
    const world = await registered()
    const { tab } = await challenged(world)
    const credential = key.get('another-challenge')
    expect(await failureIn(tab.answer('answerPasskey', { credential }))).toMatchObject({
      operation: 'RespondToAuthChallenge',
      code: 'PasskeyRefused',
    })
    expect(await failureIn(tab.answer('answerPasskey', { credential }))).toMatchObject({ code: 'Forgotten' })
  })

  it('that is no JSON can be given once more', async () => {
    const world = await registered()
    const { tab, options } = await challenged(world)
    const broken = tab.answer('answerPasskey', { credential: '{' })
    expect(await failureIn(broken)).toMatchObject({ code: 'InvalidParameterException' })
    const credential = key.get(options.challenge)
    expect(await tab.answer('answerPasskey', { credential })).toEqual({ step: 'signed in' })
  })
})
