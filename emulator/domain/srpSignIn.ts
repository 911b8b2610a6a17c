import type { Attempt } from './Challenges.ts'
import { namedDevice } from './deviceSignIn.ts'
import { fromBase64Url, hmac, sameText, toBase64, toHex, utf8 } from './encoding.ts'
import { CognitoError } from './errors.ts'
import { hashWith, type PasswordHash } from './passwords.ts'
import { passwordGiven } from './signIn.ts'
import { type SignInAnswer, wrongPassword } from './signInAnswer.ts'
import { beginExchange, publicValue, verifierOf } from './srp.ts'
import { expectedSignature, readProof } from './srpProof.ts'
import type { User } from './Users.ts'
import type { World } from './World.ts'

/**
 * The first step of SRP: the salt and the server's public value. The state of the exchange travels in SECRET_BLOCK and
 * there is no Session [T]. A user who does not exist is told apart only by clients with legacy error messages [T];
 * others get a salt and an id that are always the same for that name, and fail at the next step [D]. The sub is no
 * USERNAME here [T].
 */
export async function signInBySrp(world: World, attempt: Attempt, name: string, srpA: string): Promise<SignInAnswer> {
  const { client } = attempt
  const pool = world.pools.get(client.poolId)
  const found = world.users.find(pool, name)
  const user = found?.sub === name && found.username !== name ? undefined : found
  if (!user && client.settings.PreventUserExistenceErrors !== 'ENABLED') {
    throw new CognitoError('UserNotFoundException', 'User does not exist.')
  }
  // [?] The words; that SRP-6a stops here is the protocol's own rule.
  if (publicValue(srpA) === undefined) throw new CognitoError('InvalidParameterException', 'Invalid SRP_A')
  const hash = user && (await hashOf(world, user))
  const { id, salt, exponent } = hash
    ? { id: user.username, salt: hash.salt, exponent: hash.x }
    : await pretended(world, pool.id, name, user)
  const half = await beginExchange(world, verifierOf(world.cryptography, exponent))
  const session = await world.challenges.start(
    'PASSWORD_VERIFIER',
    attempt,
    { sub: user?.sub ?? id },
    { clientValue: srpA, secret: half.secret, publicValue: half.publicValue },
  )
  const block = fromBase64Url(session)
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: salt,
      SECRET_BLOCK: toBase64(block ?? new Uint8Array()),
      SRP_B: half.publicValue,
      USERNAME: id,
      USER_ID_FOR_SRP: id,
    },
  }
}

/** What somebody looks like who has no password here: always the same for one name, and like nobody else. */
async function pretended(
  world: World,
  poolId: string,
  name: string,
  user: User | undefined,
): Promise<{ id: string; salt: string; exponent: string }> {
  const hex = await madeUp(world, poolId, name)
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  return { id: user?.username ?? uuid, salt: saltIn(hex), exponent: toHex(world.random.bytes(32)) }
}

/** The hash of the user's password. One that came with a seed has none, and always the same salt. */
async function hashOf(world: World, user: User): Promise<PasswordHash | undefined> {
  const { password, poolId, sub } = user
  return password && hashWith(world.cryptography, password, saltIn(await madeUp(world, poolId, sub)), user)
}

/** 64 hexadecimal digits that nobody can guess, always the same for one name. */
async function madeUp(world: World, poolId: string, name: string): Promise<string> {
  return toHex(await hmac(utf8(world.challenges.pretence()), `${poolId}/${name}`))
}

function saltIn(hex: string): string {
  return `1${hex.slice(33, 64)}`
}

/** Answers PASSWORD_VERIFIER: the client proves that it knows the password. */
export async function answerPasswordVerifier(
  world: World,
  given: Attempt,
  responses: Readonly<Record<string, string>>,
): Promise<SignInAnswer> {
  const proof = await readProof(world, given, 'PASSWORD_VERIFIER', responses)
  const { challenge, user: asked, signature } = proof
  const { password, poolId, username } = asked
  const poolName = poolId.slice(poolId.indexOf('_') + 1)
  const hash = await hashOf(world, asked)
  const verifier = hash && verifierOf(world.cryptography, hash.x)
  const expected =
    verifier && (await expectedSignature(world, proof, { group: poolName, identity: username, verifier }))
  // Another request may have come in between: what is true now decides.
  world.challenges.check(challenge)
  const user = world.users.bySub(poolId, asked.sub)
  if (!user) throw wrongPassword()
  const isRight = expected !== undefined && sameText(expected, signature) && user.password === password
  const deviceKey = responses['DEVICE_KEY'] ?? challenge.attempt.deviceKey
  const attempt = { ...given, ...challenge.attempt, deviceKey }
  if (isRight) {
    // [?] Read from amazon-cognito-identity-js: it answers again with the same block when its device is not known any more.
    namedDevice(world, attempt, user)
    world.challenges.spend(challenge)
  }
  return passwordGiven(world, attempt, user, isRight)
}
