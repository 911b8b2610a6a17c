import { attributesFrom } from '../domain/attributes.ts'
import { checkClientSettings } from '../domain/clientSettings.ts'
import { CognitoError } from '../domain/errors.ts'
import type { Factors } from '../domain/factors.ts'
import { hashPassword, type PasswordHash } from '../domain/passwords.ts'
import { passwordPolicy, type Pool } from '../domain/Pools.ts'
import { checkPoolSettings } from '../domain/poolSettings.ts'
import { checkPoolMfa } from '../domain/poolMfa.ts'
import type { Random } from '../domain/Random.ts'
import { settled } from '../domain/updateRules.ts'
import { createWorld, type World } from '../domain/World.ts'
import { memoryStore } from '../store/memoryStore.ts'
import { BadControlRequest } from './checks.ts'
import type { Seed, SeedClient, SeedPool, SeedUser } from './seedFormat.ts'

/** The hashes of a seed's passwords, by user. */
export type SeedHashes = ReadonlyMap<SeedUser, PasswordHash>

/**
 * Plants the seed in a world of its own, to find what its shape alone does not show: ids used twice, settings that
 * contradict each other, groups that are not there. Throws BadControlRequest with the path.
 */
export function rehearseSeed(world: World, seed: Seed): void {
  const { region, accountId, clock, random, keys } = world
  const root = world.credentials.root
  plantSeed(createWorld({ region, accountId, root, clock, random, keys, store: memoryStore() }), seed, new Map())
}

/** Hashes the seed's passwords, so that `plantSeed` can do its work in one step. */
export async function hashSeedPasswords(random: Random, seed: Seed): Promise<SeedHashes> {
  const hashed = (seed.userPools ?? []).flatMap(({ Id, Users = [] }) =>
    Users.map(async (user): Promise<[SeedUser, PasswordHash][]> => {
      const password = user.Password ?? user.TemporaryPassword
      return password === undefined ? [] : [[user, await hashPassword(random, Id, user.Username, password)]]
    }),
  )
  return new Map((await Promise.all(hashed)).flat())
}

/** Empties the world and puts the seed in it. Throws BadControlRequest with the path of what cannot be. */
export function plantSeed(world: World, seed: Seed, hashes: SeedHashes): void {
  world.store.clear()
  for (const { RoleName, Policies } of seed.roles ?? []) world.credentials.putRole(RoleName, Policies)
  for (const [index, pool] of (seed.userPools ?? []).entries()) plantPool(world, pool, `userPools[${index}]`, hashes)
  for (const pool of seed.identityPools ?? []) world.identityPools.put(pool)
}

function plantPool(world: World, seed: SeedPool, path: string, hashes: SeedHashes): void {
  const { Id, PoolName, Domain, Clients = [], Groups = [], Users = [], ...more } = seed
  const { ResourceServers = [], SessionConfiguration, ...rest } = more
  const { SoftwareTokenMfaConfiguration, EmailMfaConfiguration, WebAuthnConfiguration, ...settings } = rest
  const mfa = { SoftwareTokenMfaConfiguration, EmailMfaConfiguration, WebAuthnConfiguration }
  if (world.pools.find(Id)) throw new BadControlRequest(`${path}.Id: ${Id} is used twice`)
  const pool = at(path, () => {
    checkPoolSettings(settings)
    const made = world.pools.create(PoolName, settings, Id)
    checkPoolMfa(made, mfa, settings.MfaConfiguration)
    return world.pools.setMfa(made, mfa, settings.MfaConfiguration)
  })
  if (Domain) at(`${path}.Domain`, () => world.domains.create(pool, Domain.Domain, Domain.ManagedLoginVersion ?? 1))
  for (const [index, { Identifier, Name, Scopes = [] }] of ResourceServers.entries()) {
    const wanted = { identifier: Identifier, name: Name, scopes: Scopes }
    at(`${path}.ResourceServers[${index}]`, () => world.resourceServers.create(pool, wanted))
  }
  if (SessionConfiguration) at(path, () => world.configurations.setPool(pool, SessionConfiguration))
  for (const [index, client] of Clients.entries()) {
    const place = `${path}.Clients[${index}]`
    if (world.clients.find(client.ClientId))
      throw new BadControlRequest(`${place}.ClientId: ${client.ClientId} is used twice`)
    at(place, () => plantClient(world, pool, client))
  }
  for (const [index, { GroupName = '', Description, RoleArn, Precedence }] of Groups.entries()) {
    const wanted = { name: GroupName, description: Description, roleArn: RoleArn, precedence: Precedence }
    at(`${path}.Groups[${index}]`, () => world.groups.create(pool, wanted))
  }
  for (const [index, user] of Users.entries()) {
    at(`${path}.Users[${index}]`, () => plantUser(world, pool, user, hashes.get(user)))
  }
}

function plantClient(world: World, pool: Pool, seed: SeedClient): void {
  const { ClientId: id, ClientName: name, ClientSecret: secret, SSOSession, ...wanted } = seed
  const settings = settled(wanted)
  checkClientSettings(pool, settings, secret !== undefined, world.resourceServers.scopes(pool.id))
  const client = world.clients.create({ poolId: pool.id, name, secret, settings, id })
  if (SSOSession) world.configurations.setClient(pool, client, SSOSession)
}

function plantUser(world: World, pool: Pool, seed: SeedUser, password: PasswordHash | undefined): void {
  if (seed.Password !== undefined && seed.TemporaryPassword !== undefined) {
    throw new BadControlRequest('only one of Password and TemporaryPassword can be given')
  }
  for (const group of seed.Groups ?? []) world.groups.get(pool, group)
  const attributes = attributesFrom(
    pool,
    Object.entries(seed.Attributes ?? {}).map(([Name, Value]) => ({ Name, Value })),
  )
  const isTemporary = seed.TemporaryPassword !== undefined
  const days = passwordPolicy(pool).TemporaryPasswordValidityDays ?? 7
  world.users.create(pool, {
    sub: seed.Sub ?? world.random.uuid(),
    username: seed.Username,
    attributes,
    enabled: seed.Enabled ?? true,
    status: seed.UserStatus ?? (isTemporary ? 'FORCE_CHANGE_PASSWORD' : 'CONFIRMED'),
    ...(password && { password }),
    ...(isTemporary && { temporaryUntilMs: world.clock.nowMs() + days * 86_400_000 }),
    groups: seed.Groups ?? [],
    ...(seed.SoftwareToken !== undefined && { factors: softwareToken(seed.SoftwareToken) }),
  })
}

function softwareToken(secret: string): Factors {
  return { totp: { secret, isVerified: true }, enabled: { SOFTWARE_TOKEN_MFA: true }, preferred: 'SOFTWARE_TOKEN_MFA' }
}

/** Says where in the seed a refusal of the domain arose. */
function at<T>(path: string, plant: () => T): T {
  try {
    return plant()
  } catch (error) {
    if (error instanceof CognitoError || error instanceof BadControlRequest) {
      throw new BadControlRequest(`${path}: ${error.message}`)
    }
    throw error
  }
}
