import type { Attempt } from './Challenges.ts'
import { askDevice } from './deviceSignIn.ts'
import { toBase64Url } from './encoding.ts'
import { CognitoError } from './errors.ts'
import { type Opened, openChallenge, stillOpen } from './opened.ts'
import { needed } from './parameters.ts'
import { hasPasskeys, relyingParty } from './Passkeys.ts'
import { checkUserState } from './userState.ts'
import { firstFactorPassed } from './signIn.ts'
import { type SignInAnswer, wrongPassword } from './signInAnswer.ts'
import type { User } from './Users.ts'
import { credentialId, verifyAssertion } from './webauthn.ts'
import type { World } from './World.ts'

/** The options for `navigator.credentials.get`, as JSON for CREDENTIAL_REQUEST_OPTIONS [?], and their challenge. */
export function passkeyOptions(world: World, user: User): { readonly challenge: string; readonly json: string } {
  const { id, userVerification } = relyingParty(world, world.pools.get(user.poolId))
  const challenge = toBase64Url(world.random.bytes(32))
  const allowCredentials = world.passkeys
    .of(user)
    .map((passkey) => ({ id: passkey.id, type: 'public-key', transports: passkey.transports }))
  const options = { challenge, timeout: 180_000, rpId: id, allowCredentials, userVerification }
  return { challenge, json: JSON.stringify(options) }
}

/** Asks for a passkey. */
export async function askPasskey(world: World, attempt: Attempt, user: User): Promise<SignInAnswer> {
  const { challenge, json } = passkeyOptions(world, user)
  return {
    ChallengeName: 'WEB_AUTHN',
    Session: await world.challenges.start('WEB_AUTHN', attempt, user, { challenge }),
    ChallengeParameters: { CREDENTIAL_REQUEST_OPTIONS: json },
  }
}

/** Answers WEB_AUTHN with an AuthenticationResponseJSON. */
export async function answerPasskey(
  world: World,
  given: Attempt,
  session: string,
  responses: Readonly<Record<string, string>>,
): Promise<SignInAnswer> {
  const credential = needed(responses, 'CREDENTIAL')
  return provePasskey(world, await openChallenge(world, given, 'WEB_AUTHN', session, responses), credential)
}

/**
 * Goes on after a passkey was used for a challenge that asked for it. What does not fit is a wrong password [?]: none of
 * the WebAuthn exceptions is declared here [D]. A passkey that knew its person stands for the second factor where the
 * pool and the user say so [D].
 */
export async function provePasskey(
  world: World,
  { challenge, user, attempt }: Opened,
  json: string,
): Promise<SignInAnswer> {
  const credential = parse(json)
  const pool = world.pools.get(user.poolId)
  // [?] The pool has taken them back meanwhile.
  if (!hasPasskeys(world, pool)) throw wrongPassword()
  const { id, userVerification, isMultiFactor } = relyingParty(world, pool)
  const passkey = world.passkeys.of(user).find((candidate) => candidate.id === credentialId(credential))
  if (!passkey) throw wrongPassword()
  const asked = {
    challenge: challenge.state['challenge'] ?? '',
    relyingPartyId: id,
    needsVerification: userVerification === 'required',
  }
  const proven = await verifyAssertion(credential, passkey.key, asked).catch((error: unknown) => {
    if (error instanceof CognitoError) return undefined
    throw error
  })
  const now = stillOpen(world, { challenge, user })
  checkUserState(now)
  if (!proven) throw wrongPassword()
  world.challenges.spend(challenge)
  const isEnough = isMultiFactor && proven.isVerified && now.factors?.enabled?.WEB_AUTHN === true
  return isEnough ? askDevice(world, attempt, now) : firstFactorPassed(world, attempt, now)
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw new CognitoError('InvalidParameterException', 'CREDENTIAL is not JSON.')
  }
}
