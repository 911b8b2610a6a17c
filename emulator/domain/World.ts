import type { Store } from '../store/Store.ts'
import { AccessTokens } from './AccessTokens.ts'
import { Attempts } from './Attempts.ts'
import { type AuthEventParts, AuthEvents } from './AuthEvents.ts'
import { AuthorizationCodes } from './AuthorizationCodes.ts'
import { Challenges } from './Challenges.ts'
import { Clients } from './Clients.ts'
import type { Clock } from './Clock.ts'
import { Codes } from './Codes.ts'
import { Credentials, type RootCredentials } from './Credentials.ts'
import type { Cryptography } from './Cryptography.ts'
import type { Keys } from './keys.ts'
import type { Random } from './Random.ts'
import { Devices } from './Devices.ts'
import { Domains } from './Domains.ts'
import { Groups } from './Groups.ts'
import { IdentityPools } from './IdentityPools.ts'
import { LoginPrompts } from './LoginPrompts.ts'
import { Passkeys } from './Passkeys.ts'
import { Pools } from './Pools.ts'
import { RefreshTokens } from './RefreshTokens.ts'
import { ResourceServers } from './ResourceServers.ts'
import { Rotations } from './Rotations.ts'
import { SentCodes } from './SentCodes.ts'
import { SessionConfigurations } from './SessionConfigurations.ts'
import { Sessions } from './Sessions.ts'
import { SsoSessions } from './SsoSessions.ts'
import { NOBODY, type Sender, Surroundings } from './Surroundings.ts'
import { TrackedSessions } from './TrackedSessions.ts'
import { Users } from './Users.ts'

/** Everything that an operation can see: one account in one Region, with its own time, keys and randomness. */
export interface World {
  readonly region: string
  readonly accountId: string
  readonly clock: Clock
  readonly random: Random
  readonly cryptography: Cryptography
  readonly keys: Keys
  readonly store: Store
  readonly pools: Pools
  readonly clients: Clients
  readonly users: Users
  readonly groups: Groups
  readonly devices: Devices
  readonly sessions: Sessions
  readonly accessTokens: AccessTokens
  readonly attempts: Attempts
  readonly authEvents: AuthEvents
  readonly challenges: Challenges
  readonly codes: Codes
  readonly passkeys: Passkeys
  readonly sentCodes: SentCodes
  readonly credentials: Credentials
  readonly identityPools: IdentityPools
  readonly configurations: SessionConfigurations
  readonly tracked: TrackedSessions
  readonly sso: SsoSessions
  readonly surroundings: Surroundings
  readonly domains: Domains
  readonly resourceServers: ResourceServers
  readonly authorizationCodes: AuthorizationCodes
  readonly prompts: LoginPrompts
  /** Who sent the request. */
  readonly sender: Sender
}

/**
 * The world as a request from `sender` sees it: the sessions that it begins or uses, and what it makes happen, are
 * recorded as its doing.
 */
export function seenFrom(world: World, sender: Sender): World {
  return { ...world, sender, sessions: world.sessions.from(sender), authEvents: world.authEvents.from(sender) }
}

/** What a world is made from. */
export interface WorldParts {
  readonly region: string
  readonly accountId: string
  readonly root: RootCredentials
  readonly clock: Clock
  readonly random: Random
  readonly cryptography: Cryptography
  readonly keys: Keys
  readonly store: Store
}

/** Puts a world together around a store; what the store holds is in it at once. */
export function createWorld(parts: WorldParts): World {
  const { region, accountId, root, clock, random, cryptography, keys, store } = parts
  const pools = new Pools(store, clock, random, { region, accountId })
  const clients = new Clients(store, clock, random)
  const users = new Users(store, clock)
  const groups = new Groups(store, clock)
  const devices = new Devices(store, clock, random, pools)
  const sentCodes = new SentCodes(clock)
  const domains = new Domains(store)
  const configurations = new SessionConfigurations(store, clients)
  const surroundings = new Surroundings()
  const events: AuthEventParts['events'] = store.table('authEvents', { ordered: true })
  const authEvents = new AuthEvents({ events, clock, random, pools, surroundings })
  const tracked = new TrackedSessions({ store, clock, random, configurations, surroundings })
  const resourceServers = new ResourceServers(store)
  const sessions = new Sessions({
    families: store.table('families'),
    rotations: new Rotations(store, clock),
    refreshTokens: new RefreshTokens(random, cryptography, keys),
    clock,
    random,
    cryptography,
    keys,
    pools,
    clients,
    users,
    groups,
    authEvents,
    devices,
    tracked,
    resourceServers,
  })
  return {
    region,
    accountId,
    clock,
    random,
    cryptography,
    keys,
    store,
    pools,
    clients,
    users,
    groups,
    devices,
    sessions,
    accessTokens: new AccessTokens({ clock, cryptography, keys, pools, clients, users, sessions }),
    attempts: new Attempts(store, clock),
    authEvents,
    codes: new Codes(store, clock, random, sentCodes),
    sentCodes,
    challenges: new Challenges(store, clock, random, { cryptography, keys }),
    passkeys: new Passkeys(store, clock),
    credentials: new Credentials(store, clock, random, { accountId, root }),
    identityPools: new IdentityPools(store, random),
    configurations,
    tracked,
    sso: new SsoSessions({ store, clock, random, users, domains, configurations, tracked }),
    surroundings,
    domains,
    resourceServers,
    authorizationCodes: new AuthorizationCodes(store, clock, random),
    prompts: new LoginPrompts(store, clock, random),
    sender: NOBODY,
  }
}
