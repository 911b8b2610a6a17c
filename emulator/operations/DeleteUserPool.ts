import type { DeleteUserPoolRequest } from '@aws-sdk/client-cognito-identity-provider'
import { CognitoError } from '../domain/errors.ts'
import { deletePool } from '../domain/poolSettings.ts'
import type { Operation } from '../wire/Operation.ts'
import { required, userPoolId } from './shapes.ts'

/** Deletes a pool with its clients, users and groups; not while it is protected (words ours [?]) or has a domain. */
export const DeleteUserPool: Operation<DeleteUserPoolRequest, void> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId) },
  run(world, { UserPoolId }) {
    const pool = world.pools.get(UserPoolId)
    if (pool.settings.DeletionProtection === 'ACTIVE') {
      throw new CognitoError(
        'InvalidParameterException',
        'The user pool cannot be deleted because deletion protection is activated.',
      )
    }
    if (world.domains.ofPool(pool.id)) {
      // [T] terraform-provider-aws#16479
      throw new CognitoError(
        'InvalidParameterException',
        'User pool cannot be deleted. It has a domain configured that should be deleted first.',
      )
    }
    deletePool(world, pool)
  },
}
