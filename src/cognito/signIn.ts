import {
  AssociateSoftwareTokenCommand,
  type AuthenticationResultType,
  type ChallengeNameType,
  ConfirmDeviceCommand,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  RespondToAuthChallengeCommand,
  UpdateDeviceStatusCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'

import { type Place, identityProvider } from './clients.ts'
import { call } from './failures.ts'
import { type Tokens, tokensFrom, unreadable } from './tokens.ts'

/** A device that Cognito offers to remember: the key it will be known by, and the group that its secret is made in. */
export type NewDevice = { key: string; groupKey: string }

/** A question of Cognito's on the way to tokens; `name`, `parameters` and `available` are Cognito's own words. */
export type Challenge = {
  kind: 'challenge'
  name: string
  /** Absent where the state travels elsewhere (SRP's SECRET_BLOCK). */
  session: string | undefined
  parameters: ReadonlyMap<string, string>
  /** What SELECT_CHALLENGE leaves to choose from. */
  available: readonly string[]
}

/** What a step led to: tokens, or the next challenge. */
export type SignInStep = { kind: 'tokens'; tokens: Tokens; newDevice: NewDevice | undefined } | Challenge

/** The flows of InitiateAuth that begin a session. */
export type Flow = 'USER_SRP_AUTH' | 'USER_PASSWORD_AUTH' | 'USER_AUTH'

/** A sign-in's operations: none of them is signed with AWS credentials. */
export type SignInApi = ReturnType<typeof signInApi>

/**
 * The operations of a sign-in against one app client. Every method throws only Failed. None is repeated but
 * `rememberDevice`: a try may count towards the lockout, and a Session serves one step (quality.md, Retries).
 */
export function signInApi(place: Place, clientId: string) {
  const once = identityProvider(place, { attempts: 1 })
  const thrice = identityProvider(place, { attempts: 3 })

  return {
    /** Begins a sign-in with InitiateAuth. `parameters` are AuthParameters, in Cognito's words (cognito-facts 2.4). */
    async begin(flow: Flow, parameters: Readonly<Record<string, string>>): Promise<SignInStep> {
      const command = new InitiateAuthCommand({ AuthFlow: flow, ClientId: clientId, AuthParameters: { ...parameters } })
      const answer = await call('InitiateAuth', (abortSignal) => once.send(command, { abortSignal }))
      return stepFrom('InitiateAuth', answer)
    },

    /** Answers a challenge. `responses` are ChallengeResponses, in Cognito's words (cognito-facts 2.5). */
    async answer(
      { name, session }: Pick<Challenge, 'name' | 'session'>,
      responses: Readonly<Record<string, string>>,
    ): Promise<SignInStep> {
      const command = new RespondToAuthChallengeCommand({
        ClientId: clientId,
        ChallengeName: name as ChallengeNameType,
        ...(session === undefined ? {} : { Session: session }),
        ChallengeResponses: { ...responses },
      })
      const answer = await call('RespondToAuthChallenge', (abortSignal) => once.send(command, { abortSignal }))
      return stepFrom('RespondToAuthChallenge', answer)
    },

    /** A secret for an authenticator app, on the way in; the Session is used up, and a new one given. */
    async associateSoftwareToken(session: string | undefined): Promise<{ secret: string; session: string }> {
      const command = new AssociateSoftwareTokenCommand({ Session: session })
      const { SecretCode, Session } = await call('AssociateSoftwareToken', (abortSignal) =>
        once.send(command, { abortSignal }),
      )
      if (SecretCode === undefined || Session === undefined) {
        throw unreadable('AssociateSoftwareToken', 'Cognito answered without a secret for the app.')
      }
      return { secret: SecretCode, session: Session }
    },

    /** Proves by its first code that the app has the secret. Gives the Session that MFA_SETUP is answered with. */
    async verifySoftwareToken(session: string | undefined, code: string): Promise<string> {
      const command = new VerifySoftwareTokenCommand({ Session: session, UserCode: code })
      const { Session } = await call('VerifySoftwareToken', (abortSignal) => once.send(command, { abortSignal }))
      if (Session === undefined) throw unreadable('VerifySoftwareToken', 'Cognito answered without a session.')
      return Session
    },

    /**
     * Confirms the device that a sign-in offered, with the verifier of its secret (both in base64).
     * @returns whether it is remembered only once the person says so
     */
    async confirmDevice(
      accessToken: string,
      device: { key: string; name: string; salt: string; verifier: string },
    ): Promise<boolean> {
      const command = new ConfirmDeviceCommand({
        AccessToken: accessToken,
        DeviceKey: device.key,
        DeviceName: device.name,
        DeviceSecretVerifierConfig: { Salt: device.salt, PasswordVerifier: device.verifier },
      })
      const answer = await call('ConfirmDevice', (abortSignal) => once.send(command, { abortSignal }))
      return answer.UserConfirmationNecessary === true
    },

    /** Remembers a confirmed device. Idempotent. */
    async rememberDevice(accessToken: string, deviceKey: string): Promise<void> {
      const command = new UpdateDeviceStatusCommand({
        AccessToken: accessToken,
        DeviceKey: deviceKey,
        DeviceRememberedStatus: 'remembered',
      })
      await call('UpdateDeviceStatus', (abortSignal) => thrice.send(command, { abortSignal }))
    },
  }
}

function stepFrom(operation: string, answer: InitiateAuthCommandOutput): SignInStep {
  if (answer.ChallengeName !== undefined) {
    return {
      kind: 'challenge',
      name: answer.ChallengeName,
      session: answer.Session,
      parameters: new Map(Object.entries(answer.ChallengeParameters ?? {})),
      available: answer.AvailableChallenges ?? [],
    }
  }
  const { access, id, refresh } = tokensFrom(operation, answer.AuthenticationResult)
  if (refresh === undefined) throw unreadable(operation, 'Cognito answered without a refresh token.')
  return { kind: 'tokens', tokens: { access, id, refresh }, newDevice: newDeviceIn(answer.AuthenticationResult) }
}

function newDeviceIn(result: AuthenticationResultType | undefined): NewDevice | undefined {
  const { DeviceKey, DeviceGroupKey } = result?.NewDeviceMetadata ?? {}
  if (DeviceKey === undefined || DeviceGroupKey === undefined) return undefined
  return { key: DeviceKey, groupKey: DeviceGroupKey }
}
