import type { PasswordPolicyType } from '@aws-sdk/client-cognito-identity-provider'
import { type Cryptography, type Soon, soon } from './Cryptography.ts'
import { sameText, toHex, utf8 } from './encoding.ts'
import { CognitoError } from './errors.ts'
import { ALPHANUMERIC, type Random } from './Random.ts'

/**
 * What is kept of a password: SRP-6a's private exponent x for it, as SRP with Cognito computes it from pool, username
 * and password. It is a salted hash, costs two digests to check a password against, and is all that an SRP sign-in
 * needs: the verifier g^x mod N costs milliseconds of BigInt, so it is left until somebody signs in by SRP. Two digests
 * are far too cheap for real passwords; what is in an emulator are the passwords of tests, and a sign-in is to be fast.
 */
export interface PasswordHash {
  /** 16 bytes in hex, the first from 01 to 7f so that reading it as a number and padding it again never changes it. */
  readonly salt: string
  /** SHA-256 in hex. */
  readonly x: string
}

/**
 * A password that came with a seed, as the seed has it: it stands in a file already, and to hash ten thousand of them is
 * half of a start. Who signs in by SRP with it has a hash made of it each time.
 */
export interface SeedPassword {
  readonly seed: string
}

/** What a user has of a password. */
export type KeptPassword = PasswordHash | SeedPassword

/** Hashes a password for a user of a pool. `username` is the name tokens carry, never an alias. */
export async function hashPassword(
  { random, cryptography }: { readonly random: Random; readonly cryptography: Cryptography },
  poolId: string,
  username: string,
  password: string,
): Promise<PasswordHash> {
  const bytes = random.bytes(16)
  bytes[0] = (bytes[0] ?? 0) & 0x7f || 1
  const salt = toHex(bytes)
  return { salt, x: await privateExponent(cryptography, salt, poolId, username, password) }
}

/** The hash that is kept, or that a seed's password has with this salt. */
export async function hashWith(
  cryptography: Cryptography,
  kept: KeptPassword,
  salt: string,
  { poolId, username }: { readonly poolId: string; readonly username: string },
): Promise<PasswordHash> {
  if ('x' in kept) return kept
  return { salt, x: await privateExponent(cryptography, salt, poolId, username, kept.seed) }
}

/** Whether `password` is the one that is kept. */
export async function isPassword(
  cryptography: Cryptography,
  kept: KeptPassword,
  poolId: string,
  username: string,
  password: string,
): Promise<boolean> {
  if ('seed' in kept) return sameText(kept.seed, password)
  return sameText(kept.x, await privateExponent(cryptography, kept.salt, poolId, username, password))
}

function privateExponent(
  { sha256 }: Cryptography,
  salt: string,
  poolId: string,
  username: string,
  password: string,
): Soon<string> {
  const poolName = poolId.slice(poolId.indexOf('_') + 1)
  const both = new Uint8Array(salt.length / 2 + DIGEST_BYTES)
  for (let at = 0; at < salt.length / 2; at += 1) both[at] = Number.parseInt(salt.slice(at * 2, at * 2 + 2), 16)
  return soon(sha256(utf8(`${poolName}${username}:${password}`)), (inner) => {
    both.set(inner, salt.length / 2)
    return soon(sha256(both), toHex)
  })
}

const DIGEST_BYTES = 32

/** [D] What a pool asks of passwords unless it says otherwise. */
export const DEFAULT_PASSWORD_POLICY = {
  MinimumLength: 8,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
  TemporaryPasswordValidityDays: 7,
} as const satisfies PasswordPolicyType

/**
 * Refuses a password that breaks the pool's policy: InvalidPasswordException, first broken rule first. The name of
 * the exception is documented [D]; sentences and order are [?].
 */
export function checkPasswordPolicy(policy: PasswordPolicyType, password: string): void {
  const broken =
    password.length < (policy.MinimumLength ?? DEFAULT_PASSWORD_POLICY.MinimumLength)
      ? 'Password not long enough'
      : policy.RequireLowercase && !/[a-z]/.test(password)
        ? 'Password must have lowercase characters'
        : policy.RequireUppercase && !/[A-Z]/.test(password)
          ? 'Password must have uppercase characters'
          : policy.RequireNumbers && !/\d/.test(password)
            ? 'Password must have numeric characters'
            : policy.RequireSymbols && !/[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]/.test(password)
              ? 'Password must have symbol characters'
              : undefined
  if (broken) throw new CognitoError('InvalidPasswordException', `Password did not conform with policy: ${broken}`)
}

/** A temporary password that any policy of up to 99 characters accepts. */
export function randomPassword(random: Random, policy: PasswordPolicyType): string {
  return `${random.text(Math.max(8, policy.MinimumLength ?? 0), ALPHANUMERIC)}aA1-`
}
