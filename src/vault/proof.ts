import type { PersonApi, Tokens } from '../cognito/person.ts'
import { type Failure, failureOf } from '../lib/failure.ts'
import type { Probe, Proof } from './protocol.ts'
import type { Surroundings } from './surroundings.ts'

/** Pauses between probes while the old token still answers, in milliseconds (product.md, Receipt). */
const pausesMs = [500, 1_000, 2_000, 4_000]

const adminScope = 'aws.cognito.signin.user.admin'

/** What is left of a session that was signed out: enough to see whether Cognito still takes it. */
export type Remains = { refresh: string; access?: { token: string; scopes: readonly string[]; expiresAtMs: number } }

/**
 * Observes whether Cognito refuses what it was told to end. Acceptance is no proof: RevokeToken answers 200 twice.
 * The access token is tried with GetUser; where that says nothing (no scope, expired, gone) the refresh token itself is
 * tried, and anything that it mints is revoked at once.
 * @param nowMs Cognito's clock
 */
export async function prove(person: PersonApi, around: Surroundings, remains: Remains, nowMs: number): Promise<Proof> {
  const { access } = remains
  const telling = access !== undefined && access.expiresAtMs > nowMs && access.scopes.includes(adminScope)
  const probe: Probe = telling ? 'GetUser' : 'GetTokensFromRefreshToken'
  for (let tries = 1; ; tries += 1) {
    const refusal = await refusalOf(telling ? person.getUser(access.token) : mint(person, remains.refresh), probe)
    if (refusal !== undefined) return verdict(refusal, probe, around)
    const pause = pausesMs[tries - 1]
    if (pause === undefined) return { state: 'still answers', at: new Date(around.now()), probe, tries }
    await around.sleep(pause)
  }
}

/** The parts of a session that a proof needs. */
export function remainsOf(tokens: Tokens, scopes: readonly string[], expiresAtMs: number): Remains {
  return { refresh: tokens.refresh, access: { token: tokens.access, scopes, expiresAtMs } }
}

function verdict(refusal: Failure, probe: Probe, around: Surroundings): Proof {
  if (refusal.class !== 'rejected' || !provesTheEnd(refusal)) return { state: 'not known', probe, failure: refusal }
  return {
    state: 'observed refused',
    at: new Date(around.now()),
    probe,
    message: refusal.message,
    ...(refusal.requestId === undefined ? {} : { requestId: refusal.requestId }),
  }
}

/**
 * Only these say that the session was ended. A token that ran out, was replaced by rotation, or lacks its device key is
 * refused as well, and proves nothing.
 */
function provesTheEnd({ code, message }: Failure): boolean {
  return code === 'UserNotFoundException' || (code === 'NotAuthorizedException' && /revoked|disabled/i.test(message))
}

/** What this mints is revoked at once; that it was minted is the finding, whatever becomes of the revocation. */
async function mint(person: PersonApi, refreshToken: string): Promise<void> {
  const minted = await person.refresh(refreshToken, 1)
  await person.revoke(minted.refresh ?? refreshToken).catch(() => undefined)
}

async function refusalOf(attempt: Promise<unknown>, probe: Probe): Promise<Failure | undefined> {
  try {
    await attempt
    return undefined
  } catch (error) {
    return failureOf(error, probe)
  }
}
