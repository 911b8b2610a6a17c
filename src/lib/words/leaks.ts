import { t } from '@lingui/core/macro'

import type { Words } from '../causes.ts'

const notEnded = t`The token was not ended.`

/** What failures of ending a token that leaked mean: nobody is signed out of this browser by it. */
export const leakConsequences: readonly (readonly [string, string])[] = [
  ['RevokeToken (leaked)', notEnded],
  ['AdminUserGlobalSignOut', t`The user’s sessions go on.`],
]

/** Words for revoking somebody else's refresh token, by exception. */
export const leakWords: Readonly<Record<string, Readonly<Record<string, readonly Words[]>>>> = {
  'RevokeToken (leaked)': {
    TooManyRequestsException: [
      { title: t`Cognito is busy`, cause: t`It refuses some requests for now. Try again shortly.` },
    ],
    InternalErrorException: [
      { title: t`Cognito had a fault`, cause: t`The fault is on AWS’s side. Try again shortly.` },
    ],
    Unreachable: [
      {
        title: t`Cognito could not be reached`,
        cause: t`You may be offline, or something blocks the connection. Try again.`,
      },
    ],
    TimedOut: [{ title: t`Cognito did not answer in time`, cause: t`The connection may be slow.` }],
    NotCognito: [
      {
        title: t`Something else answered`,
        cause: t`A proxy or a captive network answered instead of Cognito. Try again.`,
      },
    ],
    Unreadable: [
      {
        title: t`Cognito’s answer could not be read`,
        cause: t`The revocation may or may not have been taken. Try again.`,
      },
    ],
    UnsupportedOperationException: [
      {
        title: t`Token revocation is off for this app client`,
        cause: t`Cognito cannot end a single session here: only its user can be signed out, everywhere.`,
      },
    ],
    OperationNotEnabledException: [
      {
        title: t`Token revocation is not enabled here`,
        cause: t`This user pool’s configuration, or this Region’s replica of it, does not allow it.`,
      },
    ],
    UnauthorizedException: [
      {
        title: t`This app client did not get the token`,
        cause: t`Cognito takes a refresh token only from the app client that it was issued to. Choose another one, or try each.`,
      },
    ],
    UnsupportedTokenTypeException: [
      { title: t`Only refresh tokens can be revoked`, cause: t`Cognito says that this is not one.` },
    ],
    InvalidParameterException: [
      { title: t`Cognito cannot read this token`, cause: t`It may be cut off, or not a refresh token of Cognito’s.` },
    ],
    NoAppClient: [{ title: t`This pool has no app client`, cause: t`So it cannot have issued the token.` }],
  },
  AdminUserGlobalSignOut: {
    NotVerified: [
      {
        title: t`Whose token this is is not certain`,
        cause: t`Its signature does not fit the pool’s keys, or could not be checked, so nobody is signed out for it.`,
      },
    ],
    Forgotten: [
      {
        title: t`The token is no longer held`,
        cause: t`Curfew forgets what was pasted with the page, and after five minutes without use. Paste it again.`,
      },
    ],
  },
}
