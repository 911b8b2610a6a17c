import { report, type Words } from '../causes.ts'

/** What both calls of a sign-in are refused with: by SRP a wrong password is only found out by the second. */
const refused: readonly Words[] = [
  {
    when: /disabled/i,
    title: 'This account is disabled',
    cause: 'An administrator has to enable it before you can sign in.',
  },
  {
    when: /attempts exceeded/i,
    title: 'Too many wrong passwords',
    cause: 'Cognito has locked this account for a short while. Wait a few minutes, then try again.',
  },
  {
    when: /temporary password/i,
    title: 'The temporary password has expired',
    cause: 'An administrator has to send a new one.',
  },
]

const mismatch: Words = { title: 'That did not match', cause: 'The user name or the password is wrong.' }

const confidential: readonly Words[] = [
  {
    title: 'This app client has a secret',
    cause:
      'A browser cannot keep a secret: whoever opens the page could read it. So Curfew does not sign in with such a client. Whoever runs this page has to name an app client without one in its configuration.',
  },
]

const tooLong: Words = {
  title: 'This sign-in took too long',
  cause: 'Cognito has closed it, or an answer to it was already used. Start again.',
}

const lost = 'Start again: whether Cognito took the answer is not known.'

/** What a lost answer means: a sign-in is never repeated blindly, because each try counts. */
function outOfTouch(meaning: string): Readonly<Record<string, readonly Words[]>> {
  return {
    Unreachable: [
      {
        title: 'Cognito could not be reached',
        cause: 'You may be offline, or something on the way blocks the connection.',
        meaning,
      },
    ],
    TimedOut: [{ title: 'Cognito did not answer in time', cause: 'The connection may be slow.', meaning }],
    Unreadable: [{ title: 'Cognito’s answer could not be read', cause: 'It arrived damaged or incomplete.', meaning }],
  }
}

const noApp: readonly Words[] = [
  {
    title: 'Authenticator apps are off',
    cause: 'This user pool takes none. Ask whoever runs it which second factor it does take.',
  },
]

const wrongFirstCode: readonly Words[] = [
  { title: 'That code did not match', cause: 'Wait for the next code of the app, and type that one.' },
]

const deviceGone: readonly Words[] = [
  {
    when: /device/i,
    title: 'This device is not known any more',
    cause: 'It was forgotten meanwhile. It can be remembered again at the next sign-in.',
  },
  { title: 'No longer there', cause: 'The user pool or app client does not exist any more.' },
]

const sessionEnded: readonly Words[] = [
  {
    title: 'This session has ended',
    cause: 'Cognito no longer accepts its access token.',
    meaning: 'Sign in again to go on.',
  },
]

/** The words of a sign-in's operations, by operation and exception. */
export const signInWords: Readonly<Record<string, Readonly<Record<string, readonly Words[]>>>> = {
  InitiateAuth: {
    ...outOfTouch('You are not signed in. Try again.'),
    NotAuthorizedException: [...refused, mismatch],
    ConfidentialClient: confidential,
    UserNotFoundException: [{ title: 'That did not match', cause: 'There is no user of that name here.' }],
    InvalidParameterException: [
      {
        when: /USER_AUTH\b.*not enabled/i,
        title: 'There is nothing to choose from here',
        cause:
          'This app client does not let people choose how to sign in: ALLOW_USER_AUTH is off. Sign in with your password.',
      },
      {
        when: /not enabled/i,
        title: 'Password sign-in is off',
        cause:
          'This app client allows neither USER_SRP_AUTH nor USER_PASSWORD_AUTH. An operator can allow one, or choose another way to sign in.',
      },
      {
        title: 'Cognito could not read that',
        cause: 'The user name or the password holds something that Cognito does not take.',
      },
    ],
    ResourceNotFoundException: [
      {
        title: 'This app client does not exist',
        cause: 'The configuration names a user pool or an app client that Cognito does not know.',
      },
    ],
    UnsupportedOperationException: [
      {
        title: 'This way to sign in is not supported',
        cause: 'The user pool does not support what the app client asked for.',
      },
    ],
  },
  RespondToAuthChallenge: {
    ...outOfTouch(lost),
    NotAuthorizedException: [...refused, { when: /incorrect/i, ...mismatch }, tooLong],
    ConfidentialClient: confidential,
    PasskeyRefused: [
      {
        title: 'That passkey was not accepted',
        cause: 'Cognito does not know it for this account, or it was made for another site. Sign in another way.',
      },
    ],
    DeviceForgotten: [
      {
        title: 'This browser is not remembered any more',
        cause: 'It was forgotten as a device. Start again; you will be asked for your second factor.',
      },
    ],
    Forgotten: [
      {
        title: 'This sign-in is over',
        cause: 'Too much time has passed, or another one was begun. Start again.',
        meaning: '',
      },
    ],
    InvalidPasswordException: [
      {
        title: 'Choose another password',
        cause: 'It does not meet the pool’s rules for length and kinds of characters.',
      },
    ],
    PasswordHistoryPolicyViolationException: [{ title: 'Choose another password', cause: 'It has been used before.' }],
    CodeMismatchException: [{ title: 'That code did not match', cause: 'Check it and try once more.' }],
    ExpiredCodeException: [
      {
        when: /already been used/i,
        title: 'That code was already used',
        cause: 'An authenticator app’s code works once. Wait for the next one, and type that.',
      },
      { title: 'That code has expired', cause: 'Start again for a new one.' },
    ],
    AliasExistsException: [
      { title: 'Already in use', cause: 'Another account has this email address or phone number.' },
    ],
    MFAMethodNotFoundException: [
      { title: 'No second factor is set up', cause: 'Cognito found no way to check a second factor for this account.' },
    ],
    SoftwareTokenMFANotFoundException: [
      { title: 'No authenticator app is set up', cause: 'Cognito found none for this account.' },
    ],
    InvalidParameterException: [
      { title: 'Something is missing', cause: 'Cognito did not take one of the values. Check each field.' },
    ],
  },
  AssociateSoftwareToken: {
    ...outOfTouch(lost),
    NotAuthorizedException: [tooLong],
    ConcurrentModificationException: [
      { title: 'Two set-ups at once', cause: 'Another one was begun for this account. Start again.' },
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
      { title: 'That is no code of an authenticator app', cause: 'It has six digits. Check it and try once more.' },
    ],
  },
  ConfirmDevice: {
    NotAuthorizedException: sessionEnded,
    ResourceNotFoundException: deviceGone,
    DeviceKeyExistsException: [{ title: 'Already a device', cause: 'Cognito knows this browser already.' }],
    UsernameExistsException: [{ title: 'Already a device', cause: 'Cognito knows this browser already.' }],
    InvalidPasswordException: [
      { title: 'The device’s secret was not accepted', cause: `Cognito did not take what Curfew made. ${report}` },
    ],
  },
}
