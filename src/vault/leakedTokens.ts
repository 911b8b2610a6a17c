import type { Place } from '../cognito/clients.ts'
import { leakedApi } from '../cognito/leaked.ts'
import { isSignedWith, type PoolKeys, poolKeys } from '../cognito/poolKeys.ts'
import { type Failure, failureOf } from '../lib/failure.ts'
import { type Found, tokensIn } from './foundTokens.ts'
import type { Operator } from './operator.ts'
import { verdictOf } from './proof.ts'
import type { LeakedToken, TokenLife, TokenPool } from './protocol/leaks.ts'
import type { SessionKeeper } from './session.ts'

const adminScope = 'aws.cognito.signin.user.admin'

/** What leaked tokens are read with. */
export type ReadingParts = {
  keeper: SessionKeeper
  operator: Operator
  /** Where Cognito is in a Region. Throws Failed for one that the deployment does not name. */
  placeOf: (region: string) => Place
  regions: readonly string[]
  newId: () => string
}

/** A token that the vault holds, and what it turned out to be. */
export type Held = { found: Found; told: LeakedToken }

/**
 * Finds the tokens in a text and says of each what it is. Claims are believed only where the pool's keys fit; only an
 * access token of a pool in reach, with a signature that fits, is sent anywhere: to that pool, to see whether it lives.
 */
export async function readTokens(text: string, parts: ReadingParts): Promise<readonly Held[]> {
  const found = tokensIn(text)
  const jwts = found.some(({ kind }) => kind !== 'refresh')
  const names = jwts ? await poolsInReach(parts) : new Map<string, string | undefined>()
  const keys = new Map<string, Promise<PoolKeys>>()
  const keysOf = async (poolId: string) => {
    const known = keys.get(poolId) ?? poolKeys(parts.placeOf(regionOf(poolId)), poolId)
    keys.set(poolId, known)
    return known
  }
  const held: Held[] = []
  for (const one of found) {
    const pool = poolOf(one, names)
    const signature = await signatureOf(one, pool, keysOf)
    const told = { id: parts.newId(), kind: one.kind, pool, signature, says: one.says }
    held.push({ found: one, told: { ...told, life: await lifeOf(one, told, parts) } })
  }
  return held
}

/** The same token as Cognito takes it now. One that was refused for good stays so. */
export async function readAgain({ found, told }: Held, parts: ReadingParts): Promise<Held> {
  if (told.life.state === 'refused') return { found, told }
  return { found, told: { ...told, life: await lifeOf(found, told, parts) } }
}

/** The Region that a pool is in, which its id names. */
export function regionOf(poolId: string): string {
  return poolId.slice(0, poolId.indexOf('_'))
}

/** The deployment's own pool, and every pool that the operator may list, by id. Throws Failed where that is not IAM's no. */
async function poolsInReach({ keeper, operator, regions }: ReadingParts): Promise<Map<string, string | undefined>> {
  const names = new Map<string, string | undefined>([[keeper.deployment.poolId, undefined]])
  for (const region of regions) {
    try {
      for (const { id, name } of await (await operator.api({ region })).listPools()) names.set(id, name)
    } catch (error) {
      if (failureOf(error, 'ListUserPools').class !== 'rejected') throw error
    }
  }
  return names
}

function poolOf({ kind, issuer }: Found, names: ReadonlyMap<string, string | undefined>): TokenPool {
  if (kind === 'refresh') return { state: 'not told' }
  const id = /^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/([\w-]+_[0-9a-zA-Z]+)$/.exec(issuer)?.[1]
  if (id === undefined || !names.has(id)) return { state: 'foreign', issuer: issuer.slice(0, 256) }
  const name = names.get(id)
  return { state: 'ours', id, ...(name === undefined ? {} : { name }) }
}

async function signatureOf(
  { kind, token }: Found,
  pool: TokenPool,
  keysOf: (poolId: string) => Promise<PoolKeys>,
): Promise<LeakedToken['signature']> {
  if (kind === 'refresh') return 'none'
  if (pool.state !== 'ours') return 'not checked'
  try {
    return (await isSignedWith(await keysOf(pool.id), token)) ? 'fits' : 'does not fit'
  } catch {
    return 'not checked'
  }
}

async function lifeOf(
  { kind, token, says }: Found,
  { pool, signature }: Pick<LeakedToken, 'pool' | 'signature'>,
  { keeper, placeOf }: ReadingParts,
): Promise<TokenLife> {
  const now = new Date(keeper.cognitoNow())
  if (says.expiresAt !== undefined && says.expiresAt <= now) return { state: 'expired', at: says.expiresAt }
  if (kind !== 'access') return { state: 'not known', why: 'no call can tell' }
  if (pool.state !== 'ours' || signature !== 'fits') return { state: 'not known', why: 'not sent' }
  if (!says.scopes.includes(adminScope)) return { state: 'not known', why: 'no scope' }
  try {
    await leakedApi(placeOf(regionOf(pool.id))).getUser(token)
    return { state: 'alive', at: now }
  } catch (error) {
    const failure = failureOf(error, 'GetUser')
    const { code, message } = failure
    if (failure.class !== 'rejected') return { state: 'failed', code, message }
    return isDead(failure, now)
      ? { state: 'refused', at: now, message }
      : { state: 'not known', why: 'refused otherwise', code }
  }
}

/** A firewall's refusal, or that of a password which is to be new, says nothing of the token: it may be taken again. */
function isDead(failure: Failure, at: Date): boolean {
  const hasExpired = failure.code === 'NotAuthorizedException' && /expired/i.test(failure.message)
  return hasExpired || verdictOf(failure, 'GetUser', at, true).state === 'observed refused'
}

/** Whether GetUser can show that a token is dead, which lived when it was read, or may have: `failed` is of asking it. */
export function isToldByGetUser(life: TokenLife): boolean {
  return (
    life.state === 'failed' ||
    life.state === 'alive' ||
    (life.state === 'not known' && life.why === 'refused otherwise')
  )
}
