import { t } from '@lingui/core/macro'

import { until } from '../blanks.ts'
import { report, type Words } from '../causes.ts'

const retrying = t`You are signed out of this browser; Cognito has not been told yet. Curfew goes on trying.`
const unconfirmed = t`You are signed out of this browser; Cognito has not confirmed it yet. Curfew goes on trying.`
const again = t`You are not signed in. Sign in again.`
const mayHaveBegun = t`You are not signed in here. A session may have begun all the same; “Sign out everywhere”, once you are signed in, ends it too.`
const setUp = t`You are not signed in. Whoever runs this deployment has to mend it.`

/** Words for what managed login and the endpoints of its domain refuse, by operation and OAuth's own error code. */
export const managedLoginWords: Readonly<Record<string, Readonly<Record<string, readonly Words[]>>>> = {
  'oauth2/authorize': {
    access_denied: [
      {
        title: t`The sign-in was not completed`,
        cause: t`Managed login said that it was cancelled, or that you may not use this app.`,
        meaning: again,
      },
    ],
    login_required: [
      {
        title: t`Managed login wants your password`,
        cause: t`It no longer takes this browser’s cookie instead of one.`,
        meaning: again,
      },
    ],
    invalid_request: [
      {
        title: t`Managed login did not take the request`,
        cause: t`Something in it does not fit the app client, or Cognito could not complete the sign-in.`,
        meaning: t`You are not signed in. Try once more; if it stays like this, ask whoever runs this deployment.`,
      },
    ],
    unauthorized_client: [
      {
        title: t`This app client may not use managed login so`,
        cause: t`It does not allow the authorization code grant.`,
        meaning: setUp,
      },
    ],
    unsupported_response_type: [
      {
        title: t`This app client may not use managed login so`,
        cause: t`Managed login does not answer it with a code.`,
        meaning: setUp,
      },
    ],
    invalid_scope: [
      {
        title: t`A scope is not allowed`,
        cause: t`The configuration asks for a scope that this app client does not have.`,
        meaning: t`You are not signed in. Whoever runs this deployment has to allow it, or to take it out of “scopes”.`,
      },
    ],
    server_error: [
      {
        title: t`Managed login had a fault`,
        cause: t`The fault is on Cognito’s side, or in code that this user pool calls.`,
        meaning: t`You are not signed in. Sign in again shortly.`,
      },
    ],
    temporarily_unavailable: [
      {
        title: t`Managed login is busy`,
        cause: t`It takes no sign-ins for the moment.`,
        meaning: t`You are not signed in. Sign in again shortly.`,
      },
    ],
    invalid_response: [
      {
        title: t`The answer does not fit`,
        cause: t`What came back does not belong to what was asked, so nothing was done with it.`,
        meaning: again,
      },
    ],
    ForeignAnswer: [
      {
        title: t`This sign-in was not begun here`,
        cause: t`The address holds an answer of managed login that nobody asked for in this browser. Somebody may have sent it to you; nothing was done with it.`,
        meaning: t`Whoever was signed in here still is.`,
      },
    ],
    AnsweredBefore: [
      {
        title: t`This sign-in was already completed`,
        cause: t`An answer of managed login is good for one use: the page was opened twice, or you went back to it.`,
        meaning: t`Whoever was signed in here still is.`,
      },
    ],
    AnsweredLate: [
      {
        title: t`This sign-in took too long`,
        cause: t`It was begun more than ten minutes ago, or the cookies of this page were cleared since.`,
        meaning: again,
      },
    ],
    NoDomain: [
      {
        title: t`Managed login is not set up`,
        cause: t`This deployment’s configuration names no “domain”.`,
        meaning: setUp,
      },
    ],
    NoCookies: [
      {
        title: t`This browser keeps no cookies for Curfew`,
        cause: t`Managed login leads to another page and back, and only a cookie shows that it is you who comes back.`,
        meaning: t`Allow cookies for this page, then sign in again.`,
      },
    ],
    ForeignAddress: [
      {
        title: t`That address is not managed login’s`,
        cause: t`Curfew goes to no other pages than those of the domain that its configuration names.`,
        meaning: report,
      },
    ],
  },
  'oauth2/token': {
    invalid_grant: [
      {
        title: t`Cognito did not take this sign-in’s code`,
        cause: t`The code was used before, is older than five minutes, or was made for another browser.`,
        meaning: again,
      },
    ],
    invalid_client: [
      {
        title: t`Cognito refused this app client`,
        cause: t`It does not exist, or it has a secret, which a browser cannot keep.`,
        meaning: t`You are not signed in. Whoever runs this deployment has to name a public app client.`,
      },
    ],
    unauthorized_client: [
      {
        title: t`This app client may not use managed login so`,
        cause: t`It does not allow the authorization code grant, or this page is not one of its callback URLs.`,
        meaning: setUp,
      },
    ],
    invalid_request: [
      { title: t`Cognito could not read the request`, cause: t`Something in it was malformed. ${report}` },
    ],
    unsupported_grant_type: [
      { title: t`Cognito does not know this grant`, cause: t`It takes no authorization codes here. ${report}` },
    ],
    invalid_scope: [
      { title: t`A scope is not allowed`, cause: t`This app client does not have one of the scopes.`, meaning: setUp },
    ],
    no_id_token: [
      {
        title: t`Cognito sent no ID token`,
        cause: t`The app client does not have the scope “openid”. The session that had begun was ended again.`,
        meaning: setUp,
      },
    ],
    invalid_tokens: [
      {
        title: t`The tokens do not belong to this sign-in`,
        cause: t`One of the checks failed, which the details name. The session that had begun was ended again.`,
        meaning: again,
      },
    ],
    Unreachable: [
      {
        title: t`The connection was lost while signing in`,
        cause: t`You may be offline, or something on the way blocks the connection.`,
        meaning: mayHaveBegun,
      },
    ],
    TimedOut: [
      { title: t`Cognito did not answer in time`, cause: t`The connection may be slow.`, meaning: mayHaveBegun },
    ],
    NotCognito: [
      {
        title: t`Something else answered`,
        cause: t`A proxy, or a network that wants you to sign in first, answered instead of Cognito.`,
        meaning: mayHaveBegun,
      },
    ],
    TooManyRequestsException: [
      { title: t`Cognito is busy`, cause: t`It is refusing some requests for the moment.`, meaning: mayHaveBegun },
    ],
    server_error: [{ title: t`Cognito had a fault`, cause: t`The fault is on AWS’s side.`, meaning: mayHaveBegun }],
    temporarily_unavailable: [
      { title: t`Cognito is busy`, cause: t`It gives no tokens for the moment.`, meaning: mayHaveBegun },
    ],
  },
  'oauth2/revoke': {
    invalid_request: [
      {
        title: t`Token revocation seems to be off for this app client`,
        cause: t`Cognito did not take the request, which is how it says that it cannot end a single session here.`,
        meaning: t`You are signed out of this browser, but the refresh token of this session works until ${until}. Sign out everywhere instead, or ask an operator to switch token revocation on.`,
      },
    ],
    invalid_client: [
      {
        title: t`Cognito refused this app client`,
        cause: t`It did not accept the client, so it did not end the session. Ask an operator to look at the app client.`,
      },
    ],
    unsupported_token_type: [
      { title: t`Only refresh tokens can be revoked`, cause: t`Cognito says that what it was given is not one.` },
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
    TooManyRequestsException: [
      { title: t`Cognito is busy`, cause: t`It did not take the sign-out yet.`, meaning: retrying },
    ],
    server_error: [{ title: t`Cognito had a fault`, cause: t`It could not take the sign-out yet.`, meaning: retrying }],
    temporarily_unavailable: [
      { title: t`Cognito is busy`, cause: t`It takes no sign-outs for the moment.`, meaning: retrying },
    ],
  },
  'oauth2/userInfo': {
    invalid_token: [
      {
        title: t`Cognito no longer takes this access token`,
        cause: t`It has run out, or its session has ended.`,
        meaning: t`Renew the session, or sign in again.`,
      },
    ],
    invalid_request: [
      { title: t`Cognito could not read the request`, cause: t`Something in it was malformed. ${report}` },
    ],
    insufficient_scope: [
      { title: t`This session lacks the scope openid`, cause: t`Without it Cognito does not say whether it lives.` },
    ],
  },
}
