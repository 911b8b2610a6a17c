import { pastIam } from '../cognito/operator/caller.ts'
import { failureOf } from '../lib/failure.ts'
import type { Operator } from './operator.ts'
import type { Access } from './protocol/access.ts'

/**
 * Finds out by reads what the operator's role may do in a pool, one request after another. Names that nobody has are
 * asked for, so nothing of anybody is read. Throws the failure that is neither an answer of IAM's nor of Cognito's.
 */
export async function probeAccess(operator: Operator, poolId: string, newId: () => string): Promise<Access> {
  const api = await operator.apiOf(poolId)
  const unique = newId().replaceAll(/[^a-z0-9]/gi, '')
  const nobody = `curfew-probe-${unique}`
  const names = { username: nobody, group: nobody, clientId: `curfewprobe${unique}` }
  const probes = api.probes(poolId, names, (arn) => operator.noteArn(arn))
  operator.forgetPermissions(probes.keys())
  for (const [operation, probe] of probes) {
    try {
      await probe()
    } catch (error) {
      const { code } = failureOf(error, operation)
      if (code !== 'AccessDeniedException' && !pastIam.has(code)) throw error
    }
  }
  return operator.access()
}
