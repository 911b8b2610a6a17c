import type { Words } from '../causes.ts'

const notEnded = 'The token was not ended.'

/** What failures of ending a token that leaked mean: nobody is signed out of this browser by it. */
export const leakConsequences: readonly (readonly [string, string])[] = [
  ['RevokeToken (leaked)', notEnded],
  ['AdminUserGlobalSignOut', 'The user’s sessions go on.'],
]

/** Words for revoking somebody else's refresh token, by exception. */
export const leakWords: Readonly<Record<string, Readonly<Record<string, readonly Words[]>>>> = {
  'RevokeToken (leaked)': {
    TooManyRequestsException: [
      { title: 'Cognito is busy', cause: 'It refuses some requests for now. Try again shortly.' },
    ],
    InternalErrorException: [{ title: 'Cognito had a fault', cause: 'The fault is on AWS’s side. Try again shortly.' }],
    Unreachable: [
      {
        title: 'Cognito could not be reached',
        cause: 'You may be offline, or something blocks the connection. Try again.',
      },
    ],
    TimedOut: [
      { title: 'Cognito did not answer in time', cause: 'The revocation may or may not have arrived. Try again.' },
    ],
    NotCognito: [
      {
        title: 'Something else answered',
        cause: 'A proxy or a captive network answered instead of Cognito. Try again.',
      },
    ],
    Unreadable: [
      {
        title: 'Cognito’s answer could not be read',
        cause: 'The revocation may or may not have been taken. Try again.',
      },
    ],
    UnsupportedOperationException: [
      {
        title: 'Token revocation is off for this app client',
        cause:
          'Cognito cannot end a single session here. Switch revocation on for the app client and come back, or sign its user out everywhere.',
      },
    ],
    OperationNotEnabledException: [
      {
        title: 'Token revocation is not enabled here',
        cause: 'This user pool’s configuration, or this Region’s replica of it, does not allow it.',
      },
    ],
    UnauthorizedException: [
      {
        title: 'This app client did not get the token',
        cause:
          'Cognito takes a refresh token only from the app client that it was issued to. Choose another one, or try each.',
      },
    ],
    UnsupportedTokenTypeException: [
      { title: 'Only refresh tokens can be revoked', cause: 'Cognito says that this is not one.' },
    ],
    InvalidParameterException: [
      { title: 'Cognito cannot read this token', cause: 'It may be cut off, or not a refresh token of Cognito’s.' },
    ],
    NoAppClient: [{ title: 'This pool has no app client', cause: 'So it cannot have issued the token.' }],
  },
  AdminUserGlobalSignOut: {
    NotVerified: [
      {
        title: 'Whose token this is is not certain',
        cause: 'Its signature does not fit the pool’s keys, or could not be checked, so nobody is signed out for it.',
      },
    ],
    Forgotten: [
      {
        title: 'The token is no longer held',
        cause: 'Curfew forgets what was pasted with the page, and after five minutes without use. Paste it again.',
      },
    ],
  },
}
