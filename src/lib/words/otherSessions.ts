import { t } from '@lingui/core/macro'

import type { Words } from '../causes.ts'

const nothingEnded = t`Nothing was ended, and you are still signed in.`

/** What a failure means for whoever looks at their sessions and devices, or ends them. */
export const otherSessionsConsequences: readonly (readonly [string, string])[] = [
  ['ListUserSessions', t`Where you are signed in cannot be shown; nothing was ended.`],
  ['RevokeUserSession', t`That session is still signed in.`],
  ['InitiateAuth (to stay here)', nothingEnded],
  ['RespondToAuthChallenge (to stay here)', nothingEnded],
  ['ListDevices', t`Your devices cannot be shown; nothing was changed.`],
  ['GetDevice', t`Your devices cannot be shown; nothing was changed.`],
  ['ForgetDevice', t`The device was not forgotten.`],
  ['UpdateDeviceStatus', t`Nothing was changed.`],
]

const signInAgain = t`Sign in again to go on.`

/** A refusal of this session's own access token reads alike for all of them, but for what to do. */
function refusedToken(whatToDo: string): readonly Words[] {
  return [
    {
      when: /required scopes/i,
      title: t`This session may not do that`,
      cause: t`Its access token lacks the scope aws.cognito.signin.user.admin, which Cognito asks for. ${whatToDo}`,
    },
    {
      when: /expired/i,
      title: t`The access token of this session has run out`,
      cause: t`Cognito takes none that has expired. Renew the session, then try again.`,
    },
    {
      title: t`This session has ended`,
      cause: t`Cognito no longer accepts its access token.`,
      meaning: signInAgain,
    },
  ]
}

const resetRequired = (whatToDo: string): readonly Words[] => [
  {
    title: t`A new password is required first`,
    cause: t`An administrator requires a new password for this account before anything else. ${whatToDo}`,
  },
]

const notConfirmed = (whatToDo: string): readonly Words[] => [
  {
    title: t`The account is not confirmed yet`,
    cause: whatToDo,
  },
]

const deleted: readonly Words[] = [
  { title: t`This account no longer exists`, cause: t`It has been deleted.`, meaning: t`Its sessions are over.` },
]

const noDevices: readonly Words[] = [
  {
    title: t`This user pool is not set up for devices`,
    cause: t`Cognito says that its configuration does not allow this. Whoever runs the pool can change it.`,
  },
]

const noSuchDevice: readonly Words[] = [
  {
    title: t`This device is no longer there`,
    cause: t`Cognito does not know it: it has been forgotten already, or was never confirmed. Read the list again.`,
  },
]

/** Words of the operations on a person's other sessions and devices, by exception. */
export const otherSessionsWords: Readonly<Record<string, Readonly<Record<string, readonly Words[]>>>> = {
  ListUserSessions: {
    NotAuthorizedException: refusedToken(t`Sign in again with a password to see them.`),
    OperationNotEnabledException: [
      {
        title: t`Cognito keeps no list of sessions here`,
        cause: t`Session tracking is off for this user pool, or not available in this Region’s replica.`,
      },
    ],
    FeatureUnavailableInTierException: [
      {
        title: t`Not in this pool’s plan`,
        cause: t`Cognito tracks sessions in the Essentials and Plus plans only.`,
      },
    ],
    PasswordResetRequiredException: resetRequired(t`Set it, then look again.`),
    UserNotConfirmedException: notConfirmed(
      t`Confirm it in the app where you signed up, or ask an administrator to; then look again.`,
    ),
    UserNotFoundException: deleted,
    ResourceNotFoundException: [
      {
        title: t`No longer there`,
        cause: t`The user pool or app client of this session does not exist any more.`,
      },
    ],
  },
  RevokeUserSession: {
    NotAuthorizedException: refusedToken(t`Sign in again with a password to end others.`),
    OperationNotEnabledException: [
      {
        title: t`Single sessions cannot be ended here`,
        cause: t`Session tracking is off for this user pool, or not available in this Region’s replica. Sign out everywhere ends all tokens; a browser of managed login can still sign in for a while.`,
      },
    ],
    ResourceNotFoundException: [
      {
        title: t`That session had already ended`,
        cause: t`Cognito does not know it any more. Read the list again.`,
        meaning: '',
      },
    ],
    InvalidParameterException: [
      {
        title: t`Cognito does not end this session this way`,
        cause: t`It says that the request was not valid, as it does when a session is asked to end itself. For this one use “Sign out this device”; for another, read the list again.`,
      },
    ],
    PasswordResetRequiredException: resetRequired(t`Set it, then end the session.`),
    UserNotConfirmedException: notConfirmed(
      t`Confirm it in the app where you signed up, or ask an administrator to; then end the session.`,
    ),
    UserNotFoundException: deleted,
    Forgotten: [
      {
        title: t`There is nothing to try again`,
        cause: t`This receipt is not in this browser any more, or is of another account.`,
        meaning: '',
      },
    ],
  },
  ListDevices: {
    NotAuthorizedException: refusedToken(t`Sign in again with a password to see your devices.`),
    InvalidUserPoolConfigurationException: noDevices,
    PasswordResetRequiredException: resetRequired(t`Set it, then look again.`),
    UserNotConfirmedException: notConfirmed(
      t`Confirm it in the app where you signed up, or ask an administrator to; then look again.`,
    ),
    UserNotFoundException: deleted,
  },
  GetDevice: {
    NotAuthorizedException: refusedToken(t`Sign in again with a password to see your devices.`),
    InvalidUserPoolConfigurationException: noDevices,
    ResourceNotFoundException: noSuchDevice,
    PasswordResetRequiredException: resetRequired(t`Set it, then look again.`),
    UserNotConfirmedException: notConfirmed(
      t`Confirm it in the app where you signed up, or ask an administrator to; then look again.`,
    ),
    UserNotFoundException: deleted,
  },
  ForgetDevice: {
    NotAuthorizedException: refusedToken(t`Sign in again with a password to forget devices.`),
    InvalidUserPoolConfigurationException: noDevices,
    ResourceNotFoundException: noSuchDevice,
    PasswordResetRequiredException: resetRequired(t`Set it, then forget the device.`),
    UserNotConfirmedException: notConfirmed(
      t`Confirm it in the app where you signed up, or ask an administrator to; then forget the device.`,
    ),
    UserNotFoundException: deleted,
  },
  UpdateDeviceStatus: {
    NoDevice: [
      {
        title: t`This browser is no device`,
        cause: t`The session began without one: the user pool does not keep track of devices, or did not then.`,
        meaning: '',
      },
    ],
    NotAuthorizedException: refusedToken(t`Sign in again with a password to change it.`),
    InvalidUserPoolConfigurationException: noDevices,
    ResourceNotFoundException: noSuchDevice,
    PasswordResetRequiredException: resetRequired(t`Set it, then try again.`),
    UserNotConfirmedException: notConfirmed(
      t`Confirm it in the app where you signed up, or ask an administrator to; then try again.`,
    ),
    UserNotFoundException: deleted,
  },
}
