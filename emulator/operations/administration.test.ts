import {
  AdminUpdateUserAttributesCommand,
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminSetUserPasswordCommand,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
  DescribeUserPoolCommand,
  ListUserPoolsCommand,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { advance, DEMO, post, sdk, signIn, testEmulator } from '../testing.ts'

const UserPoolId = DEMO.pool
let emulator: Emulator

beforeEach(() => {
  emulator = testEmulator()
})

describe('pools', () => {
  test('are described with their defaults and schema', async () => {
    const { UserPool } = await sdk(emulator).send(
      new CreateUserPoolCommand({
        PoolName: 'shop',
        Schema: [
          { Name: 'size', AttributeDataType: 'String' },
          { Name: 'email', Required: true },
        ],
        Policies: { PasswordPolicy: { MinimumLength: 12, TemporaryPasswordValidityDays: 0 } },
      }),
    )
    expect(UserPool).toMatchObject({
      Name: 'shop',
      Arn: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${UserPool!.Id}`,
      DeletionProtection: 'INACTIVE',
      MfaConfiguration: 'OFF',
      EstimatedNumberOfUsers: 0,
      Policies: { PasswordPolicy: { MinimumLength: 12, TemporaryPasswordValidityDays: 7 } },
    })
    const schema = new Map(UserPool!.SchemaAttributes!.map((attribute) => [attribute.Name, attribute]))
    expect(schema.size).toBe(21)
    expect(schema.get('custom:size')).toMatchObject({ AttributeDataType: 'String', Required: false, Mutable: true })
    expect(schema.get('email')).toMatchObject({ Required: true })
    expect(schema.get('email_verified')).toMatchObject({ AttributeDataType: 'Boolean' })
    expect((await sdk(emulator).send(new DescribeUserPoolCommand({ UserPoolId: UserPool!.Id }))).UserPool).toEqual(
      UserPool,
    )
    const demo = await sdk(emulator).send(new DescribeUserPoolCommand({ UserPoolId }))
    expect(demo.UserPool).toMatchObject({ EstimatedNumberOfUsers: 8, AutoVerifiedAttributes: ['email'] })
  })

  test('are listed page by page and can be protected from deletion', async () => {
    const root = sdk(emulator)
    const { UserPool } = await root.send(new CreateUserPoolCommand({ PoolName: 'kept', DeletionProtection: 'ACTIVE' }))
    const first = await root.send(new ListUserPoolsCommand({ MaxResults: 2 }))
    const rest = await root.send(new ListUserPoolsCommand({ MaxResults: 2, NextToken: first.NextToken! }))
    expect([first.UserPools!.length, rest.UserPools!.length, rest.NextToken]).toEqual([2, 2, undefined])
    await expect(root.send(new DeleteUserPoolCommand({ UserPoolId: UserPool!.Id }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
    const wholesale = { UserPoolId: 'us-east-1_Wholesale2' }
    await root.send(new DeleteUserPoolCommand(wholesale))
    await expect(root.send(new DescribeUserPoolCommand(wholesale))).rejects.toThrow(
      'User pool us-east-1_Wholesale2 does not exist.',
    )
  })

  test.each([
    [{ LambdaConfig: { PreSignUp: 'arn:aws:lambda:us-east-1:000000000000:function:f' } }, 'Lambda triggers'],
    [{ IssuerConfiguration: { Type: 'UPDATED' } }, 'updated issuer'],
    [{ DcrConfiguration: {} }, 'dynamic client registration'],
    [{ AcrConfiguration: {} }, 'authentication context classes'],
  ])('with settings that are not emulated are refused by name: %j', async (settings, what) => {
    const make = new CreateUserPoolCommand({ PoolName: 'x', ...(settings as object) })
    await expect(sdk(emulator).send(make)).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: expect.stringContaining(what),
    })
  })
})

describe('users', () => {
  const create = (Username: string, more: object = {}) =>
    sdk(emulator).send(new AdminCreateUserCommand({ UserPoolId, Username, ...more }))

  test('are made with a temporary password, and shown by both names of their attributes', async () => {
    const { User } = await create('ines', { UserAttributes: [{ Name: 'email', Value: 'ines@example.com' }] })
    expect(User).toMatchObject({ Username: 'ines', Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD' })
    const shown = await sdk(emulator).send(new AdminGetUserCommand({ UserPoolId, Username: 'ines' }))
    expect(shown.UserAttributes).toEqual(User!.Attributes)
    expect(shown).not.toHaveProperty('UserMFASettingList')
    expect(Object.keys((await post(emulator, 'AdminGetUser', {})).body)).toEqual(['__type', 'message'])
  })

  test.each([
    ['ada', {}, 'UsernameExistsException', 'User account already exists'],
    ['ADA', {}, 'UsernameExistsException', 'User account already exists'],
    ['new', { TemporaryPassword: 'aA1-' }, 'InvalidPasswordException', 'Password not long enough'],
    ['new', { TemporaryPassword: 'AAAAA111-' }, 'InvalidPasswordException', 'lowercase'],
    ['new', { TemporaryPassword: 'aaaaa111-' }, 'InvalidPasswordException', 'uppercase'],
    ['new', { TemporaryPassword: 'AAAAAaaa-' }, 'InvalidPasswordException', 'numeric'],
    ['new', { TemporaryPassword: 'AAAAAaaa1' }, 'InvalidPasswordException', 'symbol'],
    [
      'new',
      { UserAttributes: [{ Name: 'custom:x', Value: '1' }] },
      'InvalidParameterException',
      'does not exist in the schema',
    ],
    ['new', { UserAttributes: [{ Name: 'sub', Value: '1' }] }, 'InvalidParameterException', 'non-mutable'],
    ['a b', {}, 'InvalidParameterException', "Value 'a b' at 'username' failed"],
  ])('that cannot be are refused: %s %j', async (username, more, name, message) => {
    await expect(create(username, more)).rejects.toMatchObject({ name, message: expect.stringContaining(message) })
  })

  test('sign in by alias where the pool has verified aliases, and by email where that is the username', async () => {
    const root = sdk(emulator)
    const password = { Password: 'Aa-12345', Permanent: true }
    for (const settings of [{ AliasAttributes: ['email' as const] }, { UsernameAttributes: ['email' as const] }]) {
      const { UserPool } = await root.send(new CreateUserPoolCommand({ PoolName: 'x', ...settings }))
      const pool = { UserPoolId: UserPool!.Id! }
      const flows = { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH' as const] }
      const { UserPoolClient } = await root.send(
        new CreateUserPoolClientCommand({ ...pool, ...flows, ClientName: 'x' }),
      )
      const UserAttributes = [
        { Name: 'email', Value: 'li@example.com' },
        { Name: 'email_verified', Value: 'true' },
      ]
      const Username = 'UsernameAttributes' in settings ? 'li@example.com' : 'li'
      const { User } = await root.send(new AdminCreateUserCommand({ ...pool, Username, UserAttributes }))
      await root.send(new AdminSetUserPasswordCommand({ ...pool, Username, ...password }))
      expect(await signIn(emulator, UserPoolClient!.ClientId, 'li@example.com', 'Aa-12345')).toBeDefined()
      const isSub = User!.Username === User!.Attributes!.find(({ Name }) => Name === 'sub')!.Value
      expect(isSub).toBe('UsernameAttributes' in settings)
      const again = new AdminCreateUserCommand({ ...pool, Username: isSub ? Username : 'other', UserAttributes })
      await expect(root.send(again)).rejects.toMatchObject({
        name: isSub ? 'UsernameExistsException' : 'AliasExistsException',
      })
      if (isSub) {
        const wrong = new AdminCreateUserCommand({ ...pool, Username: 'li' })
        await expect(root.send(wrong)).rejects.toThrow('Username should be an email.')
      }
    }
  })

  test('are listed in order, page by page, for an hour', async () => {
    const root = sdk(emulator)
    const first = await root.send(new ListUsersCommand({ UserPoolId, Limit: 5 }))
    const token = { PaginationToken: first.PaginationToken! }
    const rest = await root.send(new ListUsersCommand({ UserPoolId, Limit: 5, ...token }))
    const names = [...first.Users!, ...rest.Users!].map(({ Username }) => Username)
    expect(names).toEqual(['ada', 'mikkel', 'nour', 'olivia', 'pavel', 'rhea', 'tomas', 'yuki'])
    expect(rest.PaginationToken).toBeUndefined()
    await advance(emulator, 3_600_000)
    root.config.systemClockOffset = 3_600_000
    await expect(root.send(new ListUsersCommand({ UserPoolId, Limit: 5, ...token }))).rejects.toThrow('expired')
  })

  test.each([
    ['username = "ada"', ['ada']],
    ['username = "ADA"', []],
    ['email ^= "MIK"', ['mikkel']],
    ['name ^= "Rhea"', ['rhea']],
    ['cognito:user_status = "unconfirmed"', ['olivia']],
    ['status = "Disabled"', ['mikkel']],
    ['status = "disabled"', []],
    ['sub = "0ada0000-0000-4000-8000-000000000001"', ['ada']],
    ['given_name = "x"', []],
    ['name = "a \\"quoted\\" name"', []],
    ['', ['ada', 'mikkel', 'nour', 'olivia', 'pavel', 'rhea', 'tomas', 'yuki']],
  ])('are found by filter %s', async (Filter, expected) => {
    const { Users } = await sdk(emulator).send(new ListUsersCommand({ UserPoolId, Filter, AttributesToGet: ['email'] }))
    expect(Users!.map(({ Username }) => Username)).toEqual(expected)
    for (const user of Users!) expect(user.Attributes!.map(({ Name }) => Name)).toEqual(['email'])
  })

  test('are shown with the attributes that are asked for, if every one of those found has them', async () => {
    const ask = async (AttributesToGet: string[], Filter = '') => {
      const command = new ListUsersCommand({ UserPoolId, Filter, AttributesToGet })
      return sdk(emulator)
        .send(command)
        .then(
          ({ Users }) => Users!.map(({ Attributes }) => Attributes!.map(({ Name }) => Name).join()),
          ({ name, message }: Error) => `${name}: ${message}`,
        )
    }
    const root = sdk(emulator)
    const UserAttributes = [{ Name: 'nickname', Value: 'countess' }]
    await root.send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username: 'ada', UserAttributes }))
    expect(await ask(['sub', 'nickname'], 'username = "ada"')).toEqual(['sub,nickname'])
    const missing = 'InvalidParameterException: One or more requested attributes do not exist.'
    expect(await ask(['sub', 'nickname'])).toBe(missing)
    expect(await ask(['shoe'], 'username = "ada"')).toBe(missing)
    expect(await ask(['sub', 'nickname'], 'username = "nobody"')).toEqual([])
    expect(await ask([], 'username = "ada"')).toEqual([''])
  })

  test.each([
    ['phone_number', '+15550001234'],
    ['family_name', 'Lovelace'],
    ['preferred_username', 'countess'],
  ])('are found by their %s, once they have one', async (Name, Value) => {
    const found = async () => {
      const command = new ListUsersCommand({ UserPoolId, Filter: `${Name} = "${Value}"` })
      return (await sdk(emulator).send(command)).Users!.map(({ Username }) => Username)
    }
    expect(await found()).toEqual([])
    const UserAttributes = [{ Name, Value }]
    await sdk(emulator).send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username: 'ada', UserAttributes }))
    expect(await found()).toEqual(['ada'])
  })

  test('are sorted by what they are searched by, page by page', async () => {
    const root = sdk(emulator)
    for (const [Username, Value] of Object.entries({ ada: 'Zeta', pavel: 'alpha', yuki: 'Beta', tomas: 'beta' })) {
      const UserAttributes = [{ Name: 'family_name', Value }]
      await root.send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username, UserAttributes }))
    }
    const search = { UserPoolId, Filter: 'family_name ^= ""', Limit: 1 }
    const names = []
    let PaginationToken: string | undefined
    do {
      const page = await root.send(new ListUsersCommand({ ...search, ...(PaginationToken && { PaginationToken }) }))
      names.push(...page.Users!.map(({ Username }) => Username))
      PaginationToken = page.PaginationToken
    } while (PaginationToken !== undefined)
    expect(names).toEqual(['pavel', 'tomas', 'yuki', 'ada'])
    const byStatus = new ListUsersCommand({ UserPoolId, Filter: 'status ^= ""' })
    expect((await root.send(byStatus)).Users!.map(({ Username }) => Username)).toEqual([
      'mikkel',
      'ada',
      'nour',
      'olivia',
      'pavel',
      'rhea',
      'tomas',
      'yuki',
    ])
    const byName = new ListUsersCommand({ UserPoolId, Filter: 'username ^= "o"' })
    expect((await root.send(byName)).Users!.map(({ Username }) => Username)).toEqual(['olivia'])
  })

  test('are not listed from a place that no list gave', async () => {
    const from = (PaginationToken: string) => sdk(emulator).send(new ListUsersCommand({ UserPoolId, PaginationToken }))
    for (const token of ['AAAA', 'e30']) await expect(from(token)).rejects.toThrow('pagination token')
  })

  test.each(['username', 'username = ada', 'username = "a" and email = "b"', 'custom:x = "1"'])(
    'are not found by %s',
    async (Filter) => {
      await expect(sdk(emulator).send(new ListUsersCommand({ UserPoolId, Filter }))).rejects.toMatchObject({
        name: 'InvalidParameterException',
      })
    },
  )
})

describe('groups', () => {
  test('are made once, joined once, and listed by precedence', async () => {
    const root = sdk(emulator)
    const { Group } = await root.send(new CreateGroupCommand({ UserPoolId, GroupName: 'vip', Precedence: 0 }))
    expect(Group).toMatchObject({ GroupName: 'vip', UserPoolId, Precedence: 0 })
    await expect(root.send(new CreateGroupCommand({ UserPoolId, GroupName: 'vip' }))).rejects.toMatchObject({
      name: 'GroupExistsException',
    })
    for (const GroupName of ['vip', 'support', 'vip']) {
      await root.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: 'ada', GroupName }))
    }
    const list = (more: object = {}) =>
      root.send(new AdminListGroupsForUserCommand({ UserPoolId, Username: 'ada', ...more }))
    expect((await list()).Groups!.map(({ GroupName }) => GroupName)).toEqual(['vip', 'engineers', 'support'])
    const first = await list({ Limit: 1 })
    const second = await list({ Limit: 2, NextToken: first.NextToken })
    expect(second.Groups!.map(({ GroupName }) => GroupName)).toEqual(['engineers', 'support'])
    expect(second.NextToken).toBeUndefined()
    const missing = new AdminAddUserToGroupCommand({ UserPoolId, Username: 'ada', GroupName: 'none' })
    await expect(root.send(missing)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })
})
