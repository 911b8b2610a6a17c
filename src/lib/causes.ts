import { leakConsequences } from './words/leaks.ts'
import { operatorConsequences } from './words/operator.ts'
import { otherSessionsConsequences } from './words/otherSessions.ts'

/** Words for one exception. `meaning` replaces what the operation's failures usually mean; `when` picks by message. */
export type Words = { title: string; cause: string; meaning?: string; when?: RegExp }

/** What a failure of an operation means for the person, whatever its cause. */
export const consequences: ReadonlyMap<string, string> = new Map([
  ...otherSessionsConsequences,
  ...leakConsequences,
  ...operatorConsequences,
  ['InitiateAuth', 'You are not signed in.'],
  ['RespondToAuthChallenge', 'You are not signed in yet.'],
  ['AssociateSoftwareToken', 'No authenticator app is set up, and you are not signed in yet.'],
  ['VerifySoftwareToken', 'The authenticator app is not set up, and you are not signed in yet.'],
  ['ConfirmDevice', 'You are signed in, but this browser is not remembered.'],
  ['UpdateDeviceStatus', 'You are signed in, but this browser is not remembered.'],
  ['GetTokensFromRefreshToken', 'Your tokens were not renewed; the current ones work until they expire.'],
  ['GetUser', 'Whether this session still lives is not known.'],
  [
    'RevokeToken',
    'You are signed out of this browser. Cognito did not end the session: its refresh token works until {until}.',
  ],
  ['oauth2/authorize', 'You are not signed in.'],
  ['oauth2/token', 'You are not signed in.'],
  [
    'oauth2/revoke',
    'You are signed out of this browser. Cognito did not end the session: its refresh token works until {until}.',
  ],
  ['oauth2/userInfo', 'Whether this session still lives is not known.'],
  ['GlobalSignOut', 'Your devices are still signed in, this one included.'],
  ['ListUserPools', 'The pools could not be listed.'],
  ['ListUserPoolClients', 'The app clients of this pool could not be listed.'],
  ['DescribeUserPoolClient', 'The settings of this app client could not be read; nothing was changed.'],
  ['UpdateUserPoolClient', 'Nothing was changed.'],
  ['CreateUserPoolClient', 'No app client was made.'],
  ['DescribeUserPool', 'The settings of this pool could not be read; nothing was changed.'],
  ['UpdateUserPool', 'Nothing was changed.'],
  ['SetUserPoolSessionConfiguration', 'Nothing was changed.'],
  ['SetUserPoolClientSessionConfiguration', 'Nothing was changed.'],
  ['GetId', 'You have no AWS credentials, so the operator pages stay closed.'],
  ['GetCredentialsForIdentity', 'You have no AWS credentials, so the operator pages stay closed.'],
])

const lambda = 'a Lambda function that this user pool calls'
/** What to do about a fault of Curfew's own. */
export const report = 'Report this with the request id in the details.'

/** What happened, by exception, where every operation can say it the same way. */
export const causes: ReadonlyMap<string, Words> = new Map(
  Object.entries({
    TooManyRequestsException: {
      title: 'Cognito is busy',
      cause: 'It is refusing some requests for the moment. Try again shortly.',
    },
    LimitExceededException: {
      title: 'Too many attempts',
      cause: 'Cognito has set a limit on how often this may be done. Wait a while, then try again.',
    },
    InternalErrorException: { title: 'Cognito had a fault', cause: 'The fault is on AWS’s side. Try again shortly.' },
    ForbiddenException: {
      title: 'A firewall refused this',
      cause:
        'A rule of AWS WAF in front of the user pool turned the request away. Whoever runs the pool can see which one.',
    },
    InvalidParameterException: {
      title: 'Cognito could not read the request',
      cause: `Something in it was malformed. ${report}`,
    },
    ResourceNotFoundException: {
      title: 'No longer there',
      cause: 'The user pool or app client does not exist any more.',
    },
    NotAuthorizedException: { title: 'Not allowed', cause: 'Cognito did not accept who is asking.' },
    OperationNotEnabledException: {
      title: 'Not enabled here',
      cause: 'This user pool’s configuration, or this Region’s replica of it, does not allow the operation.',
    },
    PasswordResetRequiredException: {
      title: 'A new password is required',
      cause: 'An administrator requires a new password for this account before it can be used again.',
    },
    UserNotConfirmedException: {
      title: 'The account is not confirmed',
      cause: 'Confirm it first, with the code that was sent when it was made.',
    },
    UserNotFoundException: { title: 'The user does not exist', cause: 'The account may have been deleted.' },
    UnexpectedLambdaException: {
      title: 'The pool’s own code failed',
      cause: `There was an error calling ${lambda}. Whoever runs the pool can see it in its logs.`,
    },
    UserLambdaValidationException: {
      title: 'The pool’s own code refused this',
      cause: `It was turned down by ${lambda}.`,
    },
    InvalidLambdaResponseException: {
      title: 'The pool’s own code answered wrongly',
      cause: `Cognito could not use the answer of ${lambda}.`,
    },
    InvalidUserPoolConfigurationException: {
      title: 'The user pool is not set up for this',
      cause: 'Whoever runs the pool has to mend its configuration.',
    },
    InvalidSmsRoleAccessPolicyException: {
      title: 'No text message could be sent',
      cause: 'The user pool’s role may not send text messages. Whoever runs the pool has to mend it.',
    },
    InvalidSmsRoleTrustRelationshipException: {
      title: 'No text message could be sent',
      cause: 'The user pool may not use its role for text messages. Whoever runs the pool has to mend it.',
    },
    InvalidEmailRoleAccessPolicyException: {
      title: 'No email could be sent',
      cause: 'The user pool may not use its email identity. Whoever runs the pool has to mend it.',
    },
    FeatureUnavailableInTierException: {
      title: 'Not in this pool’s plan',
      cause: 'The user pool’s feature plan does not include what was asked.',
    },
    ExternalServiceException: {
      title: 'The identity provider failed',
      cause: 'A service that the identity pool depends on did not answer as it should. Try again shortly.',
    },
    ResourceConflictException: {
      title: 'This identity is taken',
      cause: 'The sign-in is already linked to another identity of the identity pool.',
    },
    AccessDeniedException: {
      title: 'Your role does not allow this',
      cause: 'It lacks the IAM action {action}. Ask whoever manages the role to add it.',
    },
    ExpiredTokenException: { title: 'Your AWS credentials have expired', cause: 'Sign in again for new ones.' },
    UnrecognizedClientException: { title: 'AWS does not know these credentials', cause: 'Sign in again for new ones.' },
    InvalidSignatureException: {
      title: 'AWS did not accept the signature',
      cause: 'The clock of this device may be wrong. Set it, then try again.',
    },
    Unreachable: {
      title: 'Cognito could not be reached',
      cause: 'You may be offline, or something on the way blocks the connection.',
    },
    TimedOut: { title: 'Cognito did not answer in time', cause: 'The connection may be slow. Try again.' },
    NotCognito: {
      title: 'Something else answered',
      cause: 'A proxy, or a network that wants you to sign in first, answered instead of Cognito.',
    },
    Unreadable: { title: 'Cognito’s answer could not be read', cause: `It arrived damaged or incomplete. ${report}` },
    Busy: { title: 'Another tab is busy with this session', cause: 'Wait a moment, then try again.', meaning: '' },
    Forgotten: {
      title: 'This is no longer prepared',
      cause: 'Too much time has passed, or the page was reloaded. Start again.',
      meaning: '',
    },
    StaleSignIn: {
      title: 'Your sign-in is older than five minutes',
      cause: 'Sign out and in again, then begin or go on.',
      meaning: '',
    },
    SignedOut: { title: 'You are signed out', cause: 'Sign in again to go on.', meaning: '' },
    NoIdentityPool: {
      title: 'No AWS access is set up',
      cause: 'This deployment’s configuration names no identity pool, which operators get their AWS credentials from.',
      meaning: '',
    },
    BadMessage: { title: 'Curfew could not make sense of this', cause: report, meaning: '' },
    WorkerLost: {
      title: 'A part of Curfew could not be loaded',
      cause: 'The connection may have been lost, or a new version was put in place meanwhile. Reload the page.',
      meaning: '',
    },
    NotOpen: { title: 'Curfew has not started', cause: 'Reload the page.', meaning: '' },
    NoCookies: {
      title: 'This browser keeps no cookies for Curfew',
      cause: 'A session that is kept here needs one. Allow cookies for this page, or sign in as on a shared computer.',
      meaning: '',
    },
    Sealed: {
      title: 'The key of this sign-out is gone',
      cause: 'The browser’s cookies were cleared before Cognito could be told.',
    },
    ChallengeNotSupported: {
      title: 'Another step is needed',
      cause: 'Cognito asks for a second step that Curfew does not offer yet; the details name it.',
    },
    Unexpected: { title: 'Something unexpected happened', cause: report },
  } satisfies Record<string, Words>),
)
