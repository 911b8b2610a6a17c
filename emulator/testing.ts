import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity'
import { CognitoIdentityProviderClient, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider'
import { createEmulator, createEmulatorKeys, type Emulator, type EmulatorOptions } from './index.ts'

/** The demo seed's pool and app clients, for tests. */
export const DEMO = {
  pool: 'us-east-1_Demo00001',
  storefront: 'storefront0demo0client0001',
  backOffice: 'backoffice0demo0client0002',
  backOfficeSecret: 'demo0back0office0secret0good0for0this0emulator0only0',
  kiosk: 'kiosk0demo00000client00003',
  fieldApp: 'fieldapp0demo00client00004',
  identityPool: 'us-east-1:5c0ffee0-0000-4000-8000-000000000001',
} as const

const ORIGIN = 'http://127.0.0.1:9229'
const keys = createEmulatorKeys()

/** An emulator of a test's own, with keys that the tests of one file share. */
export function testEmulator(options: EmulatorOptions = {}): Emulator {
  return createEmulator({ keys, ...options })
}

/** What came back from `post`. */
export interface Posted {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The parsed body; undefined for an empty one. */
  readonly body: Readonly<Record<string, unknown>>
}

/** Sends an unsigned call to the emulator without a socket. A text body is sent as it is. */
export async function post(
  emulator: Emulator,
  operation: string,
  body: unknown,
  headers: object = {},
): Promise<Posted> {
  const response = await emulator.fetch(
    new Request(ORIGIN, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  )
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: text === '' ? {} : JSON.parse(text) }
}

/** All data of an emulator as JSON. For tests that ask after each of thousands of requests: it is not parsed. */
export async function snapshotText(emulator: Emulator): Promise<string> {
  const headers = { 'x-curfew-control': '1' }
  return (await emulator.fetch(new Request(`${ORIGIN}/_emulator/snapshot`, { method: 'POST', headers }))).text()
}

/** Asks the control plane of an emulator without a socket. */
export async function control(emulator: Emulator, method: string, path: string, body?: unknown): Promise<Posted> {
  const response = await emulator.fetch(
    new Request(`${ORIGIN}/_emulator/${path}`, {
      method,
      headers: { 'x-curfew-control': '1' },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }),
  )
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) }
}

/** Moves an emulator's clock on. */
export async function advance(emulator: Emulator, ms: number): Promise<void> {
  await control(emulator, 'POST', 'clock', { advanceMs: ms })
}

interface SdkCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

const ROOT: SdkCredentials = { accessKeyId: 'test', secretAccessKey: 'test' }

/** The settings by which the real SDK speaks to an emulator without a socket. */
function withoutSocket(emulator: Emulator, credentials: SdkCredentials) {
  return {
    region: 'us-east-1',
    endpoint: ORIGIN,
    credentials,
    maxAttempts: 1,
    requestHandler: {
      async handle(request: { headers: Record<string, string>; body?: BodyInit }) {
        const { host: _, ...headers } = request.headers
        const response = await emulator.fetch(
          new Request(ORIGIN, { method: 'POST', headers, body: request.body ?? '' }),
        )
        const body = new Uint8Array(await response.arrayBuffer())
        return {
          response: { statusCode: response.status, headers: Object.fromEntries(response.headers), body } as never,
        }
      },
    },
  }
}

/**
 * The AWS SDK for user pools on an emulator, signing as the root account unless told otherwise. `clockOffsetMs` is how
 * far the emulator's clock is from the machine's, for tests that move it beyond what a signature survives.
 */
export function sdk(emulator: Emulator, credentials = ROOT, clockOffsetMs = 0): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    ...withoutSocket(emulator, credentials),
    systemClockOffset: clockOffsetMs,
  })
}

/** The AWS SDK for identity pools on an emulator. */
export function identitySdk(emulator: Emulator): CognitoIdentityClient {
  return new CognitoIdentityClient(withoutSocket(emulator, ROOT))
}

/** Tokens of one sign-in. */
export interface Tokens {
  readonly AccessToken: string
  readonly IdToken: string
  readonly RefreshToken: string
}

/** Signs a demo person in by password; throws what the emulator refuses with. */
export async function signIn(
  emulator: Emulator,
  clientId: string = DEMO.storefront,
  username = 'ada',
  password = 'Lamp-lit-1843',
): Promise<Tokens> {
  const { body, text } = await post(emulator, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: clientId,
    AuthParameters: { USERNAME: username, PASSWORD: password },
  })
  if (!body['AuthenticationResult']) throw new Error(text)
  return body['AuthenticationResult'] as Tokens
}

/** How the emulator answers a call, in one line: `ok`, or `Name: message`. */
export async function verdict(emulator: Emulator, operation: string, body: unknown): Promise<string> {
  const posted = await post(emulator, operation, body)
  return posted.status === 200 ? 'ok' : `${String(posted.body['__type'])}: ${String(posted.body['message'])}`
}

/** The same of a call that somebody's client made. */
export async function verdictOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'ok',
    ({ name, message }: Error) => `${name}: ${message}`,
  )
}

/** Somebody whom nobody knows yet, and her address. */
const INES = { Username: 'ines', Password: 'Aa-12345', UserAttributes: [{ Name: 'email', Value: 'ines@example.com' }] }

/** Signs Ines up, at the storefront unless told otherwise. */
export async function signUpInes(emulator: Emulator, more: object = {}) {
  return sdk(emulator).send(new SignUpCommand({ ClientId: DEMO.storefront, ...INES, ...more }))
}

/** How her confirmation by a code is answered, in one line. */
export async function confirmInes(emulator: Emulator, ConfirmationCode: string, more: object = {}): Promise<string> {
  const { Username } = INES
  return verdict(emulator, 'ConfirmSignUp', { ClientId: DEMO.storefront, Username, ConfirmationCode, ...more })
}

/** What a session can still do: whether its access token and its refresh token are accepted. */
export async function vitals(
  emulator: Emulator,
  tokens: Tokens,
  clientId: string = DEMO.storefront,
): Promise<[string, string]> {
  return [
    await verdict(emulator, 'GetUser', { AccessToken: tokens.AccessToken }),
    await verdict(emulator, 'GetTokensFromRefreshToken', { RefreshToken: tokens.RefreshToken, ClientId: clientId }),
  ]
}

/** The newest code that the emulator would have sent. */
export async function lastCode(emulator: Emulator): Promise<string> {
  const { codes } = (await control(emulator, 'GET', 'codes')).body as { codes: readonly { code: string }[] }
  return codes.at(-1)?.code ?? ''
}

/** Why a control request was refused: the sentence. Throws where it was not. */
export async function controlRefusal(emulator: Emulator, path: string, body: unknown): Promise<unknown> {
  const answer = await control(emulator, 'POST', path, body)
  if (answer.status !== 400) throw new Error(`not refused: ${answer.text}`)
  return answer.body['error']
}

/** How InitiateAuth answers at the storefront unless told otherwise, in one line. */
export function initiate(emulator: Emulator, request: object): Promise<string> {
  return verdict(emulator, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: DEMO.storefront,
    ...request,
  })
}

/** How InitiateAuth answers a name and a password, in one line. */
export function byPassword(
  emulator: Emulator,
  USERNAME: string,
  PASSWORD: string,
  ClientId: string = DEMO.storefront,
): Promise<string> {
  return initiate(emulator, { ClientId, AuthParameters: { USERNAME, PASSWORD } })
}
