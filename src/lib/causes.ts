import { t } from '@lingui/core/macro'

import { action, until } from './blanks.ts'
import { partMissing } from './partMissing.ts'
import { leakConsequences } from './words/leaks.ts'
import { operatorConsequences } from './words/operator.ts'
import { otherSessionsConsequences } from './words/otherSessions.ts'
import { unansweredConsequences } from './words/unanswered.ts'

/** Words for one exception. `meaning` replaces what the operation's failures usually mean; `when` picks by message. */
export type Words = { title: string; cause: string; meaning?: string; when?: RegExp }

/** What a failure of an operation means for the person, whatever its cause. */
export const consequences: ReadonlyMap<string, string> = new Map([
  ...otherSessionsConsequences,
  ...leakConsequences,
  ...operatorConsequences,
  ['InitiateAuth', t`You are not signed in.`],
  ['RespondToAuthChallenge', t`You are not signed in yet.`],
  ['AssociateSoftwareToken', t`No authenticator app is set up, and you are not signed in yet.`],
  ['VerifySoftwareToken', t`The authenticator app is not set up, and you are not signed in yet.`],
  ['ConfirmDevice', t`You are signed in, but this browser is not remembered.`],
  ['UpdateDeviceStatus', t`You are signed in, but this browser is not remembered.`],
  ['GetTokensFromRefreshToken', t`Your tokens were not renewed; the current ones work until they expire.`],
  ['GetUser', t`Whether this session still lives is not known.`],
  [
    'RevokeToken',
    t`You are signed out of this browser. Cognito did not end the session: its refresh token works until ${until}.`,
  ],
  ['oauth2/authorize', t`You are not signed in.`],
  ['oauth2/token', t`You are not signed in.`],
  [
    'oauth2/revoke',
    t`You are signed out of this browser. Cognito did not end the session: its refresh token works until ${until}.`,
  ],
  ['oauth2/userInfo', t`Whether this session still lives is not known.`],
  ['GlobalSignOut', t`Your devices are still signed in, this one included.`],
  ['ListUserPools', t`The pools could not be listed.`],
  ['ListUserPoolClients', t`The app clients could not be listed.`],
  ['DescribeUserPoolClient', t`The settings could not be read; nothing was changed.`],
  ['UpdateUserPoolClient', t`Nothing was changed.`],
  ['CreateUserPoolClient', t`No app client was made.`],
  ['DescribeUserPool', t`The settings could not be read; nothing was changed.`],
  ['UpdateUserPool', t`Nothing was changed.`],
  ['SetUserPoolSessionConfiguration', t`Nothing was changed.`],
  ['SetUserPoolClientSessionConfiguration', t`Nothing was changed.`],
  ['GetId', t`You have no AWS credentials, so the operator pages stay closed.`],
  ['GetCredentialsForIdentity', t`You have no AWS credentials, so the operator pages stay closed.`],
])

/** What it means for the person that Cognito's answer to an act did not arrive: nobody knows what became of it. */
export const notKnown: ReadonlyMap<string, string> = new Map(unansweredConsequences)

/** What to do about a fault of Curfew's own. */
export const report = t`Report this with the request id in the details.`

/** What happened, by exception, where every operation can say it the same way. */
export const causes: ReadonlyMap<string, Words> = new Map(
  Object.entries({
    TooManyRequestsException: {
      title: t`Cognito is busy`,
      cause: t`It is refusing some requests for the moment. Try again shortly.`,
    },
    LimitExceededException: {
      title: t`Too many attempts`,
      cause: t`Cognito has set a limit on how often this may be done. Wait a while, then try again.`,
    },
    InternalErrorException: { title: t`Cognito had a fault`, cause: t`The fault is on AWS’s side. Try again shortly.` },
    ForbiddenException: {
      title: t`A firewall refused this`,
      cause: t`A rule of AWS WAF in front of the user pool turned the request away. Whoever runs the pool can see which one.`,
    },
    InvalidParameterException: {
      title: t`Cognito could not read the request`,
      cause: t`Something in it was malformed. ${report}`,
    },
    ResourceNotFoundException: {
      title: t`No longer there`,
      cause: t`The user pool or app client does not exist any more.`,
    },
    NotAuthorizedException: { title: t`Not allowed`, cause: t`Cognito did not accept who is asking.` },
    OperationNotEnabledException: {
      title: t`Not enabled here`,
      cause: t`This user pool’s configuration, or this Region’s replica of it, does not allow the operation.`,
    },
    PasswordResetRequiredException: {
      title: t`A new password is required`,
      cause: t`An administrator requires a new password for this account before it can be used again.`,
    },
    UserNotConfirmedException: {
      title: t`The account is not confirmed`,
      cause: t`Confirm it first, in the app where you signed up, with the code or the link that was sent for it. If nothing has arrived, ask an administrator, who can confirm it too.`,
    },
    UserNotFoundException: { title: t`The user does not exist`, cause: t`The account may have been deleted.` },
    UnexpectedLambdaException: {
      title: t`The pool’s own code failed`,
      cause: t`There was an error calling a Lambda function that this user pool calls. Whoever runs the pool can see it in its logs.`,
    },
    UserLambdaValidationException: {
      title: t`The pool’s own code refused this`,
      cause: t`It was turned down by a Lambda function that this user pool calls.`,
    },
    InvalidLambdaResponseException: {
      title: t`The pool’s own code answered wrongly`,
      cause: t`Cognito could not use the answer of a Lambda function that this user pool calls.`,
    },
    InvalidUserPoolConfigurationException: {
      title: t`The user pool is not set up for this`,
      cause: t`Whoever runs the pool has to mend its configuration.`,
    },
    InvalidSmsRoleAccessPolicyException: {
      title: t`No text message could be sent`,
      cause: t`The user pool’s role may not send text messages. Whoever runs the pool has to mend it.`,
    },
    InvalidSmsRoleTrustRelationshipException: {
      title: t`No text message could be sent`,
      cause: t`The user pool may not use its role for text messages. Whoever runs the pool has to mend it.`,
    },
    InvalidEmailRoleAccessPolicyException: {
      title: t`No email could be sent`,
      cause: t`The user pool may not use its email identity. Whoever runs the pool has to mend it.`,
    },
    FeatureUnavailableInTierException: {
      title: t`Not in this pool’s plan`,
      cause: t`The user pool’s feature plan does not include what was asked.`,
    },
    ExternalServiceException: {
      title: t`The identity provider failed`,
      cause: t`A service that the identity pool depends on did not answer as it should. Try again shortly.`,
    },
    ResourceConflictException: {
      title: t`This identity is taken`,
      cause: t`The sign-in is already linked to another identity of the identity pool.`,
    },
    AccessDeniedException: {
      title: t`Your role does not allow this`,
      cause: t`It lacks the IAM action ${action}. Ask whoever manages the role to add it; the page Access writes the policy.`,
    },
    ExpiredTokenException: { title: t`Your AWS credentials have expired`, cause: t`Sign in again for new ones.` },
    UnrecognizedClientException: {
      title: t`AWS does not know these credentials`,
      cause: t`Sign in again for new ones.`,
    },
    InvalidSignatureException: {
      title: t`AWS did not accept the signature`,
      cause: t`The clock of this device may be wrong. Set it, then try again.`,
    },
    Unreachable: {
      title: t`Cognito could not be reached`,
      cause: t`You may be offline, or something on the way blocks the connection.`,
    },
    TimedOut: { title: t`Cognito did not answer in time`, cause: t`The connection may be slow. Try again.` },
    NotCognito: {
      title: t`Something else answered`,
      cause: t`A proxy, or a network that wants you to sign in first, answered instead of Cognito.`,
    },
    Unreadable: { title: t`Cognito’s answer could not be read`, cause: t`It arrived damaged or incomplete. ${report}` },
    Busy: { title: t`Another tab is busy with this session`, cause: t`Wait a moment, then try again.`, meaning: '' },
    Forgotten: {
      title: t`This is no longer prepared`,
      cause: t`Too much time has passed, or the page was reloaded. Start again.`,
      meaning: '',
    },
    StaleSignIn: {
      title: t`Your sign-in is older than five minutes`,
      cause: t`Sign in again, then begin or go on.`,
      meaning: '',
    },
    SignedOut: { title: t`You are signed out`, cause: t`Sign in again to go on.`, meaning: '' },
    NoIdentityPool: {
      title: t`No AWS access is set up`,
      cause: t`This deployment’s configuration names no identity pool, which operators get their AWS credentials from.`,
      meaning: '',
    },
    BadMessage: { title: t`Curfew could not make sense of this`, cause: report, meaning: '' },
    WorkerLost: { ...partMissing, meaning: '' },
    NotOpen: { title: t`Curfew has not started`, cause: t`Reload the page.`, meaning: '' },
    NoCookies: {
      title: t`This browser keeps no cookies for Curfew`,
      cause: t`A session that is kept here needs one. Allow cookies for this page, or sign in as on a shared computer.`,
      meaning: '',
    },
    NotKept: {
      title: t`Your session could not be kept in this browser`,
      cause: t`Its storage is full, or failed. What had begun is being ended. Free some space, or sign in as on a shared computer.`,
      meaning: '',
    },
    KeptOnDisk: {
      title: t`This is kept in this browser, and your session is not`,
      cause: t`Going on would write here. Sign in without “Shared computer” to let it go on.`,
      meaning: '',
    },
    Sealed: {
      title: t`The key of this sign-out is gone`,
      cause: t`The browser’s cookies were cleared before Cognito could be told.`,
    },
    ChallengeNotSupported: {
      title: t`Another step is needed`,
      cause: t`Cognito asks for a second step that Curfew does not offer yet; the details name it.`,
    },
    Unexpected: { title: t`Something unexpected happened`, cause: report },
  } satisfies Record<string, Words>),
)
