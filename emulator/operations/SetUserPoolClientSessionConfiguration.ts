import type {
  SetUserPoolClientSessionConfigurationRequest,
  SetUserPoolClientSessionConfigurationResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Operation } from '../wire/Operation.ts'
import { clientSession } from './sessionShapes.ts'
import { clientId, required, userPoolId } from './shapes.ts'

/** Says how long an app client reuses an SSO session without asking again; nought is never. Tracking has to be on [D]. */
export const SetUserPoolClientSessionConfiguration: Operation<
  SetUserPoolClientSessionConfigurationRequest,
  SetUserPoolClientSessionConfigurationResponse
> = {
  auth: 'pool',
  members: {
    UserPoolId: required(userPoolId),
    ClientId: required(clientId),
    SSOSession: required(clientSession),
  },
  run({ pools, clients, configurations }, { UserPoolId, ClientId, SSOSession: { MaxValidityMinutes = 60 } }) {
    const pool = pools.get(UserPoolId)
    const client = clients.get(ClientId, pool.id)
    configurations.setClient(pool, client, { MaxValidityMinutes })
    return { UserPoolId, ClientId, SSOSession: configurations.ofClient(client) }
  },
}
