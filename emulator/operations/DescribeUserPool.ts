import type { DescribeUserPoolRequest, DescribeUserPoolResponse } from '@aws-sdk/client-cognito-identity-provider'
import { userPoolType } from '../domain/poolType.ts'
import type { Operation } from '../wire/Operation.ts'
import { required, userPoolId } from './shapes.ts'

/** Everything about one user pool. */
export const DescribeUserPool: Operation<DescribeUserPoolRequest, DescribeUserPoolResponse> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId) },
  run: (world, { UserPoolId }) => ({ UserPool: userPoolType(world, world.pools.get(UserPoolId)) }),
}
