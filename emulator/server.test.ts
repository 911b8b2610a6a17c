import { request as httpRequest } from 'node:http'
import { CognitoIdentityClient, GetCredentialsForIdentityCommand, GetIdCommand } from '@aws-sdk/client-cognito-identity'
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ListUserPoolsCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { CognitoJwtVerifier } from 'aws-jwt-verify'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { emulatorControl } from './client.ts'
import { createEmulatorKeys } from './index.ts'
import { type EmulatorServer, startServer } from './server.ts'
import { DEMO } from './testing.ts'

let server: EmulatorServer
const control = () => emulatorControl(server.url)

beforeAll(async () => {
  server = await startServer({ port: 0, keys: createEmulatorKeys() })
})
afterAll(() => server.close())
beforeEach(() => control().reset())

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
const sdk = (options: object = {}) =>
  new CognitoIdentityProviderClient({
    region: 'us-east-1',
    endpoint: server.url,
    credentials,
    maxAttempts: 1,
    ...options,
  })

const signIn = async (client: CognitoIdentityProviderClient, ClientId: string, USERNAME: string, PASSWORD: string) => {
  const { AuthenticationResult } = await client.send(
    new InitiateAuthCommand({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId, AuthParameters: { USERNAME, PASSWORD } }),
  )
  return AuthenticationResult!
}

test('the AWS SDK creates a pool, a client and a user, signs in, refreshes, revokes, and sees the access token refused and a sibling session untouched', async () => {
  const aws = sdk()
  const { UserPool } = await aws.send(new CreateUserPoolCommand({ PoolName: 'shop' }))
  const UserPoolId = UserPool!.Id!
  expect(UserPoolId).toMatch(/^us-east-1_[0-9a-zA-Z]{9}$/)
  expect(UserPool!.CreationDate).toBeInstanceOf(Date)
  const { UserPoolClient } = await aws.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'web',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  )
  const ClientId = UserPoolClient!.ClientId!
  await aws.send(new AdminCreateUserCommand({ UserPoolId, Username: 'joan', MessageAction: 'SUPPRESS' }))
  await aws.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username: 'joan', Password: 'Aa-12345', Permanent: true }),
  )

  const session = await signIn(aws, ClientId, 'joan', 'Aa-12345')
  const sibling = await signIn(aws, ClientId, 'joan', 'Aa-12345')
  const refreshed = await aws.send(
    new InitiateAuthCommand({
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId,
      AuthParameters: { REFRESH_TOKEN: session.RefreshToken! },
    }),
  )
  const AccessToken = refreshed.AuthenticationResult!.AccessToken
  expect(refreshed.AuthenticationResult!.RefreshToken).toBeUndefined()
  expect((await aws.send(new GetUserCommand({ AccessToken }))).Username).toBe('joan')

  await aws.send(new RevokeTokenCommand({ ClientId, Token: session.RefreshToken }))
  for (const token of [AccessToken, session.AccessToken]) {
    await expect(aws.send(new GetUserCommand({ AccessToken: token }))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Access Token has been revoked',
    })
  }
  expect((await aws.send(new GetUserCommand({ AccessToken: sibling.AccessToken }))).Username).toBe('joan')
})

test('aws-jwt-verify accepts both tokens of a sign-in with the keys the emulator serves', async () => {
  const { AccessToken, IdToken } = await signIn(sdk(), DEMO.storefront, 'ada', 'Lamp-lit-1843')
  const jwks = await (await fetch(`${server.url}/${DEMO.pool}/.well-known/jwks.json`)).json()
  const pool = { userPoolId: DEMO.pool, clientId: DEMO.storefront }
  const access = CognitoJwtVerifier.create({ ...pool, tokenUse: 'access' })
  const id = CognitoJwtVerifier.create({ ...pool, tokenUse: 'id' })
  access.cacheJwks(jwks)
  id.cacheJwks(jwks)
  const accessClaims = await access.verify(AccessToken!, { scope: 'aws.cognito.signin.user.admin' })
  const idClaims = await id.verify(IdToken!)
  expect(accessClaims).toMatchObject({
    username: 'ada',
    'cognito:groups': ['engineers'],
    origin_jti: idClaims.origin_jti,
  })
  expect(idClaims).toMatchObject({ 'cognito:username': 'ada', email: 'ada@example.com', email_verified: true })
  await expect(access.verify(IdToken!)).rejects.toThrow()
})

test('an operator gets credentials from the identity pool, and IAM allows what the role allows', async () => {
  const { IdToken } = await signIn(sdk(), DEMO.storefront, 'rhea', 'Night-watch-26')
  const identity = new CognitoIdentityClient({ region: 'us-east-1', endpoint: server.url, maxAttempts: 1 })
  const Logins = { [`cognito-idp.us-east-1.amazonaws.com/${DEMO.pool}`]: IdToken! }
  const { IdentityId } = await identity.send(new GetIdCommand({ IdentityPoolId: DEMO.identityPool, Logins }))
  const { Credentials } = await identity.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }))
  const operator = sdk({
    credentials: {
      accessKeyId: Credentials!.AccessKeyId!,
      secretAccessKey: Credentials!.SecretKey!,
      sessionToken: Credentials!.SessionToken!,
    },
  })
  expect((await operator.send(new ListUserPoolsCommand({ MaxResults: 10 }))).UserPools).toHaveLength(3)
  const ada = await signIn(sdk(), DEMO.storefront, 'ada', 'Lamp-lit-1843')
  await operator.send(new AdminUserGlobalSignOutCommand({ UserPoolId: DEMO.pool, Username: 'ada' }))
  await expect(sdk().send(new GetUserCommand({ AccessToken: ada.AccessToken }))).rejects.toThrow('has been revoked')
  await expect(operator.send(new CreateUserPoolCommand({ PoolName: 'x' }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message:
      'User: arn:aws:sts::000000000000:assumed-role/CurfewOperator/CognitoIdentityCredentials is not authorized to ' +
      'perform: cognito-idp:CreateUserPool on resource: * because no identity-based policy allows the ' +
      'cognito-idp:CreateUserPool action',
  })
})

test('the SDK corrects a clock that is an hour off and repeats the call', async () => {
  await control().advanceClock(3_600_000)
  const aws = sdk({ maxAttempts: 3 })
  expect((await aws.send(new ListUserPoolsCommand({ MaxResults: 1 }))).UserPools).toHaveLength(1)
  expect((await control().log()).map(({ errorCode }) => errorCode)).toEqual(['InvalidSignatureException', undefined])
})

describe('over a socket', () => {
  const call = (headers: Record<string, string>, body = '{}') =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const sent = httpRequest(server.url, { method: 'POST', headers }, (answer) => {
        let text = ''
        answer.on('data', (part: Buffer) => (text += part.toString()))
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
      })
      sent.on('error', reject)
      sent.end(body)
    })

  test.each(['evil.example', 'evil.example:9229', '127.0.0.1.evil.example', '10.0.0.1', '[::2]'])(
    'a request for the host "%s" is refused',
    async (host) => {
      const { status, text } = await call({ host, 'x-amz-target': 'AWSCognitoIdentityProviderService.GetUser' })
      expect(status).toBe(403)
      expect(text).toContain('only answers requests for this machine')
    },
  )

  test.each(['localhost', '127.0.0.1:1', '[::1]:9229', 'shop.localhost:80', 'LOCALHOST'])(
    'the host %s is this machine',
    async (host) => {
      expect((await call({ host })).status).toBe(404)
    },
  )

  test('a host beyond loopback is not listened on', async () => {
    await expect(startServer({ port: 0, host: '0.0.0.0' })).rejects.toThrow('only listens on the loopback interface')
  })

  test('a taken port rejects', async () => {
    await expect(startServer({ port: Number(new URL(server.url).port) })).rejects.toThrow('EADDRINUSE')
  })

  test.each([true, false])('a body over a megabyte is refused (announced: %s)', async (isAnnounced) => {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.GetUser',
      ...(isAnnounced ? { 'content-length': String(1_048_577) } : { 'transfer-encoding': 'chunked' }),
    }
    const { status, text } = await call(headers, ' '.repeat(1_048_577))
    expect([status, text]).toEqual([413, expect.stringContaining('RequestEntityTooLargeException')])
  })

  test('a reset fault drops the connection, before or after the work is done', async () => {
    const aws = sdk()
    const { RefreshToken, AccessToken } = await signIn(aws, DEMO.storefront, 'ada', 'Lamp-lit-1843')
    const revoke = () => aws.send(new RevokeTokenCommand({ ClientId: DEMO.storefront, Token: RefreshToken }))
    await control().addFault({ operation: 'RevokeToken', network: 'reset' })
    await expect(revoke()).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect((await aws.send(new GetUserCommand({ AccessToken }))).Username).toBe('ada')
    await control().addFault({ operation: 'RevokeToken', network: 'reset', when: 'after' })
    await expect(revoke()).rejects.toMatchObject({ code: 'ECONNRESET' })
    await expect(aws.send(new GetUserCommand({ AccessToken }))).rejects.toThrow('Access Token has been revoked')
    const dropped = (await control().log()).filter(({ isDropped }) => isDropped)
    expect(dropped.map(({ operation, fault }) => [operation, fault])).toEqual([
      ['RevokeToken', 'before'],
      ['RevokeToken', 'after'],
    ])
  })

  test('a cut answer begins like a good one and breaks off, before or after the work is done', async () => {
    const aws = sdk()
    const { RefreshToken, AccessToken } = await signIn(aws, DEMO.storefront, 'ada', 'Lamp-lit-1843')
    const revoke = () =>
      fetch(server.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': 'AWSCognitoIdentityProviderService.RevokeToken',
        },
        body: JSON.stringify({ ClientId: DEMO.storefront, Token: RefreshToken }),
      })
    await control().clearLog()
    await control().addFault({ operation: 'RevokeToken', network: 'cut' })
    const cut = await revoke()
    expect([cut.status, cut.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
    expect(cut.headers.get('x-amzn-requestid')).toMatch(/^[\da-f-]{36}$/)
    await expect(cut.text()).rejects.toThrow(TypeError)
    expect((await aws.send(new GetUserCommand({ AccessToken }))).Username).toBe('ada')
    await control().addFault({ operation: 'RevokeToken', network: 'cut', when: 'after' })
    await expect((await revoke()).text()).rejects.toThrow(TypeError)
    await expect(aws.send(new GetUserCommand({ AccessToken }))).rejects.toThrow('Access Token has been revoked')
    const whole = await revoke()
    expect([whole.status, await whole.text()]).toEqual([200, '{}'])
    const revokes = (await control().log()).filter(({ operation }) => operation === 'RevokeToken')
    expect(revokes.map(({ status, isDropped, fault }) => [status, isDropped, fault])).toEqual([
      [200, true, 'before'],
      [200, true, 'after'],
      [200, undefined, undefined],
    ])
  })

  test('the SDK takes a cut answer for a failure, and one whose length is right for an answer', async () => {
    await control().addFault({ operation: 'GetUser', network: 'cut' })
    await expect(sdk().send(new GetUserCommand({ AccessToken: 'a.b.c' }))).rejects.toThrow(/aborted|terminated/)
    await control().addFault({
      operation: 'GetUser',
      answer: { status: 200, headers: { 'content-length': '2' }, body: '{}' },
    })
    expect(await sdk().send(new GetUserCommand({ AccessToken: 'a.b.c' }))).toMatchObject({ $metadata: { attempts: 1 } })
  })

  test('a hanging call ends when the caller gives up, and another when the faults are cleared', async () => {
    await control().addFault({ operation: 'GetUser', hang: true, times: 2 })
    const abort = new AbortController()
    const given = sdk().send(new GetUserCommand({ AccessToken: 'a.b.c' }), { abortSignal: abort.signal })
    while ((await control().faults())[0]?.struck !== 1) await Promise.resolve()
    abort.abort()
    await expect(given).rejects.toMatchObject({ name: 'AbortError' })
    const freed = sdk().send(new GetUserCommand({ AccessToken: 'a.b.c' }))
    const outcome = expect(freed).rejects.toMatchObject({ code: 'ECONNRESET' })
    while ((await control().faults())[0]?.struck !== 2) await Promise.resolve()
    await control().clearFaults()
    await outcome
  })

  test('the control client says why it was refused', async () => {
    await expect(control().seed({ version: 2 })).rejects.toThrow('version: expected a number from 1 to 1, found 2')
    await expect(control().addFault({ operation: '*', delayMs: -1 })).rejects.toThrow('delayMs')
    expect((await control().freezeClock(true)).frozen).toBe(true)
    const time = new Date('2030-01-02T03:04:05.678Z')
    expect(await control().setClock(time)).toEqual({ now: time.toISOString(), nowMs: time.getTime(), frozen: true })
    expect((await control().clock()).nowMs).toBe(time.getTime())
    await control().clearLog()
    expect(await control().log()).toEqual([])
    await control().seed('none')
    expect(
      (await sdk({ systemClockOffset: time.getTime() - Date.now() }).send(new ListUserPoolsCommand({ MaxResults: 1 })))
        .UserPools,
    ).toEqual([])
  })
})
