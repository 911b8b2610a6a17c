import { CognitoError } from './errors.ts'
import type { IdentityPool, MappingRule, RoleMapping } from './IdentityPools.ts'
import type { Login } from './logins.ts'

/**
 * The ARN of the role that a login gets (facts, part 7) [D]. By token: the one asked for if the token lists it, else
 * the preferred one; by rules: that of the first rule that matches, or of any that does, if it is asked for; otherwise what AmbiguousRoleResolution says, and
 * without a mapping the pool's role for authenticated users, or for guests. The refusals' words are ours [?], but for
 * a pool without the role that is needed [B].
 */
export function chooseRole(pool: IdentityPool, login: Login | undefined, wanted: string | undefined): string {
  if (!login) return configured(pool.Roles?.unauthenticated)
  const { claims, provider } = login
  const mapping = pool.RoleMappings?.[`${provider}:${claims.aud}`]
  const ruled = mapping?.Type === 'Rules' ? rolesByRule(mapping, claims) : []
  if (wanted !== undefined) {
    const open = mapping?.Type === 'Token' ? (claims['cognito:roles'] ?? []) : ruled
    if (open.includes(wanted)) return wanted
    throw denied('The role asked for is not among the roles of the token.')
  }
  if (!mapping) return configured(pool.Roles?.authenticated)
  const chosen = mapping.Type === 'Token' ? claims['cognito:preferred_role'] : ruled[0]
  if (chosen !== undefined) return chosen
  // A token that names no role at all leaves nothing to resolve but the same way [?].
  if (mapping.AmbiguousRoleResolution === 'Deny') throw denied('No role could be chosen for the token.')
  return configured(pool.Roles?.authenticated)
}

/** The roles of the rules that match, in their order. */
function rolesByRule({ RulesConfiguration: rules }: RoleMapping, claims: Login['claims']): readonly string[] {
  return (rules?.Rules ?? []).flatMap((rule) => (matches(rule, claims) ? [rule.RoleARN] : []))
}

function matches({ Claim, MatchType, Value }: MappingRule, claims: Login['claims']): boolean {
  // What every object has, such as `toString`, is no claim.
  const claim = Object.hasOwn(claims, Claim) ? claims[Claim] : undefined
  if (claim === undefined) return false
  const value = Array.isArray(claim) ? claim.join(',') : typeof claim === 'string' ? claim : JSON.stringify(claim)
  switch (MatchType) {
    case 'Equals':
      return value === Value
    case 'NotEqual':
      return value !== Value
    case 'StartsWith':
      return value.startsWith(Value)
    case 'Contains':
      return value.includes(Value)
  }
  return MatchType satisfies never
}

function configured(role: string | undefined): string {
  if (role !== undefined) return role
  throw new CognitoError(
    'InvalidIdentityPoolConfigurationException',
    'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
  )
}

function denied(message: string): CognitoError {
  return new CognitoError('NotAuthorizedException', message)
}
