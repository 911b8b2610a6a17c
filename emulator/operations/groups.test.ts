import {
  AdminAddUserToGroupCommand,
  AdminDeleteUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  CreateGroupCommand,
  DeleteGroupCommand,
  GetGroupCommand,
  ListGroupsCommand,
  ListUsersInGroupCommand,
  UpdateGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { DEMO, sdk, signIn, testEmulator } from '../testing.ts'

const UserPoolId = DEMO.pool
let emulator: Emulator
let root: ReturnType<typeof sdk>

beforeEach(() => {
  emulator = testEmulator()
  root = sdk(emulator)
})

const members = async (GroupName: string, more: object = {}) => {
  const { Users, NextToken } = await root.send(new ListUsersInGroupCommand({ UserPoolId, GroupName, ...more }))
  return { names: Users!.map(({ Username }) => Username), NextToken }
}

test('groups are listed page by page, shown, and changed where the request names something', async () => {
  const first = await root.send(new ListGroupsCommand({ UserPoolId, Limit: 2 }))
  const rest = await root.send(new ListGroupsCommand({ UserPoolId, Limit: 2, NextToken: first.NextToken }))
  const names = [...first.Groups!, ...rest.Groups!].map(({ GroupName }) => GroupName)
  expect([names, rest.NextToken]).toEqual([['engineers', 'operators', 'support'], undefined])
  const group = { UserPoolId, GroupName: 'engineers' }
  await root.send(new UpdateGroupCommand({ ...group, Precedence: 3 }))
  const { Group } = await root.send(new GetGroupCommand(group))
  expect(Group).toMatchObject({ Precedence: 3, Description: 'Build the shop' })
  await expect(root.send(new GetGroupCommand({ ...group, GroupName: 'none' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  })
})

test('members are listed page by page, and follow who joins, leaves and is deleted', async () => {
  const first = await members('engineers', { Limit: 2 })
  const rest = await members('engineers', { Limit: 2, NextToken: first.NextToken })
  expect([...first.names, ...rest.names]).toEqual(['ada', 'nour', 'yuki'])
  const of = (Username: string) => ({ UserPoolId, GroupName: 'engineers', Username })
  await root.send(new AdminAddUserToGroupCommand(of('rhea')))
  for (const name of ['ada', 'ada', 'pavel']) await root.send(new AdminRemoveUserFromGroupCommand(of(name)))
  await root.send(new AdminDeleteUserCommand({ UserPoolId, Username: 'nour' }))
  expect((await members('engineers')).names).toEqual(['rhea', 'yuki'])
  await expect(members('none')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
})

test('a deleted group leaves its members, who are not in a later one of its name', async () => {
  const group = { UserPoolId, GroupName: 'engineers' }
  await root.send(new DeleteGroupCommand(group))
  await expect(members('engineers')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  await root.send(new CreateGroupCommand(group))
  expect((await members('engineers')).names).toEqual([])
  const { Groups } = await root.send(new AdminListGroupsForUserCommand({ UserPoolId, Username: 'yuki' }))
  expect(Groups!.map(({ GroupName }) => GroupName)).toEqual(['support'])
})

test("a user's groups go on where a page ended, also when the last of it was left meanwhile", async () => {
  const of = { UserPoolId, Username: 'ada' }
  for (const GroupName of ['a', 'b', 'c', 'd']) {
    await root.send(new CreateGroupCommand({ UserPoolId, GroupName, Precedence: 1 }))
    await root.send(new AdminAddUserToGroupCommand({ ...of, GroupName }))
  }
  const page = async (NextToken?: string) => {
    const { Groups, ...rest } = await root.send(new AdminListGroupsForUserCommand({ ...of, Limit: 2, NextToken }))
    return { names: Groups!.map(({ GroupName }) => GroupName), NextToken: rest.NextToken }
  }
  const first = await page()
  await root.send(new AdminRemoveUserFromGroupCommand({ ...of, GroupName: 'b' }))
  const second = await page(first.NextToken)
  const third = await page(second.NextToken)
  expect([first.names, second.names, third]).toEqual([
    ['a', 'b'],
    ['c', 'd'],
    { names: ['engineers'], NextToken: undefined },
  ])
})

test('a token names the groups by precedence, and those of one precedence by their names', async () => {
  for (const [GroupName, Precedence] of [
    ['zoologists', 10],
    ['artists', 10],
    ['first', 1],
  ] as const) {
    await root.send(new CreateGroupCommand({ UserPoolId, GroupName, Precedence }))
    await root.send(new AdminAddUserToGroupCommand({ UserPoolId, GroupName, Username: 'ada' }))
  }
  const [, payload = ''] = (await signIn(emulator)).IdToken.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
  expect(claims['cognito:groups']).toEqual(['first', 'artists', 'engineers', 'zoologists'])
})
