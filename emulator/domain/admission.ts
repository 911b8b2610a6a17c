import type { ChallengeNameType } from '@aws-sdk/client-cognito-identity-provider'
import { answerChallenge } from './answers.ts'
import type { Attempt } from './Challenges.ts'
import { type Client, secretHash } from './Clients.ts'
import type { Entry } from './entry.ts'
import { type Beginning, Sessions } from './Sessions.ts'
import { signInByPassword } from './signIn.ts'
import type { SignInAnswer } from './signInAnswer.ts'
import type { User } from './Users.ts'
import type { World } from './World.ts'

/** Who came in at managed login, or what they are asked next. */
export type Admission =
  | { readonly user: User; readonly proven: Entry['proven']; readonly challenge?: undefined }
  | { readonly user?: undefined; readonly proven?: undefined; readonly challenge: SignInAnswer }

/** Sessions in which a sign-in that succeeds is noted, and begins nothing. */
class Threshold extends Sessions {
  user: User | undefined
  proven: Entry['proven']

  override begin(_: Client, user: User, { proven }: Beginning = {}): Promise<object> {
    this.user = user
    this.proven = proven
    return Promise.resolve({})
  }
}

/**
 * Signs in at managed login: as the API does, with the same refusals, lock and challenges, but without the client's
 * ExplicitAuthFlows, which are for the API only, and without tokens, which the app gets for its code.
 */
export function admitByPassword(world: World, client: Client, name: string, password: string): Promise<Admission> {
  return admit(world, (inside) => signInByPassword(inside, at(client), name, password))
}

/** Goes on with a challenge. `responses` are the challenge's; the secret hash is added. */
export async function admitByAnswer(
  world: World,
  client: Client,
  name: ChallengeNameType,
  session: string,
  responses: Readonly<Record<string, string>>,
): Promise<Admission> {
  const hash = await secretHash(client, responses['USERNAME'] ?? '')
  const all = hash === undefined ? responses : { ...responses, SECRET_HASH: hash }
  return admit(world, (inside) => answerChallenge(inside, at(client), name, session, all))
}

/** [D] How long each step after the password waits at managed login, in minutes, whatever the client says. */
const STEP_MINUTES = 3

/** Devices are remembered by clients of the API [?]: managed login knows none, as an administrator's sign-in does not. */
function at(client: Client): Attempt {
  const settings = { ...client.settings, AuthSessionValidity: STEP_MINUTES }
  return { client: { ...client, settings }, isAdmin: true }
}

async function admit(world: World, signIn: (inside: World) => Promise<SignInAnswer>): Promise<Admission> {
  const sessions = new Threshold(world.sessions.parts)
  const challenge = await signIn({ ...world, sessions })
  const { user, proven } = sessions
  return user ? { user, proven } : { challenge }
}
