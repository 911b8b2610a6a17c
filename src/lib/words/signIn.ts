import { t } from '@lingui/core/macro'

import { report, type Words } from '../causes.ts'

/** What both calls of a sign-in are refused with: by SRP a wrong password is only found out by the second. */
const refused: readonly Words[] = [
  {
    when: /disabled/i,
    title: t`This account is disabled`,
    cause: t`An administrator has to enable it before you can sign in.`,
  },
  {
    when: /attempts exceeded/i,
    title: t`Too many wrong passwords`,
    cause: t`Cognito has locked this account for a short while. Wait a few minutes, then try again.`,
  },
  {
    when: /temporary password/i,
    title: t`The temporary password has expired`,
    cause: t`An administrator has to send a new one.`,
  },
]

const mismatch: Words = { title: t`That did not match`, cause: t`The user name or the password is wrong.` }

const confidential: readonly Words[] = [
  {
    title: t`This app client has a secret`,
    cause: t`A browser cannot keep a secret: whoever opens the page could read it. So Curfew does not sign in with such a client. Whoever runs this page has to name an app client without one in its configuration.`,
  },
]

const tooLong: Words = {
  title: t`This sign-in took too long`,
  cause: t`Cognito has closed it, or an answer to it was already used. Start again.`,
}

const lost = t`Start again: whether Cognito took the answer is not known.`

/** What a lost answer means: a sign-in is never repeated blindly, because each try counts. */
function outOfTouch(meaning: string): Readonly<Record<string, readonly Words[]>> {
  return {
    Unreachable: [
      {
        title: t`Cognito could not be reached`,
        cause: t`You may be offline, or something on the way blocks the connection.`,
        meaning,
      },
    ],
    TimedOut: [{ title: t`Cognito did not answer in time`, cause: t`The connection may be slow.`, meaning }],
    Unreadable: [
      { title: t`Cognito’s answer could not be read`, cause: t`It arrived damaged or incomplete.`, meaning },
    ],
  }
}

const noApp: readonly Words[] = [
  {
    title: t`Authenticator apps are off`,
    cause: t`This user pool takes none. Ask whoever runs it which second factor it does take.`,
  },
]

const wrongFirstCode: readonly Words[] = [
  { title: t`That code did not match`, cause: t`Wait for the next code of the app, and type that one.` },
]

const deviceGone: readonly Words[] = [
  {
    when: /device/i,
    title: t`This device is not known any more`,
    cause: t`It was forgotten meanwhile. It can be remembered again at the next sign-in.`,
  },
  { title: t`No longer there`, cause: t`The user pool or app client does not exist any more.` },
]

const sessionEnded: readonly Words[] = [
  {
    title: t`This session has ended`,
    cause: t`Cognito no longer accepts its access token.`,
    meaning: t`Sign in again to go on.`,
  },
]

/** The words of a sign-in's operations, by operation and exception. */
export const signInWords: Readonly<Record<string, Readonly<Record<string, readonly Words[]>>>> = {
  InitiateAuth: {
    ...outOfTouch(t`You are not signed in. Try again.`),
    NotAuthorizedException: [...refused, mismatch],
    ConfidentialClient: confidential,
    UserNotFoundException: [{ title: t`That did not match`, cause: t`There is no user of that name here.` }],
    InvalidParameterException: [
      {
        when: /USER_AUTH\b.*not enabled/i,
        title: t`There is nothing to choose from here`,
        cause: t`This app client does not let people choose how to sign in: ALLOW_USER_AUTH is off. Sign in with your password.`,
      },
      {
        when: /not enabled/i,
        title: t`Password sign-in is off`,
        cause: t`This app client allows neither USER_SRP_AUTH nor USER_PASSWORD_AUTH. An operator can allow one, or choose another way to sign in.`,
      },
      {
        title: t`Cognito could not read that`,
        cause: t`The user name or the password holds something that Cognito does not take.`,
      },
    ],
    ResourceNotFoundException: [
      {
        title: t`This app client does not exist`,
        cause: t`The configuration names a user pool or an app client that Cognito does not know.`,
      },
    ],
    UnsupportedOperationException: [
      {
        title: t`This way to sign in is not supported`,
        cause: t`The user pool does not support what the app client asked for.`,
      },
    ],
  },
  RespondToAuthChallenge: {
    ...outOfTouch(lost),
    NotAuthorizedException: [...refused, { when: /incorrect/i, ...mismatch }, tooLong],
    ConfidentialClient: confidential,
    PasskeyRefused: [
      {
        title: t`That passkey was not accepted`,
        cause: t`Cognito does not know it for this account, or it was made for another site. Sign in another way.`,
      },
    ],
    DeviceForgotten: [
      {
        title: t`This browser is not remembered any more`,
        cause: t`It was forgotten as a device. Start again; you will be asked for your second factor.`,
      },
    ],
    Forgotten: [
      {
        title: t`This sign-in is over`,
        cause: t`Too much time has passed, or another one was begun. Start again.`,
        meaning: '',
      },
    ],
    InvalidPasswordException: [
      {
        title: t`Choose another password`,
        cause: t`It does not meet the pool’s rules for length and kinds of characters.`,
      },
    ],
    PasswordHistoryPolicyViolationException: [
      { title: t`Choose another password`, cause: t`It has been used before.` },
    ],
    CodeMismatchException: [{ title: t`That code did not match`, cause: t`Check it and try once more.` }],
    ExpiredCodeException: [
      {
        when: /already been used/i,
        title: t`That code was already used`,
        cause: t`An authenticator app’s code works once. Wait for the next one, and type that.`,
      },
      { title: t`That code has expired`, cause: t`Start again for a new one.` },
    ],
    AliasExistsException: [
      { title: t`Already in use`, cause: t`Another account has this email address or phone number.` },
    ],
    MFAMethodNotFoundException: [
      {
        title: t`No second factor is set up`,
        cause: t`Cognito found no way to check a second factor for this account.`,
      },
    ],
    SoftwareTokenMFANotFoundException: [
      { title: t`No authenticator app is set up`, cause: t`Cognito found none for this account.` },
    ],
    InvalidParameterException: [
      { title: t`Something is missing`, cause: t`Cognito did not take one of the values. Check each field.` },
    ],
  },
  AssociateSoftwareToken: {
    ...outOfTouch(lost),
    NotAuthorizedException: [tooLong],
    ConcurrentModificationException: [
      { title: t`Two set-ups at once`, cause: t`Another one was begun for this account. Start again.` },
    ],
    SoftwareTokenMFANotFoundException: noApp,
  },
  VerifySoftwareToken: {
    ...outOfTouch(lost),
    NotAuthorizedException: [tooLong],
    EnableSoftwareTokenMFAException: wrongFirstCode,
    CodeMismatchException: wrongFirstCode,
    SoftwareTokenMFANotFoundException: noApp,
    InvalidParameterException: [
      { title: t`That is no code of an authenticator app`, cause: t`It has six digits. Check it and try once more.` },
    ],
  },
  ConfirmDevice: {
    NotAuthorizedException: sessionEnded,
    ResourceNotFoundException: deviceGone,
    DeviceKeyExistsException: [{ title: t`Already a device`, cause: t`Cognito knows this browser already.` }],
    UsernameExistsException: [{ title: t`Already a device`, cause: t`Cognito knows this browser already.` }],
    InvalidPasswordException: [
      { title: t`The device’s secret was not accepted`, cause: t`Cognito did not take what Curfew made. ${report}` },
    ],
  },
}
