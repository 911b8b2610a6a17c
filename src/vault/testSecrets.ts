/** The members of requests that are secret, of the API and of the domain. */
const secretMembers = [
  'AccessToken',
  'RefreshToken',
  'Token',
  'Session',
  'token',
  'code',
  'code_verifier',
  'refresh_token',
]
const secretParameter = /PASSWORD|SRP_A|CLAIM|CREDENTIAL|TOKEN|Verifier/

/** Looks through whatever comes out of a vault for what must never come out of it. */
export class SecretsWatch {
  /** Everything secret that is known: tokens, AWS credentials, client secrets. */
  readonly known = new Set<string>()
  /** What came out: always empty. */
  readonly leaks: string[] = []

  /** An answer of Cognito's; of whatever else may have answered, nothing. */
  static read(text: string): Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>> {
    try {
      return JSON.parse(text) as Record<string, Record<string, unknown>>
    } catch {
      return {}
    }
  }

  /** Finds the secrets in an answer of Cognito's. */
  learn(answer: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>): void {
    const { AccessToken, IdToken, RefreshToken } = answer['AuthenticationResult'] ?? {}
    const { AccessKeyId, SecretKey, SessionToken } = answer['Credentials'] ?? {}
    const secret = answer['UserPoolClient']?.['ClientSecret']
    const all = [AccessToken, IdToken, RefreshToken, answer['Session'], AccessKeyId, SecretKey, SessionToken, secret]
    for (const value of all) this.hide(value)
  }

  /** Finds the secrets in a request: whatever proves who somebody is. Names, addresses and devices' keys are none. */
  learnFromRequest(body: Readonly<Record<string, unknown>>): void {
    for (const name of secretMembers) this.hide(body[name])
    for (const name of ['AuthParameters', 'ChallengeResponses', 'DeviceSecretVerifierConfig']) {
      for (const [key, value] of Object.entries(body[name] ?? {})) if (secretParameter.test(key)) this.hide(value)
    }
  }

  /** Notes a secret. What is too short to be one is none. */
  hide(value: unknown): void {
    if (typeof value === 'string' && value.length > 12) this.known.add(value)
  }

  /** Looks through a result, a failure or a message. */
  inspect(said: unknown): void {
    const text = JSON.stringify(said) ?? ''
    if (/eyJ[\w-]{8,}\.[\w-]*\./.test(text)) this.leaks.push(`a token: ${text}`)
    for (const secret of this.known) if (text.includes(secret)) this.leaks.push(`a secret: ${text}`)
  }
}
