import type { AdminRemoveUserFromGroupRequest } from '@aws-sdk/client-cognito-identity-provider'
import type { Operation } from '../wire/Operation.ts'
import { required, userPoolId, username } from './shapes.ts'

/** Takes a user out of a group; the tokens they hold change at the next refresh only [D]. As often as asked [?]. */
export const AdminRemoveUserFromGroup: Operation<AdminRemoveUserFromGroupRequest, void> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId), Username: required(username), GroupName: required(username) },
  run({ pools, users, groups }, { UserPoolId, Username, GroupName }) {
    const pool = pools.get(UserPoolId)
    const { name } = groups.get(pool, GroupName)
    const user = users.get(pool, Username)
    if (user.groups.includes(name)) users.change(user, { groups: user.groups.filter((group) => group !== name) })
  },
}
