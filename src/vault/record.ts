import { claimsOf } from './claims.ts'
import type { Deployment, Kept, Live } from './facts.ts'
import { seal, unseal } from './seal.ts'
import type { SessionRecord } from './storage.ts'

/** Raised when what is sealed changes its shape: a record of another version does not open, and is nobody's session. */
const version = 2

type SignedIn = Extract<SessionRecord, { state: 'signed in' }>

/** The record of a live session, sealed with this browser's key half for this deployment and generation alone. */
export async function sealedRecord(
  kept: Kept,
  half: string,
  deployment: Deployment,
  generation: number,
): Promise<SignedIn> {
  const { tokens, how, deviceKey, skewMs, beganAtMs, rotates, awsCredentialsUntilMs } = kept
  const plain: Kept = { tokens, how, deviceKey, skewMs, beganAtMs, rotates, awsCredentialsUntilMs }
  const sealed = await seal(half, JSON.stringify(plain), about(deployment, generation))
  return { generation, state: 'signed in', sealed }
}

/** The session in a record; undefined when the key half is missing, or not the one that it was sealed with. */
export async function opened(
  record: SignedIn,
  half: string | undefined,
  deployment: Deployment,
): Promise<Live | undefined> {
  const { generation } = record
  const plain = half === undefined ? undefined : await unseal(half, record.sealed, about(deployment, generation))
  if (plain === undefined) return undefined
  const kept = JSON.parse(plain) as Kept
  return { ...kept, claims: claimsOf(kept.tokens), generation, memoryOnly: false }
}

function about({ poolId, clientId }: Deployment, generation: number): string {
  return `${poolId}|${clientId}|${generation}|${version}`
}
