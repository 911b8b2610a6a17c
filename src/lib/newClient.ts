/** What is said of an app client that is to be made. */
export type NewClient = {
  poolId: string
  name: string
  confidential: boolean
  /** Also a choice of how to sign in (USER_AUTH), beside the password by SRP. */
  choice: boolean
}

/** The body of CreateUserPoolClient. */
export type NewClientRequest = ReturnType<typeof newClientRequest>

/**
 * The request that makes an app client: EnableTokenRevocation is on and unknown users are hidden; what else is not said has
 * Cognito's defaults.
 */
export function newClientRequest({ poolId, name, confidential, choice }: NewClient) {
  return {
    UserPoolId: poolId,
    ClientName: name,
    GenerateSecret: confidential,
    ExplicitAuthFlows: [
      'ALLOW_USER_SRP_AUTH' as const,
      'ALLOW_REFRESH_TOKEN_AUTH' as const,
      ...(choice ? (['ALLOW_USER_AUTH'] as const) : []),
    ],
    EnableTokenRevocation: true,
    PreventUserExistenceErrors: 'ENABLED' as const,
  }
}
