import type { Pool } from './Pools.ts'

/** [D] Usernames and aliases are case-sensitive unless the pool says not. */
function folded(pool: Pool, name: string): string {
  return pool.settings.UsernameConfiguration?.CaseSensitive === false ? name.toLowerCase() : name
}

/** Where a username is looked up. */
export function usernameKey(pool: Pool, username: string): string {
  return `${pool.id}/${folded(pool, username)}`
}

/** Where an alias is looked up. */
export function aliasKey(pool: Pool, alias: string): string {
  return `${pool.id}/${folded(pool, alias)}`
}

/** Who is found by names besides their username. */
export interface Aliased {
  readonly attributes: Readonly<Record<string, string>>
  /** The attribute that is their username, where people sign in by one; unknown of whoever was seeded. */
  readonly namedBy?: 'email' | 'phone_number'
}

/**
 * The names besides their username that find a user [D]: the attribute that is their username in this pool, or those
 * that are aliases once verified (preferred_username needs no verification).
 */
export function aliases(pool: Pool, { attributes, namedBy }: Aliased): string[] {
  const { UsernameAttributes = [], AliasAttributes = [] } = pool.settings
  if (UsernameAttributes.length === 0 && AliasAttributes.length === 0) return []
  const names = UsernameAttributes.filter((name) => namedBy === undefined || name === namedBy)
  const verified = AliasAttributes.filter(
    (name) => name === 'preferred_username' || attributes[`${name}_verified`] === 'true',
  )
  return [...names, ...verified].flatMap((name) => {
    const value = attributes[name]
    return value === undefined ? [] : aliasKey(pool, value)
  })
}
