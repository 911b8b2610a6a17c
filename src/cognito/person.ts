import {
  type AuthenticationResultType,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'

import { Failed } from '../lib/failure.ts'
import { type Place, identityProvider } from './clients.ts'
import { call } from './failures.ts'

/** The three tokens of a session, as Cognito wrote them. They never leave the vault. */
export type Tokens = { refresh: string; access: string; id: string }

/** What a sign-in step led to: tokens, or a challenge that a person has to answer. */
export type SignInStep =
  | { kind: 'tokens'; tokens: Tokens }
  | { kind: 'challenge'; name: string; session: string; username: string; requiredAttributes: readonly string[] }

/** A refreshed pair; `refresh` only when the app client rotates refresh tokens. */
export type Refreshed = { access: string; id: string; refresh?: string }

/** Cognito's acceptance of a call: its request id, and how many requests it took. */
export type Accepted = { requestId: string; attempts: number }

/** One wish to sign out everywhere, over all its attempts. */
export type Intent = { mayHaveTakenEffect: boolean }

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
    /** Starts a sign-in with InitiateAuth USER_PASSWORD_AUTH. Not repeated: each try counts towards the lockout. */
    async signIn(username: string, password: string): Promise<SignInStep> {
      const answer = await call('InitiateAuth', (abortSignal) =>
        once.send(
          new InitiateAuthCommand({
            AuthFlow: 'USER_PASSWORD_AUTH',
            ClientId: clientId,
            AuthParameters: { USERNAME: username, PASSWORD: password },
          }),
          { abortSignal },
        ),
      )
      return stepFrom('InitiateAuth', answer, username)
    },

    /** Answers NEW_PASSWORD_REQUIRED. `attributes` are the required ones, without their `userAttributes.` prefix. */
    async answerNewPassword(
      challenge: { session: string; username: string },
      newPassword: string,
      attributes: ReadonlyMap<string, string>,
    ): Promise<SignInStep> {
      const given = [...attributes].map(([name, value]) => [`userAttributes.${name}`, value] as const)
      const answer = await call('RespondToAuthChallenge', (abortSignal) =>
        once.send(
          new RespondToAuthChallengeCommand({
            ClientId: clientId,
            ChallengeName: 'NEW_PASSWORD_REQUIRED',
            Session: challenge.session,
            ChallengeResponses: {
              USERNAME: challenge.username,
              NEW_PASSWORD: newPassword,
              ...Object.fromEntries(given),
            },
          }),
          { abortSignal },
        ),
      )
      return stepFrom('RespondToAuthChallenge', answer, challenge.username)
    },

    /**
     * New access and ID tokens. GetTokensFromRefreshToken works with rotation on and off.
     * @param attempts 3 only when it is known that a lost answer cannot cost the session (no rotation)
     */
    async refresh(refreshToken: string, attempts: 1 | 3): Promise<Refreshed> {
      const client = attempts === 1 ? once : thrice
      const answer = await call('GetTokensFromRefreshToken', (abortSignal) =>
        client.send(new GetTokensFromRefreshTokenCommand({ RefreshToken: refreshToken, ClientId: clientId }), {
          abortSignal,
        }),
      )
      const { access, id, refresh } = resultFrom('GetTokensFromRefreshToken', answer.AuthenticationResult)
      return { access, id, ...(refresh === undefined ? {} : { refresh }) }
    },

    /** Ends one session. Idempotent: Cognito answers 200 for a token that is already dead. Survives the tab. */
    async revoke(refreshToken: string): Promise<Accepted> {
      const answer = await call('RevokeToken', (abortSignal) =>
        outlivingTheTab.send(new RevokeTokenCommand({ Token: refreshToken, ClientId: clientId }), { abortSignal }),
      )
      return acceptedFrom(answer.$metadata)
    },

    /**
     * Ends every session of the user. "Access Token has been revoked" after an attempt of the same intent that got no
     * answer means that that attempt took effect; a throttled one was answered, and took none.
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
        if (error instanceof Failed) {
          const { code, message, attempts, requestId } = error.failure
          const done = code === 'NotAuthorizedException' && accessTokenRevoked.test(message)
          if (intent.mayHaveTakenEffect && done) return { requestId: requestId ?? '', attempts }
        }
        throw error
      }
    },

    /** The probe: does Cognito still accept this access token? Needs the scope aws.cognito.signin.user.admin. */
    async getUser(accessToken: string): Promise<{ username: string; attributes: ReadonlyMap<string, string> }> {
      const answer = await call('GetUser', (abortSignal) =>
        thrice.send(new GetUserCommand({ AccessToken: accessToken }), { abortSignal }),
      )
      const attributes = new Map((answer.UserAttributes ?? []).map(({ Name, Value }) => [Name ?? '', Value ?? '']))
      return { username: answer.Username ?? '', attributes }
    },
  }
}

function stepFrom(operation: string, answer: InitiateAuthCommandOutput, username: string): SignInStep {
  if (answer.ChallengeName !== undefined) {
    return {
      kind: 'challenge',
      name: answer.ChallengeName,
      session: answer.Session ?? '',
      username: answer.ChallengeParameters?.['USER_ID_FOR_SRP'] ?? username,
      requiredAttributes: requiredAttributesIn(answer.ChallengeParameters?.['requiredAttributes']),
    }
  }
  const { access, id, refresh } = resultFrom(operation, answer.AuthenticationResult)
  if (refresh === undefined) throw unreadable(operation, 'Cognito answered without a refresh token.')
  return { kind: 'tokens', tokens: { access, id, refresh } }
}

function resultFrom(operation: string, result: AuthenticationResultType | undefined) {
  if (result?.AccessToken === undefined || result.IdToken === undefined) {
    throw unreadable(operation, 'Cognito answered without tokens.')
  }
  return { access: result.AccessToken, id: result.IdToken, refresh: result.RefreshToken }
}

function requiredAttributesIn(json: string | undefined): readonly string[] {
  if (json === undefined) return []
  const names = parsed(json)
  if (!Array.isArray(names)) return []
  return names.filter((name) => typeof name === 'string').map((name) => name.replace(/^userAttributes\./, ''))
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown
  } catch {
    return undefined
  }
}

function acceptedFrom(metadata: { requestId?: string | undefined; attempts?: number | undefined }): Accepted {
  return { requestId: metadata.requestId ?? '', attempts: metadata.attempts ?? 1 }
}

function unreadable(operation: string, message: string): Failed {
  return new Failed({ operation, code: 'Unreadable', message, class: 'unknown outcome', attempts: 1 })
}
