import {
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'

import { failureOf } from '../lib/failure.ts'
import { type Accepted, acceptedFrom } from './accepted.ts'
import { type Place, identityProvider } from './clients.ts'
import { call } from './failures.ts'
import { tokensFrom } from './tokens.ts'

export type { Accepted } from './accepted.ts'
export type { Tokens } from './tokens.ts'

/** A refreshed pair; `refresh` only when the app client rotates refresh tokens. */
export type Refreshed = { access: string; id: string; refresh?: string }

/** One wish to sign out everywhere, over all its attempts. */
type Intent = {
  mayHaveTakenEffect: boolean
  /** Whether something else that was asked for here can have ended the session: its refusal then shows nothing of this. */
  isEndedOtherwise?: () => Promise<boolean>
}

/** The operations a person needs: none of them is signed with AWS credentials. */
export type PersonApi = ReturnType<typeof personApi>

const accessTokenRevoked = /access token has been revoked/i

/**
 * A person's operations against one app client.
 * Every method throws only Failed. Attempts per operation are those of quality.md.
 */
export function personApi(place: Place, clientId: string) {
  const once = identityProvider(place, { attempts: 1 })
  const thrice = identityProvider(place, { attempts: 3 })
  const outlivingTheTab = identityProvider(place, { attempts: 3, keepalive: true })

  return {
    /**
     * New access and ID tokens. GetTokensFromRefreshToken works with rotation on and off, and with devices.
     * @param attempts 3 only when it is known that a lost answer cannot cost the session (no rotation)
     * @param deviceKey the device that the refresh token is bound to, where the pool tracks devices
     */
    async refresh(refreshToken: string, attempts: 1 | 3, deviceKey: string | undefined): Promise<Refreshed> {
      const client = attempts === 1 ? once : thrice
      const command = new GetTokensFromRefreshTokenCommand({
        RefreshToken: refreshToken,
        ClientId: clientId,
        ...(deviceKey === undefined ? {} : { DeviceKey: deviceKey }),
      })
      const answer = await call('GetTokensFromRefreshToken', (abortSignal) => client.send(command, { abortSignal }))
      const { access, id, refresh } = tokensFrom('GetTokensFromRefreshToken', answer.AuthenticationResult)
      return { access, id, ...(refresh === undefined ? {} : { refresh }) }
    },

    /**
     * Ends one session. Idempotent: Cognito answers 200 for a token that is already dead. Survives the tab.
     * @param linked ends the SSO session that it came through as well, if there is one (cognito-facts part 11)
     */
    async revoke(refreshToken: string, linked = false): Promise<Accepted> {
      const along = linked ? { RevokeAssociatedSessions: 'LINKED' as const } : {}
      const answer = await call('RevokeToken', (abortSignal) =>
        outlivingTheTab.send(new RevokeTokenCommand({ Token: refreshToken, ClientId: clientId, ...along }), {
          abortSignal,
        }),
      )
      return acceptedFrom(answer.$metadata)
    },

    /**
     * Ends every session of the user. "Access Token has been revoked" after an attempt of the same intent that got no
     * answer means that that attempt took effect, unless it was ended otherwise; a throttled one was answered, and took none.
     * @param intent remembers, over several calls, whether an attempt got lost
     */
    async globalSignOut(accessToken: string, intent: Intent): Promise<Accepted> {
      const client = identityProvider(place, {
        attempts: 3,
        onLost: () => {
          intent.mayHaveTakenEffect = true
        },
      })
      try {
        const answer = await call('GlobalSignOut', (abortSignal) =>
          client.send(new GlobalSignOutCommand({ AccessToken: accessToken }), { abortSignal }),
        )
        return acceptedFrom(answer.$metadata)
      } catch (error) {
        const failure = failureOf(error, 'GlobalSignOut')
        const done = failure.code === 'NotAuthorizedException' && accessTokenRevoked.test(failure.message)
        if (!intent.mayHaveTakenEffect || !done || (await intent.isEndedOtherwise?.())) throw error
        return acceptedFrom(failure)
      }
    },

    /** The probe: does Cognito still accept this access token? Needs the scope aws.cognito.signin.user.admin. */
    async getUser(
      accessToken: string,
      attempts: 1 | 3 = 3,
    ): Promise<{ username: string; attributes: ReadonlyMap<string, string> }> {
      const answer = await call('GetUser', (abortSignal) =>
        (attempts === 1 ? once : thrice).send(new GetUserCommand({ AccessToken: accessToken }), { abortSignal }),
      )
      const attributes = new Map((answer.UserAttributes ?? []).map(({ Name, Value }) => [Name ?? '', Value ?? '']))
      return { username: answer.Username ?? '', attributes }
    },
  }
}
