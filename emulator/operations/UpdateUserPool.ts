import type { UpdateUserPoolRequest, UpdateUserPoolResponse } from '@aws-sdk/client-cognito-identity-provider'
import { checkPoolMfa } from '../domain/poolMfa.ts'
import { checkPoolSettings } from '../domain/poolSettings.ts'
import { updatedPoolSettings } from '../domain/poolUpdateRules.ts'
import type { Operation } from '../wire/Operation.ts'
import { poolName, poolSettings } from './poolShapes.ts'
import { required, userPoolId } from './shapes.ts'

const {
  AliasAttributes: _a,
  UsernameAttributes: _u,
  UsernameConfiguration: _c,
  Schema: _s,
  ...changeable
} = poolSettings

/** Changes a user pool. What the request leaves out is reset or kept: `domain/poolUpdateRules.ts` says which. */
export const UpdateUserPool: Operation<UpdateUserPoolRequest, UpdateUserPoolResponse> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId), PoolName: poolName, ...changeable },
  changes: ({ UserPoolId }) => `User pool ${UserPoolId}`,
  run({ pools }, { UserPoolId, PoolName, ...wanted }) {
    const pool = pools.get(UserPoolId)
    const settings = updatedPoolSettings(pool.settings, wanted)
    checkPoolSettings(settings)
    checkPoolMfa({ ...pool, settings }, {}, settings.MfaConfiguration)
    pools.update(pool, { name: PoolName ?? pool.name, settings })
    return {}
  },
}
