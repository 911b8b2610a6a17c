import type {
  DeleteWebAuthnCredentialRequest,
  DeleteWebAuthnCredentialResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Operation } from '../wire/Operation.ts'
import { required, token } from './shapes.ts'

/** Deletes one of the caller's passkeys. */
export const DeleteWebAuthnCredential: Operation<DeleteWebAuthnCredentialRequest, DeleteWebAuthnCredentialResponse> = {
  auth: 'none',
  members: { AccessToken: required(token), CredentialId: required({ type: 'string', min: 0, max: 131_072 }) },
  async run({ accessTokens, passkeys }, { AccessToken, CredentialId }) {
    const { user } = await accessTokens.live(AccessToken, ['UserNotFoundException', 'UserNotConfirmedException'])
    passkeys.delete(user, CredentialId)
    return {}
  },
}
