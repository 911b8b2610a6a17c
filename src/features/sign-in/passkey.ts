/** Why no passkey came. */
export type PasskeyTrouble = 'not used' | 'not supported' | 'other site' | 'unreadable' | 'failed'

/** What of a browser a passkey needs. */
export type PasskeyBrowser = {
  credentials?: { get(options: CredentialRequestOptions): Promise<unknown> } | undefined
  /** The browser's own reading of the options, where it has one. */
  parse?: ((options: PublicKeyCredentialRequestOptionsJSON) => PublicKeyCredentialRequestOptions) | undefined
  supported: boolean
}

/**
 * Asks the browser for a passkey.
 * @param options what Cognito asks with (PublicKeyCredentialRequestOptionsJSON of WebAuthn), not yet looked at
 * @returns the answer as the JSON text that Cognito takes (AuthenticationResponseJSON), or why there is none
 */
export async function passkeyFor(
  options: unknown,
  signal: AbortSignal,
  browser: PasskeyBrowser = thisBrowser(),
): Promise<{ credential: string } | { trouble: PasskeyTrouble }> {
  if (!browser.supported || browser.credentials === undefined) return { trouble: 'not supported' }
  if (!isRequest(options)) return { trouble: 'unreadable' }
  try {
    const publicKey = (browser.parse ?? parsed)(options)
    const credential = await browser.credentials.get({ publicKey, signal })
    const answer = isObject(credential) ? answerOf(credential) : undefined
    return answer === undefined ? { trouble: 'not used' } : { credential: JSON.stringify(answer) }
  } catch (error) {
    return { trouble: troubles.get(error instanceof Error ? error.name : '') ?? 'failed' }
  }
}

/** Browsers tell a request that was closed, one that ran out of time, and one that no passkey fits, all alike. */
const troubles = new Map<string, PasskeyTrouble>([
  ['NotAllowedError', 'not used'],
  ['AbortError', 'not used'],
  ['SecurityError', 'other site'],
  ['NotSupportedError', 'not supported'],
  ['EncodingError', 'unreadable'],
  ['InvalidCharacterError', 'unreadable'],
])

function thisBrowser(): PasskeyBrowser {
  if (!('PublicKeyCredential' in globalThis)) return { supported: false }
  const { credentials } = navigator
  // Older browsers have WebAuthn without this.
  const own: unknown = Reflect.get(PublicKeyCredential, 'parseRequestOptionsFromJSON')
  const parse =
    typeof own === 'function'
      ? (options: PublicKeyCredentialRequestOptionsJSON) => PublicKeyCredential.parseRequestOptionsFromJSON(options)
      : undefined
  return { supported: true, credentials, parse }
}

function isRequest(options: unknown): options is PublicKeyCredentialRequestOptionsJSON {
  if (!isObject(options) || typeof options['challenge'] !== 'string') return false
  const allowed = options['allowCredentials']
  return allowed === undefined || (Array.isArray(allowed) && allowed.every((one) => isObject(one) && isText(one['id'])))
}

function parsed(options: PublicKeyCredentialRequestOptionsJSON): PublicKeyCredentialRequestOptions {
  const { challenge, timeout, rpId, allowCredentials = [], userVerification } = options
  return {
    challenge: bytesOf(challenge),
    allowCredentials: allowCredentials.map(({ id, transports }) => ({
      type: 'public-key',
      id: bytesOf(id),
      ...(transports === undefined ? {} : { transports: transports.filter(isTransport) }),
    })),
    ...(timeout === undefined ? {} : { timeout }),
    ...(rpId === undefined ? {} : { rpId }),
    ...(isVerification(userVerification) ? { userVerification } : {}),
  }
}

/** The credential's own JSON, or the same put together by hand. */
function answerOf(credential: Readonly<Record<string, unknown>>): unknown {
  const { toJSON } = credential
  if (typeof toJSON === 'function') return toJSON.call(credential)
  const { id, rawId, response, authenticatorAttachment } = credential
  if (!isObject(response)) return undefined
  return {
    id,
    rawId: textOf(rawId),
    type: 'public-key',
    clientExtensionResults: {},
    ...(isText(authenticatorAttachment) ? { authenticatorAttachment } : {}),
    response: {
      clientDataJSON: textOf(response['clientDataJSON']),
      authenticatorData: textOf(response['authenticatorData']),
      signature: textOf(response['signature']),
      ...(response['userHandle'] instanceof ArrayBuffer ? { userHandle: textOf(response['userHandle']) } : {}),
    },
  }
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.codePointAt(0) ?? 0)
}

function textOf(bytes: unknown): string {
  const view = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : new Uint8Array()
  const binary = Array.from(view, (byte) => String.fromCodePoint(byte)).join('')
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function isTransport(name: string): name is AuthenticatorTransport {
  return ['usb', 'nfc', 'ble', 'internal', 'hybrid'].includes(name)
}

function isVerification(wish: string | undefined): wish is UserVerificationRequirement {
  return wish === 'required' || wish === 'preferred' || wish === 'discouraged'
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
