import type {
  StartWebAuthnRegistrationRequest,
  StartWebAuthnRegistrationResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { toBase64Url } from '../domain/encoding.ts'
import { relyingParty } from '../domain/Passkeys.ts'
import { NOT_FOR_PASSKEYS } from '../domain/undeclared.ts'
import type { Operation } from '../wire/Operation.ts'
import { required, token } from './shapes.ts'

/** Begins to register a passkey: PublicKeyCredentialCreationOptionsJSON for the browser [D]; its details are [?]. */
export const StartWebAuthnRegistration: Operation<StartWebAuthnRegistrationRequest, StartWebAuthnRegistrationResponse> =
  {
    auth: 'none',
    members: { AccessToken: required(token) },
    async run({ accessTokens, domains, passkeys, random }, { AccessToken }) {
      const { user, pool } = await accessTokens.live(AccessToken, NOT_FOR_PASSKEYS)
      const { id, userVerification } = relyingParty({ domains }, pool)
      const challenge = toBase64Url(random.bytes(32))
      passkeys.start(user, challenge)
      return {
        CredentialCreationOptions: {
          rp: { id, name: id },
          user: { id: toBase64Url(user.sub), name: user.username, displayName: user.username },
          challenge,
          pubKeyCredParams: [
            { type: 'public-key', alg: -7 },
            { type: 'public-key', alg: -257 },
          ],
          timeout: 60_000,
          excludeCredentials: passkeys.of(user).map((passkey) => ({ type: 'public-key', id: passkey.id })),
          authenticatorSelection: { requireResidentKey: true, residentKey: 'required', userVerification },
        },
      }
    },
  }
