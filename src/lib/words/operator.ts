import type { Words } from '../causes.ts'

const setting: Readonly<Record<string, readonly Words[]>> = {
  ConcurrentModificationException: [
    {
      title: 'Somebody else is changing this pool',
      cause: 'Cognito takes one change at a time. Read it again in a moment, then try once more.',
    },
  ],
  FeatureUnavailableInTierException: [
    {
      title: 'Not in this pool’s plan',
      cause:
        'Session tracking is part of the Essentials and Plus plans. Whoever runs the pool can change its plan in AWS.',
    },
  ],
}
/** What a failure means for an operator who looks at users, or does something to one. */
export const operatorConsequences: readonly (readonly [string, string])[] = [
  ['ListUsers', 'The users cannot be shown.'],
  ['ListUsersInGroup', 'The users of this group cannot be shown.'],
  ['ListGroups', 'The groups cannot be shown.'],
  ['AdminGetUser', 'The details cannot be shown.'],
  ['AdminListGroupsForUser', 'The groups of this user cannot be shown.'],
  ['AdminListDevices', 'The devices of this user cannot be shown.'],
  ['AdminListUserAuthEvents', 'The sign-in history cannot be shown.'],
  ['AdminListUserSessions', 'Where this user is signed in cannot be shown.'],
  ['AdminUserGlobalSignOut', 'The user is still signed in.'],
  ['AdminRevokeUserSession', 'That session is still signed in.'],
  ['AdminForgetDevice', 'The device was not forgotten.'],
  ['AdminDisableUser', 'The user was not disabled, and is still signed in.'],
  ['AdminEnableUser', 'The user was not enabled.'],
  ['AdminResetUserPassword', 'The password was not reset.'],
  ['DescribeUserPoolClient (just created)', 'The app client exists; its settings are not confirmed.'],
]

/** Nobody knows whether an app client was made. */
function mayExist(title: string): Words {
  return {
    title,
    cause: 'The app client may or may not exist now.',
    meaning: 'Read the app clients again before you try once more: a second one of the same name would be taken.',
  }
}

/** Words of the operator's operations on pools and users, by exception. */
export const operatorWords: Readonly<Record<string, Readonly<Record<string, readonly Words[]>>>> = {
  CreateUserPoolClient: {
    LimitExceededException: [
      {
        title: 'This pool has all the app clients it may have',
        cause:
          'AWS allows 1,000 in a pool, and up to 10,000 on request. Delete one that nobody uses, or ask AWS for more.',
      },
    ],
    InvalidOAuthFlowException: [
      { title: 'Cognito refused the OAuth flows', cause: 'Curfew asks for none: report this with its details.' },
    ],
    ScopeDoesNotExistException: [
      { title: 'Cognito refused a scope', cause: 'Curfew asks for none: report this with its details.' },
    ],
    Unreachable: [mayExist('The connection was lost')],
    TimedOut: [mayExist('Cognito did not answer in time')],
    NotCognito: [mayExist('Something else answered instead of Cognito')],
    Unreadable: [mayExist('Cognito’s answer could not be read')],
    InternalErrorException: [mayExist('Cognito had a fault')],
  },
  Credentials: {
    LongLivedKey: [
      {
        title: 'This is a long-lived key',
        cause:
          'A key that begins with AKIA works until somebody deletes it, so no browser should have it. Curfew forgot it again. Get temporary credentials, such as from aws sts assume-role, and paste those.',
      },
    ],
    NoSessionToken: [
      {
        title: 'The session token is missing',
        cause:
          'All temporary credentials have one. Paste the access key id, the secret access key and the token together.',
      },
    ],
    NotCredentials: [
      {
        title: 'There are no AWS credentials in this text',
        cause:
          'Paste the access key id, the secret access key and the session token, as JSON, a profile or export lines.',
      },
    ],
    ExpiredTokenException: [
      { title: 'These credentials have expired', cause: 'AWS takes them no more. Get new ones, and paste those.' },
    ],
  },
  SetUserPoolSessionConfiguration: setting,
  SetUserPoolClientSessionConfiguration: setting,
  DescribeUserPool: {
    UserPoolTaggingException: [
      {
        title: 'The pool’s tags could not be read',
        cause:
          'Cognito could not look at the tags of the user pool. Try again; if it stays so, look at the pool in AWS.',
      },
    ],
  },
  UpdateUserPool: {
    ConcurrentModificationException: [
      {
        title: 'Somebody else is changing this pool',
        cause: 'Cognito takes one change at a time. Try again in a moment.',
      },
    ],
    UserImportInProgressException: [
      { title: 'Users are being imported', cause: 'Cognito takes no change of the pool before the import is over.' },
    ],
    TierChangeNotAllowedException: [
      {
        title: 'Cognito took this for a change of plan',
        cause: 'Curfew sends the plan that it read. Read the findings again: somebody may be changing it just now.',
      },
    ],
    UserPoolTaggingException: [
      {
        title: 'Cognito could not set the pool’s tags',
        cause: 'Curfew sends the tags that it read. Mend them in AWS first: one of them may not be allowed any more.',
      },
    ],
  },
  AdminListUserAuthEvents: {
    UserPoolAddOnNotEnabledException: [
      {
        title: 'This pool keeps no sign-in history',
        cause: 'Cognito keeps one only where threat protection is on, which needs the Plus plan.',
      },
    ],
  },
}
