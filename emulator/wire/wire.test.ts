import { ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../index.ts'
import { control, DEMO, post, sdk, signIn, testEmulator, verdict } from '../testing.ts'

let emulator: Emulator

beforeEach(() => {
  emulator = testEmulator()
})

describe('answers', () => {
  test('a success has the type, the id, the date and the CORS headers of AWS', async () => {
    const { AccessToken } = await signIn(emulator)
    const { status, headers } = await post(emulator, 'GetUser', { AccessToken })
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/x-amz-json-1.1')
    expect(headers.get('x-amzn-requestid')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    )
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('access-control-expose-headers')).toContain(
      'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
    )
    expect(Math.abs(Date.parse(headers.get('date') ?? '') - Date.now())).toBeLessThan(60_000)
  })

  test('a refusal is a 400 with bare type, message, and both again in headers', async () => {
    const { status, headers, text } = await post(emulator, 'GetUser', { AccessToken: 'abc' })
    expect([status, text]).toEqual([400, '{"__type":"NotAuthorizedException","message":"Invalid Access Token"}'])
    expect(headers.get('x-amzn-errortype')).toBe('NotAuthorizedException:')
    expect(headers.get('x-amzn-errormessage')).toBe('Invalid Access Token')
    expect(headers.get('x-curfew-not-emulated')).toBeNull()
    expect(headers.get('access-control-allow-origin')).toBe('*')
  })

  test("the date is the emulator's", async () => {
    await control(emulator, 'POST', 'clock', { now: '2030-01-01T00:00:00Z', frozen: true })
    expect((await post(emulator, 'GetUser', {})).headers.get('date')).toBe('Tue, 01 Jan 2030 00:00:00 GMT')
  })

  test('operations without an output shape answer with an empty body', async () => {
    const bodies: string[] = []
    const root = sdk(emulator)
    root.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args)
        const { body } = answer.response as { body: Uint8Array }
        bodies.push(new TextDecoder().decode(body))
        return answer
      },
      { step: 'deserialize', priority: 'low' },
    )
    const {
      AdminAddUserToGroupCommand,
      AdminDeleteUserCommand,
      AdminEnableUserCommand,
      DeleteUserPoolClientCommand,
      DeleteUserPoolCommand,
    } = await import('@aws-sdk/client-cognito-identity-provider')
    const pool = { UserPoolId: DEMO.pool }
    await root.send(new AdminAddUserToGroupCommand({ ...pool, Username: 'ada', GroupName: 'support' }))
    await root.send(new AdminEnableUserCommand({ ...pool, Username: 'ada' }))
    await root.send(new AdminDeleteUserCommand({ ...pool, Username: 'ada' }))
    await root.send(new DeleteUserPoolClientCommand({ ...pool, ClientId: DEMO.kiosk }))
    await root.send(new DeleteUserPoolCommand({ UserPoolId: 'us-east-1_Wholesale2' }))
    expect(bodies).toEqual(['', '{}', '', '', ''])
  })

  test('a preflight is answered, for two days, with the headers it asks for', async () => {
    const headers = { 'access-control-request-headers': 'authorization,x-amz-target', origin: 'https://a.example' }
    const answer = await emulator.fetch(new Request('http://127.0.0.1/', { method: 'OPTIONS', headers }))
    expect(answer.status).toBe(200)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('access-control-allow-methods')).toBe('POST')
    expect(answer.headers.get('access-control-allow-headers')).toBe('authorization,x-amz-target')
    expect(answer.headers.get('access-control-max-age')).toBe('172800')
  })

  test('text that no header can hold is left out of the header, and in the body', async () => {
    const { headers, body } = await post(emulator, 'InitiateAuth', {
      AuthFlow: 'é\r\nx: y' + 'z'.repeat(2000),
      ClientId: 'a',
    })
    expect(headers.get('x-amzn-errormessage')).toMatch(/^1 validation error detected: Value '\?\?\?x: yz{100}/)
    expect(headers.get('x-amzn-errormessage')).toHaveLength(1024)
    expect(body['message']).toContain("Value 'é\r\nx: y")
  })

  test('an operation that is not emulated says so by name and by a header', async () => {
    const { status, headers, body } = await post(emulator, 'CreateUserImportJob', {})
    expect([status, body['__type'], body['message']]).toEqual([
      404,
      'UnknownOperationException',
      'CreateUserImportJob is not emulated by the Curfew emulator',
    ])
    expect(headers.get('x-curfew-not-emulated')).toBe('CreateUserImportJob')
    for (const name of ['constructor', '__proto__', 'toString'])
      expect(await verdict(emulator, name, {})).toContain('Unknown')
  })

  test.each([
    [{ 'x-amz-target': 'Nothing.GetUser' }],
    [{ 'x-amz-target': 'GetUser' }],
    [{ 'x-amz-target': 'AWSCognitoIdentityProviderService.Get.User' }],
    [{ 'content-type': 'application/json' }],
  ])('a request that names no known service is unknown: %j', async (headers) => {
    const { body, headers: answered } = await post(emulator, 'GetUser', {}, headers)
    expect(body['__type']).toBe('UnknownOperationException')
    expect(answered.get('x-curfew-not-emulated')).toBeNull()
  })

  test('a defect of the emulator is an internal error with no inside, told to the log and to whoever listens', async () => {
    const bugs: unknown[] = []
    let isBroken = false
    const broken = testEmulator({
      onBug: (error) => bugs.push(error),
      randomFill: (bytes) => {
        if (isBroken) throw new Error('the inside')
        crypto.getRandomValues(bytes)
      },
    })
    const { RefreshToken } = await signIn(broken, DEMO.fieldApp)
    // The same refresh token is used again and again: its grace must not pass.
    await control(broken, 'POST', 'clock', { frozen: true })
    // Randomness is fetched in stock. Where it runs out between two operations nobody can be answered: then on with more.
    let found
    for (let call = 0; call < 10_000 && found === undefined; call += 1) {
      isBroken = true
      const answer = await post(broken, 'GetTokensFromRefreshToken', { RefreshToken, ClientId: DEMO.fieldApp }).catch(
        () => undefined,
      )
      isBroken = false
      if (answer?.status === 500) found = answer
      if (answer === undefined) await post(broken, 'GetUser', { AccessToken: 'x' })
    }
    expect(found?.text).toBe(
      '{"__type":"InternalErrorException","message":"The emulator met an internal error; its log says more."}',
    )
    expect(bugs).toEqual([new Error('the inside')])
    expect((await control(broken, 'GET', 'log')).text).toContain('the inside')
  })
})

describe('constraints', () => {
  test.each([
    [
      'null',
      'GetUser',
      "1 validation error detected: Value null at 'accessToken' failed to satisfy constraint: Member must not be null",
      { AccessToken: null },
    ],
    [
      'length',
      'InitiateAuth',
      `1 validation error detected: Value '${'a'.repeat(129)}' at 'clientId' failed to satisfy constraint: Member must have length less than or equal to 128`,
      { AuthFlow: 'USER_AUTH', ClientId: 'a'.repeat(129) },
    ],
    [
      'two at once',
      'InitiateAuth',
      "2 validation errors detected: Value '' at 'clientId' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'clientId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+]+",
      { AuthFlow: 'USER_AUTH', ClientId: '' },
    ],
    [
      'a secret',
      'RespondToAuthChallenge',
      "1 validation error detected: Value at 'session' failed to satisfy constraint: Member must have length greater than or equal to 20",
      { ClientId: 'a', ChallengeName: 'SMS_MFA', Session: 'hush' },
    ],
    ['a type', 'GetUser', "Expected a string at 'accessToken'.", { AccessToken: 5 }],
    [
      'a map',
      'InitiateAuth',
      "Expected a map at 'authParameters'.",
      { AuthFlow: 'USER_AUTH', ClientId: 'a', AuthParameters: [] },
    ],
    ['a body', 'GetUser', 'The request body must be a JSON object.', []],
    ['no JSON', 'GetUser', 'The request body is not JSON.', '{"a":'],
  ])('%s', async (_, operation, message, body) => {
    expect((await post(emulator, operation, body)).body['message']).toBe(message)
  })

  test('what is wrong in a list or a map of plain values is said of the whole, with all that each of them has to keep to', async () => {
    const commands = await import('@aws-sdk/client-cognito-identity-provider')
    const client = { UserPoolId: DEMO.pool, ClientName: 'x' }
    const made = (more: object) => sdk(emulator).send(new commands.CreateUserPoolClientCommand({ ...client, ...more }))
    await expect(made({ ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'NONE'] })).rejects.toThrow(
      /^1 validation error detected: Value '\[ALLOW_USER_AUTH, NONE\]' at 'explicitAuthFlows' failed to satisfy constraint: Member must satisfy constraint: \[Member must satisfy enum value set: \[ADMIN_NO_SRP_AUTH, [A-Z_, ]+\]\]$/,
    )
    await expect(made({ CallbackURLs: ['https://a.example', ''] })).rejects.toThrow(
      "1 validation error detected: Value '[https://a.example, ]' at 'callbackURLs' failed to satisfy constraint: Member " +
        'must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater ' +
        'than or equal to 1, Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+]',
    )
    const UserPoolTags = { team: 'x'.repeat(257) }
    await expect(
      sdk(emulator).send(new commands.CreateUserPoolCommand({ PoolName: 'x', UserPoolTags })),
    ).rejects.toThrow(
      `1 validation error detected: Value '{team=${UserPoolTags.team}}' at 'userPoolTags' failed to satisfy constraint: Map ` +
        'value must satisfy constraint: [Member must have length less than or equal to 256, Member must have length ' +
        'greater than or equal to 0]',
    )
  })

  test('a structure in a list is not asked for its text, which may be anything', async () => {
    const UserAttributes = [{ Name: '', Value: 'x', toString: 1, valueOf: 1 }]
    const request = { ClientId: DEMO.storefront, Username: 'x', Password: 'Aa-12345', UserAttributes }
    expect(await verdict(emulator, 'SignUp', request)).toContain(
      "InvalidParameterException: 2 validation errors detected: Value '' at 'userAttributes.1.member.name' failed",
    )
  })

  test('nested members are named by their place', async () => {
    const { AdminCreateUserCommand } = await import('@aws-sdk/client-cognito-identity-provider')
    const request = {
      UserPoolId: DEMO.pool,
      Username: 'x',
      UserAttributes: [
        { Name: 'a', Value: 'b' },
        { Name: '', Value: '' },
      ],
    }
    await expect(sdk(emulator).send(new AdminCreateUserCommand(request))).rejects.toThrow(
      "2 validation errors detected: Value '' at 'userAttributes.2.member.name' failed to satisfy constraint: Member must " +
        "have length greater than or equal to 1; Value '' at 'userAttributes.2.member.name' failed to satisfy constraint",
    )
    const numbers = new ListUserPoolsCommand({ MaxResults: 61 })
    await expect(sdk(emulator).send(numbers)).rejects.toThrow(
      "Value '61' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 60",
    )
  })
})

test('many emulators live side by side', async () => {
  const other = testEmulator({ seed: 'none', region: 'eu-central-1' })
  await signIn(emulator)
  await expect(signIn(other)).rejects.toThrow('ResourceNotFoundException')
  expect((await control(other, 'GET', 'log')).body['entries']).toHaveLength(1)
})

test('an emulator with no options is the demo', async () => {
  expect(await signIn(createEmulator())).toBeDefined()
})
