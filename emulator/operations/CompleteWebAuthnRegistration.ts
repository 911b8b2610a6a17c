import type {
  CompleteWebAuthnRegistrationRequest,
  CompleteWebAuthnRegistrationResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { relyingParty } from '../domain/Passkeys.ts'
import { readRegistration } from '../domain/webauthn.ts'
import { NOT_FOR_PASSKEYS } from '../domain/undeclared.ts'
import type { Operation } from '../wire/Operation.ts'
import { required, token } from './shapes.ts'

/** Registers the passkey that the browser made. */
export const CompleteWebAuthnRegistration: Operation<
  CompleteWebAuthnRegistrationRequest,
  CompleteWebAuthnRegistrationResponse
> = {
  auth: 'none',
  members: { AccessToken: required(token), Credential: required({ type: 'document' }) },
  async run({ accessTokens, domains, passkeys }, { AccessToken, Credential }) {
    const { user, pool } = await accessTokens.live(AccessToken, NOT_FOR_PASSKEYS)
    const { id: relyingPartyId, userVerification } = relyingParty({ domains }, pool)
    const asked = { challenge: passkeys.take(user), relyingPartyId, needsVerification: userVerification === 'required' }
    const made = await readRegistration(Credential, asked)
    passkeys.add(user, { ...made, relyingPartyId })
    return {}
  },
}
