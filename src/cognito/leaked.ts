import {
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'

import { type Accepted, acceptedFrom } from './accepted.ts'
import { identityProvider, type Place } from './clients.ts'
import { call } from './failures.ts'
import type { Refreshed } from './person.ts'
import { tokensFrom } from './tokens.ts'

/** An app client, with its secret where it has one. The secret stays in the vault, and only for as long as it is used. */
export type ClientWithSecret = { id: string; secret: string | undefined }

/** The calls that end a token which somebody else holds, and show that it has ended. Every method throws only Failed. */
export function leakedApi(place: Place) {
  const once = identityProvider(place, { attempts: 1 })
  const thrice = identityProvider(place, { attempts: 3 })
  const of = ({ id, secret }: ClientWithSecret) => ({
    ClientId: id,
    ...(secret === undefined ? {} : { ClientSecret: secret }),
  })

  return {
    /** Ends the session of a refresh token. Idempotent; 200 for what is already dead, so it is no proof. */
    async revoke(client: ClientWithSecret, refreshToken: string): Promise<Accepted> {
      const command = new RevokeTokenCommand({ Token: refreshToken, ...of(client) })
      const answer = await call('RevokeToken', (abortSignal) => thrice.send(command, { abortSignal }))
      return acceptedFrom(answer.$metadata)
    },

    /** The probe of last resort: new tokens. Whoever asks revokes at once what comes of it. */
    async refresh(client: ClientWithSecret, refreshToken: string): Promise<Refreshed> {
      const command = new GetTokensFromRefreshTokenCommand({ RefreshToken: refreshToken, ...of(client) })
      const answer = await call('GetTokensFromRefreshToken', (abortSignal) => once.send(command, { abortSignal }))
      const { access, id, refresh } = tokensFrom('GetTokensFromRefreshToken', answer.AuthenticationResult)
      return { access, id, ...(refresh === undefined ? {} : { refresh }) }
    },

    /** The probe of an access token: resolves while Cognito takes it. */
    async getUser(accessToken: string): Promise<void> {
      const command = new GetUserCommand({ AccessToken: accessToken })
      await call('GetUser', (abortSignal) => thrice.send(command, { abortSignal }))
    },
  }
}
