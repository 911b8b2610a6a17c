/** What a session that comes of managed login has beyond one that the API begins. */
export interface Grant {
  readonly scope: string
  /** For the first ID token. */
  readonly nonce?: string | undefined
  /** What its access tokens are for, if managed login was told (RFC 8707). */
  readonly resource?: string | undefined
  readonly authTimeSeconds: number
  readonly originSessionId?: string | undefined
}
