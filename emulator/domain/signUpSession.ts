import type { Attempt, Challenge } from './Challenges.ts'
import type { Client } from './Clients.ts'
import { allowsFlow } from './clientSettings.ts'
import { CognitoError } from './errors.ts'
import { firstFactorPassed } from './signIn.ts'
import type { SignInAnswer } from './signInAnswer.ts'
import type { Named } from './signUp.ts'
import type { User } from './Users.ts'
import { checkUserState } from './userState.ts'
import type { World } from './World.ts'

/**
 * A Session that leads from signing up to being signed in: SignUp's goes to ConfirmSignUp, ConfirmSignUp's to
 * InitiateAuth, where the code that confirmed the user stands for the first factor [D]. There are some where the client
 * allows USER_AUTH [T] (aws-sdk-js-v3#6724); that the pool's first factors do not matter is [?].
 */
export async function signUpSession(
  { challenges }: World,
  name: 'SIGN_UP' | 'CONFIRM_SIGN_UP',
  client: Client,
  user: User,
): Promise<string | undefined> {
  return allowsFlow(client.settings, 'USER_AUTH') ? challenges.start(name, { client }, user) : undefined
}

/**
 * Uses up SignUp's Session, which ConfirmSignUp may be given and does not need (read from Amplify [?]). It has to be this
 * user's at this client, and as young as any Session; otherwise nobody is confirmed [?].
 */
export function checkSignUpSession({ challenges }: World, { client, user }: Named, session: Challenge): void {
  if (session.clientId !== client.id || session.sub !== user?.sub) throw refused('Invalid session for the user.')
  challenges.check(session)
}

/**
 * USER_AUTH with ConfirmSignUp's Session: nothing more is asked for as a first factor, once [D]; second factors are, as
 * after a one-time password [?]. It is for the user's first sign-in only [D], which at managed login is the one that an
 * app got tokens for; how others are refused is [?].
 */
export async function signInFromSignUp(
  world: World,
  attempt: Attempt,
  name: string,
  session: string,
): Promise<SignInAnswer> {
  const challenge = await world.challenges.open(session, 'CONFIRM_SIGN_UP', attempt.client)
  const user = world.users.find(world.pools.get(attempt.client.poolId), name)
  if (!user?.isNew || user.sub !== challenge.sub) throw refused('Invalid session for the user.')
  if (!user.enabled) throw refused('User is disabled.')
  checkUserState(user)
  world.challenges.spend(challenge)
  return firstFactorPassed(world, attempt, user)
}

function refused(message: string): CognitoError {
  return new CognitoError('NotAuthorizedException', message)
}
