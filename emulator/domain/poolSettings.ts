import { CognitoError, NotEmulated } from './errors.ts'
import type { Pool } from './Pools.ts'
import { checkTier, NOT_LITE, PLUS } from './tiers.ts'
import type { World } from './World.ts'

/**
 * Refuses pool settings that would change how people sign in or what their tokens hold, and that the emulator does
 * not act on: better none than one that is silently ignored.
 */
export function checkPoolSettings(settings: Pool['settings']): void {
  if (Object.keys(settings.LambdaConfig ?? {}).length > 0) throw new NotEmulated('A user pool with Lambda triggers')
  if (settings.IssuerConfiguration?.Type === 'UPDATED')
    throw new NotEmulated('A user pool with the updated issuer type')
  if (settings.DcrConfiguration) throw new NotEmulated('A user pool with dynamic client registration')
  if (settings.AcrConfiguration) throw new NotEmulated('A user pool with authentication context classes')
  const factors = settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? []
  const protection = settings.UserPoolAddOns?.AdvancedSecurityMode ?? 'OFF'
  checkTier(settings, [
    ['Passwordless Sign-In', factors.some((factor) => factor !== 'PASSWORD'), NOT_LITE],
    ['Threat Protection', protection !== 'OFF', PLUS],
  ])
  const isRequired = settings.Schema?.some(({ Name, Required }) => Name === 'preferred_username' && Required)
  if (isRequired && settings.AliasAttributes?.includes('preferred_username')) {
    // [D] Nobody has an alias before they are confirmed; the words are ours [?].
    throw new CognitoError('InvalidParameterException', 'preferred_username cannot be both required and an alias.')
  }
  if (settings.UsernameAttributes && settings.AliasAttributes) {
    // [D] The two are alternatives; the words are ours [?].
    throw new CognitoError(
      'InvalidParameterException',
      'Only one of AliasAttributes and UsernameAttributes can be set.',
    )
  }
}

/** Deletes a pool and everything in it, a page at a time. */
export function deletePool(world: World, pool: Pool): void {
  const { pools, clients, users, groups, resourceServers, domains, configurations } = world
  const all = Number.MAX_SAFE_INTEGER
  for (const client of clients.page(pool.id, undefined, all)) {
    clients.delete(client)
    configurations.forgetClient(client)
  }
  for (const user of users.page(pool, undefined, all)) users.delete(pool, user)
  for (const group of groups.page(pool, undefined, all)) groups.delete(group)
  for (const server of resourceServers.page(pool.id, undefined, all)) resourceServers.delete(server)
  domains.forgetPool(pool.id)
  configurations.forgetPool(pool.id)
  pools.delete(pool.id)
}
