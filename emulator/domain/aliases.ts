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

/**
 * The names besides their username that find a user [D]: the attributes that are usernames in this pool, and those
 * that are aliases once verified (preferred_username needs no verification).
 */
export function aliases(pool: Pool, user: { readonly attributes: Readonly<Record<string, string>> }): string[] {
  const { UsernameAttributes = [], AliasAttributes = [] } = pool.settings
  if (UsernameAttributes.length === 0 && AliasAttributes.length === 0) return []
  const verified = AliasAttributes.filter(
    (name) => name === 'preferred_username' || user.attributes[`${name}_verified`] === 'true',
  )
  return [...UsernameAttributes, ...verified].flatMap((name) => {
    const value = user.attributes[name]
    return value === undefined ? [] : aliasKey(pool, value)
  })
}
