import { CognitoError } from '../domain/errors.ts'
import { evaluate } from '../domain/policies.ts'
import type { World } from '../domain/World.ts'
import type { Caller } from './signature.ts'

/**
 * Asks IAM whether the caller may do `action` (as `cognito-idp:DescribeUserPool`) on `resource` (an ARN, or `*`). The
 * root account may do everything, a role what its policies say. AccessDeniedException in AWS's words: the sentence for
 * a missing allow is reported [B] (facts, 1.13), that for an explicit deny is its counterpart [?].
 */
export function authorize(world: World, caller: Caller, action: string, resource: string): void {
  if (caller.kind === 'root') return
  const verdict = evaluate(world.credentials.role(caller.roleArn)?.policies ?? [], action, resource)
  if (verdict === 'allowed') return
  const because =
    verdict === 'denied'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`
  const who = world.credentials.assumedRoleArn(caller.roleArn)
  throw new CognitoError(
    'AccessDeniedException',
    `User: ${who} is not authorized to perform: ${action} on resource: ${resource} ${because}`,
  )
}
