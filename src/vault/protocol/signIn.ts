/*
 * What crosses between the page and the vault while somebody signs in. A question holds what a person has to see in order
 * to answer it, and nothing that could be used instead of an answer.
 */

/** Where a one-time code comes from. */
export type CodeSource = 'authenticator app' | 'text message' | 'email'

/** A first factor that a person can choose (Cognito's USER_AUTH). */
export type SignInWay = 'password' | 'passkey' | 'text message' | 'email'

/**
 * How somebody signed in: the first factor, and the second where there was one. `unasked` where managed login was to ask
 * who they are, and let them in by its cookie all the same.
 */
export type SignInMethod = {
  by: SignInWay | 'managed login'
  second?: CodeSource | 'remembered device'
  unasked?: true
}

/**
 * One step of a sign-in: done, or a question that a person has to answer.
 * A code that did not fit asks the same question again. Any other refusal is a failure: after one with the code
 * `NotAuthorizedException`, `PasskeyRefused`, `DeviceForgotten` or `Forgotten`, or of an unknown outcome, the sign-in is
 * over and begins again with its first question; after any other the same question can be answered once more.
 */
export type SignInAnswer =
  /** `mayRemember` where the pool lets the person say whether this browser is to be remembered (`rememberDevice`). */
  | { step: 'signed in'; mayRemember?: true }
  | { step: 'new password'; username: string; requiredAttributes: readonly string[] }
  /** `wrong` after a code that did not fit, where Cognito lets the person try again in the same sign-in. */
  | { step: 'code'; from: CodeSource; sentTo?: string; wrong?: boolean }
  | { step: 'choose code'; from: readonly CodeSource[] }
  | { step: 'choose way'; ways: readonly SignInWay[] }
  /** What `navigator.credentials.get` is asked with, as JSON (WebAuthn, PublicKeyCredentialRequestOptionsJSON). */
  | { step: 'passkey'; options: unknown }
  | { step: 'choose set-up'; of: readonly Exclude<CodeSource, 'text message'>[] }
  /** `secret` is shown once, to be typed or scanned; `uri` is the same as an otpauth: address for the QR code. */
  | { step: 'set up authenticator app'; secret: string; uri: string; wrong?: boolean }
  | { step: 'set up email' }
  | { step: 'not supported'; challenge: string }

type Begin = { username: string; memoryOnly: boolean; half?: string | undefined }

/** The vault's operations of a sign-in, and what comes after it. */
export type SignInOperations = SignInSteps & {
  /** Remembers this browser as a device of whoever is signed in, after `mayRemember`. */
  rememberDevice(args: Record<string, never>): undefined
}

/** The steps of a sign-in. Each gives the next. */
export type SignInSteps = {
  /**
   * Begins a session. `half` seals it; without one nothing of it is kept on disk, which has to be wanted (`memoryOnly`).
   * The page puts the half into its cookie once somebody is signed in, and then announces it.
   */
  signIn(args: Begin & { password: string }): SignInAnswer
  /** Begins a session by asking Cognito which first factors this person has. */
  signInByChoice(args: Begin): SignInAnswer
  answerNewPassword(args: { newPassword: string; attributes: Readonly<Record<string, string>> }): SignInAnswer
  answerCode(args: { code: string }): SignInAnswer
  chooseCode(args: { from: CodeSource }): SignInAnswer
  /** `password` goes with the way `password`. */
  chooseWay(args: { way: SignInWay; password?: string | undefined }): SignInAnswer
  /** What `navigator.credentials.get` gave, as JSON text. */
  answerPasskey(args: { credential: string }): SignInAnswer
  chooseSetUp(args: { of: Exclude<CodeSource, 'text message'> }): SignInAnswer
  /** The first code of the app that was just set up. */
  answerSetUp(args: { code: string }): SignInAnswer
  setUpEmail(args: { address: string }): SignInAnswer
}
