import type {
  AssociateSoftwareTokenRequest,
  AssociateSoftwareTokenResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { associate } from '../domain/softwareTokens.ts'
import type { Operation } from '../wire/Operation.ts'
import { session, token } from './shapes.ts'

/** Begins to set up an authenticator app, for somebody signed in or asked for MFA_SETUP. */
export const AssociateSoftwareToken: Operation<AssociateSoftwareTokenRequest, AssociateSoftwareTokenResponse> = {
  auth: 'none',
  members: { AccessToken: token, Session: session },
  run: (world, bearer) => associate(world, bearer),
}
