import * as oauth from 'oauth4webapi'

import { Failed, type Failure } from '../lib/failure.ts'
import { jwtPayload } from '../lib/jwtPayload.ts'
import {
  askDomain,
  descriptionText,
  type DomainAnswer,
  type DomainPlace,
  errorCode,
  isTransientError,
} from './domain.ts'
import type { Tokens } from './person.ts'

/** What a sign-in at managed login is for, and where it comes back to. */
export type LoginClient = {
  region: string
  userPoolId: string
  clientId: string
  /** A callback URL of the app client, exactly as it is registered. */
  redirectUri: string
  /** Without them Cognito grants every scope that the app client has [D]. */
  scopes?: readonly string[]
}

/** What has to be kept, in secret, between asking and being answered. */
export type LoginRequest = { state: string; nonce: string; verifier: string }

/** What a code was good for. `deviceKey` where the pool tracks devices. */
export type LoggedIn = { tokens: Tokens; deviceKey: string | undefined }

/**
 * Sign-in at managed login: the authorization code flow with PKCE, for a public app client (cognito-facts 3.1, 3.2).
 * Its methods throw only Failed.
 */
export function managedLogin(place: DomainPlace, client: LoginClient) {
  const options = { [oauth.allowInsecureRequests]: place.domain.startsWith('http:') }

  return {
    /**
     * A new request, and the address that a browser has to be sent to with it: to a sign-in, or to a new password that
     * leads on to one. Managed login's pages hand the request on from one to the next [B].
     * @param anew asks who the person is also where a cookie could stand in for that: by `prompt=login`, which managed
     * login obeys [D] and the classic hosted UI does not know [D]; that it ignores it is [?]. After a new password the
     * person is asked in any case.
     */
    async request(first: 'sign in' | 'new password', anew: boolean): Promise<LoginRequest & { url: string }> {
      const verifier = oauth.generateRandomCodeVerifier()
      const state = oauth.generateRandomState()
      const nonce = oauth.generateRandomNonce()
      const parameters = new URLSearchParams({
        response_type: 'code',
        client_id: client.clientId,
        redirect_uri: client.redirectUri,
        state,
        nonce,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(client.scopes === undefined ? {} : { scope: client.scopes.join(' ') }),
        ...(anew && first === 'sign in' ? { prompt: 'login' } : {}),
      })
      return { state, nonce, verifier, url: `${place.domain}/${pages[first]}?${parameters.toString()}` }
    },

    /**
     * Exchanges what came back to the callback for tokens. The code is sent once: it is good for one use, and of a lost
     * answer nobody knows whether it was used.
     * @param query the callback's query, as it came
     * @param nowMs this machine's clock
     * @param unfit is handed the refresh token of an answer that fails a check, before this throws: nobody could end it
     * otherwise
     */
    async redeem(
      query: string,
      asked: LoginRequest,
      nowMs: number,
      unfit: (refresh: string) => Promise<void>,
    ): Promise<LoggedIn> {
      const answer = new URLSearchParams(query)
      const server = serverOf(place.domain, client, answer.get('iss') ?? undefined)
      const app = { client_id: client.clientId }
      const parameters = answerTo(server, app, answer, asked.state)
      let json: Readonly<Record<string, unknown>> = {}
      const response = await oauth.authorizationCodeGrantRequest(
        server,
        app,
        oauth.None(),
        parameters,
        client.redirectUri,
        asked.verifier,
        {
          ...options,
          [oauth.customFetch]: async (_url, { body, headers, method }) => {
            const call = { endpoint: 'oauth2/token', attempts: 1, fits: hasTokens } as const
            json = { ...(await askDomain(place, call, { body, headers, method })).answer.json }
            return Response.json(json)
          },
        },
      )
      try {
        const issuer = serverOf(place.domain, client, payloadOf(json['id_token'])['iss'])
        const skewed = { ...app, [oauth.clockSkew]: skewSeconds(json['id_token'], nowMs) }
        const result = await oauth.processAuthorizationCodeResponse(issuer, skewed, response, {
          expectedNonce: asked.nonce,
          requireIdToken: true,
        })
        return checked(result, client.clientId, issuer.issuer)
      } catch (error) {
        const refresh = json['refresh_token']
        if (typeof refresh === 'string') await unfit(refresh)
        throw new Failed(badTokens(error, json))
      }
    },
  }
}

const pages = { 'sign in': 'oauth2/authorize', 'new password': 'forgotPassword' } as const

/** The issuer is one of the pool's two [D]: which one is a setting of the pool, and no secret. */
function serverOf(domain: string, { region, userPoolId }: LoginClient, claimed: unknown): oauth.AuthorizationServer {
  const updated = `https://issuer-cognito-idp.${region}.amazonaws.com/${userPoolId}`
  const issuer = claimed === updated ? updated : `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`
  return { issuer, token_endpoint: `${domain}/oauth2/token`, id_token_signing_alg_values_supported: ['RS256'] }
}

function answerTo(
  server: oauth.AuthorizationServer,
  app: oauth.Client,
  answer: URLSearchParams,
  state: string,
): URLSearchParams {
  try {
    const parameters = oauth.validateAuthResponse(server, app, answer, state)
    if (parameters.get('code')) return parameters
  } catch (error) {
    if (error instanceof oauth.AuthorizationResponseError) {
      const code = errorCode(error.error) ?? 'invalid_response'
      const failure = { operation: 'oauth2/authorize', code, message: descriptionText(error.error_description) }
      throw new Failed({ ...failure, class: isTransientError(code) ? 'transient' : 'rejected', attempts: 1 })
    }
  }
  const message = 'What came back does not belong to what was asked.'
  throw new Failed({ operation: 'oauth2/authorize', code: 'invalid_response', message, class: 'rejected', attempts: 1 })
}

/** What the library does not look at: which token is which, whose they are, and that the session can be kept. */
function checked(result: oauth.TokenEndpointResponse, clientId: string, issuer: string): LoggedIn {
  const { id_token: id = '', access_token: access, refresh_token: refresh } = result
  const [idClaims, accessClaims] = [payloadOf(id), payloadOf(access)]
  const expected = { token_use: 'access', client_id: clientId, iss: issuer, sub: idClaims['sub'] }
  const differs = Object.entries(expected).find(([name, value]) => accessClaims[name] !== value)
  if (idClaims['token_use'] !== 'id') throw new Mismatch('token_use of the ID token')
  if (differs !== undefined) throw new Mismatch(`${differs[0]} of the access token`)
  if (refresh === undefined) throw new Mismatch('refresh token')
  const deviceKey = accessClaims['device_key']
  return { tokens: { access, id, refresh }, deviceKey: typeof deviceKey === 'string' ? deviceKey : undefined }
}

class Mismatch extends Error {}

/**
 * Cognito's clock minus this machine's, by the token itself: it has just been made. Without this a device whose clock is
 * wrong would take every token for one that has run out.
 */
function skewSeconds(idToken: unknown, nowMs: number): number {
  const issuedAt = payloadOf(idToken)['iat']
  return typeof issuedAt === 'number' ? issuedAt - Math.floor(nowMs / 1000) : 0
}

function payloadOf(jwt: unknown): Readonly<Record<string, unknown>> {
  return (typeof jwt === 'string' ? jwtPayload(jwt) : undefined) ?? {}
}

/** Says which check failed, and nothing of what was checked. */
function badTokens(error: unknown, json: Readonly<Record<string, unknown>>): Failure {
  const operation = 'oauth2/token'
  if (typeof json['access_token'] === 'string' && json['id_token'] === undefined) {
    const message = 'Cognito answered without an ID token.'
    return { operation, code: 'no_id_token', message, class: 'rejected', attempts: 1 }
  }
  const claim = claimIn(error)
  const message = `Cognito answered with tokens that do not fit${claim === undefined ? '' : `: ${claim}`}.`
  return { operation, code: 'invalid_tokens', message, class: 'rejected', attempts: 1 }
}

function claimIn(error: unknown): string | undefined {
  if (error instanceof Mismatch) return error.message
  if (!(error instanceof oauth.OperationProcessingError)) return undefined
  const [, named] = /"(\w{2,12})"/.exec(error.message) ?? []
  return named
}

function hasTokens({ json }: DomainAnswer): boolean {
  return typeof json?.['access_token'] === 'string'
}
