import { createHash, createHmac } from 'node:crypto'
import {
  type CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  DescribeUserPoolCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, describe, expect, test } from 'vitest'
import { type Emulator } from '../index.ts'
import { advance, control, post, sdk, signIn, testEmulator, verdictOf } from '../testing.ts'

let emulator: Emulator

beforeEach(() => {
  emulator = testEmulator()
})

describe('signatures', () => {
  const refusal = (aws: CognitoIdentityProviderClient) =>
    verdictOf(aws.send(new ListUserPoolsCommand({ MaxResults: 1 })))

  test("the SDK's is accepted, nobody else's", async () => {
    expect(await refusal(sdk(emulator))).toBe('ok')
    expect(await refusal(sdk(emulator, { accessKeyId: 'test', secretAccessKey: 'wrong' }))).toMatch(
      /^InvalidSignatureException: The request signature we calculated does not match/,
    )
    const invalid = 'UnrecognizedClientException: The security token included in the request is invalid.'
    expect(await refusal(sdk(emulator, { accessKeyId: 'nobody', secretAccessKey: 'x' }))).toBe(invalid)
    expect(await refusal(sdk(emulator, { accessKeyId: 'test', secretAccessKey: 'test', sessionToken: 'x' }))).toBe(
      invalid,
    )
    const { status, body } = await post(emulator, 'ListUserPools', { MaxResults: 1 })
    expect([status, body['__type'], body['message']]).toEqual([
      403,
      'MissingAuthenticationTokenException',
      'Missing Authentication Token',
    ])
  })

  test('other credentials of the root account can be chosen', async () => {
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }
    const own = testEmulator({ credentials })
    expect(await refusal(sdk(own, credentials))).toBe('ok')
    expect(await refusal(sdk(own))).toContain('UnrecognizedClientException')
  })

  test('a date more than five minutes off is refused either way, in the words the SDKs know', async () => {
    await advance(emulator, 5 * 60_000 + 2000)
    expect(await refusal(sdk(emulator))).toMatch(
      /^InvalidSignatureException: Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/,
    )
    await advance(emulator, -(11 * 60_000 + 2000))
    expect(await refusal(sdk(emulator))).toMatch(
      /^InvalidSignatureException: Signature not yet current: .* \+ 5 min\.\)$/,
    )
  })

  test("another Region or service than the emulator's is refused", async () => {
    const elsewhere = sdk(emulator)
    elsewhere.config.region = () => Promise.resolve('eu-west-1')
    elsewhere.config.signer = undefined as never
    const authorization = (scope: string, more = 'SignedHeaders=host, Signature=00') =>
      `AWS4-HMAC-SHA256 Credential=test/20260101/${scope}/aws4_request, ${more}`
    const ask = async (header: string, headers: object = {}) => {
      const { body } = await post(emulator, 'ListUserPools', {}, { authorization: header, ...headers })
      return `${String(body['__type'])}: ${String(body['message'])}`
    }
    expect(await ask(authorization('us-east-1/s3'))).toBe(
      "InvalidSignatureException: Credential should be scoped to correct service: 'cognito-idp'.",
    )
    expect(await ask(authorization('eu-west-1/cognito-idp'))).toContain("valid Region, not 'eu-west-1'")
    expect(await ask(authorization('us-east-1/cognito-idp'))).toContain(
      "IncompleteSignatureException: Authorization header requires 'X-Amz-Date'",
    )
    expect(await ask(authorization('us-east-1/cognito-idp'), { 'x-amz-date': '20250101T000000Z' })).toContain(
      'does not match YYYYMMDD',
    )
    expect(
      await ask(
        'AWS4-HMAC-SHA256 Credential=test/x/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=0',
      ),
    ).toContain('of the form YYYYMMDD')
    expect(await ask(authorization('us-east-1/cognito-idp', 'SignedHeaders=date, Signature=00'))).toContain(
      'IncompleteSignatureException',
    )
    for (const rubbish of [
      '',
      'Bearer x',
      'AWS4-HMAC-SHA256',
      'AWS4-HMAC-SHA256 Credential=a/b, Signature=c',
      'AWS4-HMAC-SHA256 ====,,,,',
    ]) {
      expect(await ask(rubbish)).toContain('IncompleteSignatureException')
    }
  })

  test('a query is signed in the order of its names, and then of their values', async () => {
    const { nowMs } = (await control(emulator, 'GET', 'clock')).body
    const date = new Date(Number(nowMs)).toISOString().replaceAll(/[-:]|\.\d+/g, '')
    const scope = `${date.slice(0, 8)}/us-east-1/cognito-idp/aws4_request`
    const body = '{"MaxResults":1}'
    const digest = (text: string) => createHash('sha256').update(text).digest('hex')
    const sorted = 'a=0&a=1&a1=2&b=%2B&b-c=x%20y'
    const canonical = `POST\n/\n${sorted}\nhost:127.0.0.1:9229\nx-amz-date:${date}\n\nhost;x-amz-date\n${digest(body)}`
    let key: string | Buffer = 'AWS4test'
    for (const part of scope.split('/')) key = createHmac('sha256', key).update(part).digest()
    const toSign = `AWS4-HMAC-SHA256\n${date}\n${scope}\n${digest(canonical)}`
    const signature = createHmac('sha256', key).update(toSign).digest('hex')
    const authorization = `AWS4-HMAC-SHA256 Credential=test/${scope}, SignedHeaders=host;x-amz-date, Signature=${signature}`
    const ask = async (query: string) => {
      const headers = {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityProviderService.ListUserPools',
        'x-amz-date': date,
        authorization,
      }
      return (await emulator.fetch(new Request(`http://127.0.0.1:9229/${query}`, { method: 'POST', headers, body })))
        .status
    }
    expect(await ask('?a1=2&b-c=x%20y&b=%2B&a=1&a=0')).toBe(200)
    expect(await ask('?a1=2&b-c=x%20y&b=%2B&a=1&a=2')).toBe(403)
  })

  test('operations that need none do not look at one', async () => {
    const authorization = 'AWS4-HMAC-SHA256 nonsense'
    const { AccessToken } = await signIn(emulator)
    expect((await post(emulator, 'GetUser', { AccessToken }, { authorization })).status).toBe(200)
  })
})

describe('IAM', () => {
  const statement = (Effect: 'Allow' | 'Deny', Action: string, Resource: string) => ({
    Effect,
    Action: [Action],
    Resource: [Resource],
  })
  const ARN = 'arn:aws:cognito-idp:us-east-1:000000000000:userpool'

  /** What a role with these statements is answered. */
  const asRole = async (...Statement: ReturnType<typeof statement>[]) => {
    const provider = `cognito-idp.us-east-1.amazonaws.com/us-east-1_P`
    const roleArn = 'arn:aws:iam::000000000000:role/R'
    const own = testEmulator({
      seed: {
        version: 1,
        roles: [{ RoleName: 'R', Policies: [{ Statement }] }],
        userPools: [
          {
            Id: 'us-east-1_P',
            PoolName: 'p',
            Clients: [{ ClientId: 'c', ClientName: 'c', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] }],
            Users: [{ Username: 'u', Password: 'p' }],
          },
        ],
        identityPools: [
          {
            IdentityPoolId: 'us-east-1:0',
            IdentityPoolName: 'i',
            CognitoIdentityProviders: [{ ProviderName: provider, ClientId: 'c' }],
            Roles: { authenticated: roleArn },
          },
        ],
      },
    })
    const { IdToken } = await signIn(own, 'c', 'u', 'p')
    const target = (name: string) => ({ 'x-amz-target': `AWSCognitoIdentityService.${name}` })
    const Logins = { [provider]: IdToken }
    const { body: id } = await post(own, '', { IdentityPoolId: 'us-east-1:0', Logins }, target('GetId'))
    const { body } = await post(own, '', { IdentityId: id['IdentityId'], Logins }, target('GetCredentialsForIdentity'))
    const { AccessKeyId, SecretKey, SessionToken } = body['Credentials'] as Record<string, string>
    const aws = sdk(own, { accessKeyId: AccessKeyId!, secretAccessKey: SecretKey!, sessionToken: SessionToken! })
    return {
      own,
      aws,
      describe: (UserPoolId: string) => verdictOf(aws.send(new DescribeUserPoolCommand({ UserPoolId }))),
      list: () => verdictOf(aws.send(new ListUserPoolsCommand({ MaxResults: 1 }))),
      create: () => verdictOf(aws.send(new CreateUserPoolCommand({ PoolName: 'x' }))),
    }
  }

  const who = 'User: arn:aws:sts::000000000000:assumed-role/R/CognitoIdentityCredentials is not authorized to perform:'

  test('nothing is allowed that no statement allows', async () => {
    const role = await asRole()
    expect(await role.describe('us-east-1_P')).toBe(
      `AccessDeniedException: ${who} cognito-idp:DescribeUserPool on resource: ${ARN}/us-east-1_P because no ` +
        'identity-based policy allows the cognito-idp:DescribeUserPool action',
    )
  })

  test('action and resource both have to match, wildcards included', async () => {
    const role = await asRole(statement('Allow', 'cognito-idp:describe*', `${ARN}/us-east-1_?`))
    expect(await role.describe('us-east-1_P')).toBe('ok')
    expect(await role.describe('us-east-1_PP')).toContain('AccessDeniedException')
    expect(await role.list()).toContain('on resource: * because')
  })

  test('an explicit deny wins over any allow', async () => {
    const role = await asRole(statement('Allow', '*', '*'), statement('Deny', 'cognito-idp:Create*', '*'))
    expect([await role.describe('us-east-1_P'), await role.list()]).toEqual(['ok', 'ok'])
    expect(await role.create()).toBe(
      `AccessDeniedException: ${who} cognito-idp:CreateUserPool on resource: * with an explicit deny in an identity-based policy`,
    )
  })

  test('listing pools is only allowed on all resources', async () => {
    expect(await (await asRole(statement('Allow', 'cognito-idp:ListUserPools', `${ARN}/*`))).list()).toContain(
      'AccessDenied',
    )
    expect(await (await asRole(statement('Allow', 'cognito-idp:ListUserPools', '*'))).list()).toBe('ok')
  })

  test('credentials end after an hour, and their secret and token cannot be mixed', async () => {
    const role = await asRole(statement('Allow', '*', '*'))
    await advance(role.own, 3_600_000)
    role.aws.config.systemClockOffset = 3_600_000
    expect(await role.list()).toBe('ExpiredTokenException: The security token included in the request is expired')
  })
})
