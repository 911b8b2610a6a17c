import type { GetIdInput, GetIdResponse } from '@aws-sdk/client-cognito-identity'
import { checkLogins } from '../domain/logins.ts'
import type { Operation } from '../wire/Operation.ts'
import { identityId, logins } from './shapes.ts'

/** The identity of a signed-in user, always the same one, or a new one for a guest where the pool has guests. */
export const GetId: Operation<GetIdInput, GetIdResponse> = {
  auth: 'none',
  members: {
    AccountId: { type: 'string', min: 1, max: 15, pattern: '\\d+' },
    IdentityPoolId: { ...identityId, required: true },
    Logins: logins,
  },
  async run(world, { IdentityPoolId, Logins }) {
    const pool = world.identityPools.get(IdentityPoolId)
    const login = await checkLogins(world, pool, Logins ?? {})
    return { IdentityId: world.identityPools.identityOf(pool, login && `${login.provider} ${login.claims.sub}`).id }
  },
}
