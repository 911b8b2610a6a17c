import { createHmac } from 'node:crypto'
import {
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js'
import {
  createSecretHash,
  createSrpSession,
  signSrpSession,
  wrapAuthChallenge,
  wrapInitiateAuth,
} from 'cognito-srp-helper'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { emulatorControl } from '../client.ts'
import type { Seed } from '../index.ts'
import { createEmulatorKeys } from '../index.ts'
import { type EmulatorServer, startServer } from '../server.ts'

const POOL = 'us-east-1_Proof0001'
const SECRET = 'a0secret0of0a0confidential0client0for0the0srp0tests0'
const flows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] as const
const seed: Seed = {
  version: 1,
  userPools: [
    {
      Id: POOL,
      PoolName: 'proof',
      AliasAttributes: ['email'],
      Clients: [
        { ClientId: 'open', ClientName: 'open', ExplicitAuthFlows: [...flows], PreventUserExistenceErrors: 'ENABLED' },
        { ClientId: 'legacy', ClientName: 'legacy', ExplicitAuthFlows: [...flows] },
        { ClientId: 'closed', ClientName: 'closed', ClientSecret: SECRET, ExplicitAuthFlows: [...flows] },
      ],
      Users: [
        {
          Username: 'ada',
          Sub: '0ada0000-0000-4000-8000-000000000009',
          Password: 'Lamp-lit-1843',
          Attributes: { email: 'ada@example.com', email_verified: 'true' },
        },
        { Username: 'tomas', TemporaryPassword: 'Temporary-1' },
        { Username: 'mikkel', Password: 'North-gate-12', Enabled: false },
        { Username: 'blank', UserStatus: 'CONFIRMED' },
      ],
    },
  ],
}

let server: EmulatorServer
const control = () => emulatorControl(server.url)

beforeAll(async () => {
  server = await startServer({ port: 0, keys: createEmulatorKeys(), seed })
})
afterAll(() => server.close())
beforeEach(() => control().reset())

/** Signs in with amazon-cognito-identity-js: a session, or the refusal, or the name of what is asked next. */
function withAmazonsClient(
  username: string,
  password: string,
  ClientId = 'open',
): Promise<CognitoUserSession | string> {
  const Pool = new CognitoUserPool({ UserPoolId: POOL, ClientId, endpoint: server.url })
  return new Promise((resolve) =>
    new CognitoUser({ Username: username, Pool }).authenticateUser(
      new AuthenticationDetails({ Username: username, Password: password }),
      {
        onSuccess: resolve,
        onFailure: (error: Error) => resolve(`${error.name}: ${error.message}`),
        newPasswordRequired: () => resolve('new password'),
      },
    ),
  )
}

const aws = () =>
  new CognitoIdentityProviderClient({
    region: 'us-east-1',
    endpoint: server.url,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  })

const WRONG = 'NotAuthorizedException: Incorrect username or password.'

/** One SRP exchange with cognito-srp-helper; `tamper` changes the answer before it is sent. */
async function withHelper(
  username: string,
  password: string,
  options: { clientId?: string; tamper?: (answer: Record<string, string>) => void } = {},
) {
  const { clientId = 'open', tamper } = options
  const srp = createSrpSession(username, password, POOL, false)
  const started = await aws().send(
    new InitiateAuthCommand(
      wrapInitiateAuth(srp, {
        ClientId: clientId,
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: username },
      }) as never,
    ),
  )
  const signed = signSrpSession(srp, { ChallengeParameters: started.ChallengeParameters ?? {} })
  const answer = {
    ClientId: clientId,
    ChallengeName: 'PASSWORD_VERIFIER' as const,
    ChallengeResponses: { USERNAME: started.ChallengeParameters?.['USER_ID_FOR_SRP'] ?? '' },
  }
  const wrapped = wrapAuthChallenge(signed, answer)
  tamper?.(wrapped.ChallengeResponses)
  const finish = () =>
    aws()
      .send(new RespondToAuthChallengeCommand(wrapped))
      .catch((error: Error) => `${error.name}: ${error.message}`)
  return { started, result: await finish(), again: finish }
}

test('amazon-cognito-identity-js signs in by SRP, by name and by alias', async () => {
  for (const name of ['ada', 'ada@example.com']) {
    const session = await withAmazonsClient(name, 'Lamp-lit-1843')
    expect(session).toMatchObject({ accessToken: { payload: { username: 'ada', token_use: 'access' } } })
  }
  expect(await withAmazonsClient('ada', 'wrong')).toBe(WRONG)
  expect(await withAmazonsClient('tomas', 'Temporary-1')).toBe('new password')
  expect(await withAmazonsClient('mikkel', 'North-gate-12')).toBe('NotAuthorizedException: User is disabled.')
}, 300_000)

test('cognito-srp-helper signs in, and the challenge has no Session', async () => {
  const { started, result, again } = await withHelper('ada', 'Lamp-lit-1843')
  expect(started).toMatchObject({ ChallengeName: 'PASSWORD_VERIFIER', ChallengeParameters: { USERNAME: 'ada' } })
  expect(started.Session).toBeUndefined()
  expect(result).toMatchObject({ AuthenticationResult: { TokenType: 'Bearer' }, ChallengeParameters: {} })
  expect(await again()).toBe('NotAuthorizedException: Invalid session for the user, session can only be used once.')
})

test.each<[string, (answer: Record<string, string>) => void, string]>([
  ['nothing', () => undefined, 'ok'],
  ['another signature', (a) => (a['PASSWORD_CLAIM_SIGNATURE'] = Buffer.alloc(32).toString('base64')), WRONG],
  ['another block', (a) => (a['PASSWORD_CLAIM_SECRET_BLOCK'] = Buffer.alloc(900).toString('base64')), WRONG],
  ['no base64', (a) => (a['PASSWORD_CLAIM_SECRET_BLOCK'] = '%%%'), WRONG],
  ['another user', (a) => (a['USERNAME'] = 'mikkel'), WRONG],
  ['a day with a nought', (a) => (a['TIMESTAMP'] = 'Sat Sep 05 10:00:00 UTC 2026'), WRONG],
  [
    'a time in another form',
    (a) => (a['TIMESTAMP'] = '2026-09-05T10:00:00Z'),
    'InvalidParameterException: TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.',
  ],
  [
    'no signature',
    (a) => delete a['PASSWORD_CLAIM_SIGNATURE'],
    'InvalidParameterException: Missing required parameter PASSWORD_CLAIM_SIGNATURE',
  ],
])('an answer with %s', async (_, tamper, expected) => {
  const { result } = await withHelper('ada', 'Lamp-lit-1843', { tamper })
  expect(typeof result === 'string' ? result : 'ok').toBe(expected)
})

test('wrong passwords by SRP count towards the lock, and the right one is then not looked at', async () => {
  await control().freezeClock(true)
  const { result, again } = await withHelper('ada', 'wrong')
  expect([result, await again(), await again(), await again(), await again()]).toEqual([
    WRONG,
    WRONG,
    WRONG,
    WRONG,
    WRONG,
  ])
  expect((await withHelper('ada', 'Lamp-lit-1843')).result).toBe('NotAuthorizedException: Password attempts exceeded')
})

test('nobody can be told from somebody, unless the client has legacy errors', async () => {
  const one = await withHelper('nobody', 'x')
  const two = await withHelper('nobody', 'x')
  const other = await withHelper('nobody-else', 'x')
  const { SALT, USER_ID_FOR_SRP } = one.started.ChallengeParameters ?? {}
  expect([one.result, two.result]).toEqual([WRONG, WRONG])
  expect(two.started.ChallengeParameters).toMatchObject({ SALT, USER_ID_FOR_SRP })
  expect(other.started.ChallengeParameters?.['SALT']).not.toBe(SALT)
  expect(USER_ID_FOR_SRP).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/)
  const unknown = 'UserNotFoundException: User does not exist.'
  expect(await withAmazonsClient('nobody', 'x', 'legacy')).toBe(unknown)
  expect(await withAmazonsClient('0ada0000-0000-4000-8000-000000000009', 'Lamp-lit-1843', 'legacy')).toBe(unknown)
  expect(await withAmazonsClient('blank', 'x', 'legacy')).toBe(WRONG)
}, 300_000)

test.each(['0', 'xyz', '1'.repeat(800)])('SRP goes no further with the public value %.8s', async (SRP_A) => {
  const command = new InitiateAuthCommand({
    ClientId: 'open',
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { USERNAME: 'ada', SRP_A },
  })
  await expect(aws().send(command)).rejects.toMatchObject({ name: 'InvalidParameterException' })
})

test('a confidential client signs in by SRP on a server too, its secret hash made with the user id', async () => {
  const srp = createSrpSession('ada', 'Lamp-lit-1843', POOL, false)
  const SECRET_HASH = createSecretHash('ada', 'closed', SECRET)
  expect(SECRET_HASH).toBe(createHmac('sha256', SECRET).update('adaclosed').digest('base64'))
  const place = { UserPoolId: POOL, ClientId: 'closed' }
  const started = await aws().send(
    new AdminInitiateAuthCommand({
      ...place,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: 'ada', SRP_A: srp.largeA, SECRET_HASH },
    }),
  )
  const signed = signSrpSession(srp, { ChallengeParameters: started.ChallengeParameters ?? {} })
  const ChallengeResponses = {
    USERNAME: 'ada',
    PASSWORD_CLAIM_SECRET_BLOCK: signed.secret,
    PASSWORD_CLAIM_SIGNATURE: signed.passwordSignature,
    TIMESTAMP: signed.timestamp,
  }
  const answer = (more: Record<string, string>) =>
    aws().send(
      new AdminRespondToAuthChallengeCommand({
        ...place,
        ChallengeName: 'PASSWORD_VERIFIER',
        ChallengeResponses: { ...ChallengeResponses, ...more },
      }),
    )
  await expect(answer({})).rejects.toThrow('SECRET_HASH was not received')
  expect((await answer({ SECRET_HASH })).AuthenticationResult?.AccessToken).toBeDefined()
})
