import type { CreateGroupRequest, CreateGroupResponse } from '@aws-sdk/client-cognito-identity-provider'
import { groupType } from '../domain/Groups.ts'
import type { Operation } from '../wire/Operation.ts'
import { required, roleArn, username, userPoolId } from './shapes.ts'

/** Makes a group of users, which can carry a role for identity pools. */
export const CreateGroup: Operation<CreateGroupRequest, CreateGroupResponse> = {
  auth: 'pool',
  members: {
    GroupName: required(username),
    UserPoolId: required(userPoolId),
    Description: { type: 'string', max: 2048 },
    RoleArn: roleArn,
    Precedence: { type: 'integer', min: 0 },
  },
  run({ pools, groups }, { UserPoolId, GroupName, Description, RoleArn, Precedence }) {
    const wanted = { name: GroupName, description: Description, roleArn: RoleArn, precedence: Precedence }
    return { Group: groupType(groups.create(pools.get(UserPoolId), wanted)) }
  },
}
