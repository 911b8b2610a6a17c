/*
 * In the place of `@aws-sdk/core/httpAuthSchemes` and `@smithy/core/checksum`, in the build, for the calls of a person:
 * Cognito's public operations carry tokens, and AWS's signature on none of them (scripts/vite/lean-sdk.ts).
 */

export class AwsSdkSigV4Signer {
  /** Never asked for a person's operation. Should it be, nothing leaves unsigned. */
  async sign(): Promise<never> {
    throw new Error('This operation wants a signature, and here is nothing to sign with.')
  }
}

/** Configures nothing. */
export const resolveAwsSdkSigV4Config = <Config>(config: Config): Config => config

/** Hashes nothing: only a signature would ask for it. */
export function Sha256(): never {
  throw new Error('Nothing is signed here, so nothing is hashed.')
}
