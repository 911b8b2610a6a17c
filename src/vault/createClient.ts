import type { OperatorApi } from '../cognito/operator.ts'
import { failureOf } from '../lib/failure.ts'
import { type NewClient, newClientRequest } from '../lib/newClient.ts'
import type { Activity } from './activity.ts'
import type { Creation } from './protocol/clientChanges.ts'
import { appClientFrom, differencesBetween } from './settings.ts'

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
  activity: Activity,
): Promise<Creation> {
  const since = new Date(around.now())
  const { clientId, requestId } = await api.createClient(newClientRequest(wanted))
  try {
    const { raw, confidential: isConfidential } = await api.describeClient(wanted.poolId, clientId)
    const client = appClientFrom(raw, isConfidential)
    const at = new Date(around.now())
    const report = { at, changes: differencesBetween({}, raw) }
    await activity.readBack('CreateUserPoolClient', { pool: wanted.poolId }, since, report)
    return { outcome: 'created', client, at, requestId }
  } catch (error) {
    return { outcome: 'not read back', clientId, failure: { ...failureOf(error, operation), operation } }
  }
}
