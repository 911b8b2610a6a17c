import { t } from '@lingui/core/macro'

import { until } from './blanks.ts'
import { report, type Words } from './causes.ts'
import { jobWords } from './words/jobs.ts'
import { signInWords } from './words/signIn.ts'
import { managedLoginWords } from './words/managedLogin.ts'
import { leakWords } from './words/leaks.ts'
import { operatorWords } from './words/operator.ts'
import { otherSessionsWords } from './words/otherSessions.ts'

const retrying = t`You are signed out of this browser; Cognito has not been told yet. Curfew goes on trying.`
const unconfirmed = t`You are signed out of this browser; Cognito has not confirmed it yet. Curfew goes on trying.`
const noRevocation = t`You are signed out of this browser, but the refresh token of this session works until ${until}. Sign out everywhere instead, or ask an operator to switch token revocation on.`

/** Words of one operation's own, by exception; the first whose `when` fits the message is taken. */
export const ownWords: ReadonlyMap<string, ReadonlyMap<string, readonly Words[]>> = byOperation({
  ...signInWords,
  ...managedLoginWords,
  ...otherSessionsWords,
  ...operatorWords,
  ...leakWords,
  ...jobWords,
  RevokeToken: {
    TooManyRequestsException: [
      { title: t`Cognito is busy`, cause: t`It did not take the sign-out yet.`, meaning: retrying },
    ],
    InternalErrorException: [
      { title: t`Cognito had a fault`, cause: t`It could not take the sign-out yet.`, meaning: retrying },
    ],
    Unreachable: [
      {
        title: t`Cognito could not be reached`,
        cause: t`You may be offline, or something on the way blocks the connection.`,
        meaning: retrying,
      },
    ],
    TimedOut: [
      {
        title: t`Cognito did not answer in time`,
        cause: t`The sign-out may or may not have arrived.`,
        meaning: unconfirmed,
      },
    ],
    NotCognito: [
      {
        title: t`Something else answered`,
        cause: t`A proxy, or a network that wants you to sign in first, answered instead of Cognito.`,
        meaning: unconfirmed,
      },
    ],
    Unreadable: [
      {
        title: t`Cognito’s answer could not be read`,
        cause: t`The sign-out may or may not have been taken.`,
        meaning: unconfirmed,
      },
    ],
    UnsupportedOperationException: [
      {
        title: t`Token revocation is off for this app client`,
        cause: t`Cognito cannot end a single session here.`,
        meaning: noRevocation,
      },
    ],
    OperationNotEnabledException: [
      {
        title: t`Token revocation is not enabled here`,
        cause: t`This user pool’s configuration, or this Region’s replica of it, does not allow it.`,
        meaning: noRevocation,
      },
    ],
    UnauthorizedException: [
      {
        title: t`Cognito refused this app client`,
        cause: t`It did not accept the client or its secret, so it did not end the session. Ask an operator to look at the app client.`,
      },
    ],
    UnsupportedTokenTypeException: [
      { title: t`Only refresh tokens can be revoked`, cause: t`Cognito says that what it was given is not one.` },
    ],
    InvalidParameterException: [
      {
        title: t`Cognito could not read the sign-out`,
        cause: t`The request was malformed, which is Curfew’s fault. ${report}`,
      },
    ],
  },
  GlobalSignOut: {
    Forgotten: [
      {
        title: t`This browser no longer holds that session`,
        cause: t`Sign in again, and sign out everywhere from there.`,
        meaning: '',
      },
    ],
    NotAuthorizedException: [
      {
        when: /expired/i,
        title: t`The access token of this session has run out`,
        cause: t`Cognito takes none that has expired. Renew the session, or sign in again, then sign out everywhere.`,
      },
      {
        when: /required scopes/i,
        title: t`This session may not sign out everywhere`,
        cause: t`Its access token lacks the scope aws.cognito.signin.user.admin, which Cognito asks for. Sign out this device instead, or sign in again with a password.`,
      },
      {
        title: t`This session had already ended`,
        cause: t`Cognito no longer accepts its access token, so there was nothing to sign out from here.`,
        meaning: t`Sign in again to sign out your other devices.`,
      },
    ],
    OperationNotEnabledException: [
      {
        title: t`Not enabled in this Region’s replica`,
        cause: t`Signing out everywhere has to be asked of the user pool’s own Region.`,
      },
    ],
    InvalidParameterException: [
      {
        title: t`Cognito could not read the sign-out`,
        cause: t`The request was malformed, which is Curfew’s fault. ${report}`,
      },
    ],
    PasswordResetRequiredException: [
      {
        title: t`A new password is required first`,
        cause: t`An administrator requires a new password for this account before anything else. Set it, then sign out everywhere.`,
      },
    ],
    UserNotConfirmedException: [
      {
        title: t`The account is not confirmed yet`,
        cause: t`Confirm it in the app where you signed up, or ask an administrator to; then sign out everywhere.`,
      },
    ],
  },
  GetTokensFromRefreshToken: {
    NotAuthorizedException: [
      {
        title: t`This session has ended`,
        cause: t`Cognito no longer accepts its refresh token.`,
        meaning: t`Sign in again to go on.`,
      },
    ],
    RefreshTokenReuseException: [
      {
        title: t`This browser lost track of its session`,
        cause: t`Cognito refuses its refresh token as already replaced: an answer got lost on the way, or somebody else used it.`,
        meaning: t`Sign in again to go on.`,
      },
    ],
    UserNotFoundException: [
      { title: t`This account no longer exists`, cause: t`It has been deleted.`, meaning: t`The session is over.` },
    ],
  },
  GetUser: {
    NotAuthorizedException: [
      {
        title: t`This session has ended`,
        cause: t`Cognito no longer accepts its access token.`,
        meaning: t`Sign in again to go on.`,
      },
    ],
    UserNotFoundException: [
      { title: t`This account no longer exists`, cause: t`It has been deleted.`, meaning: t`The session is over.` },
    ],
  },
  UpdateUserPoolClient: {
    ConcurrentModificationException: [
      {
        title: t`Somebody else is changing this app client`,
        cause: t`Cognito takes one change at a time. Try again in a moment.`,
      },
    ],
    ScopeDoesNotExistException: [
      {
        title: t`One of the scopes no longer exists`,
        cause: t`A resource server of this pool was changed after the app client. Mend its scopes first.`,
      },
    ],
    InvalidOAuthFlowException: [
      {
        title: t`The OAuth flows of this app client contradict each other`,
        cause: t`Cognito takes no change of it until they are mended.`,
      },
    ],
    Unreachable: [
      {
        title: t`The connection was lost`,
        cause: t`Cognito may or may not have taken the change.`,
        meaning: t`Read the setting again before you try once more.`,
      },
    ],
    TimedOut: [
      {
        title: t`Cognito did not answer in time`,
        cause: t`It may or may not have taken the change.`,
        meaning: t`Read the setting again before you try once more.`,
      },
    ],
    Unreadable: [
      {
        title: t`Cognito’s answer could not be read`,
        cause: t`It may or may not have taken the change.`,
        meaning: t`Read the setting again before you try once more.`,
      },
    ],
  },
  GetId: {
    NotAuthorizedException: [
      {
        title: t`The identity pool refused this sign-in`,
        cause: t`It does not take tokens of this app client, or this session has ended.`,
      },
    ],
    ResourceNotFoundException: [
      { title: t`The identity pool does not exist`, cause: t`The configuration names one that AWS does not know.` },
    ],
    LimitExceededException: [{ title: t`The identity pool is full`, cause: t`It has reached a limit that AWS sets.` }],
  },
  GetCredentialsForIdentity: {
    NotAuthorizedException: [
      { title: t`The identity pool gave no credentials`, cause: t`It has no role for you, or this session has ended.` },
    ],
    ResourceNotFoundException: [
      { title: t`The identity pool does not exist`, cause: t`The configuration names one that AWS does not know.` },
    ],
    InvalidIdentityPoolConfigurationException: [
      { title: t`The identity pool is not set up`, cause: t`It has no role to give. Whoever runs it has to add one.` },
    ],
  },
})

function byOperation(
  table: Readonly<Record<string, Readonly<Record<string, readonly Words[]>>>>,
): ReadonlyMap<string, ReadonlyMap<string, readonly Words[]>> {
  return new Map(Object.entries(table).map(([operation, codes]) => [operation, new Map(Object.entries(codes))]))
}
