import { attributesFrom } from '../domain/attributes.ts'
import { checkClientSettings } from '../domain/clientSettings.ts'
import { CognitoError } from '../domain/errors.ts'
import { toHex } from '../domain/encoding.ts'
import { type Factors, type MfaMethod, preferred } from '../domain/factors.ts'
import { passwordPolicy, type Pool } from '../domain/Pools.ts'
import { checkPoolSettings } from '../domain/poolSettings.ts'
import { checkPoolMfa } from '../domain/poolMfa.ts'
import { settled } from '../domain/updateRules.ts'
import type { NewUser, User } from '../domain/Users.ts'
import { createWorld, type World } from '../domain/World.ts'
import { memoryStore } from '../store/memoryStore.ts'
import { BadControlRequest } from './checks.ts'
import type { Seed, SeedClient, SeedPool, SeedUser } from './seedFormat.ts'

/**
 * Plants the seed in a world of its own, to find what its shape alone does not show: ids used twice, settings that
 * contradict each other, groups that are not there. Throws BadControlRequest with the path.
 */
export function rehearseSeed(world: World, seed: Seed): void {
  const { region, accountId, clock, random, keys, cryptography } = world
  const root = world.credentials.root
  plantSeed(createWorld({ region, accountId, root, clock, random, keys, cryptography, store: memoryStore() }), seed)
}

/** Empties the world and puts the seed in it. Throws BadControlRequest with the path of what cannot be. */
export function plantSeed(world: World, seed: Seed): void {
  world.store.clear()
  for (const [index, { RoleName, Policies }] of (seed.roles ?? []).entries()) {
    if (!world.credentials.addRole(RoleName, Policies)) throw usedTwice(`roles[${index}].RoleName`, RoleName)
  }
  for (const [index, pool] of (seed.userPools ?? []).entries()) plantPool(world, pool, `userPools[${index}]`)
  for (const [index, pool] of (seed.identityPools ?? []).entries()) {
    const { IdentityPoolId: id } = pool
    if (!world.identityPools.add(pool)) throw usedTwice(`identityPools[${index}].IdentityPoolId`, id)
  }
}

function plantPool(world: World, seed: SeedPool, path: string): void {
  const { Id, PoolName, Domain, Clients = [], Groups = [], Users = [], ...more } = seed
  const { ResourceServers = [], SessionConfiguration, ...rest } = more
  const { SoftwareTokenMfaConfiguration, EmailMfaConfiguration, WebAuthnConfiguration, ...settings } = rest
  const mfa = { SoftwareTokenMfaConfiguration, EmailMfaConfiguration, WebAuthnConfiguration }
  if (world.pools.find(Id)) throw usedTwice(`${path}.Id`, Id)
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
    if (world.clients.find(client.ClientId)) throw usedTwice(`${place}.ClientId`, client.ClientId)
    at(place, () => plantClient(world, pool, client))
  }
  for (const [index, { GroupName = '', Description, RoleArn, Precedence }] of Groups.entries()) {
    const wanted = { name: GroupName, description: Description, roleArn: RoleArn, precedence: Precedence }
    at(`${path}.Groups[${index}]`, () => world.groups.create(pool, wanted))
  }
  plantUsers(world, pool, Users, path)
}

function plantClient(world: World, pool: Pool, seed: SeedClient): void {
  const { ClientId: id, ClientName: name, ClientSecret: secret, SSOSession, ...wanted } = seed
  const settings = settled(wanted)
  checkClientSettings(pool, settings, secret !== undefined, world.resourceServers.scopes(pool.id))
  const client = world.clients.create({ poolId: pool.id, name, secret, settings, id })
  if (SSOSession) world.configurations.setClient(pool, client, SSOSession)
}

/** One by one, as the others are, but so that ten thousand of them need no place in words. */
function plantUsers(world: World, pool: Pool, users: readonly SeedUser[], path: string): void {
  let index = 0
  try {
    for (const user of users) {
      plantUser(world, pool, user)
      index += 1
    }
  } catch (error) {
    throw placed(`${path}.Users[${index}]`, error)
  }
}

function plantUser(world: World, pool: Pool, seed: SeedUser): void {
  if (seed.Password !== undefined && seed.TemporaryPassword !== undefined) {
    throw new BadControlRequest('only one of Password and TemporaryPassword can be given')
  }
  if (seed.Sub !== undefined && world.users.bySub(pool.id, seed.Sub)) throw usedTwice('Sub', seed.Sub)
  for (const group of seed.Groups ?? []) world.groups.get(pool, group)
  const attributes = attributesFrom(
    pool,
    Object.entries(seed.Attributes ?? {}).map(([Name, Value]) => ({ Name, Value })),
  )
  const isTemporary = seed.TemporaryPassword !== undefined
  const password = seed.Password ?? seed.TemporaryPassword
  // Name by name, as in Users.create.
  const wanted: { -readonly [Name in keyof NewUser]: NewUser[Name] } = {
    sub: seed.Sub ?? world.random.uuid(),
    username: seed.Username,
    attributes,
    enabled: seed.Enabled ?? true,
    status: seed.UserStatus ?? (isTemporary ? 'FORCE_CHANGE_PASSWORD' : 'CONFIRMED'),
    groups: seed.Groups ?? [],
  }
  if (password !== undefined) wanted.password = { seed: password }
  if (isTemporary) {
    const days = passwordPolicy(pool).TemporaryPasswordValidityDays ?? 7
    wanted.temporaryUntilMs = world.clock.nowMs() + days * 86_400_000
  }
  if (seed.SoftwareToken !== undefined) wanted.factors = plantedFactors(seed, seed.SoftwareToken)
  const user = world.users.create(pool, wanted)
  if (seed.UserMFASettingList || seed.PreferredMfaSetting) plantPreferences(world, pool, user, seed)
  if (seed.Devices && !pool.settings.DeviceConfiguration) {
    throw new BadControlRequest('Devices: the pool has no DeviceConfiguration')
  }
  for (const { DeviceName: name, LastIPUsed = '127.0.0.1' } of seed.Devices ?? []) {
    const proof = { verifier: toHex(world.random.bytes(384)), salt: toHex(world.random.bytes(16)) }
    world.devices.confirm(world.devices.offer(user, LastIPUsed, 0), { proof, name, isRemembered: true })
  }
}

function plantedFactors({ UserMFASettingList: list }: SeedUser, secret: string): Factors {
  const totp = { secret, isVerified: true }
  return list ? { totp } : { totp, enabled: { SOFTWARE_TOKEN_MFA: true }, preferred: 'SOFTWARE_TOKEN_MFA' }
}

/** The preferences are held against the pool and the user, as SetUserMFAPreference does. */
function plantPreferences(world: World, pool: Pool, user: User, seed: SeedUser): void {
  const setting = (method: MfaMethod) => {
    const isOn = seed.UserMFASettingList?.includes(method)
    const isPreferred = seed.PreferredMfaSetting === method
    return isOn || isPreferred ? { Enabled: isOn, PreferredMfa: isPreferred } : undefined
  }
  const wanted = {
    SMSMfaSettings: setting('SMS_MFA'),
    SoftwareTokenMfaSettings: setting('SOFTWARE_TOKEN_MFA'),
    EmailMfaSettings: setting('EMAIL_OTP'),
  }
  world.users.noteFactors(user, preferred(pool, user, wanted))
}

/** Says where in the seed a refusal of the domain arose. */
function at<T>(path: string, plant: () => T): T {
  try {
    return plant()
  } catch (error) {
    throw placed(path, error)
  }
}

function usedTwice(path: string, id: string): BadControlRequest {
  return new BadControlRequest(`${path}: ${id} is used twice`)
}

function placed(path: string, error: unknown): unknown {
  const isRefusal = error instanceof CognitoError || error instanceof BadControlRequest
  return isRefusal ? new BadControlRequest(`${path}: ${error.message}`) : error
}
