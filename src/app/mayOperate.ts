import type { Config } from '../lib/config.ts'
import type { SessionFacts } from '../vault/protocol.ts'
import type { Access } from '../vault/protocol/access.ts'

/**
 * Whether somebody may be an operator: a group of theirs has an AWS role, they have pasted credentials, or AWS has
 * allowed a call of theirs. What they may do IAM says; this says only whether the pages are worth showing.
 */
export function mayOperate(
  { identityPoolId }: Pick<Config, 'identityPoolId'>,
  { roles }: Pick<SessionFacts, 'roles'>,
  { source, permissions }: Access,
): boolean {
  if (source === 'pasted') return true
  if (identityPoolId !== undefined && roles.length > 0) return true
  return Object.values(permissions).includes('allowed')
}
