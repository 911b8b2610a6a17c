import type { Attempt, Challenge } from './Challenges.ts'
import { checkSecretHash } from './Clients.ts'
import { fromBase64, toBase64Url } from './encoding.ts'
import { CognitoError } from './errors.ts'
import { needed } from './parameters.ts'
import { wrongPassword } from './signInAnswer.ts'
import { claimSignature } from './srp.ts'
import type { User } from './Users.ts'
import type { World } from './World.ts'

/** The second step's answer: who proves what, with the exchange it belongs to. */
export interface Proof {
  readonly challenge: Challenge
  readonly user: User
  readonly signature: string
  readonly block: Uint8Array<ArrayBuffer>
  readonly timestamp: string
}

/**
 * Reads the second step's answer. Everything that does not fit together, a wrong SECRET_BLOCK and a time in another
 * spelling than the signed one included, is a wrong password [T]. The time has to be written
 * `EEE MMM d HH:mm:ss z yyyy` [B]; that it is near the server's is reported [B] and not asked for here, since the
 * emulator's clock is moved and the app's is not.
 */
export async function readProof(
  world: World,
  { client }: Attempt,
  name: 'PASSWORD_VERIFIER' | 'DEVICE_PASSWORD_VERIFIER',
  responses: Readonly<Record<string, string>>,
): Promise<Proof> {
  const username = needed(responses, 'USERNAME')
  const signature = needed(responses, 'PASSWORD_CLAIM_SIGNATURE')
  const block = fromBase64(needed(responses, 'PASSWORD_CLAIM_SECRET_BLOCK'))
  const timestamp = checkedTimestamp(needed(responses, 'TIMESTAMP'))
  await checkSecretHash(client, responses['SECRET_HASH'], [username])
  const challenge = block && (await world.challenges.openBlock(toBase64Url(block), name, client))
  const user = challenge && world.users.bySub(client.poolId, challenge.sub)
  if (!user || !world.users.isNamed(world.pools.get(client.poolId), user, username)) throw wrongPassword()
  return { challenge, user, signature, block, timestamp }
}

/** The signature of who knows the secret that the verifier was made from. */
export function expectedSignature(
  { cryptography }: World,
  proof: Proof,
  { group, identity, verifier }: { readonly group: string; readonly identity: string; readonly verifier: string },
): Promise<string> {
  const { clientValue = '', secret = '', publicValue: ours = '' } = proof.challenge.state
  const { block: secretBlock, timestamp } = proof
  const half = { secret, publicValue: ours }
  const claim = { group, identity, secretBlock, timestamp }
  return claimSignature(cryptography, claim, { clientValue, half, verifier })
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
