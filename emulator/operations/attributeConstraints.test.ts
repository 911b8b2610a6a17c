import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  type AttributeType,
  DescribeUserPoolCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, expect, test } from 'vitest'
import type { Emulator, Seed } from '../index.ts'
import { controlRefusal, post, sdk, signIn, testEmulator } from '../testing.ts'

const UserPoolId = 'us-east-1_Measured1'
const custom = ['custom:code', 'custom:size', 'custom:any', 'custom:flag']
const names = [...custom, 'nickname', 'birthdate', 'updated_at', 'name', 'phone_number', 'email']
const seed: Seed = {
  version: 1,
  userPools: [
    {
      Id: UserPoolId,
      PoolName: 'measured',
      Schema: [
        { Name: 'code', AttributeDataType: 'String', StringAttributeConstraints: { MinLength: '2', MaxLength: '4' } },
        { Name: 'size', AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '-5', MaxValue: '10' } },
        { Name: 'any', AttributeDataType: 'String', StringAttributeConstraints: {} },
        { Name: 'flag', AttributeDataType: 'Boolean' },
        { Name: 'nickname', AttributeDataType: 'String', StringAttributeConstraints: { MaxLength: '3' } },
      ],
      Clients: [
        {
          ClientId: 'web',
          ClientName: 'web',
          ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
          WriteAttributes: names,
        },
      ],
      Users: [
        { Username: 'lee', Password: 'Any-password-1', Attributes: { 'custom:code': 'abc' } },
        { Username: 'new', TemporaryPassword: 'Any-password-1' },
      ],
    },
  ],
}

let emulator: Emulator
beforeEach(() => {
  emulator = testEmulator({ seed })
})

/** Every operation that writes attributes. */
const WRITERS: Readonly<Record<string, (attribute: AttributeType) => Promise<unknown>>> = {
  AdminUpdateUserAttributes: (attribute) =>
    sdk(emulator).send(
      new AdminUpdateUserAttributesCommand({ UserPoolId, Username: 'lee', UserAttributes: [attribute] }),
    ),
  UpdateUserAttributes: async (attribute) => {
    const { AccessToken } = await signIn(emulator, 'web', 'lee', 'Any-password-1')
    return sdk(emulator).send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [attribute] }))
  },
  SignUp: (attribute) =>
    sdk(emulator).send(
      new SignUpCommand({ ClientId: 'web', Username: 'ann', Password: 'Any-password-1', UserAttributes: [attribute] }),
    ),
  AdminCreateUser: (attribute) =>
    sdk(emulator).send(new AdminCreateUserCommand({ UserPoolId, Username: 'ann', UserAttributes: [attribute] })),
}
const writers = Object.keys(WRITERS)

const TOO_MUCH: readonly (readonly [string, string])[] = [
  ['custom:code', 'a'],
  ['custom:code', 'abcde'],
  ['custom:size', '-6'],
  ['custom:size', '10.5'],
  ['custom:size', 'ten'],
  ['custom:size', ' '],
  ['nickname', 'abcd'],
  ['birthdate', '1990-1-1'],
  ['birthdate', '01.01.1990'],
  ['birthdate', '1990-02-30'],
  ['birthdate', '1990-13-01'],
  ['updated_at', '-1'],
  ['updated_at', 'now'],
]
const RIGHT: readonly (readonly [string, string])[] = [
  ['custom:code', 'ab'],
  ['custom:code', '🙂🙂'],
  ['custom:size', '-5'],
  ['custom:size', '10'],
  ['custom:any', 'x'.repeat(2048)],
  ['custom:flag', 'true'],
  ['nickname', 'abc'],
  ['birthdate', '1990-01-01'],
  ['updated_at', '0'],
  ['phone_number', '+15550001234'],
  ['email', 'lee@shop.example'],
  ['name', 'x'.repeat(2048)],
]

test.each(writers)('%s refuses what the schema does not allow, and writes nothing', async (writer) => {
  for (const [Name, Value] of TOO_MUCH) {
    await expect(WRITERS[writer]?.({ Name, Value }), `${Name} ${Value}`).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringMatching(`^Attributes did not conform to the schema: ${Name}: `),
    })
  }
  const read = (Username: string) => sdk(emulator).send(new AdminGetUserCommand({ UserPoolId, Username }))
  expect((await read('lee')).UserAttributes).toContainEqual({ Name: 'custom:code', Value: 'abc' })
  await expect(read('ann')).rejects.toMatchObject({ name: 'UserNotFoundException' })
})

test.each(writers)('%s takes what is just within it', async (writer) => {
  for (const [Name, Value] of RIGHT) {
    emulator = testEmulator({ seed })
    await expect(WRITERS[writer]?.({ Name, Value }), `${Name} ${Value}`).resolves.toBeDefined()
  }
})

test.each(writers)('%s refuses what is no telephone number and no address', async (writer) => {
  for (const [Name, Value, message] of [
    ['phone_number', '5550001234', 'Invalid phone number format.'],
    ['phone_number', '+1 555-000-1234', 'Invalid phone number format.'],
    ['email', 'lee', 'Invalid email address format.'],
  ]) {
    await expect(WRITERS[writer]?.({ Name, Value }), `${Name} ${Value}`).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message,
    })
  }
})

test('a blank value takes an attribute away, however long it has to be', async () => {
  await WRITERS['AdminUpdateUserAttributes']?.({ Name: 'custom:code', Value: '' })
  const { UserAttributes = [] } = await sdk(emulator).send(new AdminGetUserCommand({ UserPoolId, Username: 'lee' }))
  expect(UserAttributes.map(({ Name }) => Name)).toEqual(['sub'])
})

test('what is filled in with a new password is held to it, and so is a seed', async () => {
  const begun = await post(emulator, 'InitiateAuth', {
    ClientId: 'web',
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'new', PASSWORD: 'Any-password-1' },
  })
  const answered = await post(emulator, 'RespondToAuthChallenge', {
    ClientId: 'web',
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: begun.body['Session'],
    ChallengeResponses: { USERNAME: 'new', NEW_PASSWORD: 'Any-password-2', 'userAttributes.custom:code': 'a' },
  })
  expect(answered.body).toMatchObject({ __type: 'InvalidParameterException' })
  const [pool] = seed.userPools ?? []
  const wrong = { ...seed, userPools: [{ ...pool, Users: [{ Username: 'x', Attributes: { nickname: 'abcd' } }] }] }
  expect(await controlRefusal(emulator, 'seed', wrong)).toMatch('nickname: String must be no longer than 3')
})

test('the schema is described as the pool was given it', async () => {
  const { UserPool } = await sdk(emulator).send(new DescribeUserPoolCommand({ UserPoolId }))
  const shown = new Map(UserPool?.SchemaAttributes?.map((attribute) => [attribute.Name, attribute]))
  expect(shown.get('nickname')?.StringAttributeConstraints).toEqual({ MinLength: '0', MaxLength: '3' })
  expect(shown.get('custom:size')?.NumberAttributeConstraints).toEqual({ MinValue: '-5', MaxValue: '10' })
  expect(shown.get('updated_at')?.NumberAttributeConstraints).toEqual({ MinValue: '0' })
})

test('a user name that becomes an attribute is held to that attribute too', async () => {
  const byEmail = 'us-east-1_ByEmail01'
  const short = { Name: 'email', AttributeDataType: 'String' as const, StringAttributeConstraints: { MaxLength: '12' } }
  const pool = { Id: byEmail, PoolName: 'by email', UsernameAttributes: ['email' as const], Schema: [short] }
  const Clients = [{ ClientId: 'mail', ClientName: 'mail', WriteAttributes: ['name'] }]
  const people = sdk(testEmulator({ seed: { version: 1, userPools: [{ ...pool, Clients }] } }))
  const signUp = async (Username: string) =>
    people.send(new SignUpCommand({ ClientId: 'mail', Username, Password: 'Any-password-1' }))
  const create = async (Username: string) =>
    people.send(new AdminCreateUserCommand({ UserPoolId: byEmail, Username, MessageAction: 'SUPPRESS' }))
  for (const make of [signUp, create]) {
    await expect(make('somebody@example.com')).rejects.toThrow('email: String must be no longer than 12')
  }
  await signUp('ann@a.de')
  await create('bea@a.de')
})
