import type { ChallengeNameType } from '@aws-sdk/client-cognito-identity-provider'
import type { Attempt, Challenge } from './Challenges.ts'
import { checkSecretHash } from './Clients.ts'
import { CognitoError } from './errors.ts'
import { needed } from './parameters.ts'
import type { User } from './Users.ts'
import type { World } from './World.ts'

/** An answer to a challenge: what was asked, whom, and under what circumstances the sign-in goes on. */
export interface Opened {
  readonly challenge: Challenge
  readonly user: User
  readonly attempt: Attempt
}

/**
 * Opens the challenge that is being answered. Every answer names its user, and has a hash where there is a secret [D]. The
 * name is the username that USER_ID_FOR_SRP told, whatever the sign-in began with [D]; what another name is refused with,
 * and that WEB_AUTHN, which tells none, takes any name of the user, is [?].
 */
export async function openChallenge(
  world: World,
  given: Attempt,
  name: ChallengeNameType,
  session: string,
  responses: Readonly<Record<string, string>>,
): Promise<Opened> {
  const { client } = given
  const username = needed(responses, 'USERNAME')
  await checkSecretHash(client, responses['SECRET_HASH'], [username])
  const challenge = await world.challenges.open(session, name, client)
  const user = world.users.bySub(client.poolId, challenge.sub)
  const pool = world.pools.get(client.poolId)
  const isTheirs = (of: User) =>
    name === 'WEB_AUTHN' ? world.users.find(pool, username)?.sub === of.sub : world.users.isNamed(pool, of, username)
  if (!user || !isTheirs(user)) throw refused('Invalid session for the user.')
  const deviceKey = responses['DEVICE_KEY'] ?? challenge.attempt.deviceKey
  return { challenge, user, attempt: { ...given, ...challenge.attempt, deviceKey } }
}

/**
 * The user of a challenge as they are now, after something was waited for: another answer may have come in between.
 * Refuses a challenge that was answered meanwhile, and a user who was disabled or deleted.
 */
export function stillOpen(world: World, { challenge, user }: Pick<Opened, 'challenge' | 'user'>): User {
  world.challenges.check(challenge)
  const now = world.users.bySub(user.poolId, user.sub)
  if (!now) throw refused('Invalid session for the user.')
  if (!now.enabled) throw refused('User is disabled.')
  return now
}

function refused(message: string): CognitoError {
  return new CognitoError('NotAuthorizedException', message)
}
