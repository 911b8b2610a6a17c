import { describe, expect, it } from 'vitest'

import { password, peoplesWorld } from './testPeople.ts'
import { answerOf, demo, errorOf, factsIn, failureIn, lostAfter, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

const tomas = ['tomas', 'Temporary-1'] as const

describe('signing in', () => {
  it('gives the page claims and expiries', async () => {
    const world = new World()
    const tab = await world.openTab()
    expect(tab.state).toEqual({ state: 'signed out' })
    expect(await tab.signIn(demo.ada)).toEqual({ step: 'signed in' })
    expect(tab.state).toEqual({
      state: 'signed in',
      session: {
        username: 'ada',
        sub: '0ada0000-0000-4000-8000-000000000001',
        displayName: 'Ada Lovelace',
        email: 'ada@example.com',
        groups: ['engineers'],
        how: { by: 'password' },
        signedInAt: new Date('2030-01-01T00:00:00Z'),
        authenticatedAt: new Date('2030-01-01T00:00:00Z'),
        poolId: demo.pool,
        clientId: demo.storefront,
        familyId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        roles: [],
        scopes: ['aws.cognito.signin.user.admin'],
        tokens: {
          refresh: { issuedAt: new Date('2030-01-01'), expiresAt: new Date('2030-01-31'), approximate: true },
          access: { issuedAt: new Date('2030-01-01'), expiresAt: new Date('2030-01-01T01:00Z'), approximate: false },
          id: { issuedAt: new Date('2030-01-01'), expiresAt: new Date('2030-01-01T01:00Z'), approximate: false },
        },
        renewsAt: new Date('2030-01-01T00:55:00Z'),
        identityPool: true,
        skewMs: 0,
        memoryOnly: false,
      },
    })
  })

  it('knows the refresh token’s life where the deployment tells it', async () => {
    const world = new World({ refreshTokenDays: 7 })
    const tab = await world.openTab()
    await tab.signIn(demo.ada)
    const { refresh } = factsIn(tab.state).tokens
    expect(refresh).toMatchObject({ expiresAt: new Date('2030-01-08'), approximate: false })
  })

  it('does without a family, an e-mail address and a name where Cognito tells none', async () => {
    const jwt = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`
    const times = { iat: 1_893_456_000, exp: 1_893_459_600 }
    const world = new World()
    world.network = only(['InitiateAuth'], async () =>
      answerOf({
        AuthenticationResult: {
          AccessToken: jwt({ ...times, sub: 'one', 'cognito:groups': ['a', 7] }),
          IdToken: jwt({ ...times, 'cognito:username': 'one', given_name: 'Ön' }),
          RefreshToken: 'opaque-refresh-token',
        },
      }),
    )
    const tab = await world.openTab()
    await tab.signIn(demo.ada)
    expect(factsIn(tab.state)).toMatchObject({ username: 'one', displayName: 'Ön', groups: ['a'], scopes: [] })
    expect(factsIn(tab.state)).not.toHaveProperty('familyId')
    expect(factsIn(tab.state)).not.toHaveProperty('email')
    world.network = only(['InitiateAuth'], async () =>
      answerOf({
        AuthenticationResult: { AccessToken: jwt(times), IdToken: jwt(times), RefreshToken: 'opaque-refresh-token' },
      }),
    )
    await tab.signIn(demo.ada)
    expect(factsIn(tab.state)).toMatchObject({ username: '', displayName: '' })
  })

  it('asks for a new password, as often as it takes', async () => {
    const world = new World()
    const tab = await world.openTab()
    const question = { step: 'new password', username: 'tomas', requiredAttributes: [] }
    expect(await tab.signIn(tomas)).toEqual(question)
    expect(tab.state.state).toBe('signed out')
    const answer = async (newPassword: string) => tab.run('answerNewPassword', { newPassword, attributes: {} })
    expect(await failureIn(answer('short'))).toMatchObject({ code: 'InvalidPasswordException', class: 'rejected' })
    expect(await answer('Long-enough-2030')).toEqual({ step: 'signed in' })
    expect(factsIn(tab.state).displayName).toBe('Tomás Herrera')
    expect(await failureIn(answer('Long-enough-2031'))).toMatchObject({ code: 'Forgotten', attempts: 0 })
  })

  it('hands over required attributes by their own names', async () => {
    const world = new World()
    const tab = await world.openTab()
    world.network = only(['InitiateAuth'], async () =>
      answerOf({
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        ChallengeParameters: { USER_ID_FOR_SRP: 't', requiredAttributes: '["userAttributes.name","zoneinfo",3]' },
        Session: 'a-session-of-twenty-characters',
      }),
    )
    expect(await tab.signIn(tomas)).toMatchObject({ username: 't', requiredAttributes: ['name', 'zoneinfo'] })
    world.network = only(['RespondToAuthChallenge'], errorOf('NotAuthorizedException', 'Invalid session'))
    await failureIn(tab.run('answerNewPassword', { newPassword: 'Long-enough-2030', attributes: { name: 'T' } }))
    expect(world.sent('RespondToAuthChallenge')[0]?.body['ChallengeResponses']).toEqual({
      USERNAME: 't',
      NEW_PASSWORD: 'Long-enough-2030',
      'userAttributes.name': 'T',
    })
  })

  it.each([
    ['no list', '{"name":1}'],
    ['no JSON', 'name'],
    ['nothing', undefined],
  ])('takes %s of required attributes for none', async (_name, requiredAttributes) => {
    const world = new World()
    const tab = await world.openTab()
    const ChallengeParameters = requiredAttributes === undefined ? undefined : { requiredAttributes }
    world.network = async () => answerOf({ ChallengeName: 'NEW_PASSWORD_REQUIRED', ChallengeParameters })
    expect(await tab.signIn(tomas)).toEqual({ step: 'new password', username: 'tomas', requiredAttributes: [] })
  })

  it('says which challenge it does not know', async () => {
    const world = new World()
    const tab = await world.openTab()
    world.network = async () => answerOf({ ChallengeName: 'CUSTOM_CHALLENGE', Session: 'session' })
    expect(await tab.signIn(demo.ada)).toEqual({ step: 'not supported', challenge: 'CUSTOM_CHALLENGE' })
    const answered = tab.run('answerNewPassword', { newPassword: 'x', attributes: {} })
    expect(await failureIn(answered)).toMatchObject({ code: 'Forgotten' })
  })

  it.each([
    [['ada', 'wrong'], 'NotAuthorizedException', 'Incorrect username or password.'],
    [['mikkel', 'North-gate-12'], 'NotAuthorizedException', 'User is disabled.'],
    [['olivia', 'anything'], 'UserNotConfirmedException', 'User is not confirmed.'],
    [['pavel', 'Brick-tower-31'], 'PasswordResetRequiredException', 'Password reset required for the user'],
  ] as const)('%s: refused as Cognito says it', async (person, code, message) => {
    const world = new World()
    const tab = await world.openTab()
    expect(await failureIn(tab.signIn(person))).toMatchObject({ code, message, class: 'rejected', attempts: 1 })
    expect(tab.state.state).toBe('signed out')
    expect(await (await world.storage()).record()).toBeUndefined()
  })

  it.each([
    ['no tokens', {}],
    ['no ID token', { AuthenticationResult: { AccessToken: 'a' } }],
    ['no refresh token', { AuthenticationResult: { AccessToken: 'a', IdToken: 'b' } }],
    ['tokens that are no JWTs', { AuthenticationResult: { AccessToken: 'a.!', IdToken: 'b', RefreshToken: 'c' } }],
    [
      'a payload that is no object',
      { AuthenticationResult: { AccessToken: 'a.MQ.c', IdToken: 'b', RefreshToken: 'c' } },
    ],
    ['tokens of one part', { AuthenticationResult: { AccessToken: 'a', IdToken: 'b', RefreshToken: 'c' } }],
    ['no times', { AuthenticationResult: { AccessToken: 'a.e30.c', IdToken: 'a.e30.c', RefreshToken: 'c' } }],
  ])('%s: unreadable, and nobody is signed in', async (_name, answer) => {
    const world = new World()
    const tab = await world.openTab()
    world.network = async () => answerOf(answer)
    expect(await failureIn(tab.signIn(demo.ada))).toMatchObject({ code: 'Unreadable', class: 'unknown outcome' })
    expect(tab.state.state).toBe('signed out')
    expect(await (await world.storage()).record()).toBeUndefined()
  })

  it('proves the password by SRP: it is in no request', async () => {
    const world = new World()
    const tab = await world.openTab()
    await tab.signIn(demo.ada)
    expect(world.calls.map(({ operation }) => operation)).toEqual(['InitiateAuth', 'RespondToAuthChallenge'])
    expect(world.sent('InitiateAuth')[0]?.body).toMatchObject({ AuthFlow: 'USER_SRP_AUTH' })
    expect(JSON.stringify(world.calls)).not.toContain('Lamp-lit-1843')
  })

  it('by an alias, too', async () => {
    const mia = { Username: 'mia', Attributes: { email: 'mia@example.com', email_verified: 'true' } }
    const world = peoplesWorld('OPTIONAL', { pool: { AliasAttributes: ['email'], Users: [mia] } })
    const tab = await world.openTab()
    expect(await tab.signIn(['mia@example.com', password])).toEqual({ step: 'signed in' })
    expect(factsIn(tab.state).username).toBe('mia')
  })

  it('writes the time of this machine into the proof', async () => {
    const world = new World()
    const tab = await world.openTab()
    world.advance(86_400_000 + 3_723_000)
    await tab.signIn(demo.ada)
    const { ChallengeResponses } = world.sent('RespondToAuthChallenge')[0]?.body ?? {}
    expect(ChallengeResponses).toMatchObject({ TIMESTAMP: 'Wed Jan 2 01:02:03 UTC 2030' })
  })

  it('sends the password where the app client allows no SRP, once, and nowhere else', async () => {
    const world = peoplesWorld('OPTIONAL', { flows: ['ALLOW_USER_PASSWORD_AUTH'] })
    const tab = await world.openTab()
    expect(await tab.signIn(['phone', password])).toEqual({ step: 'signed in' })
    const flows = world.sent('InitiateAuth').map(({ body }) => body['AuthFlow'])
    expect(flows).toEqual(['USER_SRP_AUTH', 'USER_PASSWORD_AUTH'])
  })

  it('an app client that allows neither is refused with the second’s words', async () => {
    const world = peoplesWorld('OPTIONAL', { flows: ['ALLOW_USER_AUTH'] })
    const tab = await world.openTab()
    expect(await failureIn(tab.signIn(['phone', password]))).toMatchObject({
      code: 'InvalidParameterException',
      message: 'USER_PASSWORD_AUTH flow not enabled for this client',
    })
    expect(world.calls).toHaveLength(2)
  })

  it('does not send the password after any other refusal of SRP', async () => {
    const world = new World()
    const tab = await world.openTab()
    world.network = errorOf('InvalidParameterException', 'Something else')
    expect(await failureIn(tab.signIn(demo.ada))).toMatchObject({ message: 'Something else' })
    expect(world.calls).toHaveLength(1)
  })

  it.each(['signIn', 'signInByChoice'] as const)(
    'an app client with a secret, %s: a failure of its own',
    async (way) => {
      const world = peoplesWorld('OPTIONAL', {
        flows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH'],
        secret: 'a0secret0of0a0confidential0client0for0the0vault0tests',
      })
      const tab = await world.openTab()
      const begun = way === 'signIn' ? tab.signIn(['phone', password]) : tab.signInByChoice('phone')
      expect(await failureIn(begun)).toMatchObject({
        operation: 'InitiateAuth',
        code: 'ConfidentialClient',
        class: 'rejected',
      })
      expect(world.calls).toHaveLength(1)
    },
  )

  it.each([
    ['B of nought', { SRP_B: '0', SALT: '1f', SECRET_BLOCK: 'QQ==' }],
    ['no numbers', { SRP_B: 'x', SALT: 'y', SECRET_BLOCK: 'QQ==' }],
    ['nothing', {}],
  ])('makes no proof from %s', async (_name, ChallengeParameters) => {
    const world = new World()
    const tab = await world.openTab()
    world.network = async () => answerOf({ ChallengeName: 'PASSWORD_VERIFIER', ChallengeParameters })
    expect(await failureIn(tab.signIn(demo.ada))).toMatchObject({ operation: 'InitiateAuth', code: 'Unreadable' })
    expect(world.calls).toHaveLength(1)
  })

  it.each(['InitiateAuth', 'RespondToAuthChallenge'])('%s is never repeated', async (operation) => {
    const world = new World()
    const tab = await world.openTab()
    world.network = only([operation], lostAfter)
    expect(await failureIn(tab.signIn(demo.ada))).toMatchObject({ operation, class: 'unknown outcome', attempts: 1 })
    expect(world.sent(operation)).toHaveLength(1)
    world.network = only([operation], errorOf('InternalErrorException', '', 500))
    await failureIn(tab.signIn(demo.ada))
    expect(world.sent(operation)).toHaveLength(2)
  })

  it('begins nothing that it could not keep', async () => {
    const world = new World()
    const tab = await world.openTab()
    const signedIn = tab.run('signIn', { username: 'ada', password: 'Lamp-lit-1843', memoryOnly: false })
    expect(await failureIn(signedIn)).toMatchObject({ code: 'NoCookies', attempts: 0 })
    expect(world.calls).toEqual([])
  })
})

describe('nothing secret comes out', () => {
  it('control: the watch sees a token and a secret', async () => {
    const world = new World()
    const tab = await world.openTab()
    await tab.signIn(demo.ada)
    expect(world.watch.leaks).toEqual([])
    world.watch.inspect({ deep: [world.latest.access] })
    world.watch.inspect({ deep: [world.latest.refresh] })
    expect(world.watch.leaks.length).toBeGreaterThanOrEqual(2)
    world.watch.leaks.length = 0
  })
})
