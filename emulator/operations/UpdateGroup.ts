import type { UpdateGroupRequest, UpdateGroupResponse } from '@aws-sdk/client-cognito-identity-provider'
import { groupType } from '../domain/Groups.ts'
import type { Operation } from '../wire/Operation.ts'
import { required, roleArn, userPoolId, username } from './shapes.ts'

/** Changes what it names of a group, and keeps the rest [?]. */
export const UpdateGroup: Operation<UpdateGroupRequest, UpdateGroupResponse> = {
  auth: 'pool',
  members: {
    GroupName: required(username),
    UserPoolId: required(userPoolId),
    Description: { type: 'string', max: 2048 },
    RoleArn: roleArn,
    Precedence: { type: 'integer', min: 0 },
  },
  run({ pools, groups }, { GroupName, UserPoolId, Description, RoleArn, Precedence }) {
    const group = groups.get(pools.get(UserPoolId), GroupName)
    const changed = groups.update(group, {
      description: Description ?? group.description,
      roleArn: RoleArn ?? group.roleArn,
      precedence: Precedence ?? group.precedence,
    })
    return { Group: groupType(changed) }
  },
}
