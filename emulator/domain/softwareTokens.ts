import type { Attempt } from './Challenges.ts'
import { CognitoError, type ErrorCode } from './errors.ts'
import { type Factors, offeredMethods } from './factors.ts'
import { type Opened, stillOpen } from './opened.ts'
import { matchingStep, newTotpSecret } from './totp.ts'
import type { User, Users } from './Users.ts'
import type { World } from './World.ts'

/** Who sets up an authenticator app: somebody signed in, or somebody who is on the way in and has to. */
export interface Bearer {
  readonly AccessToken?: string | undefined
  readonly Session?: string | undefined
}

/** The user, and the challenge where a Session named them. */
type Found = { readonly user: User } & Partial<Pick<Opened, 'challenge' | 'attempt'>>

/** What AssociateSoftwareToken does not declare [D]. */
const NOT_FOR_ASSOCIATING = [
  'PasswordResetRequiredException',
  'UserNotConfirmedException',
  'UserNotFoundException',
] as const satisfies readonly ErrorCode[]

/**
 * A new secret for the user's authenticator app. The old one is gone at once [D] (developer guide, TOTP). A Session is
 * used up, and a new one goes back [D] (facts, 2.5).
 */
export async function associate(world: World, bearer: Bearer): Promise<{ SecretCode: string; Session?: string }> {
  const found = await find(world, bearer, NOT_FOR_ASSOCIATING)
  checkOffered(world, found.user)
  const SecretCode = newTotpSecret(world.random)
  const factors = withoutApp(found.user)
  world.users.noteFactors(found.user, { ...factors, totp: { secret: SecretCode, isVerified: false } })
  return { SecretCode, ...(await nextSession(world, found, {})) }
}

/** Proves that the app has the secret. A wrong code is EnableSoftwareTokenMFAException, its words [?]. */
export async function verify(
  world: World,
  bearer: Bearer,
  code: string,
  name: string | undefined,
): Promise<{ Status: 'SUCCESS'; Session?: string }> {
  const first = await find(world, bearer)
  checkOffered(world, first.user)
  const secret = first.user.factors?.totp?.secret
  const step = secret === undefined ? undefined : await matchingStep(secret, code, world.clock.nowMs())
  const user = first.challenge
    ? stillOpen(world, { user: first.user, challenge: first.challenge })
    : world.users.bySub(first.user.poolId, first.user.sub)
  const totp = user?.factors?.totp
  // [?] The exception is declared, the words are ours.
  if (!user || !totp || totp.secret !== secret) {
    throw new CognitoError('SoftwareTokenMFANotFoundException', 'The user has no software token to verify.')
  }
  if (step === undefined) {
    throw new CognitoError('EnableSoftwareTokenMFAException', 'Code mismatch and fail enable Software Token MFA')
  }
  const verified = { ...totp, isVerified: true, lastStep: step, ...(name !== undefined && { name }) }
  world.users.noteFactors(user, { ...user.factors, totp: verified })
  return { Status: 'SUCCESS', ...(await nextSession(world, first, { isVerified: 'true' })) }
}

/** Where the pool offers no apps, none is handed out or verified [D], in documented words [D] (developer guide, TOTP). */
function checkOffered(world: World, user: User): void {
  if (offeredMethods(world.pools.get(user.poolId)).includes('SOFTWARE_TOKEN_MFA')) return
  throw new CognitoError(
    'SoftwareTokenMFANotFoundException',
    'Software Token MFA has not been enabled by the userPool.',
  )
}

/** Takes the user's authenticator app away, and with it the preference for it. */
export function dissociate(users: Users, user: User): void {
  if (user.factors?.totp) users.noteFactors(user, withoutApp(user))
}

function withoutApp({ factors = {} }: User): Factors {
  const { enabled = {}, preferred, totp: _, ...rest } = factors
  const { SOFTWARE_TOKEN_MFA: __, ...others } = enabled
  return { ...rest, enabled: others, ...(preferred !== 'SOFTWARE_TOKEN_MFA' && { preferred }) }
}

async function find(
  world: World,
  { AccessToken, Session }: Bearer,
  undeclared: readonly ErrorCode[] = [],
): Promise<Found> {
  // [D] One of the two, and not both; the words are [?].
  if ((AccessToken === undefined) === (Session === undefined)) {
    throw new CognitoError('InvalidParameterException', 'Either AccessToken or Session is needed.')
  }
  if (AccessToken !== undefined) return world.accessTokens.live(AccessToken, undeclared)
  const challenge = await world.challenges.openAny(Session ?? '', 'MFA_SETUP')
  const client = world.clients.get(challenge.clientId)
  const user = world.users.bySub(client.poolId, challenge.sub)
  if (!user) throw new CognitoError('NotAuthorizedException', 'Invalid session for the user.')
  const attempt: Attempt = { client, ...challenge.attempt }
  return { user: stillOpen(world, { challenge, user }), challenge, attempt }
}

async function nextSession(
  world: World,
  { challenge, attempt, user }: Found,
  state: Readonly<Record<string, string>>,
): Promise<{ Session?: string }> {
  if (!challenge || !attempt) return {}
  world.challenges.spend(challenge)
  return { Session: await world.challenges.start('MFA_SETUP', attempt, user, state) }
}
