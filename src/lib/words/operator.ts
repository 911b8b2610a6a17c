import { t } from '@lingui/core/macro'

import type { Words } from '../causes.ts'

const setting: Readonly<Record<string, readonly Words[]>> = {
  ConcurrentModificationException: [
    {
      title: t`Somebody else is changing this pool`,
      cause: t`Cognito takes one change at a time. Read it again in a moment, then try once more.`,
    },
  ],
  FeatureUnavailableInTierException: [
    {
      title: t`Not in this pool’s plan`,
      cause: t`Session tracking is part of the Essentials and Plus plans. Whoever runs the pool can change its plan in AWS.`,
    },
  ],
}
/** What a failure means for an operator who looks at users, or does something to one. */
export const operatorConsequences: readonly (readonly [string, string])[] = [
  ['ListUsers', t`The users cannot be shown.`],
  ['ListUsersInGroup', t`The users of this group cannot be shown.`],
  ['ListGroups', t`The groups cannot be shown.`],
  ['AdminGetUser', t`The details cannot be shown.`],
  ['AdminListGroupsForUser', t`The groups of this user cannot be shown.`],
  ['AdminListDevices', t`The devices of this user cannot be shown.`],
  ['AdminListUserAuthEvents', t`The sign-in history cannot be shown.`],
  ['AdminListUserSessions', t`Where this user is signed in cannot be shown.`],
  ['AdminUserGlobalSignOut', t`The user is still signed in.`],
  ['AdminRevokeUserSession', t`That session is still signed in.`],
  ['AdminForgetDevice', t`The device was not forgotten.`],
  ['AdminDisableUser', t`The user was not disabled, and is still signed in.`],
  ['AdminEnableUser', t`The user was not enabled.`],
  ['AdminResetUserPassword', t`The password was not reset.`],
  ['DescribeUserPoolClient (just created)', t`The app client exists; its settings are not confirmed.`],
]

/** Nobody knows whether an app client was made. */
function mayExist(title: string): Words {
  return {
    title,
    cause: t`The app client may or may not exist now.`,
    meaning: t`Read the app clients again before you try once more: a second one of the same name would be taken.`,
  }
}

/** Words of the operator's operations on pools and users, by exception. */
export const operatorWords: Readonly<Record<string, Readonly<Record<string, readonly Words[]>>>> = {
  CreateUserPoolClient: {
    LimitExceededException: [
      {
        title: t`This pool has all the app clients it may have`,
        cause: t`AWS allows 1,000 in a pool, and up to 10,000 on request. Delete one that nobody uses, or ask AWS for more.`,
      },
    ],
    InvalidOAuthFlowException: [
      { title: t`Cognito refused the OAuth flows`, cause: t`Curfew asks for none: report this with its details.` },
    ],
    ScopeDoesNotExistException: [
      { title: t`Cognito refused a scope`, cause: t`Curfew asks for none: report this with its details.` },
    ],
    Unreachable: [mayExist(t`The connection was lost`)],
    TimedOut: [mayExist(t`Cognito did not answer in time`)],
    NotCognito: [mayExist(t`Something else answered instead of Cognito`)],
    Unreadable: [mayExist(t`Cognito’s answer could not be read`)],
    InternalErrorException: [mayExist(t`Cognito had a fault`)],
  },
  Credentials: {
    LongLivedKey: [
      {
        title: t`This is a long-lived key`,
        cause: t`A key that begins with AKIA works until somebody deletes it, so no browser should have it. Curfew forgot it again. Get temporary credentials, such as from aws sts assume-role, and paste those.`,
      },
    ],
    NoSessionToken: [
      {
        title: t`The session token is missing`,
        cause: t`All temporary credentials have one. Paste the access key id, the secret access key and the token together.`,
      },
    ],
    NotCredentials: [
      {
        title: t`There are no AWS credentials in this text`,
        cause: t`Paste the access key id, the secret access key and the session token, as JSON, a profile or export lines.`,
      },
    ],
    ExpiredTokenException: [
      { title: t`These credentials have expired`, cause: t`AWS takes them no more. Get new ones, and paste those.` },
    ],
  },
  SetUserPoolSessionConfiguration: setting,
  SetUserPoolClientSessionConfiguration: setting,
  DescribeUserPool: {
    UserPoolTaggingException: [
      {
        title: t`The pool’s tags could not be read`,
        cause: t`Cognito could not look at the tags of the user pool. Try again; if it stays so, look at the pool in AWS.`,
      },
    ],
  },
  UpdateUserPool: {
    ConcurrentModificationException: [
      {
        title: t`Somebody else is changing this pool`,
        cause: t`Cognito takes one change at a time. Try again in a moment.`,
      },
    ],
    UserImportInProgressException: [
      { title: t`Users are being imported`, cause: t`Cognito takes no change of the pool before the import is over.` },
    ],
    TierChangeNotAllowedException: [
      {
        title: t`Cognito took this for a change of plan`,
        cause: t`Curfew sends the plan that it read. Read the findings again: somebody may be changing it just now.`,
      },
    ],
    UserPoolTaggingException: [
      {
        title: t`Cognito could not set the pool’s tags`,
        cause: t`Curfew sends the tags that it read. Mend them in AWS first: one of them may not be allowed any more.`,
      },
    ],
  },
  AdminListUserAuthEvents: {
    UserPoolAddOnNotEnabledException: [
      {
        title: t`This pool keeps no sign-in history`,
        cause: t`Cognito keeps one only where threat protection is on, which needs the Plus plan.`,
      },
    ],
  },
}
