import type { CreateUserPoolRequest, CreateUserPoolResponse } from '@aws-sdk/client-cognito-identity-provider'
import { CognitoError } from '../domain/errors.ts'
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
    if ((settings.MfaConfiguration ?? 'OFF') !== 'OFF' && !settings.SmsConfiguration) {
      // [?] The words. The other methods can only be configured once the pool is there: the request cannot name them [D].
      throw new CognitoError(
        'InvalidParameterException',
        'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
      )
    }
    return { UserPool: userPoolType(world, world.pools.create(PoolName, settings)) }
  },
}
