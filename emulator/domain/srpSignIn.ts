import type { Attempt } from './Challenges.ts'
import { checkSecretHash } from './Clients.ts'
import { fromBase64, fromBase64Url, hmac, sameText, toBase64, toBase64Url, toHex, utf8 } from './encoding.ts'
import { CognitoError } from './errors.ts'
import { needed } from './parameters.ts'
import { passwordGiven, type SignInAnswer, wrongPassword } from './signIn.ts'
import { beginExchange, claimSignature, publicValue, verifierOf } from './srp.ts'
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
  const { id, salt, exponent } = user?.password
    ? { id: user.username, salt: user.password.salt, exponent: user.password.x }
    : await pretended(world, pool.id, name, user)
  const half = await beginExchange(world.random, verifierOf(exponent))
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
  const digest = await hmac(utf8(world.challenges.pretence()), `${poolId}/${name}`)
  const hex = toHex(digest)
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  return { id: user?.username ?? uuid, salt: `1${hex.slice(33, 64)}`, exponent: toHex(world.random.bytes(32)) }
}

/**
 * The second step: the client proves that it knows the password. Everything that does not fit together, a wrong
 * SECRET_BLOCK and a time in another spelling than the signed one included, is a wrong password [T]. The time has to be
 * written `EEE MMM d HH:mm:ss z yyyy` [B]; that it is near the server's is reported [B] and not asked for here, since
 * the emulator's clock is moved and the app's is not.
 */
export async function answerPasswordVerifier(
  world: World,
  given: Attempt,
  responses: Readonly<Record<string, string>>,
): Promise<SignInAnswer> {
  const { client } = given
  const username = needed(responses, 'USERNAME')
  const signature = needed(responses, 'PASSWORD_CLAIM_SIGNATURE')
  const block = fromBase64(needed(responses, 'PASSWORD_CLAIM_SECRET_BLOCK'))
  const timestamp = checkedTimestamp(needed(responses, 'TIMESTAMP'))
  await checkSecretHash(client, responses['SECRET_HASH'], [username])
  if (!block) throw wrongPassword()
  const challenge = await world.challenges.openBlock(toBase64Url(block), 'PASSWORD_VERIFIER', client)
  if (!challenge) throw wrongPassword()
  const pool = world.pools.get(client.poolId)
  const asked = world.users.bySub(pool.id, challenge.sub)
  if (!asked || world.users.find(pool, username)?.sub !== asked.sub) throw wrongPassword()
  const { password } = asked
  const { clientValue = '', secret = '', publicValue: ours = '' } = challenge.state
  const expected =
    password &&
    (await claimSignature(
      {
        group: pool.id.slice(pool.id.indexOf('_') + 1),
        identity: asked.username,
        secretBlock: block,
        timestamp,
      },
      { clientValue, half: { secret, publicValue: ours }, verifier: verifierOf(password.x) },
    ))
  // Another request may have come in between: what is true now decides.
  world.challenges.check(challenge)
  const user = world.users.bySub(pool.id, asked.sub)
  if (!user) throw wrongPassword()
  const isRight = expected !== undefined && sameText(expected, signature) && user.password === password
  if (isRight) world.challenges.spend(challenge)
  const deviceKey = responses['DEVICE_KEY'] ?? challenge.attempt.deviceKey
  return passwordGiven(world, { ...given, ...challenge.attempt, deviceKey }, user, isRight)
}

/** The time as the server spells it, from which the signature is made [T]; reported words for what is none [B]. */
function checkedTimestamp(timestamp: string): string {
  const [, day = '', clock = '', zone = '', year = ''] =
    /^[A-Z][a-z]{2} ([A-Z][a-z]{2} \d{1,2}) (\d{1,2}:\d{2}:\d{2}) (UTC|GMT) (\d{4})$/.exec(timestamp) ?? []
  const time = new Date(`${day} ${year} ${clock} UTC`)
  if (zone === '' || Number.isNaN(time.getTime())) {
    throw new CognitoError(
      'InvalidParameterException',
      'TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.',
    )
  }
  const [weekday = '', date = '', month = ''] = time.toUTCString().replace(',', '').split(' ')
  return `${weekday} ${month} ${Number(date)} ${time.toISOString().slice(11, 19)} ${zone} ${year}`
}
