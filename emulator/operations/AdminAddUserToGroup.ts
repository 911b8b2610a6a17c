import type { AdminAddUserToGroupRequest } from '@aws-sdk/client-cognito-identity-provider'
import type { Operation } from '../wire/Operation.ts'
import { required, userPoolId, username } from './shapes.ts'

/** Puts a user into a group; the tokens they hold change at the next refresh only [D]. */
export const AdminAddUserToGroup: Operation<AdminAddUserToGroupRequest, void> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId), Username: required(username), GroupName: required(username) },
  run({ pools, users, groups }, { UserPoolId, Username, GroupName }) {
    const pool = pools.get(UserPoolId)
    const group = groups.get(pool, GroupName)
    const user = users.get(pool, Username)
    if (!user.groups.includes(group.name)) users.change(user, { groups: [...user.groups, group.name] })
  },
}
