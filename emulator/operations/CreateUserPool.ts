import type { CreateUserPoolRequest, CreateUserPoolResponse } from '@aws-sdk/client-cognito-identity-provider'
import { checkPoolSettings } from '../domain/poolSettings.ts'
import { userPoolType } from '../domain/poolType.ts'
import type { Operation } from '../wire/Operation.ts'
import { poolName, poolSettings } from './poolShapes.ts'
import { required } from './shapes.ts'

/** Makes a user pool. Settings that would change how sign-in works, and are not emulated, are refused by name. */
export const CreateUserPool: Operation<CreateUserPoolRequest, CreateUserPoolResponse> = {
  auth: 'account',
  members: {
    PoolName: required(poolName),
    ...poolSettings,
  },
  run(world, { PoolName, ...settings }) {
    checkPoolSettings(settings)
    return { UserPool: userPoolType(world, world.pools.create(PoolName, settings)) }
  },
}
