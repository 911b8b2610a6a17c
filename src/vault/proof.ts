import { type Failure, failureOf } from '../lib/failure.ts'
import type { LeftBehind, Live } from './facts.ts'
import type { Probe, Proof } from './protocol.ts'
import type { AccessProbe, Revocation, SessionCalls } from './sessionCalls.ts'
import type { Surroundings } from './surroundings.ts'

/** Pauses between probes while the old token still answers, in milliseconds (product.md, Receipt). */
const pausesMs = [500, 1_000, 2_000, 4_000]

/** An access token, and what decides whether it can tell anything. */
type Access = { token: string; scopes: readonly string[]; expiresAtMs: number }

/** What is left of a session that was signed out: enough to see whether Cognito still takes it. */
export type Remains = {
  refresh: string
  /** The device that the refresh token is bound to. */
  deviceKey?: string | undefined
  /** The call that ends what a probe should mint. */
  by: Revocation
  access?: Access
  /** Keeps the refresh token that a probe was given in the place of the first: that one says nothing any more. */
  keep?: (refresh: string) => Promise<void>
}

/** The calls that a proof is made with: one that mints, and one that ends what was minted. */
type MintCalls = Pick<SessionCalls, 'refresh'> & { revoke(by: Revocation, refreshToken: string): Promise<unknown> }
/** The same, and those with an access token. */
type ProofCalls = MintCalls & Pick<SessionCalls, 'probeFor' | 'probe'>

/**
 * Observes whether Cognito refuses what it was told to end. Acceptance is no proof: RevokeToken answers 200 twice.
 * The access token is tried with GetUser or userInfo; where neither says anything (no scope, expired, gone) the refresh
 * token itself is tried, and anything that it mints is revoked at once. So this is for what was to end in any case.
 * @param nowMs Cognito's clock
 */
export async function prove(calls: ProofCalls, around: Surroundings, remains: Remains, nowMs: number): Promise<Proof> {
  const { access } = remains
  const telling = access && access.expiresAtMs > nowMs ? calls.probeFor(access.scopes) : undefined
  if (access && telling) return proveByAccess(calls, around, telling, access, nowMs)
  return proveByRefresh(calls, around, remains)
}

/** The same with the refresh token alone. */
export async function proveByRefresh(calls: MintCalls, around: Surroundings, remains: Remains): Promise<Proof> {
  const left = { ...remains }
  const again = async () => mint(calls, left)
  return untilRefused(around, 'GetTokensFromRefreshToken', again, () => false)
}

/** The same with an access token alone: nothing is minted, and nothing is ended by it. */
export async function proveByAccess(
  calls: Pick<ProofCalls, 'probe'>,
  around: Surroundings,
  probe: AccessProbe,
  { token, expiresAtMs }: Pick<Access, 'token' | 'expiresAtMs'>,
  nowMs: number,
): Promise<Proof> {
  const began = around.now()
  const isUnexpired = () => expiresAtMs > nowMs + around.now() - began
  return untilRefused(around, probe, async () => calls.probe(probe, token), isUnexpired)
}

async function untilRefused(
  around: Surroundings,
  probe: Probe,
  attempt: () => Promise<unknown>,
  isUnexpired: () => boolean,
): Promise<Proof> {
  for (let tries = 1; ; tries += 1) {
    const refusal = await refusalOf(attempt(), probe)
    // userInfo says the same of a token that has run out: only one that has not can be a proof.
    if (refusal !== undefined) return verdictOf(refusal, probe, new Date(around.now()), isUnexpired())
    const pause = pausesMs[tries - 1]
    if (pause === undefined) return { state: 'still answers', at: new Date(around.now()), probe, tries }
    await around.sleep(pause)
  }
}

/** The parts of a session that a proof needs. */
export function remainsOf({ tokens, deviceKey, claims }: Live | LeftBehind, by: Revocation): Remains {
  if (claims === undefined) return { refresh: tokens.refresh, by, deviceKey }
  const access = { token: tokens.access, scopes: claims.scopes, expiresAtMs: claims.accessExpiresAtMs }
  return { refresh: tokens.refresh, by, deviceKey, access }
}

/**
 * What a refusal proves.
 * @param unexpired whether the access token that was refused was good for a while yet
 */
export function verdictOf(refusal: Failure, probe: Probe, at: Date, unexpired: boolean): Proof {
  if (refusal.class !== 'rejected' || !provesTheEnd(refusal, unexpired))
    return { state: 'not known', probe, failure: refusal }
  return {
    state: 'observed refused',
    at,
    probe,
    message: refusal.message,
    ...(refusal.requestId === undefined ? {} : { requestId: refusal.requestId }),
  }
}

/**
 * Only these say that the session was ended. A token that ran out, was replaced by rotation, or lacks its device key is
 * refused as well, and proves nothing.
 */
function provesTheEnd({ code, message }: Failure, unexpired: boolean): boolean {
  if (code === 'invalid_token') return unexpired
  return code === 'UserNotFoundException' || (code === 'NotAuthorizedException' && /revoked|disabled/i.test(message))
}

/**
 * What this mints is revoked at once; that it was minted is the finding, whatever becomes of the revocation. With rotation
 * the session goes on with another refresh token, so that one is tried from then on.
 */
async function mint(calls: MintCalls, left: Remains): Promise<void> {
  const { refresh } = await calls.refresh(left.refresh, left.deviceKey)
  if (refresh !== undefined) {
    left.refresh = refresh
    await left.keep?.(refresh)
  }
  await calls.revoke(left.by, left.refresh).catch(() => undefined)
}

async function refusalOf(attempt: Promise<unknown>, probe: Probe): Promise<Failure | undefined> {
  try {
    await attempt
    return undefined
  } catch (error) {
    return failureOf(error, probe)
  }
}
