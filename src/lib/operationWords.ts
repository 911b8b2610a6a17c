import { report, type Words } from './causes.ts'
import { signInWords } from './words/signIn.ts'
import { managedLoginWords } from './words/managedLogin.ts'
import { leakWords } from './words/leaks.ts'
import { operatorWords } from './words/operator.ts'
import { otherSessionsWords } from './words/otherSessions.ts'

const retrying = 'You are signed out of this browser; Cognito has not been told yet. Curfew goes on trying.'
const noRevocation =
  'You are signed out of this browser, but the refresh token of this session works until {until}. Sign out everywhere instead, or ask an operator to switch token revocation on.'

/** Words of one operation's own, by exception; the first whose `when` fits the message is taken. */
export const ownWords: ReadonlyMap<string, ReadonlyMap<string, readonly Words[]>> = byOperation({
  ...signInWords,
  ...managedLoginWords,
  ...otherSessionsWords,
  ...operatorWords,
  ...leakWords,
  RevokeToken: {
    TooManyRequestsException: [
      { title: 'Cognito is busy', cause: 'It did not take the sign-out yet.', meaning: retrying },
    ],
    InternalErrorException: [
      { title: 'Cognito had a fault', cause: 'It could not take the sign-out yet.', meaning: retrying },
    ],
    Unreachable: [
      {
        title: 'Cognito could not be reached',
        cause: 'You may be offline, or something on the way blocks the connection.',
        meaning: retrying,
      },
    ],
    TimedOut: [
      {
        title: 'Cognito did not answer in time',
        cause: 'The sign-out may or may not have arrived.',
        meaning: retrying,
      },
    ],
    NotCognito: [
      {
        title: 'Something else answered',
        cause: 'A proxy, or a network that wants you to sign in first, answered instead of Cognito.',
        meaning: retrying,
      },
    ],
    Unreadable: [
      {
        title: 'Cognito’s answer could not be read',
        cause: 'The sign-out may or may not have been taken.',
        meaning: retrying,
      },
    ],
    UnsupportedOperationException: [
      {
        title: 'Token revocation is off for this app client',
        cause: 'Cognito cannot end a single session here.',
        meaning: noRevocation,
      },
    ],
    OperationNotEnabledException: [
      {
        title: 'Token revocation is not enabled here',
        cause: 'This user pool’s configuration, or this Region’s replica of it, does not allow it.',
        meaning: noRevocation,
      },
    ],
    UnauthorizedException: [
      {
        title: 'Cognito refused this app client',
        cause:
          'It did not accept the client or its secret, so it did not end the session. Ask an operator to look at the app client.',
      },
    ],
    UnsupportedTokenTypeException: [
      { title: 'Only refresh tokens can be revoked', cause: 'Cognito says that what it was given is not one.' },
    ],
    InvalidParameterException: [
      {
        title: 'Cognito could not read the sign-out',
        cause: `The request was malformed, which is Curfew’s fault. ${report}`,
      },
    ],
  },
  GlobalSignOut: {
    Forgotten: [
      {
        title: 'This browser no longer holds that session',
        cause: 'Sign in again, and sign out everywhere from there.',
        meaning: '',
      },
    ],
    NotAuthorizedException: [
      {
        when: /expired/i,
        title: 'The access token of this session has run out',
        cause: 'Cognito takes none that has expired. Renew the session, or sign in again, then sign out everywhere.',
      },
      {
        when: /required scopes/i,
        title: 'This session may not sign out everywhere',
        cause:
          'Its access token lacks the scope aws.cognito.signin.user.admin, which Cognito asks for. Sign out this device instead, or sign in again with a password.',
      },
      {
        title: 'This session had already ended',
        cause: 'Cognito no longer accepts its access token, so there was nothing to sign out from here.',
        meaning: 'Sign in again to sign out your other devices.',
      },
    ],
    OperationNotEnabledException: [
      {
        title: 'Not enabled in this Region’s replica',
        cause: 'Signing out everywhere has to be asked of the user pool’s own Region.',
      },
    ],
    InvalidParameterException: [
      {
        title: 'Cognito could not read the sign-out',
        cause: `The request was malformed, which is Curfew’s fault. ${report}`,
      },
    ],
    PasswordResetRequiredException: [
      {
        title: 'A new password is required first',
        cause:
          'An administrator requires a new password for this account before anything else. Set it, then sign out everywhere.',
      },
    ],
    UserNotConfirmedException: [
      {
        title: 'The account is not confirmed yet',
        cause: 'Confirm it with the code that was sent when it was made, then sign out everywhere.',
      },
    ],
  },
  GetTokensFromRefreshToken: {
    NotAuthorizedException: [
      {
        title: 'This session has ended',
        cause: 'Cognito no longer accepts its refresh token.',
        meaning: 'Sign in again to go on.',
      },
    ],
    RefreshTokenReuseException: [
      {
        title: 'This browser lost track of its session',
        cause:
          'Cognito refuses its refresh token as already replaced: an answer got lost on the way, or somebody else used it.',
        meaning: 'Sign in again to go on.',
      },
    ],
    UserNotFoundException: [
      { title: 'This account no longer exists', cause: 'It has been deleted.', meaning: 'The session is over.' },
    ],
  },
  GetUser: {
    NotAuthorizedException: [
      {
        title: 'This session has ended',
        cause: 'Cognito no longer accepts its access token.',
        meaning: 'Sign in again to go on.',
      },
    ],
    UserNotFoundException: [
      { title: 'This account no longer exists', cause: 'It has been deleted.', meaning: 'The session is over.' },
    ],
  },
  UpdateUserPoolClient: {
    ConcurrentModificationException: [
      {
        title: 'Somebody else is changing this app client',
        cause: 'Cognito takes one change at a time. Try again in a moment.',
      },
    ],
    ScopeDoesNotExistException: [
      {
        title: 'One of the scopes no longer exists',
        cause: 'A resource server of this pool was changed after the app client. Mend its scopes first.',
      },
    ],
    InvalidOAuthFlowException: [
      {
        title: 'The OAuth flows of this app client contradict each other',
        cause: 'Cognito takes no change of it until they are mended.',
      },
    ],
    Unreachable: [
      {
        title: 'The connection was lost',
        cause: 'Cognito may or may not have taken the change.',
        meaning: 'Read the setting again before you try once more.',
      },
    ],
    TimedOut: [
      {
        title: 'Cognito did not answer in time',
        cause: 'It may or may not have taken the change.',
        meaning: 'Read the setting again before you try once more.',
      },
    ],
    Unreadable: [
      {
        title: 'Cognito’s answer could not be read',
        cause: 'It may or may not have taken the change.',
        meaning: 'Read the setting again before you try once more.',
      },
    ],
  },
  GetId: {
    NotAuthorizedException: [
      {
        title: 'The identity pool refused this sign-in',
        cause: 'It does not take tokens of this app client, or this session has ended.',
      },
    ],
    ResourceNotFoundException: [
      { title: 'The identity pool does not exist', cause: 'The configuration names one that AWS does not know.' },
    ],
    LimitExceededException: [{ title: 'The identity pool is full', cause: 'It has reached a limit that AWS sets.' }],
  },
  GetCredentialsForIdentity: {
    NotAuthorizedException: [
      { title: 'The identity pool gave no credentials', cause: 'It has no role for you, or this session has ended.' },
    ],
    ResourceNotFoundException: [
      { title: 'The identity pool does not exist', cause: 'The configuration names one that AWS does not know.' },
    ],
    InvalidIdentityPoolConfigurationException: [
      { title: 'The identity pool is not set up', cause: 'It has no role to give. Whoever runs it has to add one.' },
    ],
  },
})

function byOperation(
  table: Readonly<Record<string, Readonly<Record<string, readonly Words[]>>>>,
): ReadonlyMap<string, ReadonlyMap<string, readonly Words[]>> {
  return new Map(Object.entries(table).map(([operation, codes]) => [operation, new Map(Object.entries(codes))]))
}
