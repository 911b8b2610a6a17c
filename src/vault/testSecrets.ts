/** Looks through whatever comes out of a vault for what must never come out of it. */
export class SecretsWatch {
  /** Everything secret that is known: tokens, AWS credentials, client secrets. */
  readonly known = new Set<string>()
  /** What came out: always empty. */
  readonly leaks: string[] = []

  /** Finds the secrets in an answer of Cognito's. */
  learn(answer: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>): void {
    const { AccessToken, IdToken, RefreshToken } = answer['AuthenticationResult'] ?? {}
    const { AccessKeyId, SecretKey, SessionToken } = answer['Credentials'] ?? {}
    const secret = answer['UserPoolClient']?.['ClientSecret']
    const all = [AccessToken, IdToken, RefreshToken, answer['Session'], AccessKeyId, SecretKey, SessionToken, secret]
    for (const value of all) this.hide(value)
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
