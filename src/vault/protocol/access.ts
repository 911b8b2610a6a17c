/** Whether the operator's role may make a call: as Cognito has answered so far. */
export type Permission = 'allowed' | 'denied' | 'not tried'

/** Where the operator's AWS credentials come from, and what they have turned out to allow. Holds no key. */
export type Access = {
  /** `none`: neither the session nor a person has given any yet. */
  source: 'identity pool' | 'pasted' | 'none'
  /** When AWS stops accepting them; absent where nobody said. */
  expiresAt?: Date
  /** The first four characters of the access key id, which say what kind of key it is, and its last four. */
  keyHint?: string
  /** The account they belong to, once a resource's ARN has told. */
  accountId?: string
  /** By IAM action, such as `cognito-idp:ListUsers`. */
  permissions: Readonly<Record<string, Permission>>
}

/** The vault's operations on the operator's credentials. */
export type AccessOperations = {
  access(args: Record<string, never>): Access
  /**
   * Uses temporary AWS credentials, pasted as the AWS CLI, the console or an environment shows them. They are kept in
   * the worker's memory alone. Long-lived keys (AKIA) are refused.
   */
  useCredentials(args: { text: string }): Access
  /**
   * Finds out by harmless reads what the role may do in a pool; the deployment's own, if none is named. What only a
   * change would show stays as it was. Fails where the reads themselves fail, with what was found so far kept.
   */
  probeAccess(args: { poolId?: string | undefined }): Access
  /** Forgets pasted credentials; those of the identity pool are used again where there are any. */
  dropCredentials(args: Record<string, never>): Access
}
