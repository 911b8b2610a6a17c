import type { Cryptography } from './Cryptography.ts'
import { CognitoError } from './errors.ts'
import { isPassword, type KeptPassword } from './passwords.ts'
import type { Pool } from './Pools.ts'
import type { User } from './Users.ts'

/**
 * Refuses a password that matches one of the user's last n, where the pool says so: PasswordHistoryPolicyViolationException
 * [D]. That the password in use is one of the n, and the words, are [?]; so is that temporary ones count.
 */
export async function checkPasswordHistory(
  { cryptography }: { readonly cryptography: Cryptography },
  pool: Pool,
  user: User,
  password: string,
): Promise<void> {
  for (const hash of known(pool, user)) {
    if (await isPassword(cryptography, hash, pool.id, user.username, password)) {
      throw new CognitoError('PasswordHistoryPolicyViolationException', 'Password has been used before.')
    }
  }
}

/** What a user becomes with a new password: the old one is kept as long as the pool has it refused. */
export function withPassword(
  pool: Pool,
  user: User,
  password: KeptPassword,
): Pick<User, 'password' | 'passwordsBefore'> {
  const passwordsBefore = known(pool, user).slice(0, size(pool) - 1)
  return { password, ...((user.passwordsBefore || passwordsBefore.length > 0) && { passwordsBefore }) }
}

/** The last n passwords, newest first. */
function known(pool: Pool, { password, passwordsBefore = [] }: User): readonly KeptPassword[] {
  return [...(password ? [password] : []), ...passwordsBefore].slice(0, size(pool))
}

function size({ settings }: Pool): number {
  return settings.Policies?.PasswordPolicy?.PasswordHistorySize ?? 0
}
