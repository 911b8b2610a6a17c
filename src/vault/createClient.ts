import type { NewClient } from '../cognito/operator/appClients.ts'
import type { OperatorApi } from '../cognito/operator.ts'
import { failureOf } from '../lib/failure.ts'
import type { ClientChangeOperations, Creation } from './protocol/clientChanges.ts'
import { appClientFrom } from './settings.ts'

/** Reading back: a failure of it does not mean that nothing was made. */
const operation = 'DescribeUserPoolClient (just created)'

type Wanted = Parameters<ClientChangeOperations['createAppClient']>[0]

/**
 * Makes an app client with token revocation on. Asked once: whoever gets no answer cannot know whether it exists, and a
 * second one of the same name would be taken. What Cognito has accepted is read back before it is called created.
 * @param api the operator's operations in the pool's Region
 */
export async function createAppClient(api: OperatorApi, around: { now(): number }, wanted: Wanted): Promise<Creation> {
  const { poolId, name, confidential, choice } = wanted
  const authFlows: NewClient['authFlows'] = [
    'ALLOW_USER_SRP_AUTH',
    'ALLOW_REFRESH_TOKEN_AUTH',
    ...(choice ? ['ALLOW_USER_AUTH' as const] : []),
  ]
  const { clientId, requestId } = await api.createClient(poolId, { name, confidential, authFlows })
  try {
    const { raw, confidential: isConfidential } = await api.describeClient(poolId, clientId)
    const client = appClientFrom(raw, isConfidential)
    return { outcome: 'created', client, at: new Date(around.now()), requestId }
  } catch (error) {
    return { outcome: 'not read back', clientId, failure: { ...failureOf(error, operation), operation } }
  }
}
