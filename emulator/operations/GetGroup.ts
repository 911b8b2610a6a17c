import type { GetGroupRequest, GetGroupResponse } from '@aws-sdk/client-cognito-identity-provider'
import { groupType } from '../domain/Groups.ts'
import type { Operation } from '../wire/Operation.ts'
import { required, userPoolId, username } from './shapes.ts'

/** One group. */
export const GetGroup: Operation<GetGroupRequest, GetGroupResponse> = {
  auth: 'pool',
  members: { GroupName: required(username), UserPoolId: required(userPoolId) },
  run: ({ pools, groups }, { GroupName, UserPoolId }) => ({
    Group: groupType(groups.get(pools.get(UserPoolId), GroupName)),
  }),
}
