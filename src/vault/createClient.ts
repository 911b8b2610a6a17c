import type { OperatorApi } from '../cognito/operator.ts'
import { failureOf } from '../lib/failure.ts'
import { type NewClient, newClientRequest } from '../lib/newClient.ts'
import type { Creation } from './protocol/clientChanges.ts'
import { appClientFrom } from './settings.ts'

/** Reading back: a failure of it does not mean that nothing was made. */
const operation = 'DescribeUserPoolClient (just created)'

/**
 * Makes an app client with token revocation on. Asked once: whoever gets no answer cannot know whether it exists, and a
 * second one of the same name would be taken. What Cognito has accepted is read back before it is called created.
 * @param api the operator's operations in the pool's Region
 */
export async function createAppClient(
  api: OperatorApi,
  around: { now(): number },
  wanted: NewClient,
): Promise<Creation> {
  const { clientId, requestId } = await api.createClient(newClientRequest(wanted))
  try {
    const { raw, confidential: isConfidential } = await api.describeClient(wanted.poolId, clientId)
    const client = appClientFrom(raw, isConfidential)
    return { outcome: 'created', client, at: new Date(around.now()), requestId }
  } catch (error) {
    return { outcome: 'not read back', clientId, failure: { ...failureOf(error, operation), operation } }
  }
}
