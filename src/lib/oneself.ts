type Account = { poolId: string; username: string; sub?: string | undefined }

/**
 * Whether a user is whoever acts. The pool's own id of a user decides. Where nothing was listed of the user there is none:
 * then the user name does, which is one account's in its pool; it says nothing in another.
 */
export function isOneself(user: Account, own: Account): boolean {
  if (user.poolId !== own.poolId) return false
  return user.sub === undefined || own.sub === undefined ? user.username === own.username : user.sub === own.sub
}
