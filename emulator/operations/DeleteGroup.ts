import type { DeleteGroupRequest } from '@aws-sdk/client-cognito-identity-provider'
import type { Operation } from '../wire/Operation.ts'
import { required, userPoolId, username } from './shapes.ts'

/** Deletes a group; its members stay, and are not in one of the same name made later. */
export const DeleteGroup: Operation<DeleteGroupRequest, void> = {
  auth: 'pool',
  members: { GroupName: required(username), UserPoolId: required(userPoolId) },
  run({ pools, users, groups }, { GroupName, UserPoolId }) {
    const pool = pools.get(UserPoolId)
    const group = groups.get(pool, GroupName)
    for (const user of users.members(pool, group.name, undefined, Number.MAX_SAFE_INTEGER)) {
      users.change(user, { groups: user.groups.filter((name) => name !== group.name) })
    }
    groups.delete(group)
  },
}
