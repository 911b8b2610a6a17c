import type { VerifySoftwareTokenRequest, VerifySoftwareTokenResponse } from '@aws-sdk/client-cognito-identity-provider'
import { verify } from '../domain/softwareTokens.ts'
import type { Operation } from '../wire/Operation.ts'
import { required, session, token } from './shapes.ts'

/** Ends setting up an authenticator app: its first code. The next sign-in needs another [?]. */
export const VerifySoftwareToken: Operation<VerifySoftwareTokenRequest, VerifySoftwareTokenResponse> = {
  auth: 'none',
  members: {
    AccessToken: token,
    Session: session,
    UserCode: required({ type: 'string', min: 6, max: 6, pattern: '[0-9]+', isSecret: true }),
    FriendlyDeviceName: { type: 'string', min: 0, max: 131_072 },
  },
  run: (world, { UserCode, FriendlyDeviceName, ...bearer }) => verify(world, bearer, UserCode, FriendlyDeviceName),
}
